"""Engines behind `search.engine.Engine`; one package each."""

from __future__ import annotations

from pathlib import Path

from search.engine import Engine
from search.engines.whoosh import WhooshEngine


def open_engine(folder: Path) -> Engine:
    """The engine over the index in a folder, made where it is missing. Raises `EngineError`."""
    return WhooshEngine(folder)

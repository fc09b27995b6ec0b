"""The edge: pages, JSON, the command line and settings. This room knows nothing of the inside of a PDF or of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from web.application import create_app
    from web.settings import InvalidSetting, Settings

__all__ = ["InvalidSetting", "Settings", "create_app"]


def __getattr__(name: str) -> Any:
    """What takes most of a second to load is fetched when first asked for, so that `__main__` begins at once."""
    if name == "create_app":
        from web import application

        return application.create_app
    if name in ("InvalidSetting", "Settings"):
        from web import settings

        return getattr(settings, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

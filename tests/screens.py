"""Make the pictures of the README again: `python tests/screens.py`, or `make screens`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import waitress
from conftest import CHROMIUM, CHROMIUM_ARGUMENTS
from playwright.sync_api import sync_playwright

from web import Settings, create_app

DOCS = Path(__file__).parent.parent / "docs"
Theme = Literal["light", "dark"]
PICTURES: tuple[tuple[str, str, str, Theme], ...] = (
    ("results", "/search?q=基因治疗+长期随访", "zh-CN", "light"),
    ("reader", "/documents/cn-cde-2021-50-gt-ltfu?show=both", "en-GB", "light"),
)


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The address of a server over the shipped corpus."""
    bluebook = Path(sys.executable).parent / "bluebook"
    subprocess.run([bluebook, "--data", data, "reindex", "--json"], check=True, stdout=subprocess.DEVNULL)
    app = create_app(Settings(data=data))
    server = waitress.create_server(app, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    app.extensions["library"].close()


def main() -> None:
    """Draw every picture into `docs/`."""
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        for name, path, locale, theme in PICTURES:
            page = browser.new_page(base_url=address, locale=locale, color_scheme=theme, viewport={"width": 1120, "height": 660})
            page.goto(path)
            page.reload()  # the first answer also opens the index
            page.screenshot(path=DOCS / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()

"""Where the command begins: before anything is loaded that takes time."""

from __future__ import annotations

import sys

STOPPED = 130  # what a shell says of a command that Ctrl+C ended


def main() -> None:
    """Run the command line. Ctrl+C ends it quietly while it is loaded, too."""
    try:
        from web.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()

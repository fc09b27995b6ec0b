"""Where the command begins: before anything is loaded that takes time."""

from __future__ import annotations

import gc
import os
import sys

STOPPED = 130  # what a shell says of a command that Ctrl+C ended


def main() -> None:
    """Run the command line. Ctrl+C ends it quietly while it is loaded, too.

    All that is loaded stays: to look through it for cycles again and again took a twentieth of the time until a server answers, and
    so did the threads that numpy keeps for products of large matrices, of which there are none here.
    """
    try:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        gc.disable()
        from web.cli import main as run

        gc.freeze()
        gc.enable()
        run()
    except KeyboardInterrupt:
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()

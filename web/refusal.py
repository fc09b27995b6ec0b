"""What the user asked for on the command line and cannot be done."""

from __future__ import annotations


class Refused(Exception):
    """One line that says why, and what to do."""

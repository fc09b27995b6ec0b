"""What can be wrong with a request, and the one shape in which the JSON endpoints say so."""

from __future__ import annotations

from typing import Any


class BadRequest(ValueError):
    """A request that cannot be answered: a code for programs, a sentence for people, the parameter if one is at fault."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


def shape(code: str, message: str, field: str | None = None) -> dict[str, Any]:
    """`{"error": {"code", "message", "field"?}}`."""
    error = {"code": code, "message": message}
    if field is not None:
        error["field"] = field
    return {"error": error}

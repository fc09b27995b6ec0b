"""What can be wrong with a request, and the one shape in which the JSON endpoints say so."""

from __future__ import annotations

from typing import Any

from web.messages import say


class BadRequest(ValueError):
    """A request that cannot be answered: a code for programs, a text of the interface for people, the parameter at fault."""

    def __init__(self, code: str, key: str, field: str, **values: object) -> None:
        self.code = code
        self.field = field
        self._key = key
        self._values = {"field": field, **values}
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.told("en")

    def told(self, language: str) -> str:
        """What is wrong, in a language."""
        return say(f"refused.{self._key}", language, **self._values)


def shape(code: str, message: str, field: str | None = None) -> dict[str, Any]:
    """`{"error": {"code", "message", "field"?}}`."""
    error = {"code": code, "message": message}
    if field is not None:
        error["field"] = field
    return {"error": error}

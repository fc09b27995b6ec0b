"""Elements of a picture as safe markup: attributes and text are escaped, nothing is styled but by class."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

Number = int | float


def element(tag: str, *inner: str, **attributes: str | Number | None) -> Markup:
    """An element with what is inside it. `class_` and `text_anchor` become `class` and `text-anchor`; None is left out."""
    said = Markup("").join(
        Markup(' {}="{}"').format(name.strip("_").replace("_", "-"), _plain(value))
        for name, value in attributes.items()
        if value is not None
    )
    if not inner:
        return Markup("<{}{}/>").format(Markup(tag), said)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), said, Markup("").join(map(escape, inner)))


def _plain(value: str | Number) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def link(url: str, *inner: str, title: str | None = None, reached: bool = True) -> Markup:
    """A part of the picture that leads somewhere; `reached` says whether the keyboard stops at it."""
    said = (element("title", title),) if title else ()
    return element("a", *said, *inner, href=url, tabindex=None if reached else -1)


def text(x: Number, y: Number, lines: Iterable[str], *, leading: Number = 0, class_: str | None = None) -> Markup:
    """Lines of text from a first baseline on, `leading` apart."""
    return Markup("").join(element("text", line, x=x, y=y + place * leading, class_=class_) for place, line in enumerate(lines))


def picture(width: Number, height: Number, *inner: str, class_: str, label: str, language: str) -> Markup:
    """The whole picture, named for those who do not see it."""
    return element(
        "svg", *inner, class_=class_, viewBox=f"0 0 {_plain(width)} {_plain(height)}", role="group", aria_label=label, lang=language
    )

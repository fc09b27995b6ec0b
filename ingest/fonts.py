"""What a font's name and weight say of its looks."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass

from ingest import pdfium

_BOLD = re.compile(r"bold|black|heavy|demi|simhei|heiti|(?<![a-z])hei(?![a-z])|黑体|-bd|,b", re.I)
_ITALIC = re.compile(r"italic|oblique|kaiti|楷体", re.I)


@dataclass(frozen=True, slots=True)
class Font:
    """What a font's name and descriptor say of its looks."""

    bold: bool
    italic: bool


PLAIN = Font(bold=False, italic=False)


def named(font: int) -> Font:
    """The looks of a font of PDFium's, by its address."""
    buffer = ctypes.create_string_buffer(128)
    pdfium.font_name(font, ctypes.addressof(buffer), 128)
    name = buffer.value.decode("utf-8", "replace").partition("+")[2] or buffer.value.decode("utf-8", "replace")
    return Font(bool(_BOLD.search(name)) or pdfium.font_weight(font) >= 600, bool(_ITALIC.search(name)))

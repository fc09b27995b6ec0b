"""The functions of PDFium that are asked for every line and every tag, with addresses as plain numbers.

A page takes hundreds of such calls, and one through typed pointers costs twice as much.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_char_p, c_double, c_float, c_int, c_ulong, c_void_p
from typing import Any

import pypdfium2.raw as c

_ATTRIBUTES, _WIDEST = 8, 1000.0  # more than any tool writes; a file may state thousands, or infinity


def _by_address(function: Any, answer: Any, *arguments: Any) -> Callable[..., Any]:
    """The same function, its pointers as addresses."""
    return ctypes.CFUNCTYPE(answer, *arguments)(address(function))


def address(pointer: Any) -> Any:
    """Where a pointer points to; None for nowhere."""
    return ctypes.cast(pointer, c_void_p).value


char_box = _by_address(c.FPDFText_GetCharBox, c_int, c_void_p, c_int, *[c_void_p] * 4)
char_origin = _by_address(c.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
char_matrix = _by_address(c.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
font_size = _by_address(c.FPDFText_GetFontSize, c_double, c_void_p, c_int)
text_object = _by_address(c.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
render_mode = _by_address(c.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
content_id = _by_address(c.FPDFPageObj_GetMarkedContentID, c_int, c_void_p)
font = _by_address(c.FPDFTextObj_GetFont, c_void_p, c_void_p)
font_name = _by_address(c.FPDFFont_GetBaseFontName, c_ulong, c_void_p, c_void_p, c_ulong)
font_weight = _by_address(c.FPDFFont_GetWeight, c_int, c_void_p)
count_children = _by_address(c.FPDF_StructElement_CountChildren, c_int, c_void_p)
child_element = _by_address(c.FPDF_StructElement_GetChildAtIndex, c_void_p, c_void_p, c_int)
child_content_id = _by_address(c.FPDF_StructElement_GetChildMarkedContentID, c_int, c_void_p, c_int)
_count_attributes = _by_address(c.FPDF_StructElement_GetAttributeCount, c_int, c_void_p)
_attributes = _by_address(c.FPDF_StructElement_GetAttributeAtIndex, c_void_p, c_void_p, c_int)
_attribute = _by_address(c.FPDF_StructElement_Attr_GetValue, c_void_p, c_void_p, c_char_p)
_number = _by_address(c.FPDF_StructElement_Attr_GetNumberValue, c_int, c_void_p, c_void_p)
element_type = _by_address(c.FPDF_StructElement_GetType, c_ulong, c_void_p, c_void_p, c_ulong)


def attribute(element: int, name: bytes) -> int:
    """The number that a tag's element has for an attribute; 1, which is what its spans are unless stated, where it has none."""
    value = c_float()
    for i in range(min(_count_attributes(element), _ATTRIBUTES)):
        held = _attribute(_attributes(element, i), name)
        if held and _number(held, ctypes.addressof(value)):
            return int(max(1.0, min(value.value, _WIDEST)))
    return 1

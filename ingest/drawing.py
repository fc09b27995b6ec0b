"""Pictures of PDF pages, in grey, for text recognition."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2.raw as c

_DPI = 200
_LARGEST = 4000


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page drawn in grey: `pixels` has `height` rows of `width` bytes; `scale` is pixels per point."""

    page: int
    width: int
    height: int
    scale: float
    pixels: bytes


def draw(page: c.FPDF_PAGE, number: int) -> PageImage:
    """The picture of a loaded page at 200 dots an inch, less where the page is a poster."""
    across, down = c.FPDF_GetPageWidthF(page), c.FPDF_GetPageHeightF(page)
    scale = min(_DPI / 72, _LARGEST / max(across, down, 1))
    width, height = max(1, round(across * scale)), max(1, round(down * scale))
    bitmap = c.FPDFBitmap_CreateEx(width, height, c.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise ValueError("the page is too large to draw")
    try:
        c.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        c.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, c.FPDF_ANNOT)
        stride = c.FPDFBitmap_GetStride(bitmap)
        raw = ctypes.string_at(c.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        c.FPDFBitmap_Destroy(bitmap)
    pixels = raw if stride == width else b"".join(raw[row * stride : row * stride + width] for row in range(height))
    return PageImage(number, width, height, scale, pixels)

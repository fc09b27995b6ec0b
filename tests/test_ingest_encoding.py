"""The encoding of a page is told from its bytes; what the page says of itself may be wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.encoding import decode

SIMPLIFIED = "第一条 为了规范药品的管理和监督，保障公众用药的安全，根据有关法律的规定，制定本办法。"
TRADITIONAL = "第一條 為了規範藥品的管理和監督，保障公眾用藥的安全，根據有關法律的規定，制定本辦法。"
JAPANESE = "この規則は、再生医療等製品の安全性を確保するために必要な事項を定めることを目的とする。"
KOREAN = "이 규칙은 첨단재생의료의 안전성을 확보하기 위하여 필요한 사항을 규정하는 것을 목적으로 한다."
WESTERN = "Le règlement entré en vigueur à l’été précise les exigences déjà prévues."
RUSSIAN = "Настоящие правила устанавливают требования к лекарственным средствам."


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (SIMPLIFIED, "utf-8", None),
        (SIMPLIFIED, "utf-8", "gb2312"),
        (SIMPLIFIED, "utf-8", "iso-8859-1"),
        (SIMPLIFIED, "utf-8", "no-such-encoding"),
        (SIMPLIFIED, "utf-8-sig", "gb2312"),
        (SIMPLIFIED, "gb18030", None),
        (SIMPLIFIED, "gb18030", "gb2312"),
        (SIMPLIFIED, "gb18030", "utf-8"),
        (SIMPLIFIED, "gb18030", "iso-8859-1"),
        (SIMPLIFIED, "utf-16", None),
        (SIMPLIFIED, "utf-16-le", None),
        (SIMPLIFIED, "utf-16-be", "utf-8"),
        (TRADITIONAL, "big5", None),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "utf-8", "big5"),
        (JAPANESE, "shift_jis", None),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "euc_jp", "euc-jp"),
        (KOREAN, "euc_kr", None),
        (KOREAN, "euc_kr", "ks_c_5601-1987"),
        (WESTERN, "cp1252", None),
        (WESTERN, "cp1252", "iso-8859-1"),
        (WESTERN, "utf-8", "iso-8859-1"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8_r", "koi8-r"),
        ("plain letters only", "ascii", "gb2312"),
        ("", "ascii", None),
    ],
)
def test_text_is_read_whatever_is_declared(text: str, encoding: str, declared: str | None) -> None:
    """The page is right to the character in each encoding met in the field, declared rightly, wrongly or not at all."""
    head = f'<html><head><meta http-equiv="content-type" content="text/html;charset={declared}">' if declared else "<html><head>"
    page = f"{head}<title>A page of rules</title></head><body><p>{text}</p></body></html>"
    assert decode(page.encode(encoding)) == page


def test_a_declaration_breaks_a_tie() -> None:
    """So few bytes that two encodings would do are read as declared."""
    page = "<meta charset=gbk><p>联通</p>".encode("gbk")
    assert "联通" in decode(page)


def test_damaged_text_stays_readable() -> None:
    """A character cut through in the middle or at the end costs itself, not the page."""
    page = SIMPLIFIED.encode()
    assert decode(page[:40] + b"\xff" + page[40:]).replace("\ufffd", "")[:10] == SIMPLIFIED[:10]
    assert decode(page[:-1]).startswith(SIMPLIFIED[:-2])
    assert decode(f"<meta charset=gb2312>{SIMPLIFIED}".encode("gb18030") + b"\xff\xff").count("\ufffd") <= 2


@given(st.text())
def test_utf8_is_always_right(text: str) -> None:
    """Whatever a page in UTF-8 says, it is read as it was written."""
    page = f"<p>管理规定{text}</p>"
    assert decode(page.encode("utf-8", "replace")) == page.encode("utf-8", "replace").decode()


@given(st.binary())
def test_any_bytes_give_some_text(data: bytes) -> None:
    """No bytes are refused."""
    assert isinstance(decode(data), str)

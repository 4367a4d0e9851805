"""What the bytes prove goes before what headers and declarations say."""

from __future__ import annotations

import pytest

from watch.collect.documents.charset import settled
from watch.collect.documents.feed import Document

TEXT = '<?xml version="1.0"?><t>L’été à 5 €</t>'


def decoded(body: bytes, content_type: str = "") -> str:
    found = settled(Document(body=body, content_type=content_type))
    assert found.content_type == "application/xml; charset=utf-8"
    return found.body.decode("utf-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_byte_order_mark_goes_before_the_header(encoding):
    assert decoded(TEXT.encode(encoding), "text/xml; charset=iso-8859-1") == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_are_recognised_without_a_mark(encoding):
    assert decoded(TEXT.encode(encoding)) == TEXT


def test_utf8_is_utf8_whatever_the_header_says():
    assert decoded(TEXT.encode(), "text/xml; charset=windows-1252") == TEXT


def test_one_damaged_byte_does_not_spoil_the_accents():
    body = TEXT.encode().replace(b" ", b" \xe9 ", 1)
    assert decoded(body) == TEXT.replace(" ", " \ufffd ", 1)


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-15", "gb18030", "shift_jis"])
def test_other_charsets_are_left_to_the_declarations(encoding):
    text = "成本下降 百分之三十 工厂" if encoding == "gb18030" else "été à côté"
    text = "工場のコスト" if encoding == "shift_jis" else text
    document = Document(body=text.encode(encoding), content_type="text/xml")
    assert settled(document) == document


def test_plain_ascii_keeps_its_content_type():
    document = Document(body=b"<rss/>", content_type="text/xml; charset=iso-8859-1")
    assert settled(document) == document

"""A document that is no feed is named for what it is."""

from __future__ import annotations

import pytest

from watch.collect.recognise import what_it_is


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xef\xbb\xbf\n<!DOCTYPE HTML PUBLIC>", "an HTML page"),
        (b"<!-- x --><html lang='fr'>", "an HTML page"),
        (b"<html>Attention Required! | Cloudflare</html>", "a Cloudflare error page"),
        (b"<html>" + b" " * 9000 + b"Cloudflare Ray ID: 9</html>", "a Cloudflare error page"),
        (b'<html><input name="p" type="password"></html>', "a sign-in page"),
        (b"PK\x03\x04...", "a ZIP archive"),
        (b"\x1f\x8b\x08...", "a gzip file"),
        (b"\x89PNG\r\n", "an image"),
        (b"[1, 2]", "a JSON document"),
        (b"  \r\n ", "nothing at all"),
    ],
)
def test_kind_is_recognised(body, kind):
    assert what_it_is(body).startswith(f"the address answers {kind}")

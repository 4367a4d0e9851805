"""Bytes of a web page → text and tree of its elements. Runs in the parser child only."""

from __future__ import annotations

import codecs
import re
from typing import Any

from watch.collect.documents.charset import settled
from watch.collect.documents.feed import Document

Element = Any
"""An element of lxml, which has no types."""

_HEAD = 4_096  # HTML wants a charset in the first 1,024 bytes; some put comments before it
_IS_HTML = re.compile(r"<!doctype\s+html|<(?:html|head|body)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)


def tree_of(document: Document) -> Element | None:
    """Return the root element of a page, or None if the document is no HTML."""
    from trafilatura import load_html  # half a second, which feeds need not wait for

    text = decoded(document)
    return load_html(text) if _IS_HTML.search(text[:_HEAD]) else None


def decoded(document: Document) -> str:
    """Return the text of a page: by proof, else as its server says, else as it says itself.

    Without a word from anybody it is Windows-1252, which browsers also read where
    ISO-8859-1 is declared.

    Source:
        WHATWG HTML, 13.2.3.2, with proofs put first.
    """
    known = settled(document)
    said = (known.content_type.encode("ascii", "ignore"), known.body[:_HEAD])
    for found in filter(None, map(_CHARSET.search, said)):
        try:
            codec = codecs.lookup(found[1].decode("ascii", "replace")).name
            return known.body.decode(_as_browsers_read(codec), "replace")
        except LookupError:
            continue
    return known.body.decode("cp1252", "replace")


def _as_browsers_read(codec: str) -> str:
    return "cp1252" if codec in ("iso8859-1", "ascii") else codec

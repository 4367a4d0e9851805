"""Markup escaped over and over: read through as far as feeds go, and never left as a tag."""

from __future__ import annotations

import html
import re

import pytest

from watch.understand.clean import plain_text

TAG = re.compile(r"<[a-zA-Z/!?]")


@pytest.mark.parametrize("depth", range(9))
@pytest.mark.parametrize(
    "markup", ["<b>bold</b>", "<script>alert(1)</script>", "<!-- x -->", "<?php echo 1 ?>", "</p>"]
)
def test_no_depth_of_escaping_leaves_a_tag(markup, depth):
    escaped = markup
    for _ in range(depth):
        escaped = html.escape(escaped)
    assert not TAG.search(plain_text(f"before {escaped} after"))


@pytest.mark.parametrize("hidden", ["&#8203;", "\u200b", "&#173;", "\u00ad", "&#8206;", "&#0;"])
def test_sign_that_is_dropped_joins_nothing_into_a_tag(hidden):
    for text in (f"&lt;{hidden}b&gt;", f"&amp;lt;{hidden}b&amp;gt;", f"<{hidden}b>"):
        assert not TAG.search(plain_text(text)), text


def test_comparison_stays_as_it_was_written():
    assert plain_text("5 < 7 and 9 > 3, x <3") == "5 < 7 and 9 > 3, x <3"

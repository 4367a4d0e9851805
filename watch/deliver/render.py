"""Digest → plain text and HTML, from one template each."""

from __future__ import annotations

import textwrap
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from watch.deliver.digest import Digest
from watch.wording import Translator, in_sentence

_TEXT_WIDTH = 72
"""Columns of the plain part: RFC 3676 asks for at most 78; what is left is for quoting marks."""


def render_text(digest: Digest) -> str:
    """Return the plain part: whole in itself, wrapped, addresses on their own lines."""
    return _render("digest.txt.j2", digest)


def render_html(digest: Digest) -> str:
    """Return the HTML part: styles inlined, nothing loaded from anywhere.

    The rules for dark and narrow screens stay in a style sheet, which the mail
    clients that understand them keep.
    """
    from css_inline import CSSInliner

    inliner = CSSInliner(load_remote_stylesheets=False)
    return str(inliner.inline(_render("digest.html.j2", digest)))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("watch.deliver"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["wrapped"] = _wrapped
    environment.filters["in_sentence"] = in_sentence
    return environment


def _render(template: str, digest: Digest) -> str:
    translator = Translator(digest.language)
    page = _environment().get_template(template)
    return page.render(digest=digest, _=translator.translate)


def _wrapped(text: str, indent: str = "", lead: str = "") -> str:
    """Return text folded at blanks; ``lead`` begins the first line inside the indent."""
    return textwrap.fill(
        text,
        width=_TEXT_WIDTH,
        initial_indent=lead or indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )

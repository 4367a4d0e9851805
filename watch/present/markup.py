"""The one place where HTML is made and put on a screen. Audit this module, and you audit all.

Trees are built with :func:`element`: text is escaped, tags and attributes come from
short lists, addresses pass :func:`watch.links.safe_link`. There is no way to an image,
a script or a form. Streamlit runs what :func:`show` gives it through DOMPurify besides.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import streamlit as st

from watch.links import safe_link
from watch.text import clean_text

_TAGS = frozenset(
    "a article aside blockquote b cite code dd details div dl dt em footer h1 h2 h3 header li ol p "
    "s section small span summary table tbody td th thead time tr ul".split()
)
_ATTRIBUTES = frozenset({"class", "lang", "role", "scope", "title", "aria-label", "aria-hidden"})
_OWN_PATH = re.compile(r"[\w-]+(/[\w-]+)*(\?\w+=[\w-]+(&\w+=[\w-]+)*)?", re.ASCII)
_FRAME = (
    '<!doctype html><meta charset="utf-8"><style>html,body{{margin:0;height:100%}}'
    "iframe{{border:0;width:100%;height:100%;display:block}}</style>"
    '<iframe title="{title}" sandbox="allow-popups allow-popups-to-escape-sandbox" '
    'srcdoc="{page}"></iframe>'
)
_CODE = re.compile(r"`([^`]+)`")
_MARKDOWN = re.compile(
    r"""(?<!\w)- | -(?!\w)  # not the hyphen of a word
      | :(?:[\w/+-]+:)+  # ":smile:", ":material/home:"
      | [.:](?!\s|$) | (?<=\d)\.  # not the end of a sentence; "1." begins a list
      | [!#$&*+<=>@\[\\\]^_`{|}~]""",
    re.VERBOSE,
)
"""The ASCII punctuation marks that may mean something where they stand; CommonMark lets each be
escaped by a backslash. No others: Streamlit reads a label out to the blind as it is written."""


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of HTML made here, in which all foreign text is escaped."""

    source: str


Content = Html | str | None


def element(tag: str, *children: Content, **attributes: str) -> Html:
    """Return an element; text among the children is escaped, empty attributes are left out.

    Args:
        tag: One of the short list.
        children: Nothing stands for nothing.
        attributes: ``class_`` gives ``class``, ``aria_label`` gives ``aria-label``.

    Raises:
        ValueError: If a tag or an attribute is not on the list.
    """
    if tag not in _TAGS or tag == "a":
        raise ValueError(f"element <{tag}> is not made here")
    return _element(tag, children, attributes)


def link(url: str, *children: Content, **attributes: str) -> Html:
    """Return a link that opens in a new tab; where the address is no web address, its text."""
    safe = safe_link(url)
    if not safe:
        return _element("span", children, attributes)
    opening = f'href="{html.escape(safe)}" target="_blank" rel="noopener noreferrer"'
    return _element("a", children, attributes, opening)


def local_link(path: str, *children: Content, **attributes: str) -> Html:
    """Return a link to another page of this server, in a new tab.

    Args:
        path: Relative, made here of plain names: no scheme, no host, no way up.

    Raises:
        ValueError: If it is none.
    """
    if not _OWN_PATH.fullmatch(path):
        raise ValueError(f"{path!r} is no path of ours")
    opening = f'href="{html.escape(path)}" target="_blank" rel="noopener noreferrer"'
    return _element("a", children, attributes, opening)


def bar(percent: float, **attributes: str) -> Html:
    """Return a horizontal bar filled to a percentage, for the eye only: say the number beside."""
    filled = Html(f'<span style="width:{_percent(percent):.0f}%"></span>')
    return _element("span", (filled,), {"class_": "tw-bar", "aria_hidden": "true"} | attributes)


def column(percent: float, **attributes: str) -> Html:
    """Return a column as high as a percentage of its room, for the eye only: say the number."""
    filled = Html(f'<span style="height:{_percent(percent):.0f}%"></span>')
    return _element("span", (filled,), {"class_": "tw-column", "aria_hidden": "true"} | attributes)


def bands(parts: Iterable[tuple[str, float]], **attributes: str) -> Html:
    """Return a bar of several bands, for the eye only: say the numbers beside.

    Args:
        parts: The tone of each band, and its part of the whole in percent.
    """
    drawn = (
        Html(
            f'<span class="tw-band-{html.escape(tone)}" style="width:{_percent(part):.1f}%"></span>'
        )
        for tone, part in parts
    )
    kind = {"class_": "tw-bar tw-bands", "aria_hidden": "true"}
    return _element("span", tuple(drawn), kind | attributes)


def prose(text: str) -> Html:
    """Return text in which `what stands between backquotes` is set as code."""
    return Html(_CODE.sub(r"<code>\1</code>", html.escape(clean_text(text))))


def joined(*children: Content) -> Html:
    """Return the pieces one after the other."""
    return Html("".join(_source(child) for child in children))


def plain(text: str) -> str:
    """Return text that means nothing in Markdown, for the labels of Streamlit's controls."""
    return _MARKDOWN.sub(lambda found: re.sub(r"\W|_", r"\\\g<0>", found[0]), clean_text(text))


def show(content: Html, language: str) -> None:
    """Put a piece of HTML on the page, marked as written in a language."""
    st.html(_element("div", (content,), {"class_": "tw", "lang": language}).source)


def show_page(page: str, title: str, *, width: int, height: int) -> None:
    """Put a whole page, such as a mail, on the page: shown, never run.

    Streamlit's frame lets its content run scripts and reach the app; so the page is put in a
    second frame within it, whose sandbox allows neither, only links that open in a new tab. The
    policy of the app's page holds in both: nothing is fetched from elsewhere.

    Args:
        page: As rendered.
        title: Names the frame for people who cannot see it.
        width: In pixels, as the height.
    """
    st.iframe(framed(page, title), width=width, height=height, alt=title)


def framed(page: str, title: str) -> str:
    """Return the outer of the two frames that hold a page."""
    inside = page.replace("<head>", '<head><base target="_blank">', 1)
    return _FRAME.format(title=html.escape(title), page=html.escape(inside))


def show_style() -> None:
    """Give the page its style sheet."""
    st.html(f"<style>{_style()}</style>")


@cache
def _style() -> str:
    folder = files("watch.present") / "styles"
    sheets = sorted(folder.iterdir(), key=lambda sheet: (sheet.name != "base.css", sheet.name))
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def _element(
    tag: str, children: tuple[Content, ...], attributes: dict[str, str], opening: str = ""
) -> Html:
    written = [tag, *([opening] if opening else [])]
    for name, value in attributes.items():
        spelled = name.rstrip("_").replace("_", "-")
        if spelled not in _ATTRIBUTES:
            raise ValueError(f"attribute {spelled!r} is not made here")
        if value:
            written.append(f'{spelled}="{html.escape(clean_text(value))}"')
    inside = "".join(_source(child) for child in children)
    return Html(f"<{' '.join(written)}>{inside}</{tag}>")


def _percent(value: float) -> float:
    return min(max(value, 0.0), 100.0)


def _source(child: Content) -> str:
    if child is None:
        return ""
    return child.source if isinstance(child, Html) else html.escape(child)

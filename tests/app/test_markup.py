"""Nothing foreign gets through the markup, and nobody goes around it."""

from __future__ import annotations

import ast
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

import watch.present
from watch.present.markup import (
    Html,
    bar,
    element,
    joined,
    link,
    local_link,
    plain,
    prose,
)

PRESENT = Path(watch.present.__file__).parent
MARKDOWN_CAPABLE = {
    "markdown", "write", "html", "image", "caption", "title", "header", "subheader", "info",
    "warning", "error", "success", "exception", "toast", "text", "code", "latex", "components",
    "iframe", "metric", "json", "table", "dataframe", "expander", "popover", "link_button",
}  # fmt: skip
"""Streamlit calls that draw text: pages draw it through ``markup.show`` only."""


class Reader(HTMLParser):
    """Collects the tags and the text of a piece of HTML."""

    def __init__(self, content: Html) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content.source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@given(some.text(), some.text())
def test_element_gives_back_any_text_and_only_its_own_tag(text, title):
    read = Reader(element("p", text, title=title))
    assert [tag for tag, _ in read.tags] == ["p"]
    assert set(read.tags[0][1]) <= {"title"}
    assert read.text.replace("\r", "\n") == text.replace("\r", "\n")


@given(some.text())
def test_link_never_leads_anywhere_but_the_web(url):
    for tag, attributes in Reader(link(url, "text")).tags:
        assert tag in {"a", "span"}
        assert (attributes.get("href") or "https://").startswith(("http://", "https://", "HTTP"))


def test_link_opens_apart_and_tells_nothing():
    assert link("https://a.example/?x=1&y=2", "A", class_="k").source == (
        '<a href="https://a.example/?x=1&amp;y=2" target="_blank" rel="noopener noreferrer" '
        'class="k">A</a>'
    )


def test_link_to_nowhere_is_its_text():
    assert link("javascript:alert(1)", "A").source == "<span>A</span>"


def test_local_link_leads_to_a_page_of_ours_in_a_new_tab():
    assert local_link("brief/opp-1?lang=fr", "A<").source == (
        '<a href="brief/opp-1?lang=fr" target="_blank" rel="noopener noreferrer">A&lt;</a>'
    )


@pytest.mark.parametrize(
    "path",
    [
        "", "/brief/1", "//evil.example", "https://evil.example", "javascript:alert(1)",
        "../x", "brief/1?lang=fr\n", "brief/1 x", 'brief/1"onclick="x', "brief/é", "brief/%2e",
        "brief//1", "data:text/html", "brief/1#x",
    ],
)  # fmt: skip
def test_local_link_refuses_what_is_no_path_of_ours(path):
    with pytest.raises(ValueError, match="no path of ours"):
        local_link(path, "A")


@pytest.mark.parametrize("tag", ["script", "img", "iframe", "a", "form", "style", "svg", "p onx"])
def test_element_refuses_tags_that_are_not_listed(tag):
    with pytest.raises(ValueError, match="not made here"):
        element(tag)


@pytest.mark.parametrize("name", ["onclick", "style", "src", "href", "id"])
def test_element_refuses_attributes_that_are_not_listed(name):
    with pytest.raises(ValueError, match="not made here"):
        element("p", **{name: "x"})


@pytest.mark.parametrize(("percent", "width"), [(-3, 0), (41.6, 42), (250, 100)])
def test_bar_stays_within_its_track(percent, width):
    assert f"width:{width}%" in bar(percent).source


def test_prose_sets_code_and_escapes_the_rest():
    assert prose("run `a<b>` <now>").source == "run <code>a&lt;b&gt;</code> &lt;now&gt;"


def test_joined_leaves_out_what_is_not_there():
    assert joined("a<", None, element("b", "c")).source == "a&lt;<b>c</b>"


@pytest.mark.parametrize(
    "text",
    ["![x](https://evil.example/p.png)", ":material/home:", ":red[x]", "$x$", "<img src=x>", "*a*"],
)
def test_plain_escapes_every_mark_of_markdown(text):
    escaped = plain(text)
    assert escaped.replace("\\", "") == text
    assert all(escaped[i - 1] == "\\" for i, c in enumerate(escaped) if c in "![]<>*$_`")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        (":red[x]", "\\:red\\[x\\]"),
        (":material/home: a", "\\:material\\/home\\: a"),
        ("a:b:c: d", "a\\:b\\:c\\: d"),
        (":a:material/home: d", "\\:a\\:material\\/home\\: d"),
        ("www.a.fr", "www\\.a\\.fr"),
        ("1. a", "1\\. a"),
        ("- a", "\\- a"),
        ("_a_", "\\_a\\_"),
    ],
)
def test_plain_escapes_what_means_something_only_where_it_stands(text, escaped):
    assert plain(text) == escaped


def test_plain_leaves_ordinary_sentences_as_they_are():
    """Streamlit reads the label of a box out to the blind as it is written."""
    text = "Peut-être : l'usine (2 sites), d'abord ; 18 % de moins ? « Oui. »"
    assert plain(text) == text


def calls(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "st":
                yield node.func.attr, node


def escaped(name: str, call: ast.Call) -> bool:
    """Tell whether what is unfolded bears a label of ours, or one made plain."""
    label = ast.unparse(call.args[0]) if call.args else ""
    return name in {"expander", "popover"} and ("translate(" in label or "plain(" in label)


@pytest.mark.parametrize("path", sorted(PRESENT.rglob("*.py")), ids=lambda p: p.name)
def test_text_reaches_the_screen_through_markup_only(path):
    """Whoever adds a page cannot put a feed's text into Markdown by mistake."""
    drawn = {name for name, call in calls(path) if not escaped(name, call)} & MARKDOWN_CAPABLE
    assert drawn <= ({"html", "iframe"} if path.name == "markup.py" else set())
    for name, call in calls(path):
        keywords = {keyword.arg for keyword in call.keywords}
        assert not keywords & {"unsafe_allow_html", "unsafe_allow_javascript"}, name

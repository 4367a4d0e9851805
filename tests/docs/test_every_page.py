"""The pages are whole: what GitHub would show wrongly, and what they name that is not there."""

from __future__ import annotations

import importlib
import re
from itertools import pairwise
from pathlib import Path

import pytest
from readme_shell import ROOT

FOLDERS = (".github", "benchmarks", "deploy", "docs", "index", "tests", "tools", "watch")
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*"), *(p for folder in FOLDERS for p in (ROOT / folder).rglob("*"))]
    if "__pycache__" not in path.parts
)
PAGES = [name for name in FILES if name.endswith(".md") and not name.startswith("index/demo")]
FENCE = re.compile(r"^ *```\w*\n.*?^ *```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
PATH = re.compile(r"\.?[\w*.-]+(?:/[\w*.-]+)*/?")
SUFFIXES = (".py", ".md", ".toml", ".po", ".css", ".service", ".timer", ".cron", ".example")
MADE = re.compile(
    r"(?:\.streamlit|backups|build|demo|dist|generations|index)/|deploy/techwatch\.env"
)
"""What a home or a build makes; the example beside `techwatch.env` is in the repository."""
TO_WRITE = re.compile(r"twtxt|markdown|past_weeks")
"""Files that docs/extending.md tells its reader to write."""
NOT_FILES = {"utils.py", *SUFFIXES}
"""A name that the architecture forbids, and endings of names."""
MODULE = re.compile(r"watch(?:\.\w+)+")
HOME_FILES = {"watch.yaml", "watch.db"}

every_page = pytest.mark.parametrize("page", PAGES)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def prose(name: str) -> str:
    """Return a page without its fenced blocks."""
    return FENCE.sub("", read(name))


def bars(line: str) -> int:
    """Return how many cells a row of a table has, and one; a bar after a backslash is text."""
    return len(re.findall(r"(?<!\\)\|", line))


# What GitHub would show wrongly


@every_page
def test_every_row_of_a_table_has_as_many_cells_as_its_head(page):
    """GitHub cuts a row that is too long, silently."""
    tables = re.findall(r"(?:^\|.*\n?)+", prose(page), re.MULTILINE)
    wrong = [
        line
        for table in tables
        for line in table.splitlines()
        if bars(line) != bars(table.splitlines()[0]) or not line.rstrip().endswith("|")
    ]
    assert wrong == []
    assert all(re.fullmatch(r"[|:\- ]+", table.splitlines()[1]) for table in tables)


@every_page
def test_every_fence_is_closed(page):
    """An open fence turns the rest of the page into code."""
    assert "```" not in prose(page)


@every_page
def test_headings_go_one_step_down_at_a_time(page):
    """One title first, and no level left out: screen readers move by them."""
    levels = [len(marks) for marks in re.findall(r"^(#+) ", prose(page), re.MULTILINE)]
    if page.startswith(".github"):
        return  # a form to fill in
    assert levels[:1] == [1]
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@every_page
def test_page_has_no_link_that_is_not_checked(page):
    """Links stand in the line, in Markdown: that is the kind that is checked."""
    text = SPAN.sub("", prose(page))
    assert re.findall(r"^\[[^\]]+\]: |<(?:a|img)\b|\]\[", text, re.MULTILINE) == []


def test_every_page_of_docs_is_reached_from_the_readme():
    """A page that nothing links to is read by nobody."""
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        found = re.findall(r"\]\(([^)\s#]+)", page.read_text(encoding="utf-8"))
        waiting += [(page.parent / path).resolve() for path in found if "://" not in path]
    docs = {ROOT / name for name in PAGES if name.startswith("docs/")}
    assert docs - reached == set()


def test_index_of_the_pages_names_each_once():
    """Whoever opens the folder on GitHub sees all of it; decisions have a list of their own."""
    listed = re.findall(r"^\| \[[^\]]+\]\(([^)]+)\)", read("docs/README.md"), re.MULTILINE)
    there = {name for name in PAGES if re.fullmatch(r"docs/[\w-]+\.md", name)}
    assert len(listed) == len(set(listed))
    assert {f"docs/{name}" for name in listed} == (
        there - {"docs/README.md"} | {"docs/decisions/README.md"}
    )


# What they name


def named_paths(page: str) -> set[str]:
    """Return what a page writes in code font and is a file or a folder of the repository."""
    spans = {span for span in SPAN.findall(prose(page)) if PATH.fullmatch(span)}
    return {
        span
        for span in spans
        if (span.split("/")[0] in FOLDERS and "/" in span) or span.endswith(SUFFIXES)
        if not (
            MADE.match(span) or TO_WRITE.search(span) or span in NOT_FILES or MODULE.fullmatch(span)
        )
    }


def there(name: str, page: str) -> bool:
    """Return whether it is in the repository: from its root, from the page, or below a folder."""
    wanted = name.rstrip("/")
    if "*" in wanted:
        return any(Path(file).match(wanted) for file in FILES)
    return (
        (ROOT / wanted).exists()
        or (ROOT / page).parent.joinpath(wanted).exists()
        or any(file.endswith(f"/{wanted}") for file in FILES)
    )


@every_page
def test_page_names_files_that_exist(page):
    assert [name for name in sorted(named_paths(page)) if not there(name, page)] == []


def test_file_that_is_not_there_is_found():
    """The test above would notice a file that was moved."""
    assert not there("watch/model.py", "docs/glossary.md")
    assert there("watch/model/", "docs/glossary.md")
    assert there("watch/understand/*_words.toml", "docs/facts.md")
    assert "watch/deliver/smtp.py" in FILES


def known(name: str) -> bool:
    """Return whether a dotted name is a module, or something in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


@every_page
def test_page_names_modules_that_exist(page):
    named = {span for span in SPAN.findall(prose(page)) if MODULE.fullmatch(span)}
    assert [name for name in sorted(named - HOME_FILES) if not known(name)] == []


def test_module_that_is_not_there_is_found():
    assert known("watch.service.Service")
    assert not known("watch.service.Services")
    assert not known("watch.utils")


@every_page
def test_page_names_targets_and_programs_that_exist(page):
    """`make reference` and `python -m benchmarks.ranking` can be typed."""
    text = " ".join([*SPAN.findall(prose(page)), *FENCE.findall(read(page))])
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", text)) <= targets
    programs = set(re.findall(r"-m ((?:watch|benchmarks|tools)(?:\.\w+)*)", text))
    paths = {name: name.replace(".", "/") for name in programs}
    assert [n for n, p in paths.items() if f"{p}.py" not in FILES and p not in FILES] == []


VARIABLE = re.compile(r"[\"']((?:TECHWATCH_|DATABASE_)[A-Z_]+)[\"']")
INSIDE = {"TECHWATCH_SIGN_IN"}
"""Set by a server for its own pages, and taken away before."""


def test_every_variable_of_the_environment_is_told_of():
    """What is read from the environment stands on a page, and what stands on one is read."""
    code = "\n".join(read(f) for f in FILES if f.startswith("watch/") and f.endswith(".py"))
    pages = "\n".join(read(page) for page in PAGES if page.startswith("docs/"))
    tests = "\n".join(read(f) for f in FILES if f.startswith("tests/") and f.endswith(".py"))
    there = set(VARIABLE.findall(code)) - INSIDE
    told = set(re.findall(r"`((?:TECHWATCH_|DATABASE_)[A-Z_]+)", pages))
    assert len(there) > 8
    assert there - told == set()
    assert told - there - set(VARIABLE.findall(tests)) == set()

"""What somebody adds and forgets to finish is found, and the page that says how is true."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
import yaml
from fakes import MOMENT, article, match, noted, pain, source, story

from benchmarks import house
from watch.cli.verbs import export
from watch.config import read_solutions
from watch.deliver import exports
from watch.model import LANGUAGES, Company, EventKind, SourceId
from watch.present.menu import SECTIONS, path_of
from watch.rank import Context
from watch.rank.signals import WEIGHTS, signals
from watch.wording import Translator, basis_phrase, signal_name
from watch.wording.explain import _LEVERS

ROOT = Path(__file__).parents[2]
PROBLEMS = 8
"""Of each family, in each language (docs/decisions/0009-two-questions-of-relevance.md)."""


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def telling_signals():
    """Return the signals, by name, of a story that gives each something to be read from."""
    family = read_solutions()[0]
    owners = [SourceId(name) for name in ("first", "second")]
    title = "A mid-sized machining shop halved its stoppages"
    told = [
        article(n, source_id=owner, title=title, effective_at=MOMENT)
        for n, owner in enumerate(owners, start=1)
    ]
    around = Context(
        company=Company(sector="machining"),
        sources={owner: source(owner) for owner in owners},
        solutions={family.id: family},
        first_listed_at={},
        now=MOMENT,
    )
    one = story(1, *told, facts=noted(event=EventKind.DEPLOYMENT, gain="41 %", adopter="Brisquet"))
    found = match(1, solution_id=family.id)
    return {s.name: s for s in signals(one, found, pain(area=family.area), around, None)}


@pytest.mark.parametrize("name", WEIGHTS)
def test_signal_has_a_name_a_lever_and_a_basis(name):
    """A signal that ranks is explained: what it is, what would raise it, what it was read from."""
    for language in LANGUAGES:
        assert signal_name(name, Translator(language)) != name
    assert name in _LEVERS
    signal = telling_signals()[name]
    assert signal.basis, f"the story of this test says nothing from which {name} is read"
    said = [basis_phrase(signal, Translator(language)) for language in LANGUAGES]
    assert all(said), f"{signal.basis!r} has no words: `_BASES` in watch/wording/basis.py"
    quoted = said[0] == signal.basis  # words of the story itself, the same in every language
    assert quoted or len(set(said)) == len(LANGUAGES), f"not translated: {said}"


@pytest.mark.parametrize("page", [name for pages in SECTIONS.values() for name, _ in pages])
def test_page_of_the_menu_has_its_file_and_its_tests(page):
    """A page is there, is drawn in a test, and is looked at by axe."""
    assert (ROOT / "watch" / "present" / "pages" / f"{page}.py").exists()
    if page != "this_week":  # the first one has no path: every test of the app begins with it
        drawn = [path for path in ROOT.glob("tests/app/test_*.py") if f'"{page}"' in read(path)]
        assert drawn, f"no test in tests/app opens {page}"
        assert f'"{path_of(page)}"' in read("tests/e2e/test_accessibility.py")


def test_exports_page_names_every_export():
    """What `techwatch export` writes is on the page of the exports."""
    verbs = [name.removeprefix("export_") for name in vars(export) if name.startswith("export_")]
    assert len(verbs) > 5
    assert [
        verb for verb in verbs if f"`techwatch export {verb}`" not in read("docs/exports.md")
    ] == []


def test_every_kind_of_file_is_written_by_a_test():
    """An export is looked at where its text is hostile."""
    tested = "".join(read(path) for path in ROOT.glob("tests/unit/deliver/test_*.py"))
    made = [name for name in exports.__all__ if inspect.isfunction(getattr(exports, name))]
    assert made
    assert [name for name in made if name not in tested] == []


def test_family_states_its_problems_in_each_language():
    """A family is found by problems as people state them: as many as the others have."""
    few = [
        family.id
        for family in read_solutions()
        for language in LANGUAGES
        if len(set(family.problems[language])) < PROBLEMS
    ]
    assert few == []


def test_extending_page_names_files_and_tests_that_exist():
    """Whoever follows the page finds each file, and each test that it promises."""
    page = read("docs/extending.md")
    new = re.compile(r"twtxt|markdown|past_weeks")  # those that the reader is to write
    paths = set(re.findall(r"`((?:watch|tests|docs|benchmarks)/[\w/.-]+)`", page))
    missing = [p for p in paths if not new.search(p) and not (ROOT / p).exists()]
    assert missing == []
    written = "".join(read(path) for path in ROOT.glob("tests/**/test_*.py"))
    promised = set(re.findall(r"`(test_\w+)", page))
    assert len(promised) > 15
    assert [name for name in promised if f"def {name}(" not in written] == []
    commands = " ".join(re.findall(r"python -m pytest (.+)", page)).split()
    assert [c for c in commands if not new.search(c) and not (ROOT / c).exists()] == []


def test_every_decision_is_in_the_list_of_decisions():
    """A record that the index does not name is not found."""
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", read("docs/decisions/README.md"))
    there = sorted(path.name for path in ROOT.glob("docs/decisions/0*.md"))
    assert listed == there


def test_issue_forms_are_whole():
    """GitHub shows a form with a mistake to nobody: names, ids and labels are there, each once."""
    forms = [yaml.safe_load(read(path)) for path in ROOT.glob(".github/ISSUE_TEMPLATE/*.yml")]
    asking = [form for form in forms if "body" in form]
    assert len(asking) >= 3
    assert len({form["name"] for form in asking}) == len(asking)
    for form in asking:
        assert form["description"]
        fields = [field for field in form["body"] if field["type"] != "markdown"]
        assert len({field["id"] for field in fields}) == len(fields)
        assert all(field["attributes"]["label"] for field in fields)
        assert any(field.get("validations", {}).get("required") for field in fields)


def test_architecture_page_tells_the_size_of_the_house():
    """The figures on the page are those of today, give or take a tenth; none above its anchor."""
    cells = {
        row[0]: [int(cell.replace(",", "")) for cell in row[1:4]]
        for row in re.findall(
            r"^\| (files|functions) \| ([\d,]+) \| (\d+) \| (\d+) \|",
            read("docs/architecture.md"),
            re.MULTILINE,
        )
    }
    for name, pieces in (("files", house.files()), ("functions", house.functions())):
        found = house.sizes(pieces)
        for told, measured in zip(cells[name], (found.count, found.median, found.p90), strict=True):
            assert told == pytest.approx(measured, rel=0.1, abs=1), name
    _, most, p90 = house.FUNCTION_ANCHORS
    assert cells["functions"][1] <= most
    assert cells["functions"][2] < p90

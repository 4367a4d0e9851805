"""The pages say what the code does: every claim that a machine can compare is compared."""

from __future__ import annotations

import configparser
import difflib
import math
import re
import shlex
import textwrap
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest
import typer
import yaml
from fakes import MOMENT, article, match, noted, pain, source, story

from tools.cli_reference import commands, program
from tools.page import span
from tools.reference import PLACES, default_of, fixed_limits, written
from watch import model
from watch.config import forms, read_solutions
from watch.config.form import Form
from watch.match import facets
from watch.match.find import SHORTLIST
from watch.match.probability import DEED, DEED_INTERCEPT, TOPIC, TOPIC_INTERCEPT, deed, topic
from watch.match.relevance import Features
from watch.model import AREAS, Company, EventKind, Grade, Solution, SourceId, SourceState
from watch.rank import score, signals
from watch.settings import PROFILES
from watch.wording import Translator, name_of

ROOT = Path(__file__).parents[2]
FOLDERS = (".github", "benchmarks", "deploy", "docs", "index", "tests", "tools", "watch")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(page for name in FOLDERS for page in (ROOT / name).rglob("*.md"))],
    key=lambda page: page.as_posix(),
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
TYPED = re.compile(r"(?:^|(?<=[\s/\\]))techwatch((?: +[^ &|;<>#]+)+)")

REFUSED = typer.BadParameter.__mro__[1]
"""What Typer raises for words that it cannot understand; it has no public name for it."""

every_page = pytest.mark.parametrize(
    "page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix()
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, *headings: str) -> str:
    """Return what stands below a heading, found below the ones before it."""
    start, end = span(text, *headings)
    return text[start:end]


class Rows(dict[str, list[str]]):
    """Rows by their first cell; a test that looks for one that is missing fails by its name."""

    def __missing__(self, name: str) -> NoReturn:
        there = ", ".join(one for one in self if not one.startswith("-"))
        pytest.fail(f"the page has no row `{name}` in the table of: {there}")


def rows(text: str) -> Rows:
    """Return the rows of the tables of a text by their first cell, without its backticks."""
    cells = [
        [cell.strip() for cell in line.strip("| ").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    return Rows({row[0].strip("`*"): row[1:] for row in cells})


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page; the second of a name gets 1."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    seen: Counter[str] = Counter()
    for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).strip().lower()
        seen[re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")] += 1
    return {f"{name}-{n}" if n else name for name, count in seen.items() for n in range(count)}


# Links, names of files, examples


@every_page
def test_page_links_to_what_exists(page):
    """Every relative link names a file that is there, and a heading of it."""
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        if heading:
            assert heading in anchors(target), f"{page.name}: {link}"


def test_anchors_are_those_of_github(tmp_path):
    """Small letters, hyphens, accents kept, no markup; a comment in a block is no heading."""
    page = tmp_path / "page.md"
    text = "# À `pilot`, or [not](x.md)?\n## One\n## One\n```sh\n# no heading\n```\n"
    page.write_text(text, encoding="utf-8")
    assert anchors(page) == {"à-pilot-or-not", "one", "one-1"}


def test_pages_named_in_the_code_exist():
    """A docstring that sends its reader to a page sends them to a page that is there."""
    sources = [*(ROOT / "watch").rglob("*.py"), *(ROOT / "benchmarks").glob("*.py")]
    sources += [ROOT / "pyproject.toml", ROOT / ".importlinter"]
    for path in sources:
        for name in re.findall(r"docs/[\w/.-]+\.md", path.read_text(encoding="utf-8")):
            assert (ROOT / name).exists(), f"{path.relative_to(ROOT)} names {name}"


@every_page
def test_page_shows_files_that_are_valid(page):
    """Every YAML example is read by the form of its file."""
    for language, body in FENCE.findall(page.read_text(encoding="utf-8")):
        if language not in {"yaml", "yml"}:
            continue
        content = yaml.safe_load(textwrap.dedent(body))
        if content.keys() & {"sources", "packs"}:
            forms.SourcesForm.model_validate(content)
        elif content.keys() & {"pain_points", "company"}:
            forms.PainsForm.model_validate(content)
        else:
            forms.SettingsForm.model_validate(content)


# Commands


def command_lines(text: str) -> Iterator[str]:
    """Yield what follows ``techwatch`` wherever a page shows something to type."""
    for _, body in FENCE.findall(text):
        if "```" not in body:
            yield from (found.strip() for found in typed(body))
    for inline in SPAN.findall(FENCE.sub("", text)):
        yield from (found.strip() for found in typed(inline))


def typed(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not re.match(r"\s*(?:#|git |sender:)", line):
            words = re.split(r" (?:&&|\|\||2?>+|;) | # |; ", line)
            for part in words:
                yield from TYPED.findall(quoted(part))


def quoted(line: str) -> str:
    """Return the line with quoted words in one piece, as a shell reads them."""
    return re.sub(r"\"[^\"]*\"", lambda found: found[0].replace(" ", "\u00a0"), line)


def parse(line: str) -> None:
    """Parse a command line as the program would, without running it."""
    words = [word.replace("\u00a0", " ") for word in shlex.split(line)]
    command, path = program(), ["techwatch"]
    while hasattr(command, "commands"):
        words = without_options(command, words)
        if not words:
            return
        name, *words = words
        assert name in command.commands, f"no command `{name}` in `techwatch {line}`"
        command, path = command.commands[name], [*path, name]
    if words:  # its bare name is how a page speaks of a command
        command.make_context(" ".join(path), [w for w in words if w not in {"-h", "--help"}])


def without_options(group: Any, words: list[str]) -> list[str]:
    """Return the words from the first that is no option of the group."""
    options = {name: p for p in group.params for name in (*p.opts, *p.secondary_opts)}
    while words and words[0].startswith("-"):
        first, *words = words
        if first in {"-h", "--help"}:
            continue
        assert first in options, f"`{first}` is no option of {group.name}"
        words = words if options[first].is_flag else words[1:]
    return words


@every_page
def test_page_shows_commands_that_parse(page):
    """Every command line on a page has a command and options that are there."""
    for line in command_lines(page.read_text(encoding="utf-8")):
        try:
            parse(line)
        except (REFUSED, ValueError) as error:
            pytest.fail(f"{page.name}: techwatch {line}: {error}")


def test_page_that_shows_a_wrong_command_is_found():
    """The test above would notice a mistyped command or option."""
    text = "`techwatch rum`\n\n```sh\n.venv/bin/techwatch demo --no-ap && echo\n```\n"
    lines = list(command_lines(text))
    assert lines == ["demo --no-ap", "rum"]
    for line in lines:
        with pytest.raises(Exception, match=r"rum|no-ap"):
            parse(line)


@pytest.mark.parametrize("words", [w for w, _ in commands(program())], ids=" ".join)
def test_cli_page_tells_of_every_command(words):
    """Each command has a section, with each option that is its own and none besides."""
    command = dict(commands(program()))[words]
    told = section(read("docs/cli.md"), " ".join(words))
    assert f"techwatch {' '.join(words)}" in told
    everywhere = section(read("docs/cli.md"), "Options of every command")
    for parameter in command.params:
        if parameter.param_type_name == "option" and "--help" not in parameter.opts:
            name = max(parameter.opts, key=len)
            assert f"`{name}" in told or f"`{name}" in everywhere, f"{words}: {name}"


def test_cli_page_tells_of_no_other_command():
    """A section below "Exit codes" is a command."""
    titles = re.findall(r"^## (.+)$", read("docs/cli.md"), re.MULTILINE)
    spoken = {" ".join(words) for words, _ in commands(program())}
    assert set(titles) - {"All of them", "Options of every command", "Exit codes"} == spoken


# Configuration


@pytest.mark.parametrize("form", PLACES, ids=lambda form: form.__name__)
def test_configuration_page_tells_of_every_key_and_default(form):
    """The tables of the page are the forms: every key, its default, and no other key."""
    headings, settings = PLACES[form]
    told = rows(section(read("docs/configuration.md"), *headings))
    keys = {name for name in told if name not in {"key", ""} and not name.startswith("-")}
    assert keys == set(form.model_fields)
    for name in form.model_fields:
        assert told[name][1] == default_of(form, name, settings), name


def test_configuration_page_leaves_no_form_out():
    """A new part of a file needs its table."""
    library_forms = {forms.BothLanguages, forms.ListsInBoth, forms.SolutionForm, forms.LibraryForm}
    assert set(Form.__subclasses__()) - library_forms == set(PLACES)


def test_configuration_page_tells_of_every_setting():
    """What no file can change is told as a fixed limit, with its value."""
    told = rows(section(read("docs/configuration.md"), "Fixed limits"))
    fixed = fixed_limits()
    assert set(told) - {"name"} - {n for n in told if n.startswith("-")} == set(fixed)
    assert {name: told[name][0] for name in fixed} == {n: written(v) for n, v in fixed.items()}


def test_configuration_page_names_every_area_and_kind():
    """The words a person may choose from are those of the vocabulary."""
    text = read("docs/configuration.md")
    for word in (*AREAS, *model.SourceKind, *model.Reliability):
        assert f"`{word}`" in text, word


# Vocabulary and plan


def vocabulary() -> set[str]:
    return {
        name
        for name, kind in vars(model).items()
        if isinstance(kind, type)
        and kind.__module__.startswith(model.__name__)
        and (is_dataclass(kind) or issubclass(kind, StrEnum))
    }


def test_glossary_has_a_word_for_every_type():
    """Types named in the glossary are those of the vocabulary, all of them."""
    told: set[str] = set()
    for heading in (
        "What is read",
        "What hurts",
        "What is found",
        "What becomes of it",
        "What is run",
    ):
        for cells in rows(section(read("docs/glossary.md"), heading)).values():
            told |= set(SPAN.findall(cells[1]))
    assert told == vocabulary()


def test_glossary_names_grades_and_standings_as_screens_do():
    """The French and English of the glossary are those of the catalogue."""
    told = rows(section(read("docs/glossary.md"), "Grades and standings, as people read them"))
    english, french = Translator("en"), Translator("fr")
    for kind in (Grade, SourceState):
        for member in kind:
            cells = told[name_of(member, english)]
            assert cells == [name_of(member, french), f"`{kind.__name__}.{member.name}`"]


def contracts() -> configparser.ConfigParser:
    found = configparser.ConfigParser()
    found.read(ROOT / ".importlinter")
    return found


def test_architecture_page_draws_the_layers_of_the_contract():
    """The plan on the page is the one that is enforced."""
    layers = contracts()["importlinter:contract:layers"]["layers"].strip()
    (drawn,) = (
        body
        for language, body in FENCE.findall(read("docs/architecture.md"))
        if not language and body.startswith("cli | present")
    )
    assert drawn.strip() == layers


def test_architecture_page_gives_every_library_its_home():
    """One library, one home: the same homes on the page and in the contract."""
    told = rows(section(read("docs/architecture.md"), "Contracts"))
    homes = {
        (library_, " and ".join(part["allowed_importers"].split()))
        for part in contracts().values()
        if part.get("type") == "protected"
        for library_ in part["protected_modules"].split()
    }
    on_page = {
        (library_, package)
        for package, cells in told.items()
        if package.startswith("watch.")
        for library_ in cells[0].split(", ")
    }
    assert on_page == homes


def test_architecture_page_knows_every_package():
    """No part of ``watch`` is left out of the plan."""
    plan = section(read("docs/architecture.md"), "The plan")
    parts = {p.stem for p in (ROOT / "watch").iterdir() if p.suffix == ".py"} | {
        p.name for p in (ROOT / "watch").iterdir() if (p / "__init__.py").exists()
    }
    for part in parts - {"__init__", "__main__"}:
        assert f"`watch.{part}`" in plan, part


def test_decision_on_dependencies_has_a_line_for_each():
    """Every library that is asked for is explained, and no other."""
    project = tomllib.loads(read("pyproject.toml"))["project"]
    asked = [*project["dependencies"]]
    asked += [line for extra in project["optional-dependencies"].values() for line in extra]
    names = {re.split(r"[\[<>=;! ]", line)[0] for line in asked}
    told = rows(read("docs/decisions/0002-dependencies.md"))
    assert {n for n in told if n != "library" and not n.startswith("-")} == names
    assert all(cell for name in names for cell in told[name])


# Ranking


def test_ranking_page_gives_the_constants_of_the_code():
    """Coefficients, weights, factors and bounds are those that rank."""
    text = read("docs/ranking.md")
    relevance = rows(section(text, "Relevance: P(worth a study)"))
    coefficients = {**TOPIC, **DEED}
    told = {name: float(cells[0]) for name, cells in relevance.items() if name in coefficients}
    assert told == coefficients
    assert float(relevance["intercept of the topic"][0]) == TOPIC_INTERCEPT
    assert float(relevance["intercept of the deed"][0]) == DEED_INTERCEPT
    merit = rows(section(text, "Merit"))
    assert {n: float(merit[n][0]) for n in signals.WEIGHTS} == dict(signals.WEIGHTS)
    profiles = rows(section(text, "What if"))
    for place, name in enumerate(PROFILES):
        assert profiles["signal"][place] == f"`{name}`"
        assert {n: float(profiles[n][place]) for n in signals.WEIGHTS} == dict(PROFILES[name])
    penalties = rows(section(text, "Penalties"))
    assert {n: float(penalties[n][0]) for n in score.PENALTIES} == score.PENALTIES
    assert f"the **{facets.FAMILIES}** that answer" in text
    assert f"the **{SHORTLIST}** best stories" in text
    assert f"one half after each {signals.HALF_LIFE_DAYS:g} days" in text


def test_pages_count_the_library_and_the_sources_right():
    """Numbers of families, areas and sources are those that ship."""
    families = len(read_solutions())
    listed = len(yaml.safe_load(read("sources.yaml"))["sources"])
    assert len({s.area for s in read_solutions()}) == len(AREAS)
    counted = re.compile(r"\b(\d+)\s+(?:nearest )?families\b(?! kept)")
    today = (page for page in PAGES if page.relative_to(ROOT).parts[0] != "tests")
    for page in today:  # a page beside measured data tells of its day
        text = page.read_text(encoding="utf-8")
        found = {int(n) for n in counted.findall(text) if int(n) > facets.FAMILIES}
        assert found <= {families}, page.name
    assert f"of {families}<br>families" in read("README.md")
    assert f"lists {listed}" in " ".join(read("README.md").split())
    assert f"propose {listed}" in read("docs/guide-utilisateur.md")


def worked_example() -> str:
    return section(read("docs/ranking.md"), "A worked example")


def chosen(name: str) -> float:
    """Return the value that the example takes for a feature or a sign; the page chooses it."""
    return float(rows(worked_example())[name][0])


def worked_lines(text: str) -> list[str]:
    """Return what the page states as computed: rows of tables, and formulae."""
    tables = [line for line in text.splitlines() if re.match(r"\|(?!-)", line)]
    return [*tables, *(f"`{one}`" for one in SPAN.findall(text) if " = " in one)]


def example_story(*owners: str) -> Any:
    days = (10, 3)
    told = [
        article(
            n,
            source_id=SourceId(owner),
            effective_at=MOMENT - timedelta(days=days[n - 1]),
            story_id=1,
            title="A title",
            text="A text.",
        )
        for n, owner in enumerate(owners, start=1)
    ]
    event = noted(event=EventKind.DEPLOYMENT, gain="32 %", adopter="Kerlouan")
    return story(1, *told, facts=event, owners=owners)


def example_opportunity(*owners: str) -> model.Opportunity:
    names = (*TOPIC, "direction")
    known = Features(**{name: np.asarray([chosen(name)]) for name in names})
    told = example_story(*owners)
    done = deed(known.direction[0], told.facts)
    family = Solution(
        id="robots",
        area="logistics",
        kind="technology",
        maturity="proven",
        effort="months",
        **{key: {} for key in ("name", "problems", "sketch", "keywords", "gains", "kpis")},
    )
    context = signals.Context(
        company=Company(),
        sources={SourceId(name): source(name, owner=name) for name in owners},
        solutions={"robots": family},
        first_listed_at={},
        now=MOMENT,
    )
    stated = pain("picking", area="logistics", importance=9.0, satisfaction=3.0)
    found = match(
        1,
        "picking",
        relevance=float(topic(known)[0] * done),
        solution_id="robots",
    )
    return score.assess(found, told, stated, context)


def regression(
    title: str, weights: Mapping[str, float], intercept: float, end: str, total: str
) -> tuple[str, float]:
    """Return a table of the example, and its sum."""
    parts = {name: chosen(name) * weight for name, weight in weights.items()}
    logit = intercept + sum(parts.values())
    lines = [f"| `{name}` | {chosen(name)} | {part:.3f} |" for name, part in parts.items()]
    lines += [f"| intercept of the {end} | | {intercept} |", f"| **{total}** | | **{logit:.3f}** |"]
    return headed(title, "coefficient", lines), logit


def headed(title: str, factor: str, lines: Sequence[str]) -> str:
    return "\n".join([f"| {title} | value | × {factor} |", "|---|---|---|", *lines, ""])


def computed_example() -> str:
    """Return the tables and formulae of the worked example as the code gives them."""
    matter, about = regression("on the matter", TOPIC, TOPIC_INTERCEPT, "topic", "sum")
    deeds, done = regression("done about it", DEED, DEED_INTERCEPT, "deed", "sum of signs")
    both = [1 / (1 + math.exp(-logit)) for logit in (about, done)]
    product = f"{both[0]:.3f} · {both[1]:.3f} = {math.prod(both):.3f}"
    told = example_opportunity("first", "second")
    found = [(s.name, s.value, s.weight * s.value) for s in told.signals]
    merit = sum(part for _, _, part in found)
    weighed = [f"| `{name}` | {value:.3f} | {part:.3f} |" for name, value, part in found]
    chance = " · ".join(f"1 / (1 + exp(−{logit:.3f}))" for logit in (about, done))
    factors = f"√{told.need:.2f} · {math.prod(both):.3f} · {merit:.3f}"
    return "\n".join(
        [
            matter,
            deeds,
            f"`P = {chance} = {product}`\n`need = (9 + 6) / 20 = {told.need:.2f}`\n",
            headed("signal", "weight", [*weighed, f"| **merit** | | **{merit:.3f}** |"]),
            f"`score = 100 · {factors} = {told.score:.1f}`",
            f"`score = {example_opportunity('first').score:.1f}`",
        ]
    )


def test_ranking_page_computes_its_example_as_the_code_does():
    """Every number of the worked example comes out of the functions that rank."""
    block = computed_example()
    page, code = worked_lines(worked_example()), worked_lines(block)
    if page != code:
        told = difflib.unified_diff(page, code, "docs/ranking.md", "the code", n=0, lineterm="")
        paste = "The code gives, to paste into the page:"
        pytest.fail("\n".join([*told, "", paste, "", block]), pytrace=False)
    assert example_opportunity("first", "second").penalties == ()
    assert example_opportunity("first").penalties == ("single owner",)


def test_readme_and_ranking_page_give_the_same_figures():
    """One measurement, told twice, is told alike."""
    figures = re.compile(r"\.\d{2,3}(?: ± \.\d{3})?")

    def measured(text: str) -> list[list[str]]:
        lines = [line for line in text.splitlines() if line.startswith("|") and "**" not in line]
        plain = [line for line in text.replace("*", "").splitlines() if line.startswith("|")]
        assert lines
        return [found for line in plain if len(found := figures.findall(line)) >= 4]

    table = section(read("docs/ranking.md"), "What was measured").split("*Held out*")[0]
    short = measured(section(read("README.md"), "How ranking works, in one picture"))
    assert len(short) == 2
    assert all(row in measured(table) for row in short)

"""The library page is a program that runs, and what it promises of the package is so."""

from __future__ import annotations

import ast
import doctest
import itertools
import re
from functools import partial
from pathlib import Path

import pytest
from fakes import HashingEmbedder

import watch
from watch import service

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "library.md"


@pytest.fixture
def service_without_model(monkeypatch, own_cache, tmp_path):
    """``Service`` as users import it, but for models that take a minute to load."""
    monkeypatch.chdir(tmp_path)
    quick = partial(service.Service, views=[HashingEmbedder()])
    monkeypatch.setattr(watch, "Service", quick, raising=False)


def program():
    """Return the examples of the page as one program."""
    text = PAGE.read_text(encoding="utf-8")
    return doctest.DocTestParser().get_doctest(code_alone(text), {}, PAGE.name, str(PAGE), 0)


def code_alone(text):
    """Return a page with an empty line for each that is not code: each line keeps its number."""
    fences = itertools.accumulate(line.startswith("```") for line in text.splitlines())
    lines = zip(text.splitlines(), fences, strict=True)
    return "\n".join(
        line if fence % 2 and not line.startswith("```") else "" for line, fence in lines
    )


def test_examples_have_the_line_that_they_have_on_the_page():
    """A mistake is told with its place, so the place must be right."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for example in program().examples:
        assert lines[example.lineno] == f">>> {example.source.splitlines()[0]}"


@pytest.mark.slow
def test_library_page_is_a_program_that_runs(service_without_model):
    """Every example of the page gives what stands below it."""
    told: list[str] = []
    outcome = doctest.DocTestRunner().run(program(), out=told.append)
    assert outcome.attempted > 20
    assert outcome.failed == 0, "".join(told)


def test_library_page_names_nothing_that_is_not_public():
    """What the page imports from the package is in ``__all__``."""
    lines = re.findall(r"from watch import (.+)", PAGE.read_text(encoding="utf-8"))
    named = {name.strip() for line in lines for name in line.split(",")}
    assert named
    assert named <= set(watch.__all__)


def test_public_names_are_those_that_type_checkers_see():
    """What is loaded at the first use is what stands in the imports for type checkers."""
    tree = ast.parse((ROOT / "watch" / "__init__.py").read_text(encoding="utf-8"))
    promised = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module != "importlib"
        for alias in node.names
        if alias.name != "TYPE_CHECKING"
    }
    assert set(promised) == set(watch.__all__) - {"__version__"}
    for name, module in promised.items():
        assert getattr(watch, name).__module__.startswith(module), name


def test_name_that_is_not_public_is_refused():
    """A mistyped name is an error, as it is in any module."""
    with pytest.raises(AttributeError, match="Servise"):
        watch.Servise  # noqa: B018 - the look is the test

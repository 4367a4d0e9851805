"""docs/security.md names proofs that are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)))


@cache
def functions_in(path):
    """Return the names of the functions in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, functions)}


def rows():
    """Return the cells of each threat."""
    section = PAGE.partition("## Threats")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_proof_that_the_page_names_is_there(path, name):
    assert name in functions_in(path)


def test_every_threat_has_what_holds_and_a_proof():
    assert len(rows()) > 25
    for threat, holds, proof in rows():
        assert threat
        assert holds
        assert proof.startswith("`tests/"), threat
        assert re.fullmatch(r"(`tests/[\w/]+\.py::test_\w+` ?)+", proof), threat


def test_every_file_of_security_tests_is_named():
    files = {f"tests/security/{path.name}" for path in (ROOT / "tests/security").glob("test_*.py")}
    assert files <= {path for path, _ in NAMED}

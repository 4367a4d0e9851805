"""The plan of the house, checked on every run."""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import watch

ROOT = Path(__file__).parents[2]
FILES = sorted(ROOT.glob("watch/**/*.py"))
HEAVY = ("torch", "faiss", "streamlit", "pandas", "sentence_transformers", "sqlalchemy", "httpx")


def named(path):
    return str(path.relative_to(ROOT))


def python(code, **variables):
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_import_contracts_hold():
    """Layers, homes of libraries and freedom from cycles: import-linter finds nothing."""
    tool = Path(sys.executable).parent / "lint-imports"
    if not tool.exists():
        pytest.skip("import-linter is not installed (pip install -e .[dev])")
    ran = subprocess.run(
        [tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]


def test_version_is_told_once_in_each_place():
    """What pip installs and what `techwatch --version` says are the same release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert watch.__version__ == project["version"]
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "module", ["watch", "watch.cli", "watch.model", "watch.config", "watch.links"]
)
def test_import_loads_no_heavy_library(module):
    """The command line answers at once: nothing heavy is loaded before it is needed."""
    heavy = HEAVY[:4] if module != "watch" else HEAVY
    ran = python(f"import sys, {module}; print([m for m in {heavy!r} if m in sys.modules])")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "[]"


def test_service_loads_no_model():
    """The door opens without torch: models are loaded when a text must be read."""
    ran = python(
        "import sys, watch.service; print([m for m in ('torch','streamlit','pandas') if m in sys.modules])"  # noqa: E501
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "[]"


def test_no_file_is_longer_than_300_lines():
    """A file fits a head."""
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def modules():
    found = pkgutil.walk_packages(watch.__path__, "watch.")
    return ["watch", *(m.name for m in found if m.ispkg and ".migrations" not in m.name)]


@pytest.mark.parametrize("name", modules())
def test_public_names_are_sorted_and_exist(name):
    """`__all__` is in order (constants, types, functions), and every name can be imported."""
    if name.startswith("watch.present"):
        pytest.importorskip("streamlit")
    module = importlib.import_module(name)
    public = getattr(module, "__all__", [])
    in_order = sorted(set(public), key=lambda n: (not n.isupper(), not n[:1].isupper(), n))
    assert list(public) == in_order
    assert [n for n in public if not hasattr(module, n)] == []


def calls(path, wanted):
    """Yield the calls in a file whose dotted name ends in ``wanted``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(wanted):
            yield node


def test_present_moment_comes_from_the_clock():
    """Only clock.py asks the machine what time it is."""
    asks = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
    others = [path for path in FILES if path.name != "clock.py"]
    found = [f"{named(p)}:{c.lineno}" for p in others for w in asks for c in calls(p, w)]
    assert found == []


def test_feedparser_reads_only_bytes_in_memory():
    """`feedparser.parse` opens files and addresses named in a str; it gets BytesIO or nothing."""
    found = [(path, call) for path in FILES for call in calls(path, "feedparser.parse")]
    assert found
    for path, call in found:
        assert "BytesIO(" in ast.unparse(call.args[0]), f"{named(path)}:{call.lineno}"


@pytest.mark.parametrize(
    "word", ["import pickle", "yaml.load(", "shell=True", "verify=False", "allow_pickle=True"]
)
def test_dangerous_words_are_not_written(word):
    """No pickle, no shell, no unsafe YAML, no unverified TLS."""
    assert [named(p) for p in FILES if word in p.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("function", ["eval", "exec", "os.system"])
def test_text_is_never_run_as_code(function):
    """No text becomes a program."""
    found = [named(p) for p in FILES for c in calls(p, function) if ast.unparse(c.func) == function]
    assert found == []


def test_store_calls_nothing_deprecated():
    """SQLAlchemy 2.1 deprecates `Result.tuples()`, and warnings are errors."""
    assert [f"{named(p)}:{c.lineno}" for p in FILES for c in calls(p, ".tuples")] == []


def test_every_package_says_what_comes_in_and_goes_out():
    """Each stage opens with its in → out and its invariants."""
    for stage in ("collect", "understand", "index", "match", "rank", "store", "config"):
        said = (ROOT / "watch" / stage / "__init__.py").read_text(encoding="utf-8")
        assert "→" in said.split('"""')[1] or "In." in said, stage
        assert "nvariants" in said.split('"""')[1], stage

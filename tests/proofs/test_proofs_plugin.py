"""The table of proofs tells what failed, what was skipped and what stated nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PROOFS = """
import pytest

pytestmark = pytest.mark.proof

def test_good(proof):
    count = proof.count(3, 3000)
    proof.state("good", measured=f"{count} of {count}", target="all", holds=True)

def test_bad(proof):
    proof.state("bad", measured="1", target="0", holds=False)

def test_silent(proof):
    pass

def test_half(proof):
    proof.state("half", measured="0", target="0", holds=True)
    raise ValueError

def test_absent(proof):
    pytest.skip("no data here")
"""


def table(folder: Path, *options: str) -> tuple[list[list[str]], str]:
    """Run the proofs above; return the lines of the table they leave, and the last line said."""
    (folder / "test_some.py").write_text(PROOFS, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = proof\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "proofs_plugin"]
    command += ["-p", "no:cacheprovider", "--proofs-table=out/table.md", *options]
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    run = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 1
    written = (folder / "out" / "table.md").read_text(encoding="utf-8")
    assert written in run.stdout
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in written.splitlines()]
    return rows[2:], run.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("options", "count"),
    [("--proofs=short", "3"), ("--proofs=full", "3,000"), ("--proofs=full -n 2", "3,000")],
)
def test_table_tells_the_verdict_of_every_proof(tmp_path, options, count):
    rows, ending = table(tmp_path, *options.split())
    assert [(row[0], row[4]) for row in rows] == [
        ("bad", "FAILS"),
        ("good", "holds"),
        ("half", "holds"),
        ("test_absent", "not run"),
        ("test_half", "FAILS"),
        ("test_silent", "FAILS"),
    ]
    assert rows[1][1:4] == [count, f"{count.replace(',', '')} of {count.replace(',', '')}", "all"]
    assert "3 failed, 1 passed, 1 skipped" in ending

"""Coverage-guided fuzzing of the reading path: nothing raises, nothing hangs, all is clean."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from reading_path import check, flaw

HERE = Path(__file__).parent
SEEDS = sorted((HERE / "seeds").iterdir())
SEED = 20261123
HANG_S = 10
"""The parser child is killed then; an input that takes so long is a find."""

RISEN = re.compile(r"#\d+\s+INITED\s+cov: (\d+).*#\d+\s+DONE\s+cov: (\d+)", re.DOTALL)
DONE = re.compile(r"stat::number_of_executed_units: (\d+)")


def fuzzed(corpus: Path, runs: int) -> tuple[int, int, int]:
    """Fuzz; return how many inputs were read, and how much code they reached at first and last.

    Every input of an uncaught exception, a false claim or a hang ends the fuzzer with an error.
    """
    options = {
        "runs": runs,
        "seed": SEED,
        "max_len": 4096,
        "len_control": 20,
        "timeout": HANG_S,
        "rss_limit_mb": 2048,
        "dict": HERE / "tokens.dict",
        "artifact_prefix": f"{corpus}/found-",
        "print_final_stats": 1,
    }
    words = [f"-{name}={value}" for name, value in options.items()]
    # A process begins with the peak of memory of the one that starts it: a small shell here,
    # not pytest, which after nine thousand tests may hold more than the fuzzer is allowed.
    shell = ["sh", "-c", '"$@"; exit $?', "sh"]
    fuzzer = [sys.executable, str(HERE / "fuzz_reading.py"), *words]
    told = subprocess.run(
        [*shell, *fuzzer, str(corpus), str(HERE / "seeds")],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ).stdout
    found = [path.read_bytes() for path in corpus.glob("found-*")]
    assert not found, f"{told[-3000:]}\nthe input: {found!r}"
    done, risen = DONE.search(told), RISEN.search(told)
    assert done, told[-3000:]
    assert risen, told[-3000:]
    return int(done[1]), int(risen[1]), int(risen[2])


@pytest.mark.proof
def test_no_mutated_document_raises_hangs_or_leaves_dirt(tmp_path, proof):
    """Inputs that reach new code are kept and mutated further, from seeds of every kind."""
    pytest.importorskip("atheris", reason="atheris is not to be had for this system")
    wanted = proof.count(short=2_500, full=200_000)
    done, at_first, at_last = fuzzed(tmp_path, wanted)
    proof.state(
        "fuzz 50,000 mutations",
        measured=f"{done:,} mutations, 0 uncaught, 0 hung, code reached {at_first:,} → {at_last:,}",
        target="0 uncaught, 0 hang",
        holds=done >= wanted and at_last > at_first,
    )


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed_is_read(path):
    check(path.read_bytes())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a\x00b", "U+0000"),
        ("a\nb", "U+000A"),
        ("a\ud800b", "U+D800"),
        ("a\u202eb", "U+202E"),
        ("a\u200fb", "U+200F"),
        ("a\ufffeb", "U+FFFE"),
        ("a\U0001ffffb", "U+1FFFF"),
        ("a\u2028b", "U+2028"),
        ("e\u0301", "NFC"),
    ],
)
def test_claims_of_the_fuzzer_can_fail(text, named):
    assert named in flaw(text)


def test_fuzzer_finds_a_fault(tmp_path, monkeypatch):
    """One planted in the cleaning: marks of direction are let through."""
    pytest.importorskip("atheris", reason="atheris is not to be had for this system")
    planted = tmp_path / "sitecustomize.py"
    planted.write_text(
        "import re\n"
        "import watch.text.cleaning as cleaning\n"
        "kept = cleaning._FORBIDDEN.pattern.replace('\\u202a-\\u202e', '')\n"
        "cleaning._FORBIDDEN = re.compile(kept)\n",
        encoding="utf-8",
    )
    roots = [str(tmp_path), str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, roots)))
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    with pytest.raises(AssertionError, match="a mark of direction"):
        fuzzed(corpus, 2_000)

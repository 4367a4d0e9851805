"""Index files cut, flipped, grown or from elsewhere: none of them ever answers."""

from __future__ import annotations

import random
import shutil

import numpy as np
import pytest

from watch import index
from watch.model import ModelKey

OURS, THEIRS = "d" * 32, "e" * 32
VIEW, OTHER_VIEW = ModelKey("use@1"), ModelKey("e5@1")


def build(folder, database_id, key, seed):
    rows = np.random.default_rng(seed).normal(size=(40, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    ids = np.arange(40, dtype=np.int64)
    return index.build(folder, {key: (ids, rows)}, change=7, database_id=database_id)


def cut(raw, draw, _foreign):
    return raw[: draw.randrange(len(raw))]


def flip_a_bit(raw, draw, _foreign):
    place = draw.randrange(len(raw))
    return raw[:place] + bytes([raw[place] ^ (1 << draw.randrange(8))]) + raw[place + 1 :]


def blank_a_sector(raw, draw, _foreign):
    start = draw.randrange(len(raw))
    blank = bytes(min(512, len(raw) - start))
    return (
        raw[:start]
        + bytes(b ^ 0xFF for b in raw[start : start + 1])
        + blank[1:]
        + raw[start + len(blank) :]
    )


def grow(raw, draw, _foreign):
    return raw + draw.randbytes(draw.randrange(1, 64))


def from_elsewhere(_raw, _draw, foreign):
    return foreign


DAMAGES = (cut, flip_a_bit, blank_a_sector, grow, from_elsewhere)


@pytest.mark.proof
def test_damaged_index_files_are_always_detected(tmp_path, proof):
    """Files of a generation and its manifest, damaged one at a time; the whole one answers."""
    draw = random.Random(11)
    build(tmp_path / "whole", OURS, VIEW, seed=1)
    build(tmp_path / "other", OURS, OTHER_VIEW, seed=2)
    cases = proof.count(short=200, full=1000)
    missed = []
    for case in range(cases):
        folder = tmp_path / f"{case}"
        shutil.copytree(tmp_path / "whole", folder)
        name = draw.choice(("0.faiss", "manifest.json"))
        damage = DAMAGES[case % len(DAMAGES)]
        path, foreign = folder / "1" / name, tmp_path / "other" / "1" / name
        path.write_bytes(damage(path.read_bytes(), draw, foreign.read_bytes()))
        if index.latest(folder, OURS) is not None:
            missed.append(f"{damage.__name__} of {name}")
        elif (folder / "1").exists():
            missed.append(f"{damage.__name__} of {name} was not put aside")
        shutil.rmtree(folder)
    assert index.latest(tmp_path / "whole", OURS) is not None
    proof.state(
        "damaged index files",
        measured=f"{cases - len(missed):,} detected",
        target=f"{cases:,} detected",
        holds=not missed,
    )


def test_whole_index_of_another_database_does_not_answer(tmp_path):
    build(tmp_path, THEIRS, VIEW, seed=1)
    assert index.latest(tmp_path, OURS) is None

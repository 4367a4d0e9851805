"""A generation is whole or it is not used."""

from __future__ import annotations

import random
import shutil

import numpy as np
import pytest

from watch import index
from watch.errors import StoreError
from watch.index import generations
from watch.model import ModelKey

USE, E5 = ModelKey("use@1"), ModelKey("e5@1")
DATABASE = "d" * 32


def unit_rows(count, dimension=16, seed=3):
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def vectors(count=50):
    ids = np.arange(count, dtype=np.int64) * 7 + 2**61
    return {USE: (ids, unit_rows(count)), E5: (ids[::2].copy(), unit_rows(len(ids[::2]), 8))}


def built(folder, count=50, change=9):
    return index.build(folder, vectors(count), change=change, database_id=DATABASE)


def test_generation_comes_back_the_same(tmp_path):
    """What is read from disk answers as what was built, in every view."""
    made = built(tmp_path)
    found = index.latest(tmp_path, DATABASE)
    assert (found.number, found.change, set(found.views)) == (made.number, 9, {USE, E5})
    for key, (ids, matrix) in vectors().items():
        answer = found.search(key, matrix[5], 10)
        assert answer == made.search(key, matrix[5], 10)
        assert answer[0] == (int(ids[5]), pytest.approx(1.0, abs=1e-5))


def test_generation_answers_as_exact_search(tmp_path):
    """The index finds what multiplication finds, in the same order."""
    generation = built(tmp_path, 300)
    ids, matrix = vectors(300)[USE]
    for query in unit_rows(10, seed=5):
        fast = generation.search(USE, query, 20)
        slow = index.exact_search(ids, matrix, query, 20)
        assert [i for i, _ in fast] == [i for i, _ in slow]
        assert np.allclose([c for _, c in fast], [c for _, c in slow], atol=1e-5)


def test_search_among_ids_finds_nothing_else(tmp_path):
    """A restricted search gives the best of the allowed ids, and only those."""
    generation = built(tmp_path)
    ids, matrix = vectors()[USE]
    allowed = ids[[3, 9, 31]].copy()
    found = generation.search(USE, matrix[0], 10, among=allowed)
    assert {i for i, _ in found} == set(allowed.tolist())
    assert generation.search(USE, matrix[0], 10, among=np.zeros(0, np.int64)) == []
    assert generation.search(USE, matrix[0], 10, among=np.asarray([1], np.int64)) == []


def test_search_in_an_unknown_view_finds_nothing(tmp_path):
    """Vectors of two models never meet."""
    generation = built(tmp_path)
    assert generation.search(ModelKey("other"), unit_rows(1)[0], 5) == []


def test_empty_view_is_left_out(tmp_path):
    """A model without a vector makes no file."""
    empty = (np.zeros(0, np.int64), np.zeros((0, 0), np.float32))
    made = index.build(tmp_path, {USE: empty}, change=0, database_id=DATABASE)
    assert not made.views
    assert index.latest(tmp_path, DATABASE).views == {}


def test_no_folder_is_no_generation(tmp_path):
    """Before the first run there is none."""
    assert index.latest(tmp_path / "none", DATABASE) is None


def test_generation_of_another_database_is_refused(tmp_path):
    """A restored or swapped database never gets answers of another."""
    built(tmp_path)
    assert index.latest(tmp_path, "e" * 32) is None


def test_generations_beyond_two_are_deleted(tmp_path):
    """The current one and the one before it are kept."""
    for _ in range(4):
        built(tmp_path, 5)
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == ["3", "4"]


def test_open_generation_survives_the_next(tmp_path):
    """A reader keeps what it opened."""
    old = built(tmp_path)
    _, matrix = vectors()[USE]
    before = old.search(USE, matrix[1], 5)
    for _ in range(3):
        built(tmp_path, 5)
    assert old.search(USE, matrix[1], 5) == before


FILES = ("CURRENT", "1/manifest.json", "1/0.faiss", "1/1.faiss")


def never_wrong(folder, raw_current):
    """Return what is loaded; fail when it is anything but the generation that was built."""
    found = index.latest(folder, DATABASE)
    if found is None:
        return None
    text = (folder / "CURRENT").read_bytes()
    assert text.split() == raw_current.split(), "a changed CURRENT was believed"
    return found


@pytest.mark.parametrize("name", FILES)
def test_damaged_file_is_never_used(tmp_path, name):
    """Of 120 flips, truncations and appends in each file, every one is found out."""
    good = tmp_path / "good"
    built(good)
    raw = (good / name).read_bytes()
    current = (good / "CURRENT").read_bytes()
    chance = random.Random(name)
    believed = 0
    for number in range(120):
        folder = tmp_path / str(number)
        shutil.copytree(good, folder)
        bad = bytearray(raw)
        kind = number % 4
        if kind in (0, 1):
            bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        elif kind == 2:
            bad = bad[: chance.randrange(len(bad))]
        else:
            bad += chance.randbytes(chance.randrange(1, 9))
        (folder / name).write_bytes(bad)
        found = never_wrong(folder, current)
        believed += found is not None
        shutil.rmtree(folder)
    assert believed == 0 or name == "CURRENT"
    assert believed <= 2


def test_missing_files_are_never_replaced_by_guesses(tmp_path):
    """A generation without one of its files is not used."""
    for name in FILES:
        folder = tmp_path / name.replace("/", "-")
        built(folder)
        (folder / name).unlink()
        assert index.latest(folder, DATABASE) is None


def test_damaged_generation_is_moved_aside_and_the_next_one_works(tmp_path):
    """Quarantine keeps the evidence; the next build is current again."""
    built(tmp_path)
    (tmp_path / "1/0.faiss").write_bytes(b"broken")
    assert index.latest(tmp_path, DATABASE) is None
    assert (tmp_path / "damaged-1").is_dir()
    assert index.latest(tmp_path, DATABASE) is None
    built(tmp_path)
    assert index.latest(tmp_path, DATABASE) is not None


class Killed(BaseException):
    """The power went out."""


@pytest.mark.parametrize("step", range(9))
def test_crash_at_any_step_leaves_a_whole_generation(tmp_path, monkeypatch, step):
    """Stopped before the n-th write to disk, the old or the new generation is current."""
    built(tmp_path, 20, change=1)
    left = [step]
    for name in ("_write", "_sync_folder"):
        real = getattr(generations, name)

        def maybe(*arguments, real=real):
            if not left[0]:
                raise Killed
            left[0] -= 1
            real(*arguments)

        monkeypatch.setattr(generations, name, maybe)
    monkeypatch.setattr(generations.shutil, "rmtree", lambda *_, **__: None)
    try:
        built(tmp_path, 40, change=2)
    except Killed:
        crashed = True
    else:
        crashed = False
    monkeypatch.undo()
    found = index.latest(tmp_path, DATABASE)
    assert found is not None
    _, matrix = vectors(20 if found.change == 1 else 40)[USE]
    assert len(found.search(USE, matrix[0], 100)) == (20 if found.change == 1 else 40)
    assert found.change == 2 or crashed
    again = built(tmp_path, 30, change=3)
    assert index.latest(tmp_path, DATABASE).number == again.number
    assert not list(tmp_path.glob(".new-*"))


def test_full_disk_leaves_the_old_generation(tmp_path, monkeypatch):
    """A refusing disk is told to the caller; readers go on with what there was."""
    built(tmp_path, 20, change=1)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(generations, "_write", full)
    with pytest.raises(StoreError, match="No space"):
        built(tmp_path, 40, change=2)
    monkeypatch.undo()
    assert index.latest(tmp_path, DATABASE).change == 1
    assert not list(tmp_path.glob(".new-*"))


def test_exact_search_breaks_ties_by_id():
    """Equal cosines come in the order of their ids."""
    matrix = np.ones((4, 1), np.float32)
    found = index.exact_search(np.asarray([9, 3, 7, 1]), matrix, np.ones(1, np.float32), 3)
    assert [i for i, _ in found] == [1, 3, 7]
    assert (
        index.exact_search(np.zeros(0, np.int64), np.zeros((0, 0), np.float32), matrix[0], 3) == []
    )

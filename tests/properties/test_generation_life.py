"""Generations built, damaged, killed half-way and opened again, in a real folder."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from unittest import mock

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from watch import index
from watch.errors import StoreError
from watch.index import Generation, Shelf, generations
from watch.model import ModelKey

VIEW, OTHER_VIEW = ModelKey("use@1"), ModelKey("e5@1")
DATABASE, OTHER_DATABASE = "d" * 32, "e" * 32
DIMENSION = 8


class Killed(BaseException):
    """The process is no more."""


def unit_rows(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class GenerationLife(RuleBasedStateMachine):
    """One writer, one reader that keeps its shelf, and whatever happens to disks between them.

    ``made`` holds, by change number, the vectors that each build was given.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.shelf = Shelf()
        self.made: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        self.held: list[Generation] = []
        self.sure: int | None = None
        """The change of the current generation, while nobody has touched a file since."""

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def build(self, count: int) -> Generation:
        change = len(self.made) + 1
        ids = np.arange(count, dtype=np.int64) * 3 + change
        self.made[change] = ids, unit_rows(count, change)
        views = {
            VIEW: self.made[change],
            OTHER_VIEW: (ids[:2].copy(), unit_rows(2, 99)[: len(ids)]),
        }
        return index.build(self.folder, views, change=change, database_id=DATABASE)

    @rule(count=st.integers(1, 30))
    def run_builds_one(self, count: int) -> None:
        built = self.build(count)
        assert built.change == len(self.made)
        self.check_answers(built)
        assert not list(self.folder.glob(".new-*")), "a leftover was not cleared"
        assert len([p for p in self.folder.iterdir() if p.name.isdigit()]) <= generations.KEPT
        self.sure = built.change

    @rule(
        count=st.integers(1, 30), steps=st.integers(0, 9), failing=st.sampled_from(["die", "full"])
    )
    def run_ends_badly(self, count: int, steps: int, failing: str) -> None:
        """Killed, or told that the disk is full, before the n-th time something is written."""
        left = [steps]

        def fragile(real):
            def written(*arguments: object) -> None:
                if not left[0]:
                    raise Killed if failing == "die" else OSError(28, "No space left on device")
                left[0] -= 1
                real(*arguments)

            return written

        before = index.latest(self.folder, DATABASE)
        names = ("_write", "_sync_folder")
        patched = {name: fragile(getattr(generations, name)) for name in names}
        if failing == "die":  # the dead clear nothing up
            patched["shutil"] = mock.Mock(rmtree=lambda *_, **__: None)
        try:
            with mock.patch.multiple(generations, **patched):
                self.build(count)
        except (Killed, StoreError):
            found = index.latest(self.folder, DATABASE)
            told = found and found.change
            assert told in {before and before.change, len(self.made)}, "neither old nor new"
            self.sure = told
        else:
            self.sure = len(self.made)

    @precondition(lambda self: any(self.folder.rglob("*")))
    @rule(
        pick=st.integers(0, 99),
        how=st.sampled_from(["flip", "cut", "grow", "empty", "delete"]),
        at=st.floats(0, 1, exclude_max=True),
    )
    def disk_damages_a_file(self, pick: int, how: str, at: float) -> None:
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        if not files:
            return
        path = files[pick % len(files)]
        raw = bytearray(path.read_bytes())
        place = int(at * len(raw))
        if how == "flip" and raw:
            raw[place] ^= 1 << pick % 8
        elif how in {"cut", "empty"}:
            del raw[place if how == "cut" else 0 :]
        else:
            raw += b"\0"
        if how == "delete":
            path.unlink()
        else:
            path.write_bytes(raw)
        self.sure = None

    @rule(pick=st.integers(0, 99), other=st.integers(0, 99))
    def two_files_change_places(self, pick: int, other: int) -> None:
        """As after a restored backup of half the folder."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        if len(files) < 2:
            return
        first, second = files[pick % len(files)], files[other % len(files)]
        one, two = first.read_bytes(), second.read_bytes()
        first.write_bytes(two)
        second.write_bytes(one)
        self.sure = self.sure if one == two else None

    @rule()
    def folder_is_cleaned_up(self) -> None:
        if self.folder.exists():
            index.prune(self.folder)

    @rule()
    def reader_looks(self) -> None:
        opened = self.shelf.take(self.folder, DATABASE, dict)
        if opened is not None:
            self.check_answers(opened.generation)
            self.held.append(opened.generation)
            assert sum(len(s.ids) for s in opened.spaces[VIEW].values()) == len(
                self.made[opened.generation.change][0]
            )

    @invariant()
    def what_is_current_is_what_was_built(self) -> None:
        found = index.latest(self.folder, DATABASE)
        if found is not None:
            self.check_answers(found)
        if self.sure is not None:
            assert found is not None, "a whole generation is not used"
            assert found.change == self.sure

    @rule()
    def generation_of_another_database_is_no_generation(self) -> None:
        """Asked of a copy, as a generation that is not used is put aside."""
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copytree(self.folder, Path(folder) / "copy")
            assert index.latest(copy, OTHER_DATABASE) is None

    @invariant()
    def generation_in_use_answers_as_ever(self) -> None:
        for generation in self.held[-2:]:
            self.check_answers(generation)

    def check_answers(self, generation: Generation) -> None:
        ids, matrix = self.made[generation.change]
        assert sorted(generation.ids(VIEW)) == ids.tolist()
        query = unit_rows(1, 1_000 + len(ids))[0]
        found = generation.search(VIEW, query, 5)
        exact = index.exact_search(ids, matrix, query, 5)
        assert [i for i, _ in found] == [i for i, _ in exact]


def test_generation_is_whole_or_not_used():
    """Any 30 things that can happen to one, many times over."""
    run_state_machine_as_test(
        GenerationLife, settings=settings(max_examples=10, stateful_step_count=25, deadline=None)
    )

"""The solution library is embedded once, read back the same, and never trusted when damaged."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import HashingEmbedder

from watch.config import read_solutions
from watch.match import load_library

SOLUTIONS = read_solutions()[:12]


def load(folder, view=None):
    return load_library(SOLUTIONS, [view or HashingEmbedder()], folder)


def same(one, other, tolerance=2e-3):
    for key, view in one.views.items():
        for name in ("problems", "sketches", "solution_direction"):
            difference = np.abs(getattr(view, name) - getattr(other.views[key], name)).max()
            assert difference <= tolerance, (name, difference)


def test_library_is_embedded_once(tmp_path):
    """The second load reads files and asks the model nothing."""
    view = HashingEmbedder()
    first = load(tmp_path, view)
    asked = view.texts_read
    assert asked > 0
    same(first, load(tmp_path, view))
    assert view.texts_read == asked


def test_library_is_the_same_computed_or_read(tmp_path):
    """The first run and the second see identical numbers, so they give identical lists."""
    same(load(tmp_path), load(tmp_path), tolerance=0.0)


def test_library_of_another_model_is_not_read(tmp_path):
    """Vectors of two keys never meet, even in the cache."""
    load(tmp_path)
    other = HashingEmbedder(name="other")
    load(tmp_path, other)
    assert other.texts_read > 0


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("empty"),
        "cut",
        "garbage",
        "fewer",
    ],
)
def test_damaged_cache_is_computed_again(tmp_path, damage):
    """Whatever is wrong with the files, the library is the right one, and the files mended."""
    good = load(tmp_path)
    for path in tmp_path.glob("*.vectors"):
        raw = path.read_bytes()
        if damage == "empty":
            path.write_bytes(b"")
        elif damage == "cut":
            path.write_bytes(raw[: len(raw) // 2])
        elif damage == "garbage":
            path.write_bytes(b"\xff" * 300)
        else:
            path.write_bytes(raw[:-2])
    view = HashingEmbedder()
    same(good, load(tmp_path, view))
    assert view.texts_read > 0
    same(good, load(tmp_path))


def test_changed_numbers_in_the_cache_are_found_out(tmp_path):
    """A flipped byte inside the numbers is noticed like any other damage."""
    good = load(tmp_path)
    for path in tmp_path.glob("*.vectors"):
        raw = bytearray(path.read_bytes())
        for place in range(200, len(raw), 97):
            raw[place] ^= 0x3C
        path.write_bytes(raw)
    with np.errstate(all="ignore"):
        same(good, load(tmp_path))


def test_cache_that_cannot_be_written_is_only_slower(tmp_path):
    """A file where the folder should be stops nothing."""
    (tmp_path / "cache").write_text("in the way")
    same(load(tmp_path / "cache"), load(tmp_path / "real"))


def test_library_rows_are_unit_vectors(tmp_path):
    """Problems and sketches are centred and of length one."""
    (view,) = load(tmp_path).views.values()
    for matrix in (view.problems, view.sketches):
        assert np.allclose(np.linalg.norm(matrix, axis=-1), 1.0, atol=1e-4)
    assert np.linalg.norm(view.solution_direction) == pytest.approx(1.0, abs=1e-5)

"""The generation opened last stays in memory for as long as its files are the same."""

from __future__ import annotations

import numpy as np
from test_generations import DATABASE, E5, USE, built, vectors

from watch import index


def taken(shelf, folder, asked):
    def members():
        asked.append(1)
        ids = vectors()[USE][0]
        return {"fr": ids[:20], "en": ids[20:45]}

    return shelf.take(folder, DATABASE, members)


def test_generation_is_opened_once_while_its_files_are_the_same(tmp_path):
    """The second search reads nothing anew; a new build is noticed."""
    built(tmp_path)
    shelf, asked = index.Shelf(), []
    first = taken(shelf, tmp_path, asked)
    assert taken(shelf, tmp_path, asked) is first
    assert len(asked) == 1
    built(tmp_path, change=10)
    assert taken(shelf, tmp_path, asked).generation.change == 10


def test_damage_is_noticed_though_the_generation_is_in_memory(tmp_path):
    """A file that was written again is checked again."""
    built(tmp_path)
    shelf = index.Shelf()
    assert taken(shelf, tmp_path, [])
    (tmp_path / "1/0.faiss").write_bytes(b"broken")
    assert taken(shelf, tmp_path, []) is None
    built(tmp_path)
    assert taken(shelf, tmp_path, []) is not None


def test_articles_in_no_language_served_are_a_space_of_their_own(tmp_path):
    """Every article belongs to one space of its view, whatever it is written in."""
    built(tmp_path)
    opened = taken(index.Shelf(), tmp_path, [])
    for key in (USE, E5):
        held = [space.ids for space in opened.spaces[key].values()]
        assert len(held) == 3
        assert sorted(np.concatenate(held)) == sorted(opened.generation.ids(key))


def test_vectors_come_back_by_id(tmp_path):
    """The vectors of some ids are those that were put in, in the order asked."""
    ids, matrix = vectors()[USE]
    found = built(tmp_path).vectors(USE, ids[[7, 2]])
    assert np.allclose(found, matrix[[7, 2]], atol=1e-6)

"""Names and figures are told from other words by how they are written, here and elsewhere."""

from __future__ import annotations

from watch.understand.marks import marks


def columns(rows, row):
    return set(rows.indices[rows.indptr[row] : rows.indptr[row + 1]].tolist())


def test_figure_is_one_however_its_thousands_are_written():
    """A space, a comma and a point between thousands are the same figure."""
    found = marks(["le 210 000 t", "some 210,000 t", "rund 210.000 t", "some 210,001 t"])
    one, same, again, other = (columns(found.every, row) for row in range(4))
    assert one == same == again
    assert one.isdisjoint(other)
    assert found.figures[list(one)].all()
    assert not found.names[list(one)].any()


def test_word_that_opens_a_sentence_is_a_mark_but_not_inside_one():
    """Its capital may be the sentence's own."""
    found = marks(["Verkor opens a plant in Dunkirk. Output doubles."])
    assert len(columns(found.every, 0)) == 3
    assert len(columns(found.inside, 0)) == 1


def test_word_that_others_write_small_is_no_name():
    """A capital in a heading does not make a name."""
    found = marks(["the Plant by Verkor", "a plant", "another plant"])
    assert [bool(found.names[column]) for column in sorted(columns(found.every, 0))] == [
        False,
        True,
    ]


def test_word_that_many_write_is_no_name():
    """What nine of nine texts say is their subject."""
    found = marks(["built by Verkor"] * 9)
    assert not found.names.any()
    assert marks(["built by Verkor"] * 8).names.sum() == 1

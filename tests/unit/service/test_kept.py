"""Answers are kept while the database is as it was, and shared by all who ask."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from watch import store
from watch.service.kept import Kept
from watch.service.open_home import OpenHome


@pytest.fixture
def home(tmp_path):
    opened = OpenHome(tmp_path, None, None)
    yield opened
    opened.close()


@pytest.fixture
def kept(home):
    with closing(Kept(home)) as made:
        yield made


@pytest.fixture
def reading():
    """A reading of a note, and the list of what it has read."""
    found = []

    def read(connection):
        found.append(store.meta.get(connection, "note"))
        return found[-1]

    return read, found


def write(home, note):
    """Write as another process does: through a database of its own."""
    with (
        closing(store.open_database(home.home.database)) as database,
        database.write() as connection,
    ):
        store.meta.put(connection, "note", note)


def test_answer_is_read_once_while_nothing_changes(kept, home, reading):
    read, found = reading
    write(home, "one")
    assert [kept.answer("note", read), kept.answer("note", read)] == ["one", "one"]
    assert found == ["one"]


def test_change_by_another_writer_is_seen_at_once(kept, home, reading):
    read, _ = reading
    write(home, "one")
    kept.answer("note", read)
    write(home, "two")
    assert kept.answer("note", read) == "two"


def test_answer_to_something_else_given_is_read_anew(kept, reading):
    read, found = reading
    for given in (1, 1, 2):
        kept.answer("note", read, given)
    assert len(found) == 2


def test_questions_do_not_push_each_other_out(kept, reading):
    read, found = reading
    for _ in range(2):
        kept.answer("note", read)
        kept.answer("other", lambda connection: None)
    assert len(found) == 1


def test_number_of_answers_is_bounded_and_the_oldest_goes(kept, reading):
    read, found = reading
    kept.answer("first", read)
    for number in range(32):
        kept.answer(f"question {number}", read)
    kept.answer("question 31", read)
    assert len(found) == 33
    kept.answer("first", read)
    assert len(found) == 34


def test_what_fails_is_asked_again(kept, home, reading):
    read, _ = reading
    write(home, "one")

    def broken(connection):
        raise ValueError(connection)

    with pytest.raises(ValueError, match="Connection"):
        kept.answer("note", broken)
    assert kept.answer("note", read) == "one"


def test_of_many_who_ask_at_once_one_reads(kept):
    begun, may_end, count = threading.Event(), threading.Event(), []

    def slow(connection):
        count.append(1)
        begun.set()
        assert may_end.wait(30)
        return "answer"

    found = []
    threads = [
        threading.Thread(target=lambda: found.append(kept.answer("slow", slow))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    assert begun.wait(30)
    may_end.set()
    for thread in threads:
        thread.join(30)
    assert (len(count), found) == (1, ["answer"] * 6)


def test_home_that_was_closed_and_opened_again_is_read_anew(kept, home, reading):
    read, _ = reading
    write(home, "one")
    kept.answer("note", read)
    home.close()
    write(home, "two")
    assert kept.answer("note", read) == "two"

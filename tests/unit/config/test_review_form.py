"""When the list is closed and who has one of their own: little is needed, mistakes are told."""

from __future__ import annotations

import pytest

from watch.config import check_readers, read_settings
from watch.errors import ConfigError
from watch.model import PainId
from watch.review.calendar import freeze_at, week_at
from watch.settings import DAYS, Home, Reader, ReviewSettings, Settings


def home(tmp_path, text):
    (tmp_path / "watch.yaml").write_text(text, encoding="utf-8")
    return Home(root=tmp_path)


def review(tmp_path, text):
    return read_settings(home(tmp_path, text), {}).review


def problems(call, *arguments):
    with pytest.raises(ConfigError) as caught:
        call(*arguments)
    assert caught.value.hint
    return [(problem.line, problem.text) for problem in caught.value.problems]


def test_left_out_the_list_is_closed_on_friday_evening(tmp_path):
    """No key is needed; nobody but the company has a list."""
    assert review(tmp_path, "language: fr\n") == ReviewSettings() == Settings().review


def test_every_key_of_review_is_read(tmp_path):
    """The other settings keep their defaults."""
    text = "review:\n  freeze_day: Thursday\n  freeze_time: '9:05'\n  learning: false\n"
    expected = ReviewSettings(freeze_day="thursday", freeze_time="09:05", learning=False)
    assert review(tmp_path, text) == expected
    assert read_settings(home(tmp_path, text), {}).rank == Settings().rank


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("18:00", "18:00"),
        ("7:30", "07:30"),
        ("07:30", "07:30"),
        ("'23:59'", "23:59"),
        ("0:00", "00:00"),
    ],
)
def test_time_may_be_written_without_quotes(tmp_path, written, meant):
    """YAML takes 18:00 for the number 1,080; a person does not."""
    assert review(tmp_path, f"review:\n  freeze_time: {written}\n").freeze_time == meant


def test_every_day_of_the_week_can_close_the_list(tmp_path):
    """What the file may say is what the calendar understands."""
    found = set()
    for day in DAYS:
        said = review(tmp_path, f"review:\n  freeze_day: {day}\n")
        moment = freeze_at(week_at(freeze_at("2026-W47", "UTC", said), "UTC"), "UTC", said)
        found.add((moment.weekday(), day))
    assert found == set(enumerate(DAYS))


def test_every_key_of_a_reader_is_read(tmp_path):
    """A name is enough; the rest is empty, and the cadence weekly."""
    text = (
        "readers:\n"
        "  - name: Nadia\n"
        "    role: head of logistics\n"
        "    pains: [picking-errors, late-parcels]\n"
        "    language: en\n"
        "    cadence: monthly\n"
        "    email: nadia@example.org\n"
        "  - name: Paul\n"
    )
    nadia = Reader(
        name="Nadia",
        role="head of logistics",
        pains=("picking-errors", "late-parcels"),
        language="en",
        cadence="monthly",
        email="nadia@example.org",
    )
    assert review(tmp_path, text).readers == (nadia, Reader(name="Paul"))


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("review:\n  freeze_day: vendredi\n", 2, "`freeze_day`: must be one of monday, tuesday"),
        ("review:\n  freeze_time: 18h\n", 2, "`freeze_time`: must be a time from 00:00 to 23:59"),
        ("review:\n  freeze_time: '24:00'\n", 2, "from 00:00 to 23:59"),
        ("review:\n  freeze_time: 24:00\n", 2, "from 00:00 to 23:59"),
        ("review:\n  freeze_time: 18:00:00\n", 2, "from 00:00 to 23:59"),
        ("review:\n  freeze_time: 18\n", 2, "`freeze_time`"),
        ("review:\n  freeze_time: true\n", 2, "`freeze_time`"),
        ("review:\n  freeze_time: '１8:00'\n", 2, "from 00:00 to 23:59"),
        ("review:\n  freeze_date: friday\n", 2, "did you mean `freeze_day`?"),
        ("readers:\n  - role: COO\n", 2, "`name` is missing"),
        ("readers:\n  - name: ' '\n", 2, "`name`"),
        ("readers:\n  - name: Nadia\n    cadence: daily\n", 3, "must be one of weekly, monthly"),
        ("readers:\n  - name: Nadia\n    language: de\n", 3, "must be one of fr, en"),
        ("readers:\n  - name: Nadia\n    email: Nadia\n", 3, "must be one mail address"),
        ("readers:\n  - name: N\n    email: 'n@a.example, p@a.example'\n", 3, "one mail address"),
        ("readers:\n  - name: N\n    mail: n@a.example\n", 3, "did you mean `email`?"),
        ("a: 1\nreaders:\n  - name: Zoé\n  - name: ZOÉ\n", 2, "two readers are called `ZOÉ`"),
    ],
)
def test_mistake_is_told_with_its_line(tmp_path, text, line, part):
    """The line is where a person must look, and the text says what may stand there."""
    found = problems(read_settings, home(tmp_path, text), {})
    assert any(number == line and part in message for number, message in found), found


def test_unknown_pain_points_of_readers_are_told_at_once(tmp_path):
    """Each on its line, with a guess where one is near."""
    first = "  - name: A\n    pains:\n      - hr\n      - late-parcel\n"
    text = f"readers:\n{first}  - name: B\n    pains: [x]\n"
    place = home(tmp_path, text)
    readers = read_settings(place, {}).review.readers
    stated = {PainId("hr"), PainId("late-parcels")}
    assert problems(check_readers, place, readers, stated) == [
        (5, "no pain point has the id `late-parcel`; did you mean `late-parcels`?"),
        (7, "no pain point has the id `x`"),
    ]


def test_readers_of_stated_pain_points_pass(tmp_path):
    """No file is read when there is nothing to tell."""
    nobody = Home(root=tmp_path / "nowhere")
    check_readers(nobody, (Reader(name="A", pains=("hr",)), Reader(name="B")), {PainId("hr")})

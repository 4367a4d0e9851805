"""What a file said is read again only when the file is another."""

from __future__ import annotations

import os

import pytest

from watch.config import read_pains, read_sources
from watch.config.file_memory import FileMemory
from watch.errors import ConfigError

LONG_AGO = 1_700_000_000


def written(path, text, at=LONG_AGO):
    path.write_text(text, "utf-8")
    os.utime(path, (at, at))
    return path


@pytest.fixture
def memory():
    """A memory of texts, and the list of what it has read."""
    read = []

    def reading(path):
        read.append(path.name)
        return path.read_text("utf-8")

    return FileMemory(reading), read


def test_file_that_stays_is_read_once(tmp_path, memory):
    known, read = memory
    path = written(tmp_path / "a.yaml", "one")
    assert [known(path), known(path)] == ["one", "one"]
    assert read == ["a.yaml"]


@pytest.mark.parametrize(("text", "at"), [("two", LONG_AGO + 1), ("longer", LONG_AGO)])
def test_file_that_was_changed_in_place_is_read_again(tmp_path, memory, text, at):
    known, _ = memory
    path = written(tmp_path / "a.yaml", "one")
    assert known(path) == "one"
    assert known(written(path, text, at)) == text


def test_file_put_in_its_place_is_read_again_though_it_looks_the_same(tmp_path, memory):
    known, _ = memory
    path = written(tmp_path / "a.yaml", "one")
    assert known(path) == "one"
    written(tmp_path / "beside", "two").replace(path)
    assert known(path) == "two"


def test_file_written_just_now_is_not_trusted(tmp_path, memory):
    known, read = memory
    path = tmp_path / "a.yaml"
    path.write_text("one", "utf-8")
    assert [known(path), known(path)] == ["one", "one"]
    assert read == ["a.yaml", "a.yaml"]


def test_number_of_files_remembered_is_bounded(tmp_path, memory):
    known, read = memory
    paths = [written(tmp_path / f"{n}.yaml", str(n)) for n in range(40)]
    for path in paths:
        known(path)
    known(paths[0])
    assert read[-1] == "0.yaml"
    known(paths[-1])
    assert len(read) == 41


def test_mistake_is_told_at_each_reading_until_it_is_mended(tmp_path):
    path = written(tmp_path / "painpoints.yaml", "pain_points: [\n")
    for _ in range(2):
        with pytest.raises(ConfigError):
            read_pains(path)
    written(path, "pain_points:\n  - title: Pannes\n", LONG_AGO + 5)
    assert [pain.title for pain in read_pains(path)[1].values()] == ["Pannes"]


def test_file_that_went_away_is_told(tmp_path):
    path = written(tmp_path / "painpoints.yaml", "pain_points:\n  - title: Pannes\n")
    read_pains(path)
    path.unlink()
    with pytest.raises(ConfigError, match=r"there is no painpoints\.yaml"):
        read_pains(path)


def test_reader_may_change_what_it_was_given(tmp_path):
    pains = written(tmp_path / "painpoints.yaml", "pain_points:\n  - title: Pannes\n")
    sources = written(tmp_path / "sources.yaml", "sources:\n  - url: https://a.example/rss\n")
    read_pains(pains)[1].clear()
    read_sources(sources).clear()
    assert len(read_pains(pains)[1]) == len(read_sources(sources)) == 1


def test_packs_that_are_off_count_only_where_they_are_asked_for(tmp_path):
    path = written(
        tmp_path / "sources.yaml",
        "packs: {p: {enabled: false}}\nsources: [{url: https://a.example/rss, pack: p}]\n",
    )
    for _ in range(2):
        assert [s.enabled for s in read_sources(path).values()] == [False]
        assert [s.enabled for s in read_sources(path, every_pack=True).values()] == [True]

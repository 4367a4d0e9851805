"""What is made once per machine is whole, or made again."""

from __future__ import annotations

import pytest

from watch.understand.built_once import built

pytestmark = pytest.mark.usefixtures("own_cache")


class Builder:
    """Writes two files and counts how often."""

    def __init__(self):
        self.times = 0

    def __call__(self, folder):
        self.times += 1
        (folder / "inner").mkdir()
        (folder / "inner" / "weights.bin").write_bytes(b"1234")
        (folder / "words.txt").write_text("a b c")


def test_a_folder_is_made_once():
    builder = Builder()
    assert built("thing", builder) == built("thing", builder)
    assert builder.times == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "words.txt").unlink(),
        lambda folder: (folder / "inner" / "weights.bin").write_bytes(b"1235"),
        lambda folder: (folder / "more.bin").write_bytes(b"?"),
        lambda folder: (folder / "techwatch.json").write_text("{"),
        lambda folder: (folder / "techwatch.json").unlink(),
    ],
    ids=["a file is gone", "a byte is other", "a file too many", "no JSON", "no manifest"],
)
def test_a_damaged_folder_is_made_again(damage):
    builder = Builder()
    damage(built("thing", builder))
    folder = built("thing", builder)
    assert builder.times == 2
    assert (folder / "inner" / "weights.bin").read_bytes() == b"1234"
    assert not (folder / "more.bin").exists()


def test_a_folder_half_made_is_never_seen(own_cache):
    def fails(folder):
        (folder / "first.bin").write_bytes(b"1")
        message = "the disk is full"
        raise OSError(message)

    with pytest.raises(OSError, match="full"):
        built("thing", fails)
    assert list((own_cache / "techwatch" / "models").iterdir()) == []


def test_a_folder_that_another_process_made_meanwhile_is_taken():
    whole = Builder()

    def late(folder):
        built("thing", whole)
        message = "in the way"
        raise OSError(message)

    assert (built("thing", late) / "words.txt").read_text() == "a b c"

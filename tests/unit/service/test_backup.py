"""A backup restores to the same home, and nothing but a whole one restores at all."""

from __future__ import annotations

import json
import random
import zipfile

import pytest
from fakes import MOMENT, HashingEmbedder, article, source

from watch import store
from watch.clock import FixedClock
from watch.errors import SchemaMismatch, UsageError
from watch.service import SENDING, Service, restore

SOURCES = "sources:\n  - url: https://a.example/rss # ask Claire\n"


@pytest.fixture
def home(tmp_path):
    root = tmp_path / "home"
    root.mkdir()
    (root / "sources.yaml").write_text(SOURCES, "utf-8")
    (root / "painpoints.yaml").write_text("pain_points:\n  - title: Pannes\n", "utf-8")
    database = store.open_database(root / "index" / "watch.db")
    with database.write() as connection:
        store.sources.sync(connection, {"press": source()})
        store.articles.save(connection, [article(n, text="word " * 400) for n in range(1, 40)])
    database.close()
    return root


@pytest.fixture
def archive(home, tmp_path):
    with Service(home, clock=FixedClock(MOMENT), views=[HashingEmbedder()]) as service:
        return service.backup(tmp_path / "kept" / "b.zip")


def rewritten(archive, path, **changed):
    """Copy an archive with some of its files replaced; a value of None leaves one out."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(path, "w") as new:
        held = {name: old.read(name) for name in old.namelist()} | changed
        for name, data in held.items():
            if data is not None:
                new.writestr(name, data)
    return path


def manifest_of(archive):
    with zipfile.ZipFile(archive) as held:
        return json.loads(held.read("manifest.json"))


def test_restored_home_is_the_same_and_sends_no_mail(home, archive, tmp_path):
    held = restore(archive, tmp_path / "new")
    assert held.made_at == MOMENT
    assert {name for name, _ in held.files} == {"index/watch.db", "sources.yaml", "painpoints.yaml"}
    assert (tmp_path / "new" / "sources.yaml").read_text("utf-8") == SOURCES
    database = store.open_database(tmp_path / "new" / "index" / "watch.db")
    with database.read() as connection:
        assert store.articles.total(connection) == 39
        assert store.meta.get(connection, SENDING) == "off"
    database.close()
    database = store.open_database(home / "index" / "watch.db")
    with database.read() as connection:
        assert store.meta.get(connection, SENDING) == ""
    database.close()


def test_backup_into_a_folder_is_named_after_the_moment(home, tmp_path):
    with Service(home, clock=FixedClock(MOMENT), views=[HashingEmbedder()]) as service:
        path = service.backup(tmp_path)
    assert path.name == "techwatch-2026-11-18-093000.zip"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["home", path.name]


def test_home_that_never_ran_has_nothing_to_back_up(tmp_path):
    with Service(tmp_path) as service, pytest.raises(UsageError) as caught:
        service.backup(tmp_path / "b.zip")
    assert "techwatch run" in caught.value.hint


def test_backup_that_cannot_be_written_leaves_the_former_one(home, archive, monkeypatch):
    before = archive.read_bytes()

    def full(*_arguments, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    with (
        Service(home, views=[HashingEmbedder()]) as service,
        pytest.raises(UsageError, match="No space left"),
    ):
        service.backup(archive)
    assert archive.read_bytes() == before
    assert [p.name for p in archive.parent.iterdir()] == ["b.zip"]


def test_folder_that_is_not_empty_is_refused(archive, tmp_path):
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="not empty"):
        restore(archive, folder)
    assert [p.name for p in folder.iterdir()] == ["notes.txt"]


def test_empty_folder_is_filled(archive, tmp_path):
    (tmp_path / "empty").mkdir()
    restore(archive, tmp_path / "empty")
    assert (tmp_path / "empty" / "index" / "watch.db").exists()


def test_missing_archive_is_told(tmp_path):
    with pytest.raises(UsageError, match="No such file"):
        restore(tmp_path / "none.zip", tmp_path / "new")


@pytest.mark.parametrize("seed", range(12))
def test_damaged_archive_is_refused_and_leaves_nothing(archive, tmp_path, seed):
    """Wherever bytes are wrong or missing, either nothing is restored or the files are whole."""
    raw = bytearray(archive.read_bytes())
    draw = random.Random(seed)
    if seed % 2:
        del raw[draw.randrange(len(raw)) :]
    else:
        place = draw.randrange(len(raw) - 64)
        raw[place : place + 64] = bytes(byte ^ 0x5A for byte in raw[place : place + 64])
    broken = tmp_path / "broken.zip"
    broken.write_bytes(bytes(raw))
    with pytest.raises(UsageError) as caught:
        restore(broken, tmp_path / "new")
    assert "nothing was changed" in caught.value.hint
    assert sorted(p.name for p in tmp_path.iterdir()) == ["broken.zip", "home", "kept"]


def test_file_other_than_the_manifest_says_is_refused(archive, tmp_path):
    other = rewritten(archive, tmp_path / "o.zip", **{"sources.yaml": b"sources: []\n"})
    with pytest.raises(UsageError, match=r"sources\.yaml is not the file"):
        restore(other, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_file_that_unpacks_to_more_than_it_says_is_not_unpacked(archive, tmp_path):
    bomb = rewritten(archive, tmp_path / "o.zip", **{"sources.yaml": b"\0" * 50_000_000})
    with pytest.raises(UsageError, match=r"sources\.yaml is not the file"):
        restore(bomb, tmp_path / "new")


@pytest.mark.parametrize("name", ["../evil.yaml", "/etc/evil", "index/run.lock"])
def test_name_that_is_none_of_ours_is_refused(archive, tmp_path, name):
    manifest = manifest_of(archive)
    manifest["files"][name] = {"size": 1, "sha256": "x"}
    evil = rewritten(
        archive, tmp_path / "o.zip", **{"manifest.json": json.dumps(manifest).encode(), name: b"x"}
    )
    with pytest.raises(UsageError, match="manifest is not one of techwatch"):
        restore(evil, tmp_path / "new")
    assert not (tmp_path / "evil.yaml").exists()


@pytest.mark.parametrize("said", [b"[]", b"{}", b"\xff", b'{"format": 9}', b" " * 70_000, None])
def test_manifest_that_says_nothing_useful_is_refused(archive, tmp_path, said):
    other = rewritten(archive, tmp_path / "o.zip", **{"manifest.json": said})
    with pytest.raises(UsageError, match="cannot be restored"):
        restore(other, tmp_path / "new")


def test_more_than_the_disk_holds_is_refused_before_it_is_unpacked(archive, tmp_path):
    manifest = manifest_of(archive)
    manifest["files"]["index/watch.db"]["size"] = 10**18
    other = rewritten(
        archive, tmp_path / "o.zip", **{"manifest.json": json.dumps(manifest).encode()}
    )
    with pytest.raises(UsageError, match="MB are free"):
        restore(other, tmp_path / "new")


def test_backup_of_a_newer_version_is_refused(home, tmp_path):
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with Service(home, views=[HashingEmbedder()]) as service:
        service._open._database = database
        path = service.backup(tmp_path / "b.zip")
    with pytest.raises(SchemaMismatch):
        restore(path, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_backup_is_its_owners_alone(archive):
    assert archive.stat().st_mode & 0o077 == 0

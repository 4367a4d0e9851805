"""A database copied on the command line, over a real home."""

from __future__ import annotations

import json

from watch import store
from watch.service import SENDING


def test_copy_shows_each_table_and_what_to_do_next(reviewing, tmp_path):
    shown = reviewing("copy", "--to", str(tmp_path / "copy.db"), "--lang", "fr")
    said = " ".join(shown.output.split())
    assert shown.exit_code == 0
    assert "Table de la base" in said
    assert "opportunity 5 " in said
    assert "saved_search" not in said, "a table with nothing in it"
    assert "La copie n’envoie aucun courriel" in said
    assert "L’original envoie toujours" in said


def test_copy_as_json_has_every_table(reviewing, tmp_path):
    shown = reviewing("copy", "--to", str(tmp_path / "copy.db"), "--json")
    answer = json.loads(shown.stdout)
    tables = {table["name"]: table for table in answer["copied"]["tables"]}
    assert tables["saved_search"]["rows"] == 0
    assert len(tables["edition"]["fingerprint"]) == 32
    assert answer["sending"] == "off"
    database = store.open_database(tmp_path / "copy.db")
    with database.read() as connection:
        assert store.counts.editions(connection) == tables["edition"]["rows"]
        assert store.meta.get(connection, SENDING) == "off"
    database.close()


def test_copy_from_a_named_file(reviewing, tmp_path):
    first, second = str(tmp_path / "one.db"), str(tmp_path / "two.db")
    reviewing("copy", "--to", first)
    shown = reviewing("copy", "--from", first, "--to", second)
    assert shown.exit_code == 0
    assert "Mails still leave" not in shown.output, "the copy does not send"


def test_copy_to_something_that_is_no_database_is_refused(reviewing):
    for address in ("mysql://root:secret@db.example/watch", "postgresql://u:secret@db:none/watch"):
        shown = reviewing("copy", "--to", address)
        assert shown.exit_code == 2
        assert "is not a PostgreSQL address" in shown.output
        assert "secret" not in shown.output


def test_copy_onto_a_file_in_use_is_refused(reviewing, tmp_path):
    reviewing("copy", "--to", str(tmp_path / "copy.db"))
    shown = reviewing("copy", "--to", str(tmp_path / "copy.db"))
    assert shown.exit_code == 2
    assert "is not empty" in shown.output
    assert "nothing was changed" in shown.output


def test_restored_home_beside_a_server_says_how_to_move_there(reviewing, tmp_path, monkeypatch):
    reviewing("backup", str(tmp_path / "b.zip"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/watch")
    shown = reviewing("restore", str(tmp_path / "b.zip"), str(tmp_path / "new"), "--lang", "fr")
    assert "DATABASE_URL désigne une autre base" in " ".join(shown.output.split())
    assert f"--from {tmp_path}/new/index/watch.db" in shown.output.replace("\n", "")

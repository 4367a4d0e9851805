"""``techwatch brief`` and ``quarter``: files to print."""

from __future__ import annotations

import json

import pytest


def test_brief_is_written_where_it_is_asked_for(reviewing, tmp_path):
    path = tmp_path / "robots.html"
    answer = reviewing("brief", "1", "--out", str(path), "--lang", "en", "--json")
    assert json.loads(answer.stdout) == {"path": str(path)}
    assert "Made by techwatch on" in path.read_text(encoding="utf-8")


def test_brief_lies_in_the_current_folder_else(reviewing, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    reviewing("brief", "1")
    (path,) = tmp_path.glob("brief-*.html")
    assert "Établi par techwatch" in path.read_text(encoding="utf-8")


def test_quarter_is_written_as_pdf(reviewing, tmp_path):
    pytest.importorskip("weasyprint")
    path = tmp_path / "summary.pdf"
    reviewing("quarter", "2026-Q4", "--out", str(path))
    assert path.read_bytes().startswith(b"%PDF")


def test_what_is_no_quarter_is_refused_with_2(reviewing, tmp_path):
    refused = reviewing("quarter", "spring", "--out", str(tmp_path / "x.html"))
    assert refused.exit_code == 2
    assert "2026-Q4" in refused.stderr

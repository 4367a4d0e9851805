"""One article by hand: its address alone, or with its text."""

from __future__ import annotations

import json

import pytest

URL = "https://www.example.org/2026/robots"


def test_article_is_added_by_its_address(call, service):
    result = call("articles", "add", URL)
    assert result.exit_code == 0
    assert service.asked == {"url": URL, "title": "", "text": "", "closed": True}
    assert "Ajout\u00a0: Four hundred robots" in result.stdout
    assert "techwatch run" in result.stderr


def test_article_is_added_with_the_text_of_a_file(call, service, tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(b"\xef\xbb\xbfQuatre cents robots \xe9")
    told = json.loads(
        call("articles", "add", URL, "--title", "Robots", "--text", str(path), "--json").stdout
    )
    assert service.asked["text"] == "Quatre cents robots \ufffd"
    assert (told["added"]["title"], told["added"]["url"]) == ("Robots", URL)


@pytest.mark.parametrize("name", ["absent.txt", "empty.txt", "."])
def test_text_that_cannot_be_read_is_refused(call, service, tmp_path, name):
    (tmp_path / "empty.txt").write_text(" \n", "utf-8")
    result = call("articles", "add", URL, "--text", str(tmp_path / name))
    assert result.exit_code == 2
    assert "hint:" in result.stderr
    assert "url" not in service.asked

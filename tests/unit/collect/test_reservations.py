"""tdmrep.json reserves what its first matching rule says, in the patterns of robots.txt."""

from __future__ import annotations

import json

import pytest

from watch.collect.documents.feed import Document, Permission
from watch.collect.documents.reservations import judge

URL = "https://press.example/industrie/a.html"


def rule(location: object, reservation: object = 1) -> dict[str, object]:
    return {"location": location, "tdm-reservation": reservation}


def allowed(found: object, url: str = URL) -> bool:
    body = found if isinstance(found, bytes) else json.dumps(found).encode()
    permission = judge(Document(body=body, url=url))
    assert isinstance(permission, Permission)
    return permission.allowed


@pytest.mark.parametrize(
    "rules",
    [
        [rule("/")],
        [rule("/industrie/")],
        [rule("/*.html$")],
        [rule("*")],
        [rule("/", "1")],
        [rule("/autre/", 0), rule("/")],
        [rule("/industrie/"), rule("/industrie/a.html", 0)],
        [{**rule("/"), "tdm-policy": "https://press.example/policy.json"}],
    ],
)
def test_address_is_reserved(rules):
    assert not allowed(rules)


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [rule("/", 0)],
        [rule("/autre/")],
        [rule("/industrie/a.html", 0), rule("/")],
        [rule("/*.jpg")],
        [{"location": "/"}],
        [rule(3), rule(None), "text", None],
        [rule("/x\ndisallow: /")],
        {"location": "/", "tdm-reservation": 1},
        b"<html>not found</html>",
        b"[" * 100_000,
        b'[{"location": "/", "tdm-reservation": ' + b"9" * 10_000 + b"}]",
        b"\xff\xfe",
        b"",
    ],
)
def test_address_is_open(rules):
    assert allowed(rules)

"""Subscription lists go in and out without loss."""

from __future__ import annotations

import time
from xml.etree import ElementTree as ET

import pytest

from watch.collect.opml import read_opml, write_opml
from watch.links import source_id

OPML = """<?xml version="1.0" encoding="%s"?>
<opml version="2.0"><head><title>Veille</title></head><body>
<outline text="Industrie"><outline text="Énergie">
<outline type="rss" text="L'Énergie" xmlUrl="https://energie.example/rss"/></outline>
<outline type="rss" title="Usine" text="Usine" xmlUrl="http://usine.example/rss?a=1&amp;b=2"/>
<outline type="rss" text="Usine encore" xmlUrl="https://usine.example/rss?a=1&amp;b=2"/></outline>
<outline type="rss" text="Seul" xmlUrl="https://seul.example/feed"/>
<outline type="rss" text="Mauvais" xmlUrl="javascript:alert(1)"/>
<outline type="rss" text="Fichier" xmlUrl="file:///etc/passwd"/></body></opml>"""


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "utf-16"])
def test_folders_become_topics_and_pack(encoding):
    energy, plant, single = read_opml((OPML % encoding).encode(encoding))
    assert (energy.name, energy.pack) == ("L'Énergie", "energie")
    assert energy.topics == ("Industrie", "Énergie")
    assert energy.owner == "energie.example"
    assert (plant.url, plant.pack) == ("http://usine.example/rss?a=1&b=2", "industrie")
    assert (single.topics, single.pack) == ((), "")
    assert energy.id == source_id(energy.url)


def test_list_survives_the_round_trip():
    first = read_opml((OPML % "UTF-8").encode())
    again = read_opml(write_opml(first, "Ma veille"))
    assert {(s.id, s.url, s.name, s.pack) for s in again} == {
        (s.id, s.url, s.name, s.pack) for s in first
    }


def test_written_list_is_proper_xml_with_its_title():
    root = ET.fromstring(write_opml(read_opml((OPML % "UTF-8").encode()), "Café & <thé>\x00"))
    assert root.findtext("head/title") == "Café & <thé>"
    assert [outline.get("text") for outline in root.findall("body/outline")] == [
        "energie", "industrie", "Seul",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"<html></html>", b"\xff\xfe\x00", b"<opml>" * 999]
)
def test_what_is_no_list_gives_nothing(data):
    assert read_opml(data) == ()


def test_folders_beyond_reason_are_read_in_seconds():
    """5,000 feeds below 15,000 folders took 97 s when every folder of every feed was cleaned."""
    feeds = "".join(f'<outline text="A" xmlUrl="https://a.example/{n}"/>' for n in range(500))
    deep = "<outline text='x'>" * 5_000 + feeds + "</outline>" * 5_000
    started = time.perf_counter()
    found = read_opml(f'<opml version="2.0"><body>{deep}</body></opml>'.encode())
    assert (len(found), found[0].topics) == (500, ("x",))
    assert time.perf_counter() - started < 3


def test_public_lists_are_read(shared_data):
    counts = [
        len(read_opml(path.read_bytes())) for path in (shared_data / "feeds/opml").rglob("*.opml")
    ]
    assert len(counts) > 10
    assert min(counts) > 0

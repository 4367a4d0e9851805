"""A session runs work on a loop of its own and leaves nothing behind."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import CancelledError

import pytest
from scripted_web import ScriptedWeb

from watch.collect.documents.feed import PageText, Permission, Reading
from watch.collect.session import Session
from watch.collect.web.answers import Answer
from watch.settings import CollectSettings

SETTINGS = CollectSettings(parser_processes=1)
PAGE = Answer(body=b"<!doctype html><html><title>T</title><p>" + b"Une phrase. " * 30 + b"</html>")
URL = "https://a.example/1"


def test_documents_are_read_as_asked_and_by_the_same_child():
    """Loading what pages need takes a child half a second: it must be kept."""
    with Session(SETTINGS, ScriptedWeb()) as session:
        first = session.start(session.read(PAGE, URL, Reading.PAGE)).result()
        (child,) = session._parsers._idle
        rules = session.start(session.read(Answer(body=b""), URL, Reading.ROBOTS)).result()
        assert session._parsers._idle == [child]
    assert isinstance(first, PageText)
    assert first.text.startswith("Une phrase.")
    assert rules == Permission()


def test_leaving_ends_what_runs_and_closes_the_web():
    web = ScriptedWeb(delay_s=3600)
    with Session(SETTINGS, web) as session:
        endless = session.start(session.get(URL))
        while not web.asked:
            time.sleep(0.01)
        began = time.monotonic()
    assert time.monotonic() - began < 2
    with pytest.raises(CancelledError):
        endless.result(timeout=1)
    assert web.closed
    assert not [t for t in threading.enumerate() if t.name.startswith("techwatch-")]


async def test_session_may_be_used_where_a_loop_runs():
    with Session(SETTINGS, ScriptedWeb({URL: b"x"})) as session:
        answer = await asyncio.wrap_future(session.start(session.get(URL)))
    assert isinstance(answer, Answer)
    assert answer.body == b"x"

"""The parts of fetching that need no server."""

from __future__ import annotations

import pytest

from watch.collect.web.fetch import WebFetcher
from watch.collect.web.guard import Guard
from watch.collect.web.headers import user_agent
from watch.errors import UsageError
from watch.model import FailureKind
from watch.settings import CollectSettings


def test_we_name_ourselves_and_whom_to_complain_to():
    assert user_agent("veille@usine.example").startswith("techwatch/")
    assert user_agent("veille@usine.example").endswith("(+veille@usine.example)")
    assert user_agent("").endswith("(feed reader)")


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "(a)", "é", "a b"])
def test_contact_cannot_break_the_header(contact):
    agent = user_agent(contact)
    assert agent.isascii()
    assert "\n" not in agent
    assert agent.count("(") == agent.count(")") == 1


@pytest.mark.parametrize("proxy", ["not a proxy", "ftp://proxy.example"])
def test_bad_proxy_is_an_error_with_a_hint(proxy):
    with pytest.raises(UsageError) as problem:
        WebFetcher(CollectSettings(proxy=proxy))
    assert "http://host:port" in problem.value.hint


async def test_proxy_does_not_open_the_guard(request_for):
    """The name is judged here as well, before the proxy is asked."""

    async def private(host, port):
        return ("10.0.0.5",)

    settings = CollectSettings(proxy="http://127.0.0.1:9")
    fetcher = WebFetcher(settings, Guard(resolver=private))
    failed = await fetcher.fetch(request_for("http://intranet.example/"))
    await fetcher.aclose()
    assert failed.kind is FailureKind.REFUSED


async def test_name_only_the_proxy_knows_is_left_to_the_proxy(request_for):
    async def unknown(host, port):
        raise OSError("no such host")

    settings = CollectSettings(proxy="http://127.0.0.1:9")
    fetcher = WebFetcher(settings, Guard(resolver=unknown))
    failed = await fetcher.fetch(request_for("http://outside.example/"))
    await fetcher.aclose()
    assert failed.reason == "the server refused the connection"

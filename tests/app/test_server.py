"""The server is on loopback, behind safe headers, with the same settings however it starts."""

from __future__ import annotations

import asyncio
import socket
import tomllib
from pathlib import Path

import pytest

from watch.errors import UsageError
from watch.present import __main__, server
from watch.present.headers import Headers

REPOSITORY = Path(__file__).parents[2]
PAGE = b'<!DOCTYPE html><html lang="en"><head><script>\n let x = 1\n</script></head></html>'


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_addresses_are_served(address):
    assert server.is_loopback(address)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.4", "example.com", "", "127.1"])
def test_other_addresses_are_refused_with_a_hint(address, tmp_path):
    with pytest.raises(UsageError, match="no sign-in yet") as caught:
        server.serve(tmp_path, address=address, port=8501, browser=False)
    assert "127.0.0.1" in caught.value.hint


def test_taken_port_gives_way_to_the_next_free_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert server.free_port("127.0.0.1", port) > port


def test_no_free_port_is_said(monkeypatch):
    monkeypatch.setattr(server, "_is_free", lambda address, port: False)
    with pytest.raises(UsageError, match="no port from 9000 on is free"):
        server.free_port("127.0.0.1", 9000)


def test_settings_are_known_to_streamlit_and_equal_those_of_the_repository():
    """`streamlit run app.py` must not be less safe than `python -m watch.present`."""
    import streamlit.config

    given = server.settings("127.0.0.1", 8501)
    assert set(given) <= set(streamlit.config._config_options_template)
    written = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text("utf-8"))
    flat = {f"{part}.{name}": v for part, named in written.items() for name, v in named.items()}
    left_out = {"server.port", "theme.base", "logger.hideWelcomeMessage"}
    assert {k: v for k, v in given.items() if k not in left_out} == {
        k: v for k, v in flat.items() if k not in left_out
    }
    assert (REPOSITORY / flat["theme.base"]).samefile(given["theme.base"])


def test_app_file_is_short_and_serves_the_same_script():
    lines = (REPOSITORY / "app.py").read_text("utf-8").splitlines()
    assert len(lines) <= 40
    assert server.SCRIPT.is_file()


def test_missing_streamlit_is_told_with_the_command(monkeypatch, capsys):
    monkeypatch.setattr(__main__, "find_spec", lambda name: None)
    assert __main__.main(["--no-browser"]) == 2
    assert 'pip install "techwatch[app]"' in capsys.readouterr().err


def test_command_hands_its_arguments_on(monkeypatch, tmp_path):
    seen = {}
    monkeypatch.setattr(server, "serve", lambda home, **given: seen.update(given, home=home))
    assert __main__.main(["--home", str(tmp_path), "--port", "9001", "--no-browser"]) == 0
    assert seen == {"home": tmp_path, "address": "127.0.0.1", "port": 9001, "browser": False}


def test_interrupted_command_says_so_in_its_exit_code(monkeypatch):
    def interrupted(home, **given):
        raise KeyboardInterrupt

    monkeypatch.setattr(server, "serve", interrupted)
    assert __main__.main([]) == 130


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit):
        __main__.main([f"--port={port}"])
    assert "is not a port" in capsys.readouterr().err


def answered(path="/", query=b"", body=PAGE, kind=b"text/html; charset=utf-8", headers=()):
    """Return what the browser gets: the first headers, the whole body, the request passed on."""
    passed, sent = {}, []

    async def app(scope, receive, send):
        passed.update(scope)
        start = [(b"content-type", kind), (b"content-length", b"1"), (b"etag", b"x")]
        await send({"type": "http.response.start", "status": 200, "headers": start})
        await send({"type": "http.response.body", "body": body[:20], "more_body": True})
        await send({"type": "http.response.body", "body": body[20:]})

    async def collect(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query,
        "headers": list(headers),
    }
    asyncio.run(Headers(app, lambda: "fr")(scope, None, collect))
    whole = b"".join(message.get("body", b"") for message in sent)
    return dict(sent[0]["headers"]), whole, passed


@pytest.mark.parametrize(
    ("query", "language"), [(b"", b"fr"), (b"lang=en", b"en"), (b"lang=x", b"fr")]
)
def test_page_carries_the_language_of_its_reader(query, language):
    headers, body, _ = answered(query=query)
    assert b'<html lang="' + language + b'">' in body
    assert int(headers[b"content-length"]) == len(body)
    assert b"etag" not in headers


def test_page_allows_its_own_script_and_nothing_from_outside():
    policy = answered()[0][b"content-security-policy"].decode()
    assert "'sha256-" in policy
    assert "http" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]


def test_other_answers_pass_untouched_but_for_their_headers():
    headers, body, _ = answered("/static/a.js", body=b"let a" * 9, kind=b"text/javascript")
    assert body == b"let a" * 9
    assert headers[b"etag"] == b"x"
    assert headers[b"referrer-policy"] == b"no-referrer"


def test_page_is_asked_for_whole_and_plain():
    shortcuts = [(b"If-None-Match", b"x"), (b"Accept-Encoding", b"gzip"), (b"Host", b"h")]
    assert answered(headers=shortcuts)[2]["headers"] == [(b"Host", b"h")]
    assert answered("/static/a", headers=shortcuts)[2]["headers"] == shortcuts


def test_websocket_passes():
    async def app(scope, receive, send):
        await send("through")

    sent = []

    async def collect(message):
        sent.append(message)

    asyncio.run(Headers(app, lambda: "fr")({"type": "websocket"}, None, collect))
    assert sent == ["through"]

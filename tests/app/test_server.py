"""The server is on loopback, behind safe headers, with the same settings however it starts."""

from __future__ import annotations

import asyncio
import socket
import tomllib
from pathlib import Path

import pytest

from watch.errors import ConfigError, UsageError
from watch.present import __main__, server, session
from watch.present.access import Access
from watch.present.headers import Headers
from watch.present.hosts import Hosts

REPOSITORY = Path(__file__).parents[2]
PAGE = b'<!DOCTYPE html><html lang="en"><head><script>\n let x = 1\n</script></head></html>'


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

    given = server.settings("127.0.0.1", 8501, Access())
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


def test_page_of_ours_keeps_its_policy_and_its_language():
    own = (b"content-security-policy", b"default-src 'none'")

    async def app(scope, receive, send):
        start = [(b"content-type", b"text/html"), own]
        await send({"type": "http.response.start", "status": 200, "headers": start})
        await send({"type": "http.response.body", "body": PAGE})

    sent = sent_by(Headers(app, lambda: "fr", secure=True), {"path": "/x", "query_string": b""})
    headers = sent[0]["headers"]
    assert headers.count(own) == 1
    assert b"frame-ancestors 'none'" not in dict(headers)[b"content-security-policy"]
    assert dict(headers)[b"strict-transport-security"].startswith(b"max-age=")
    assert b'<html lang="en">' in sent[1]["body"]


def sent_by(layer, scope):
    """Return what a layer sends for a request."""
    sent = []

    async def collect(message):
        sent.append(message)

    async def hear():
        return {"type": "websocket.connect"}

    usual = {"type": "http", "method": "GET", "headers": []}
    asyncio.run(layer(usual | scope, hear, collect))
    return sent


async def through(scope, receive, send):
    await send("through")


HOSTS = Hosts(through, ("localhost",))


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_request_under_our_name_passes(kind):
    asked = {"type": kind, "headers": [(b"host", b"localhost:8501")]}
    assert sent_by(HOSTS, asked) == ["through"]


@pytest.mark.parametrize(
    "headers", [[], [(b"host", b"evil.example")], [(b"host", b"localhost")] * 2]
)
def test_request_under_another_name_is_refused(headers):
    sent = sent_by(HOSTS, {"headers": headers})
    assert sent[0]["status"] == 421


@pytest.mark.parametrize(
    "headers",
    [
        [(b"host", b"evil.example")],
        [(b"host", b"localhost:1"), (b"origin", b"http://evil.example")],
        [(b"host", b"localhost:1"), (b"origin", b"http://localhost:2")],
        [(b"host", b"localhost:1"), (b"origin", b"null")],
    ],
)
def test_socket_of_another_page_is_refused(headers):
    sent = sent_by(HOSTS, {"type": "websocket", "headers": headers})
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_socket_of_our_own_page_passes():
    headers = [(b"host", b"localhost:1"), (b"origin", b"http://localhost:1")]
    assert sent_by(HOSTS, {"type": "websocket", "headers": headers}) == ["through"]


def test_start_of_the_server_passes():
    assert sent_by(HOSTS, {"type": "lifespan"}) == ["through"]


def test_open_address_is_refused_before_anything_is_served(home, monkeypatch):
    monkeypatch.setenv(session.HOME_VARIABLE, "set back by the fixture")
    with pytest.raises(UsageError, match="nobody would sign in"):
        server.serve(home, address="0.0.0.0", port=8501, browser=False)


def test_home_with_a_mistake_is_served_only_where_nobody_signs_in(home, monkeypatch):
    monkeypatch.setenv(session.HOME_VARIABLE, str(home))
    (home / "watch.yaml").write_text("app: {admins: [nobody]}", "utf-8")
    assert server.reached(home).local
    monkeypatch.setenv("TECHWATCH_OIDC_CLIENT_ID", "techwatch")
    with pytest.raises(ConfigError):
        server.reached(home)


def test_websocket_passes():
    async def app(scope, receive, send):
        await send("through")

    sent = []

    async def collect(message):
        sent.append(message)

    asyncio.run(Headers(app, lambda: "fr")({"type": "websocket"}, None, collect))
    assert sent == ["through"]

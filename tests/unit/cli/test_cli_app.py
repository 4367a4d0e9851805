"""The app in a process of its own, and the demo's way to it."""

from __future__ import annotations

import socket
import sys

import pytest

from watch.cli import child
from watch.errors import UsageError


@pytest.fixture
def started(monkeypatch):
    """The words that the app would have been started with."""
    words: list[list[str]] = []

    class Ended:
        def __init__(self, argv):
            words.append(argv)

        def wait(self, timeout=None):
            return 0

        def poll(self):
            return 0

    monkeypatch.setattr("watch.cli.child.subprocess.Popen", Ended)
    monkeypatch.setattr("watch.cli.child.app_installed", lambda: True)
    return words


def test_app_is_started_on_the_home(call, started, tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER", "firefox")
    assert call("app").exit_code == 0
    (words,) = started
    assert words[:3] == [sys.executable, "-m", "watch.present"]
    assert words[3:5] == ["--home", str(tmp_path)]
    assert "--no-browser" not in words


def test_machine_without_a_screen_opens_no_browser(call, started, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    call("app")
    assert started[0][-1] == "--no-browser"


def test_missing_streamlit_says_how_to_install_it(call, monkeypatch):
    monkeypatch.setattr("watch.cli.child.app_installed", lambda: False)
    result = call("app")
    assert result.exit_code == 1
    assert 'pip install "techwatch[app]"' in result.stderr


def test_taken_port_is_refused_when_asked_for_and_avoided_when_not(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError):
            child.chosen_port(port)
        monkeypatch.setattr(child, "DEFAULT_PORT", port)
        assert child.chosen_port(None) not in (port, 0)


@pytest.mark.parametrize("address", ["203.0.113.7", "no-such-name.invalid"])
@pytest.mark.parametrize("port", [None, 8600])
def test_address_that_is_not_ours_is_not_called_a_taken_port(address, port):
    with pytest.raises(UsageError, match=f"no address {address}"):
        child.chosen_port(port, address)


def test_app_that_does_not_end_is_ended(tmp_path, monkeypatch):
    real = child.subprocess.Popen
    sleeping = [sys.executable, "-c", "import time; time.sleep(60)"]
    process = real(sleeping)
    monkeypatch.setattr(process, "wait", _interrupted_once(process.wait))
    monkeypatch.setattr("watch.cli.child.subprocess.Popen", lambda _words: process)
    with pytest.raises(KeyboardInterrupt):
        child.run_app(tmp_path, 1, browser=False)
    assert process.poll() is not None


def _interrupted_once(wait):
    waited: list[int] = []

    def interrupted(timeout=None):
        if not waited:
            waited.append(1)
            raise KeyboardInterrupt
        return wait(timeout)

    return interrupted


class ExampleServer:
    def __init__(self):
        self.closed = False

    def close(self):
        self.closed = True


@pytest.fixture
def example(monkeypatch):
    server = ExampleServer()

    def prepare(home):
        home.mkdir(parents=True)
        return server

    monkeypatch.setattr("watch.service.prepare_demo", prepare)
    return server


def test_demo_prints_list_and_time_then_starts_the_app(call, started, example, tmp_path):
    result = call("demo")
    assert result.exit_code == 0
    assert "61/100 · Confirmée" in result.stdout
    assert "Calculé en 15,4 s\u00a0:" in result.stdout
    assert started[0][4] == str(tmp_path / "index" / "demo")
    assert example.closed


def test_demo_without_app_says_how_to_see_it(call, started, example, tmp_path):
    result = call("demo", "--no-app")
    assert not started
    assert f"techwatch app --home {tmp_path / 'index' / 'demo'}" in result.stderr


def test_demo_as_json_starts_no_app(call, started, example):
    import json

    found = json.loads(call("demo", "--json").stdout)
    assert not started
    assert found["run"]["articles"]["new"] == 297
    assert found["edition"]["opportunities"][0]["rank"] == 1


def test_demo_without_streamlit_ends_well(call, example, monkeypatch):
    monkeypatch.setattr("watch.cli.child.app_installed", lambda: False)
    result = call("demo")
    assert result.exit_code == 0
    assert 'pip install "techwatch[app]"' in result.stderr

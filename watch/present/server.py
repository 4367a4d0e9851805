"""The web server: Streamlit's, on loopback, behind safe headers."""

from __future__ import annotations

import os
import signal
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from ipaddress import ip_address
from pathlib import Path
from types import FrameType
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from watch.errors import UsageError
from watch.present.headers import Headers
from watch.present.session import HOME_VARIABLE, home_language

SCRIPT = Path(__file__).parent / "pages" / "shell.py"
THEME = Path(__file__).with_name("theme.toml")
_PORTS_TRIED = 50
_SIGTERM_EXIT = 143

Lifespan = Callable[[st.App], AbstractAsyncContextManager[None]]


def layers() -> list[Middleware]:
    """Return what stands between Streamlit and the browser."""
    return [Middleware(Headers, language=home_language)]


def serve(root: Path, *, address: str, port: int, browser: bool) -> None:
    """Serve the app of a home folder until a signal ends it.

    Raises:
        UsageError: If the address is open to others, or no port is free.
    """
    if not is_loopback(address):
        message = f"{address} can be reached from other machines, and the app has no sign-in yet"
        raise UsageError(message, hint="use 127.0.0.1, and an SSH tunnel from elsewhere")
    found = free_port(address, port)
    if found != port:
        _say(f"Port {port} is taken; using {found}.")
    os.environ[HOME_VARIABLE] = str(root.expanduser().resolve())
    signal.signal(signal.SIGTERM, _end)
    url = f"http://{f'[{address}]' if ':' in address else address}:{found}/"
    app = st.App(SCRIPT, middleware=layers(), lifespan=_announced(url, browser=browser))
    app.run(config=settings(address, found))


def is_loopback(address: str) -> bool:
    """Return whether only this machine can reach an address; no name but localhost is trusted."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def free_port(address: str, port: int) -> int:
    """Return the port asked for, or the next one that nobody listens on.

    Raises:
        UsageError: If none of the next ones is free.
    """
    for candidate in range(port, min(port + _PORTS_TRIED, 65_536)):
        if _is_free(address, candidate):
            return candidate
    message = f"no port from {port} on is free on {address}"
    raise UsageError(message, hint="name another one with --port")


def settings(address: str, port: int) -> dict[str, Any]:
    """Return Streamlit's settings; they hold whatever the current folder says."""
    return {
        "server.address": address,
        "server.port": port,
        "server.headless": True,
        "server.allowedHosts": ["127.0.0.1", "localhost", "::1"],
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
        "server.enableStaticServing": False,
        "server.enableAgentApi": False,
        "server.fileWatcherType": "none",
        "server.runOnSave": False,
        "browser.gatherUsageStats": False,
        "runner.magicEnabled": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "logger.hideWelcomeMessage": True,
        "theme.base": str(THEME),
    }


def _announced(url: str, *, browser: bool) -> Lifespan:
    """Return what happens once the server is up: its address is told and opened."""

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        _say(f"techwatch: {url}  (Ctrl-C ends it)")
        if browser:
            webbrowser.open(url)
        yield

    return lifespan


def _is_free(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
        return True


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(_SIGTERM_EXIT)

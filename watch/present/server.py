"""The web server: Streamlit's screens and our routes in one process, behind safe headers."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from watch.errors import ConfigError, UsageError
from watch.present import faults, session
from watch.present.access import Access, access, check_address, offers_sign_in
from watch.present.headers import Headers
from watch.present.hosts import Hosts
from watch.present.markup import element
from watch.present.routes import Door, Uploads, routes
from watch.present.routes.page import page
from watch.service import Service, warm
from watch.settings import AppSettings
from watch.wording import Translator

SCRIPT = Path(__file__).parent / "pages" / "shell.py"
THEME = Path(__file__).with_name("theme.toml")
_PORTS_TRIED = 50
_UPLOAD_MB = 10
"""Megabytes: what feeds are allowed on the wire; a list of feeds is far smaller."""
_SIGTERM_EXIT = 143
_WARM_AFTER_S = 5.0
"""Loading the models takes a core for seconds: the first page comes first."""

Lifespan = Callable[[st.App], AbstractAsyncContextManager[None]]


def parts(found: Access, lifespan: Lifespan | None = None) -> dict[str, Any]:
    """Return what ``st.App`` is given beside its script, for the home that the environment names.

    ``streamlit run app.py`` serves an app only where it reads ``st.App(…)`` in that very file.
    """
    os.environ.pop(session.SIGN_IN_VARIABLE, None)
    if not found.local:
        os.environ[session.SIGN_IN_VARIABLE] = "1"
    door = Door(access=found, opened=session.service, language=session.home_language)
    return {
        "secrets": {"auth": dict(found.sign_in)} if found.sign_in else None,
        "routes": routes(door),
        "middleware": [
            Middleware(Hosts, hosts=found.hosts, proxied=not found.local),
            Middleware(Headers, language=session.home_language, secure=found.secure),
            Middleware(Uploads, door=door),
        ],
        "lifespan": lifespan,
        "on_script_error": faults.shown,
        "exception_handlers": {Exception: _broken},
    }


def reached(root: Path) -> Access:
    """Return how the app of a home folder may be reached, as its files and the environment say.

    A home whose settings have a mistake, and where nobody signs in, is served all the same:
    the app then tells the mistake.

    Raises:
        ConfigError: If the settings have a mistake, and people would sign in.
        UsageError: If signing in is not complete.
    """
    try:
        app = session.service().settings.app
    except ConfigError:
        if offers_sign_in(root, os.environ):
            raise
        app = AppSettings()
    found = access(root, app, os.environ)
    if not found.local and find_spec("authlib") is None:
        message = "people sign in, and Authlib, which does it, is not installed"
        raise UsageError(message, hint='pip install "techwatch[app]"')
    return found


def serve(root: Path, *, address: str, port: int, browser: bool) -> None:
    """Serve the app of a home folder until a signal ends it.

    Raises:
        ConfigError: If the settings have a mistake, and people would sign in.
        UsageError: If the address is open to others and nobody would sign in, signing in is
            not complete, or no port is free.
    """
    os.environ[session.HOME_VARIABLE] = str(root.expanduser().resolve())
    found = reached(session.home())
    check_address(address, found)
    free = free_port(address, port)
    if free != port:
        translator = Translator(session.home_language())
        said = {"port": str(port), "free": str(free)}
        _say(translator.translate("Port {port} is taken; using {free}.", **said))
    signal.signal(signal.SIGTERM, _end)
    url = f"http://{f'[{address}]' if ':' in address else address}:{free}/"
    app = st.App(SCRIPT, **parts(found, _announced(url, browser=browser)))
    app.run(config=settings(address, free, found))


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


def settings(address: str, port: int, found: Access) -> dict[str, Any]:
    """Return Streamlit's settings; they hold whatever the current folder says."""
    return {
        "server.address": address,
        "server.port": port,
        "server.headless": True,
        "server.allowedHosts": list(found.hosts),
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
        "server.enableStaticServing": False,
        "server.maxUploadSize": _UPLOAD_MB,
        "server.enableAgentApi": False,
        "server.fileWatcherType": "none",
        "server.runOnSave": False,
        "browser.gatherUsageStats": False,
        "runner.magicEnabled": False,
        "runner.postScriptGC": False,  # with the models loaded: 0.45 s after each click, all wait
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "logger.hideWelcomeMessage": True,
        "secrets.files": [],
        "theme.base": str(THEME),
    }


async def _broken(_request: Request, _error: Exception) -> Response:
    """Answer where a route breaks; the web server logs the error by itself."""
    translator = Translator(session.home_language())
    said = translator.translate("Nothing was lost. Try again; the log of the app tells what broke.")
    title = translator.translate("Something went wrong on our side")
    return page(title, translator, element("p", said), status=500)


def _announced(url: str, *, browser: bool) -> Lifespan:
    """Return what happens while the server is up: its address is told, the models are loaded.

    A run that was begun in the app ends with it.
    """

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        how = Translator(session.home_language()).translate("Ctrl-C ends it")
        _say(f"techwatch: {url}  ({how})")
        if browser:
            webbrowser.open(url)
        warming = threading.Timer(_WARM_AFTER_S, _warm, [session.service()])
        warming.daemon = True
        warming.start()
        yield
        warming.cancel()
        session.service().status.stop_run(wait=True)

    return lifespan


def _warm(service: Service) -> None:
    """Load the models, then spare what is there by now from garbage collection: it stays.

    Python stops every thread to look through 600,000 objects, half a second each time.
    """
    warm(service).join()
    gc.collect()
    gc.freeze()


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

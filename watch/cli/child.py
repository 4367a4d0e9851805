"""The app in a process of its own: whether it can be started, and its whole life."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from watch.errors import UsageError, WatchError

DEFAULT_ADDRESS = "127.0.0.1"
DEFAULT_PORT = 8501
INSTALL = 'pip install "techwatch[app]"'
_PATIENCE_S = 5.0


def app_installed() -> bool:
    """Tell whether the library that draws the app is there, without loading it."""
    return find_spec("streamlit") is not None


def require_app() -> None:
    """Make sure that the app can be started.

    Raises:
        WatchError: If streamlit is not installed.
    """
    if not app_installed():
        from watch.wording import mark

        message = mark("the app needs streamlit, which is not installed")
        raise WatchError(message, hint=INSTALL)


def has_screen() -> bool:
    """Tell whether a browser can be opened on this machine."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def chosen_port(wanted: int | None, address: str = DEFAULT_ADDRESS) -> int:
    """Return the port asked for, else the usual one, else a free one.

    Raises:
        UsageError: If the port asked for is taken or reserved, or the address is not ours.
    """
    problem = _bound(wanted or DEFAULT_PORT, address)
    if problem is None:
        return wanted or DEFAULT_PORT
    if isinstance(problem, socket.gaierror) or problem.errno == errno.EADDRNOTAVAIL:
        raise _not_ours(address)
    if wanted:
        raise _not_free(wanted, problem)
    with _socket(address) as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])


def _bound(port: int, address: str) -> OSError | None:
    """Return why nobody can listen there, or nothing."""
    with _socket(address) as probe:
        if os.name == "posix":  # a port that was just left is free, as the app's server sees it
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as problem:
            return problem
    return None


def _not_ours(address: str) -> UsageError:
    from watch.wording import mark

    return UsageError(
        mark("this machine has no address {address}"),
        hint=mark("leave --address out, or give an address of this machine; 0.0.0.0 is all"),
        values={"address": address},
    )


def _not_free(port: int, problem: OSError) -> UsageError:
    from watch.wording import mark

    if isinstance(problem, PermissionError):
        message = mark("port {port} is reserved for the administrator of this machine")
        hint = mark("give a port above 1023, or leave --port out")
    else:
        message = mark("port {port} is taken by another program")
        hint = mark("leave --port out: a free one is found")
    return UsageError(message, hint=hint, values={"port": str(port)})


def _socket(address: str) -> socket.socket:
    return socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)


def run_app(home: Path, port: int, *, browser: bool, address: str = DEFAULT_ADDRESS) -> int:
    """Show a home in the browser until the app ends or we are told to; return its exit code."""
    words = [sys.executable, "-m", "watch.present", "--home", str(home), "--port", str(port)]
    if address != DEFAULT_ADDRESS:
        words += ["--address", address]
    if not (browser and has_screen()):
        words.append("--no-browser")
    process = subprocess.Popen(words)  # noqa: S603 - our own module, no shell
    try:
        return process.wait()
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the app if it has not heeded the signal that ended us."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

"""What the README shows to type, and how each kind of command is tried; others fail."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
SERVERS = {"demo": ["--no-browser"], "app": ["--no-browser"], "serve": []}
"""Commands that work until they are stopped, and what keeps them from opening a window."""
ENDS = {"run": 3}
"""Two of the example sources fail on purpose: done, but some sources failed."""
PATIENCE_S = 300
STOPPED = {0, 130, 143, -signal.SIGTERM}


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return [body for found, body in FENCE.findall(text) if found == language]


def typed(body: str) -> list[list[str]]:
    """Return the commands of a block, each as the words a shell would make of it."""
    lines = [line for line in body.splitlines() if line.strip() and not line.startswith("#")]
    return [shlex.split(part) for line in lines for part in line.split(" && ")]


class Shell:
    """Tries one command after the other, as somebody who reads the README does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tried: list[str] = []

    def type(self, words: list[str]) -> None:
        """Try one command by the rule of its kind."""
        name = Path(words[0]).name
        rule = getattr(self, f"_{name.replace('3', '')}", None)
        assert rule, f"no rule says how `{shlex.join(words)}` is tested"
        rule(words[1:])
        self.tried.append(shlex.join(words))

    def _cd(self, words: list[str]) -> None:
        self.folder = self.folder / words[0]
        assert self.folder.is_dir(), f"the README never makes {words[0]}"

    def _python(self, words: list[str]) -> None:
        """Making the environment and running the tests are what CI does first and last."""
        assert words in (["-m", "venv", ".venv"], ["-m", "pytest", "-n", "2"]), words
        assert shlex.join(words) in (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    def _source(self, words: list[str]) -> None:
        assert words == [".venv/bin/activate"]

    def _pip(self, words: list[str]) -> None:
        """An install line names extras that exist, and installs as CI does."""
        *same, what = words
        assert same == ["install", "-c", "constraints.txt", "-e"]
        assert (ROOT / "constraints.txt").exists()
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        extras = extras_of(what)
        assert extras <= project["optional-dependencies"].keys()
        (line,) = re.findall(
            r"pip install .*-c constraints\.txt -e \"(.+)\"",
            (ROOT / ".ci" / "run").read_text(encoding="utf-8"),
        )
        assert extras <= extras_of(line), "CI installs less than the README says"

    def _techwatch(self, words: list[str]) -> None:
        if words[0] in SERVERS:
            self._served(words)
            return
        done = subprocess.run(
            [sys.executable, "-m", "watch", *words],
            cwd=self.folder,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode == ENDS.get(words[0], 0), f"{words}: {done.stderr}{done.stdout}"

    def _served(self, words: list[str]) -> None:
        """Start it, ask how it is, stop it."""
        port = free_port()
        command = [sys.executable, "-m", "watch", *words, *SERVERS[words[0]], "--port", str(port)]
        with (self.folder / f"{words[0]}.log").open("w+", encoding="utf-8") as log:
            server = subprocess.Popen(
                command, cwd=self.folder, env=environment(), stdout=log, stderr=log
            )
            try:
                healthy = answers(server, f"http://127.0.0.1:{port}/healthz")
            finally:
                server.terminate()
                code = server.wait(60)
            log.seek(0)
            assert healthy, f"{words} never answered: {log.read()}"
            assert code in STOPPED, code


def extras_of(requirement: str) -> set[str]:
    """Return the extras of a requirement such as ``.[app,dev]``."""
    found = re.fullmatch(r"\.\[(.+)\]", requirement)
    assert found, requirement
    return set(found[1].split(","))


def environment() -> dict[str, str]:
    """Return the variables of somebody who has set none of ours."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TECHWATCH_")}
    return kept | {"PYTHONPATH": str(ROOT)}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def answers(server: subprocess.Popen[bytes], address: str) -> bool:
    """Wait until the server says that it is well; False when it ends or takes too long."""
    last = time.monotonic() + PATIENCE_S
    while server.poll() is None and time.monotonic() < last:
        try:
            with urlopen(address, timeout=10) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            time.sleep(0.2)
    return False

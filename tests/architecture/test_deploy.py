"""What deploy/ names is there: commands, options, files, variables; nothing runs as root."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path

import pytest
import typer
import yaml

from watch.cli.program import app

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
IN_CONTAINER = re.compile(r"^(?:CMD|HEALTHCHECK.* CMD) (\[.*\])$", re.MULTILINE)
OF_ONE_UNIT = set(
    "ExecStart Description Type Restart RestartSec SuccessExitStatus WantedBy".split()
)
HARDENING = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "SystemCallFilter": "@system-service",
    "ReadWritePaths": "/srv/techwatch",
}


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def settings(path: Path) -> dict[str, list[str]]:
    """Return the settings of a unit by name; a name may come several times."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def commands() -> dict[str, str]:
    """Return every command line of deploy/ by where it stands."""
    found = {}
    for unit in UNITS:
        for line in settings(unit)["ExecStart"]:
            found[f"{unit.name}: {line}"] = line.partition("/bin/techwatch ")[2]
    for line in read("techwatch.cron").splitlines():
        if re.match(r"[\d*]", line):
            for part in re.split(r"; | \|\| ", line.split("techwatch  ", 1)[1]):
                if part.startswith("techwatch "):
                    words = re.split(r" >>? ", part)[0]
                    found[f"cron: {words}"] = words.removeprefix("techwatch ")
    for words in re.findall(
        r"^(?:CMD|HEALTHCHECK.* CMD) (\[.*\])$", read("Dockerfile"), re.MULTILINE
    ):
        name, *rest = yaml.safe_load(words)
        assert name == "techwatch"
        found[f"Dockerfile: {words}"] = shlex.join(rest)
    return found


def test_command_lines_of_every_file_are_found():
    kinds = {where.partition(":")[0] for where in commands()}
    assert kinds == {unit.name for unit in UNITS} | {"cron", "Dockerfile"}
    assert len(commands()) >= 9


@pytest.mark.parametrize("where", commands())
def test_command_named_in_deploy_is_there(where):
    """Each line is parsed as the program would, without running it."""
    words, command = shlex.split(commands()[where]), typer.main.get_command(app)
    assert words
    while hasattr(command, "commands"):
        name, *words = words
        assert name in command.commands, where
        command = command.commands[name]
    command.make_context("techwatch", list(words))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_unit_is_hardened_and_not_root(unit):
    said = settings(unit)
    assert said["User"] == ["techwatch"]
    assert {name: said[name][0] for name in HARDENING} == HARDENING
    assert int(said["TimeoutStopSec"][0]) > 10
    assert "143" in said["SuccessExitStatus"][0].split()


def test_units_are_hardened_alike():
    free = {
        "ExecStart",
        "Description",
        "Type",
        "Restart",
        "RestartSec",
        "SuccessExitStatus",
        "WantedBy",
    }
    alike = [{k: v for k, v in settings(unit).items() if k not in free} for unit in UNITS]
    assert alike.count(alike[0]) == len(UNITS)


@pytest.mark.parametrize("timer", TIMERS, ids=lambda timer: timer.name)
def test_timer_starts_a_unit_that_is_there_and_makes_up_for_what_was_missed(timer):
    said = settings(timer)
    assert timer.with_suffix(".service").exists()
    assert said["Persistent"] == ["yes"]
    assert said["OnCalendar"]


def test_timer_of_runs_comes_at_the_usual_freeze():
    assert (
        "Fri *-*-* 18:00:05 Europe/Paris"
        in settings(DEPLOY / "systemd/techwatch-run.timer")["OnCalendar"]
    )


def test_units_are_ini_files():
    for path in (*UNITS, *TIMERS):
        parsed = configparser.RawConfigParser(strict=False)
        parsed.read(path)
        assert parsed.has_section("Unit")


def test_container_is_not_root_and_has_a_health_check():
    lines = read("Dockerfile").splitlines()
    user, start = (
        lines.index("USER techwatch"),
        [n for n, x in enumerate(lines) if x.startswith("CMD")],
    )
    assert user < start[0]
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    assert "--constraint constraints.txt" in read("Dockerfile")
    for name in re.findall(r"^COPY (.+) \S+$", read("Dockerfile"), re.MULTILINE):
        assert all((ROOT / part).exists() for part in name.split())


def test_compose_file_names_what_is_there():
    said = yaml.safe_load(read("compose.yaml"))
    service = said["services"]["techwatch"]
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).exists()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert int(service["stop_grace_period"].removesuffix("s")) > 10
    proxy = said["services"]["proxy"]
    assert proxy["network_mode"] == "service:techwatch"
    assert (DEPLOY / proxy["volumes"][0].partition(":")[0]).exists()
    volumes = {v.partition(":")[0] for s in said["services"].values() for v in s["volumes"]}
    assert {name for name in volumes if not name.startswith(".")} == set(said["volumes"])


def test_compose_file_of_postgres_lies_over_the_other():
    """Laid over each other, as `docker compose` does: the same home, one database for all."""
    said, base = (yaml.safe_load(read(n)) for n in ("compose.postgres.yaml", "compose.yaml"))
    services = said["services"]
    url = services["techwatch"]["environment"]["DATABASE_URL"]
    assert services["worker"]["environment"]["DATABASE_URL"] == url
    assert "@database/" in url
    worker = services["worker"]
    assert (DEPLOY / worker["build"]["context"] / worker["build"]["dockerfile"]).exists()
    assert (worker["read_only"], worker["cap_drop"]) == (True, ["ALL"])
    volumes = {v.partition(":")[0] for s in services.values() for v in s.get("volumes", ())}
    assert volumes <= {*said["volumes"], *base["volumes"]}
    name, *words = worker["command"]
    assert name == "techwatch"
    assert words[0] in typer.main.get_command(app).commands


def test_example_of_the_environment_names_variables_that_are_read():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "watch").rglob("*.py"))
    named = re.findall(r"^([A-Z_]+)=$", read("techwatch.env.example"), re.MULTILINE)
    assert named
    for name in named:
        assert name in code or name == "TEAMS_WEBHOOK_URL", name


def test_no_file_names_a_registry_or_holds_a_secret():
    for path in (p for p in DEPLOY.rglob("*") if p.is_file()):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(pypi|ghcr|docker)\.(org|io)|index-url", text), path.name
        assert not re.search(r"^\w*(PASSWORD|SECRET|URL)=\S", text, re.MULTILINE), path.name

"""What deploy/ starts may do little, and lets nobody in by mistake."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
_EXPOSURE = 2.0
"""Of 10, as systemd counts it; 1.5 was measured with systemd 252, 9.6 is a unit without rules."""


def compose():
    """Return the services of both files laid over each other."""
    found = {}
    for name in ("compose.yaml", "compose.postgres.yaml"):
        for service, said in yaml.safe_load((DEPLOY / name).read_text("utf-8"))["services"].items():
            found.setdefault(service, {}).update(said)
    return found


def test_no_file_of_cron_lies_where_others_could_lay_a_link():
    """A name in /tmp that is known beforehand can be there already, and lead elsewhere."""
    assert "/tmp" not in (DEPLOY / "techwatch.cron").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(compose()))
def test_container_gains_no_rights(name):
    assert compose()[name]["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", sorted(set(compose()) - {"database"}))
def test_container_has_no_right_that_it_does_not_need(name):
    """PostgreSQL's own begins as root to own its files, then gives that up."""
    said = compose()[name]
    assert said["read_only"] is True
    assert said["cap_drop"] == ["ALL"]
    assert said.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert not {"privileged", "devices", "pid"} & set(said)


def test_only_the_proxy_is_reached_from_outside():
    published = {name: said["ports"] for name, said in compose().items() if "ports" in said}
    assert published == {"techwatch": ["80:80", "443:443"]}
    assert "--address" not in (DEPLOY / "Dockerfile").read_text("utf-8")


def test_nginx_hands_on_no_name_but_ours_and_logs_no_link_of_a_mail():
    """The first server answers all names that no other has: it was the one of the app."""
    said = (DEPLOY / "nginx.conf").read_text("utf-8")
    first, *_, app = re.findall(r"^server \{\n(.*?)^\}", said, re.MULTILINE | re.DOTALL)
    assert "default_server" in first
    assert "return 444;" in first
    assert "proxy_pass" not in first
    assert "X-Forwarded-For" in app
    assert "if=$is_logged" in app
    for path in ("feedback", "unsubscribe", "atom"):
        assert path in re.search(r"~\^/\((.*?)\)\s+0;", said)[1].split("|")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_unit_is_as_closed_as_systemd_can_tell(unit):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not here")
    asked = [program, "security", "--offline=true", "--no-pager", str(unit)]
    told = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
    found = re.search(r"exposure level for .*: (\d+\.\d)", told.stdout)
    if found is None:
        pytest.skip(f"systemd is too old to judge a file: {told.stderr.strip()[:100]}")
    assert float(found[1]) <= _EXPOSURE


def test_cron_has_the_secrets_and_the_cache_of_the_units():
    """A user without a home of its own cannot unpack a model; mails need the password."""
    said = (DEPLOY / "techwatch.cron").read_text("utf-8")
    assert "\nXDG_CACHE_HOME=/var/cache/techwatch\n" in said
    lines = re.findall(r"^[\d*].*?  techwatch  (.*)$", said, re.MULTILINE)
    assert len(lines) == 4
    loads = "set -a; . /etc/techwatch/environment; set +a; "
    assert [line for line in lines if not line.startswith(loads)] == []


def test_command_by_hand_has_the_user_the_home_and_the_secrets_of_the_units():
    said = (DEPLOY / "techwatch.sh").read_text("utf-8")
    unit = (DEPLOY / "systemd" / "techwatch-serve.service").read_text("utf-8")
    for name in ("TECHWATCH_HOME", "XDG_CACHE_HOME"):
        (value,) = re.findall(rf"^Environment={name}=(.+)$", unit, re.MULTILINE)
        assert f"{name}={value}" in said
    assert "--reuid=techwatch --regid=techwatch --init-groups --reset-env" in said
    assert "set -a; . /etc/techwatch/environment; set +a" in said
    assert "umask 077" in said
    subprocess.run(["/bin/sh", "-n", str(DEPLOY / "techwatch.sh")], check=True)


def test_service_stays_on_the_port_of_its_proxy_and_does_not_repeat_a_mistake():
    """Exit code 2 is a mistake in a file: starting again every 30 seconds mends nothing."""
    for name in ("serve", "worker"):
        said = (DEPLOY / "systemd" / f"techwatch-{name}.service").read_text("utf-8")
        assert "\nRestartPreventExitStatus=2\n" in said
        assert ("techwatch serve --port 8501\n" in said) is (name == "serve")


def test_example_of_the_environment_names_the_password_that_compose_asks_for():
    named = "DATABASE_PASSWORD"
    assert f"${{{named}:?" in (DEPLOY / "compose.postgres.yaml").read_text("utf-8")
    assert f"\n# {named}=\n" in (DEPLOY / "techwatch.env.example").read_text("utf-8")

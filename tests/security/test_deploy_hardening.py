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

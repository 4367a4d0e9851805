"""The two proxies that the operations page shows are the files of deploy/, and are well formed."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from readme_shell import ROOT, blocks

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
CADDY = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")

each_proxy = pytest.mark.parametrize(
    ("language", "text"), [("nginx", NGINX), ("caddy", CADDY)], ids=["nginx", "caddy"]
)


@each_proxy
def test_page_shows_the_file_of_deploy(language, text):
    assert blocks(OPERATIONS, language) == [text]


@each_proxy
def test_braces_are_balanced_and_the_app_is_where_it_listens(language, text):
    code = "\n".join(line for line in text.splitlines() if not line.strip().startswith("#"))
    assert code.count("{") == code.count("}") > 0
    assert "127.0.0.1:8501" in code


def test_every_directive_of_nginx_ends():
    """A line is blank, opens or closes a block, or ends in a semicolon."""
    lines = [re.sub(r"#.*", "", line).strip() for line in NGINX.splitlines()]
    assert [line for line in lines if line and line[-1] not in "{};"] == []


def test_nginx_passes_on_what_the_app_needs():
    """The name it was asked by, and web sockets; links that open something are not logged."""
    for needed in ("Host $host", "Upgrade $http_upgrade", "Connection $connection_upgrade"):
        assert f"proxy_set_header {needed};" in NGINX
    assert "~^/(feedback|unsubscribe|atom)" in NGINX


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_accepts_its_file(tmp_path):
    """`nginx -t`, with a certificate made for the test."""
    pair = [tmp_path / "fullchain.pem", tmp_path / "privkey.pem"]
    made = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost".split()
    made += ["-out", str(pair[0]), "-keyout", str(pair[1])]
    subprocess.run(made, check=True, capture_output=True)
    ours = NGINX.replace("/etc/ssl/veille.example.org", str(tmp_path))
    ours = ours.replace("/var/log/nginx", str(tmp_path))
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid;\nerror_log {tmp_path}/errors;\nevents {{}}\nhttp {{\n{ours}\n}}\n"
    )
    checked = subprocess.run(
        ["nginx", "-t", "-p", str(tmp_path), "-c", str(whole)], capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr.decode()


@pytest.mark.skipif(not shutil.which("caddy"), reason="caddy is not installed")
def test_caddy_accepts_its_file():
    """`caddy validate`, which opens no port."""
    command = ["caddy", "validate", "--adapter", "caddyfile", "--config", "deploy/Caddyfile"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr.decode()

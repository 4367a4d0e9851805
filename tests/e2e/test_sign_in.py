"""People sign in with a service of their company, and may do what their role lets them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest
from app_homes import lived_home
from app_process import started
from oidc_provider import CLIENT, SECRET, provided
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PEOPLE = """\
app:
  public_url: "http://localhost:{port}"
  readers: ["@lumera.example"]
  editors: ["ana@lumera.example"]
  admins: ["paul@lumera.example"]
"""


@pytest.fixture(scope="module")
def provider():
    """The sign-in service of the company."""
    with provided() as one:
        yield one


@pytest.fixture(scope="module")
def app(provider, tmp_path_factory):
    """The address at which people sign in."""
    home = lived_home(tmp_path_factory.mktemp("signed") / "home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (home / "watch.yaml").open("a", encoding="utf-8") as settings:
        settings.write(PEOPLE.format(port=port))
    variables = {
        "TECHWATCH_OIDC_CLIENT_ID": CLIENT,
        "TECHWATCH_OIDC_CLIENT_SECRET": SECRET,
        "TECHWATCH_OIDC_METADATA_URL": f"{provider.url}/.well-known/openid-configuration",
        "TECHWATCH_COOKIE_SECRET": "c" * 64,
        "TECHWATCH_API_KEY": "the key of the API",
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in variables.items():
            environment.setenv(name, value)
        with started(home, "--port", str(port)) as (_, _server):
            yield f"http://localhost:{port}/"


def enter(visitor, app, provider, address, **claims):
    """Sign in; return the page."""
    provider.claims = {"email": address, "name": address.partition("@")[0].title(), **claims}
    page = visitor.page
    page.goto(app)
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("button", name="Se déconnecter").wait_for(timeout=30_000)
    return page


def test_stranger_sees_a_door_and_nothing_of_the_home(app, visitor):
    stranger = visitor()
    page = stranger.page
    for path in ("", "sources", "opportunities?card=opportunity-1"):
        page.goto(app + path)
        page.get_by_role("button", name="Se connecter").wait_for(timeout=60_000)
        assert page.title() == "techwatch"
        assert "Ateliers" not in page.content()
        assert page.get_by_role("link", name="Sources").count() == 0
    assert stranger.context.request.get(app + "api/editions").status == 401
    assert stranger.context.request.get(app + "atom.xml").status == 401
    assert stranger.context.request.get(app + "healthz").ok


@pytest.mark.parametrize(
    ("address", "claims"),
    [("eve@other.example", {}), ("paul@lumera.example", {"email_verified": False})],
)
def test_person_without_a_role_is_told_whom_to_ask(app, provider, visitor, address, claims):
    page = enter(visitor(), app, provider, address, **claims)
    expect(page.get_by_text("Demandez à paul@lumera.example")).to_be_visible()
    assert "Ateliers" not in page.content()


def test_reader_reads_and_cannot_decide(app, provider, visitor):
    reader = visitor()
    page = enter(reader, app, provider, "eve@lumera.example")
    page.locator(".tw-card").first.wait_for(timeout=60_000)
    expect(page.get_by_text("peut consulter")).to_be_visible()
    expect(page.get_by_role("button", name="Étudier").first).to_be_disabled()
    assert reader.context.request.get(app + "api/editions").ok
    feed = page.get_by_role("link", name="Flux Atom").get_attribute("href")
    assert visitor().context.request.get(app + feed).ok
    assert visitor().context.request.get(app + feed + "x").status == 401


def test_editor_decides_under_their_own_name(app, provider, visitor):
    page = enter(visitor(), app, provider, "ana@lumera.example")
    page.get_by_role("button", name="Étudier").first.click()
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_text("décidé", exact=False).first.wait_for()
    page.goto(app + "opportunities?card=opportunity-1")
    expect(page.get_by_text("Ana", exact=False).first).to_be_visible(timeout=30_000)


def test_person_who_signs_out_is_out(app, provider, visitor):
    person = visitor()
    page = enter(person, app, provider, "paul@lumera.example")
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("button", name="Se connecter").wait_for(timeout=30_000)
    assert person.context.request.get(app + "api/editions").status == 401


def test_open_address_without_sign_in_is_refused(tmp_path):
    words = [sys.executable, "-m", "watch.present", "--home", str(tmp_path), "--address", "0.0.0.0"]
    alone = {name: v for name, v in os.environ.items() if not name.startswith("TECHWATCH_")}
    ended = subprocess.run(
        words, capture_output=True, text=True, timeout=60, check=False, env=alone
    )
    assert ended.returncode == 2
    assert "nobody would sign in" in ended.stderr

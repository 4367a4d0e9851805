"""Requests of people, pages and programs that have no business here, answered with a refusal."""

from __future__ import annotations

import shutil

import pytest
from app_homes import write_home
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from watch.errors import UsageError
from watch.present import identity, server
from watch.present.access import Access, access
from watch.present.headers import Headers
from watch.present.hosts import Hosts
from watch.present.routes import Door, Uploads, routes
from watch.service import Service
from watch.settings import AppSettings

SECRET = "c" * 32
SIGNED_IN = Access(sign_in={"cookie_secret": SECRET}, hosts=("localhost",))
PEOPLE = AppSettings(public_url="https://watch.lumera.example", admins=("ada@lumera.example",))
NAMED = {
    "TECHWATCH_OIDC_CLIENT_ID": "techwatch",
    "TECHWATCH_OIDC_CLIENT_SECRET": "s",
    "TECHWATCH_OIDC_METADATA_URL": "https://id.example/.well-known/openid-configuration",
    "TECHWATCH_COOKIE_SECRET": SECRET,
}


def reached(*layers):
    """Return a client of something confidential behind layers of the server."""

    async def confidential(_request):
        answer = PlainTextResponse("pain points")
        answer.set_cookie("_streamlit_user", "signed", httponly=True, samesite="lax")
        return answer

    app = Starlette(routes=[Route("/", confidential)], middleware=list(layers))
    return TestClient(app, base_url="http://localhost")


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded"]
)
def test_app_without_sign_in_answers_nobody_behind_a_proxy(header):
    """A proxy hands on ``Host: localhost`` from anywhere: everybody would be an admin."""
    client = reached(Middleware(Hosts, hosts=("localhost",)))
    assert client.get("/").text == "pain points"
    refused = client.get("/", headers={header: "203.0.113.9"})
    assert refused.status_code == 403
    assert "pain points" not in refused.text


def test_app_where_people_sign_in_is_reached_through_a_proxy():
    client = reached(Middleware(Hosts, hosts=("localhost",), proxied=True))
    assert client.get("/", headers={"X-Forwarded-For": "203.0.113.9"}).is_success


@pytest.mark.parametrize("signed_in", [True, False])
def test_server_lets_proxies_through_only_where_people_sign_in(signed_in):
    found = server.parts(SIGNED_IN if signed_in else Access())
    (hosts,) = [one for one in found["middleware"] if one.cls is Hosts]
    assert hosts.kwargs["proxied"] is signed_in


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("mode", "dest"), [("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe")]
)
def test_page_of_another_site_is_answered_nothing(site, mode, dest):
    """It could not read the answer, but measure it: which topic finds how much."""
    asked = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
    answer = reached(Middleware(Hosts, hosts=("localhost",))).get("/", headers=asked)
    assert answer.status_code == 403
    assert "pain points" not in answer.text


@pytest.mark.parametrize(
    ("site", "mode", "dest"),
    [
        ("none", "navigate", "document"),  # typed, or a bookmark
        ("same-origin", "cors", "empty"),
        ("cross-site", "navigate", "document"),  # a link in a mail that is read in a browser
        ("", "", ""),  # a program
    ],
)
def test_own_pages_programs_and_links_to_the_app_are_answered(site, mode, dest):
    said = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
    asked = {name: value for name, value in said.items() if value}
    assert reached(Middleware(Hosts, hosts=("localhost",))).get("/", headers=asked).is_success


def test_no_other_page_may_embed_an_answer_or_hold_the_window():
    headers = reached(Middleware(Headers, language=lambda: "fr")).get("/").headers
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("secure", [True, False])
def test_cookie_of_a_person_never_travels_without_https_where_the_app_has_it(secure):
    client = reached(Middleware(Headers, language=lambda: "fr", secure=secure))
    assert ("; Secure" in client.get("/").headers["set-cookie"]) is secure


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    home = write_home(tmp_path_factory.mktemp("door") / "home")
    with (home / "watch.yaml").open("a", encoding="utf-8") as settings:
        settings.write("app: {readers: [rita@lumera.example], admins: [ada@lumera.example]}\n")
    return home


@pytest.fixture
def upload(untouched, tmp_path, monkeypatch):
    """Return a function that uploads a file as somebody does, to what stands for Streamlit."""
    monkeypatch.setattr(identity, "get_cookie_secret", lambda: SECRET)
    service = Service(shutil.copytree(untouched, tmp_path / "home"), views=[])

    async def kept(_request):
        return PlainTextResponse("kept in memory")

    def send(address="", found=SIGNED_IN):
        door = Door(access=found, opened=lambda: service, language=lambda: "en")
        of_streamlit = Route("/_stcore/upload_file/{session}/{file}", kept, methods=["PUT"])
        layers = [Middleware(Uploads, door=door)]
        client = TestClient(Starlette(routes=[*routes(door), of_streamlit], middleware=layers))
        if address:
            told = f'{{"is_logged_in": true, "email": "{address}"}}'
            cookie = create_signed_value(SECRET, identity.AUTH_COOKIE_NAME, told)
            client.cookies.set(identity.AUTH_COOKIE_NAME, cookie.decode())
        return client.put("/_stcore/upload_file/some-session/1", content=b"x" * 1_000)

    yield send
    service.close()


@pytest.mark.parametrize("address", ["", "rita@lumera.example", "eve@other.example"])
def test_file_of_somebody_who_may_import_nothing_is_not_kept(upload, address):
    """Streamlit keeps 10 MB at a time, in memory, for whoever opened a socket."""
    answer = upload(address)
    assert (answer.status_code, answer.text) == (401, "only admins import files\n")


def test_server_asks_who_uploads():
    assert Uploads in [one.cls for one in server.parts(SIGNED_IN)["middleware"]]


def test_file_of_an_admin_and_of_whoever_uses_this_computer_is_taken(upload):
    assert upload("ada@lumera.example").text == "kept in memory"
    assert upload(found=Access()).text == "kept in memory"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration", "every"),
        ("https://login.microsoftonline.com/organizations/v2.0/.well-known/x", "every"),
        ("https://login.microsoftonline.us/consumers/.well-known/x", "every"),
        ("http://id.lumera.example/.well-known/openid-configuration", "not https"),
        ("//id.lumera.example/x", "not https"),
    ],
)
def test_sign_in_service_that_cannot_be_believed_is_refused(tmp_path, url, told):
    """Strangers would sign in there and say that they have the mail address of an admin."""
    with pytest.raises(UsageError, match=told):
        access(tmp_path, PEOPLE, NAMED | {"TECHWATCH_OIDC_METADATA_URL": url})


@pytest.mark.parametrize(
    "url",
    [
        "https://login.microsoftonline.com/6f1c7e2a-0000-4000-8000-000000000000/v2.0/.well-known/x",
        "https://accounts.google.example/.well-known/openid-configuration",
        "http://127.0.0.1:9000/.well-known/openid-configuration",
    ],
)
def test_sign_in_service_of_one_organisation_is_taken(tmp_path, url):
    assert not access(tmp_path, PEOPLE, NAMED | {"TECHWATCH_OIDC_METADATA_URL": url}).local


def test_key_that_could_be_tried_out_is_refused(tmp_path):
    with pytest.raises(UsageError, match="shorter than 16"):
        access(tmp_path, PEOPLE, {"TECHWATCH_API_KEY": "k" * 15})
    assert access(tmp_path, PEOPLE, {"TECHWATCH_API_KEY": "k" * 16}).api_key

"""Who reaches the app: local names only, or people who sign in and have a role."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.errors import UsageError
from watch.present import access, feed_token, roles
from watch.present.roles import Role
from watch.settings import AppSettings

PEOPLE = AppSettings(
    public_url="https://watch.lumera.example",
    readers=("@lumera.example",),
    editors=("ana@lumera.example",),
    admins=("@board.lumera.example", "paul@lumera.example"),
)
NAMED = {
    "TECHWATCH_OIDC_CLIENT_ID": "techwatch",
    "TECHWATCH_OIDC_CLIENT_SECRET": "s",
    "TECHWATCH_OIDC_METADATA_URL": "https://id.example/.well-known/openid-configuration",
    "TECHWATCH_COOKIE_SECRET": "c" * 32,
}
SECRETS = """\
[auth]
client_id = "from file"
client_secret = "s"
server_metadata_url = "https://id.example/.well-known/openid-configuration"
cookie_secret = "cccccccccccccccccccccccccccccccc"
client_kwargs = { prompt = "login" }
"""


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("paul@lumera.example", Role.ADMIN),
        ("Ana@Lumera.Example ", Role.EDITOR),
        ("eve@lumera.example", Role.READER),
        ("x@board.lumera.example", Role.ADMIN),
        ("eve@other.example", None),
        ("eve@sub.lumera.example", None),
        ("eve@evil-lumera.example", None),
        ("@lumera.example", None),
        ("lumera.example", None),
        ("", None),
    ],
)
def test_role_is_the_highest_that_the_settings_give(address, role):
    assert roles.role_of(address, PEOPLE) is role


@given(st.text())
def test_no_address_has_a_role_where_nobody_is_named(address):
    assert roles.role_of(address, AppSettings()) is None


def test_person_to_ask_is_an_admin_with_an_address():
    assert roles.asked_for_access(PEOPLE) == "paul@lumera.example"
    assert roles.asked_for_access(AppSettings(admins=("@lumera.example",))) == ""


def test_home_without_a_sign_in_service_answers_local_names_only(tmp_path):
    found = access.access(tmp_path, PEOPLE, {"TECHWATCH_API_KEY": "k" * 16})
    assert found.local
    assert found.hosts == access.LOCAL_HOSTS
    assert found.api_key == "k" * 16


def test_sign_in_service_of_the_environment_opens_the_public_name(tmp_path):
    found = access.access(tmp_path, PEOPLE, NAMED)
    assert not found.local
    assert found.hosts == (*access.LOCAL_HOSTS, "watch.lumera.example")
    assert found.sign_in["redirect_uri"] == "https://watch.lumera.example/oauth2callback"
    assert found.secure


def test_secrets_never_show_in_what_is_printed(tmp_path):
    found = access.access(tmp_path, PEOPLE, NAMED | {"TECHWATCH_API_KEY": "the-key-of-the-api"})
    assert "the-key-of-the-api" not in repr(found)
    assert "c" * 32 not in repr(found)


def test_secrets_file_of_the_home_is_read_and_the_environment_goes_first(tmp_path):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text(SECRETS, "utf-8")
    found = access.access(tmp_path, PEOPLE, {"TECHWATCH_OIDC_CLIENT_SECRET": "newer"})
    assert found.sign_in["client_id"] == "from file"
    assert found.sign_in["client_secret"] == "newer"
    assert found.sign_in["client_kwargs"] == {"prompt": "login"}


@pytest.mark.parametrize("name", list(NAMED))
def test_each_missing_part_of_signing_in_is_named(tmp_path, name):
    rest = {variable: value for variable, value in NAMED.items() if variable != name}
    with pytest.raises(UsageError, match="is missing") as caught:
        access.access(tmp_path, PEOPLE, rest)
    assert name in caught.value.hint


@pytest.mark.parametrize(
    ("app", "environment", "told"),
    [
        (AppSettings(admins=("a@b.c",)), NAMED, "app.public_url"),
        (AppSettings(public_url="https://w.example"), NAMED, "app.admins"),
        (PEOPLE, NAMED | {"TECHWATCH_COOKIE_SECRET": "short"}, "cookie_secret"),
    ],
)
def test_sign_in_that_would_keep_nobody_out_is_refused(tmp_path, app, environment, told):
    with pytest.raises(UsageError, match=told):
        access.access(tmp_path, app, environment)


@pytest.mark.parametrize("text", ["[auth", "auth = 3", "\x00"])
def test_secrets_file_with_a_mistake_is_told(tmp_path, text):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"secrets\.toml"):
        access.offers_sign_in(tmp_path, {})


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_addresses_need_no_sign_in(address):
    access.check_address(address, access.Access())


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.4", "example.com", "", "127.1"])
def test_open_addresses_need_sign_in(address, tmp_path):
    with pytest.raises(UsageError, match="nobody would sign in") as caught:
        access.check_address(address, access.Access())
    assert "127.0.0.1" in caught.value.hint
    access.check_address(address, access.access(tmp_path, PEOPLE, NAMED))


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8501", "localhost", "LOCALHOST:1", "[::1]:8501", "localhost."]
)
def test_local_names_are_allowed(host):
    assert access.host_allowed(host, access.LOCAL_HOSTS)


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "127.0.0.1.evil.example", "evil@127.0.0.1", "localhost/x", "localhost:x",
     "[::1", "127.0.0.1#", "127.0.0.1?a", "localhost:99999", " localhost"],
)  # fmt: skip
def test_other_names_are_refused(host):
    assert not access.host_allowed(host, access.LOCAL_HOSTS)


@given(st.text(min_size=1), st.text())
def test_feed_token_opens_for_its_owner(secret, address):
    token = feed_token.feed_address(secret, address).partition("token=")[2]
    assert feed_token.owner_of_token(secret, token) == address


@given(st.text(alphabet="abcdefghijklmnop.-_=é0123456789"))
def test_forged_feed_token_belongs_to_nobody(token):
    assert feed_token.owner_of_token("a secret", token) == ""


def test_feed_token_of_another_person_or_secret_is_worthless():
    token = feed_token.feed_address("a secret", "ana@x.example").partition("token=")[2]
    other = feed_token.feed_address("a secret", "eve@x.example").partition("token=")[2]
    assert feed_token.owner_of_token("a secret", token[:64] + other[64:]) == ""
    assert feed_token.owner_of_token("another", token) == ""

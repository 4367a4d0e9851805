"""How the app may be reached: by whoever uses this computer, or by people who sign in.

With a sign-in service named (``.streamlit/secrets.toml`` of the home folder, or the
environment) everybody signs in, from wherever they come: a proxy on this computer makes
all the world look local. Without one, the app answers to local names only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from watch.errors import UsageError
from watch.settings import AppSettings

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
CALLBACK = "/oauth2callback"
"""Where the sign-in service sends people back to; Streamlit answers there."""

_VARIABLES = {
    "client_id": "TECHWATCH_OIDC_CLIENT_ID",
    "client_secret": "TECHWATCH_OIDC_CLIENT_SECRET",
    "server_metadata_url": "TECHWATCH_OIDC_METADATA_URL",
    "cookie_secret": "TECHWATCH_COOKIE_SECRET",
}
API_KEY_VARIABLE = "TECHWATCH_API_KEY"
_SECRET_LENGTH = 32
"""Characters: 128 bits when written in hexadecimal."""

_KEY_LENGTH = 16
"""Characters: nothing counts wrong keys, so it must be too long to try them all."""

_NEW_SECRET = "make one: python -c 'import secrets; print(secrets.token_hex())'"  # noqa: S105

_OF_MICROSOFT = ("login.microsoftonline.com", "login.microsoftonline.us", "login.windows.net")
_OF_EVERYBODY = frozenset({"common", "organizations", "consumers"})
"""Where every organisation signs in its own people, and says which mail address they have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How one server may be reached.

    Attributes:
        hosts: Names under which it answers; any other is refused.
        sign_in: Streamlit's ``[auth]`` section; empty where nobody signs in.
        api_key: Opens the API to programs; empty switches writing off.
        secure: Whether readers come by https.
    """

    hosts: tuple[str, ...] = LOCAL_HOSTS
    sign_in: Mapping[str, str] = field(default_factory=dict, repr=False)
    api_key: str = field(default="", repr=False)
    secure: bool = False

    @property
    def local(self) -> bool:
        """Whether nobody signs in, as only this computer reaches it."""
        return not self.sign_in


def access(root: Path, app: AppSettings, environment: Mapping[str, str]) -> Access:
    """Return how the app of a home folder may be reached.

    Raises:
        UsageError: If a sign-in service is named, but something it needs is missing; or if the
            key of the API could be guessed.
    """
    key = _key(environment)
    said = _said(root, environment)
    if not said:
        return Access(api_key=key)
    missing = [name for name in _VARIABLES if not said.get(name)]
    if missing:
        message = f"signing in is not complete: {', '.join(missing)} is missing"
        raise UsageError(message, hint=_hint(missing[0]))
    if len(said["cookie_secret"]) < _SECRET_LENGTH:
        message = f"cookie_secret is shorter than {_SECRET_LENGTH} characters"
        raise UsageError(message, hint=_NEW_SECRET)
    _check_service(said["server_metadata_url"])
    if not app.public_url:
        message = "people sign in, but app.public_url in watch.yaml does not say where"
        raise UsageError(message, hint="set it to the address that readers open")
    if not app.admins:
        message = "people sign in, but app.admins in watch.yaml names nobody"
        raise UsageError(
            message, hint="name at least one mail address; readers and editors may follow"
        )
    public = urlsplit(app.public_url)
    return Access(
        hosts=tuple(dict.fromkeys((*LOCAL_HOSTS, public.hostname or "localhost"))),
        sign_in={**said, "redirect_uri": app.public_url + CALLBACK},
        api_key=key,
        secure=public.scheme == "https",
    )


def offers_sign_in(root: Path, environment: Mapping[str, str]) -> bool:
    """Return whether a sign-in service is named for a home, complete or not.

    Raises:
        UsageError: If the file that would name it cannot be read.
    """
    return bool(_said(root, environment))


def check_address(address: str, found: Access) -> None:
    """Make sure that an address to listen on is not open to strangers.

    Raises:
        UsageError: If other machines reach it and nobody would have to sign in.
    """
    if found.local and not is_loopback(address):
        message = f"{address} can be reached from other machines, and nobody would sign in"
        hint = (
            "use 127.0.0.1 and an SSH tunnel, or set up signing in: docs/operations.md, "
            "`Behind a proxy, with sign-in`"
        )
        raise UsageError(message, hint=hint)


def is_loopback(address: str) -> bool:
    """Return whether only this machine can reach an address; no name but localhost is trusted."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def host_allowed(host: str, hosts: tuple[str, ...]) -> bool:
    """Return whether a Host header names this app; a page of another name may not speak to it.

    Args:
        host: The header as sent, with or without a port.
    """
    try:
        parts = urlsplit(f"//{host}")
        named, _ = parts.hostname, parts.port
    except ValueError:
        return False
    plain = parts.netloc == host and "@" not in host
    return plain and (named or "").rstrip(".") in hosts


def _key(environment: Mapping[str, str]) -> str:
    key = environment.get(API_KEY_VARIABLE, "")
    if key and len(key) < _KEY_LENGTH:
        message = f"{API_KEY_VARIABLE} is shorter than {_KEY_LENGTH} characters"
        raise UsageError(message, hint=_NEW_SECRET)
    return key


def _check_service(metadata_url: str) -> None:
    """Make sure that the sign-in service can be believed.

    Source:
        Descope, "nOAuth" (2023): mail addresses told by Microsoft's shared endpoints.
    """
    parts = urlsplit(metadata_url)
    host, path = parts.hostname or "", parts.path.strip("/").split("/")
    if parts.scheme != "https" and not is_loopback(host):
        message = "server_metadata_url is not https: anybody between could sign in as anybody"
        raise UsageError(message, hint="write the https address of the sign-in service")
    if host in _OF_MICROSOFT and path[0] in _OF_EVERYBODY:
        message = f"server_metadata_url is that of every organisation ({path[0]})"
        hint = "put the id of your tenant in its place: others could claim your mail addresses"
        raise UsageError(message, hint=hint)


def _said(root: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return what was said about signing in: the file's, then the environment's over it."""
    written = _section(root / ".streamlit" / "secrets.toml")
    given = {name: environment.get(variable, "") for name, variable in _VARIABLES.items()}
    return {**written, **{name: value for name, value in given.items() if value}}


def _section(path: Path) -> dict[str, str]:
    try:
        section = tomllib.loads(path.read_text(encoding="utf-8")).get("auth", {})
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        message = f"{path} cannot be read: {error}"
        raise UsageError(message, hint="docs/operations.md shows what it holds") from error
    if not isinstance(section, dict):
        message = f"{path}: auth must be a section"
        raise UsageError(message, hint="write [auth], then client_id, client_secret …")
    return {str(name): value for name, value in section.items()}


def _hint(name: str) -> str:
    where = "under [auth] in .streamlit/secrets.toml of the home"
    return f"write {name} {where}, or set {_VARIABLES[name]}"

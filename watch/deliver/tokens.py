"""Links that come back from a mail: signed, bound to one recipient and one act, for a while.

A token is its claim and a signature over it. Only the very text that was signed is accepted:
base64 has several spellings of one signature, and a second spelling would be an altered token.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from watch.errors import UsageError
from watch.model import LinkPurpose, OpportunityId, Status, Week

GOOD_FOR = timedelta(days=60)
"""Two months: a mail read after a holiday still works, one found in an old archive does not."""

MIN_SECRET = 16
"""Characters: a shorter secret could be guessed from one mail."""

_MAX_LENGTH = 2_000


class LinkExpired(UsageError):  # noqa: N818 - named for the situation, as the errors are
    """A link that was good once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a link says: who may do what.

    Attributes:
        reader: Whose list the mail told.
        opportunity_id, status: Of a decision.
    """

    purpose: LinkPurpose
    recipient: str
    reader: str
    week: Week
    opportunity_id: OpportunityId | None = None
    status: Status | None = None


def new_secret() -> str:
    """Return a secret that nobody can guess."""
    return secrets.token_hex(32)


def signed(claim: Claim, secret: str, now: datetime) -> str:
    """Return the token of a claim, good for :data:`GOOD_FOR`."""
    return _written(_fields(claim, int((now + GOOD_FOR).timestamp())), claim.purpose, secret)


def claimed(token: str, secret: str, now: datetime) -> Claim:
    """Return what a token claims, once it is known to be ours, whole and in time.

    Raises:
        LinkExpired: If it was good once.
        UsageError: If it never was.
    """
    for purpose in LinkPurpose:
        fields = _read(token, purpose, secret)
        if fields is None:
            continue
        if now.timestamp() > fields["until"]:
            message = "this link has expired"
            raise LinkExpired(message, hint="open the app, or use a newer mail")
        return _claim(fields, purpose)
    message = "this link is not valid"
    raise UsageError(message, hint="use the link of the mail, whole")


def _serializer(purpose: LinkPurpose, secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret,
        salt=f"techwatch.{purpose.value}",
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
    )


def _written(fields: dict[str, Any], purpose: LinkPurpose, secret: str) -> str:
    return str(_serializer(purpose, secret).dumps(fields))


def _read(token: str, purpose: LinkPurpose, secret: str) -> dict[str, Any] | None:
    """Return the fields of a token that was signed for a purpose, else nothing."""
    if not token.isascii() or len(token) > _MAX_LENGTH:
        return None
    try:
        fields: dict[str, Any] = _serializer(purpose, secret).loads(token)
    except BadData:
        return None
    return fields if secrets.compare_digest(_written(fields, purpose, secret), token) else None


def _fields(claim: Claim, until: int) -> dict[str, Any]:
    said = {
        "to": claim.recipient,
        "reader": claim.reader,
        "week": claim.week,
        "about": claim.opportunity_id or "",
        "status": claim.status.value if claim.status else "",
        "until": until,
    }
    return {name: value for name, value in said.items() if value != ""}


def _claim(fields: dict[str, Any], purpose: LinkPurpose) -> Claim:
    about, status = fields.get("about"), fields.get("status")
    return Claim(
        purpose=purpose,
        recipient=fields["to"],
        reader=fields.get("reader", ""),
        week=Week(fields["week"]),
        opportunity_id=OpportunityId(about) if about else None,
        status=Status(status) if status else None,
    )

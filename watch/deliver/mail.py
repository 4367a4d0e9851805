"""Digest → one mail for one reader; no word of a feed in any header."""

from __future__ import annotations

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from watch.deliver.digest import Digest
from watch.deliver.render import render_html, render_text
from watch.errors import UsageError


def message(
    digest: Digest, sender: str, recipient: str, message_id: str, date: datetime
) -> EmailMessage:
    """Return the digest as a mail: a plain part and an HTML part that say the same.

    Args:
        digest: In the recipient's language.
        sender: One address, with or without a name: ``techwatch <watch@lumera.example>``.
        recipient: One address; the envelope takes it from here and from nowhere else.
        message_id: With its angle brackets; kept, so that a mail is sent once.
        date: Aware.

    Raises:
        UsageError: If an address or the message id is not fit for a header.

    Source:
        RFC 2046 5.1.4 (alternative), RFC 3834 (a machine wrote this), RFC 3282 (language).
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(sender)
    mail["To"] = _address(recipient)
    mail["Subject"] = digest.subject
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = _message_id(message_id)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(render_text(digest), cte="quoted-printable")
    mail.add_alternative(render_html(digest), subtype="html", cte="quoted-printable")
    mail["Content-Language"] = digest.language
    return mail


def _address(written: str) -> Address:
    refusal = UsageError(
        f"not a mail address: {written!r}",
        hint="Write one address, for example: techwatch <watch@company.example>",
    )
    name, spec = parseaddr(written)
    if not written.isprintable() or "@" not in spec:
        raise refusal
    try:
        return Address(display_name=name, addr_spec=spec)
    except (ValueError, IndexError, MessageError) as error:
        raise refusal from error


def _message_id(written: str) -> str:
    plain = written.isascii() and written.isprintable() and " " not in written
    if plain and written.startswith("<") and written.endswith(">") and "@" in written:
        return written
    raise UsageError(
        f"not a message id: {written!r}",
        hint="A message id looks like <2026-W47.1@company.example>",
    )

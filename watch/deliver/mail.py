"""Digest → one mail for one reader; no word of a feed in any header."""

from __future__ import annotations

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import (
    Address,
    BaseHeader,
    HeaderRegistry,
    UnstructuredHeader,
)
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr

from watch.deliver.digest import Digest
from watch.deliver.outbox import address_of, domain_of
from watch.deliver.render import render_html, render_text
from watch.errors import UsageError


class _Whole(UnstructuredHeader, BaseHeader):
    """A header of addresses, which the library would write as encoded words when one is long."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header with each address, however long, on a line of its own."""
        return f"{self.name}: {str(self).replace(', ', f',{policy.linesep} ')}{policy.linesep}"


_HEADERS = HeaderRegistry()
for _name in ("list-unsubscribe", "list-id", "message-id"):
    _HEADERS.map_to_type(_name, _Whole)
_POLICY = SMTP.clone(header_factory=_HEADERS)


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
        RFC 2046 5.1.4 (alternative), RFC 3834 (a machine wrote this), RFC 3282 (language),
        RFC 2919 (list id), RFC 2369 and RFC 8058 (unsubscribing, in one click).
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = _address(sender)
    mail["To"] = _address(recipient)
    mail["Subject"] = digest.subject
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = _message_id(message_id)
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Id"] = f"<digest.{domain_of(sender)}>"
    _let_unsubscribe(mail, digest.unsubscribe.url if digest.unsubscribe else "", sender)
    mail.set_content(render_text(digest), cte="quoted-printable")
    mail.add_alternative(render_html(digest), subtype="html", cte="quoted-printable")
    mail["Content-Language"] = digest.language
    return mail


def _let_unsubscribe(mail: EmailMessage, url: str, sender: str) -> None:
    """Say how these mails end: a link, in one click where it is encrypted, or a mail to us."""
    by_mail = f"<mailto:{address_of(sender)}?subject=unsubscribe>"
    mail["List-Unsubscribe"] = f"<{url}>, {by_mail}" if url.isascii() and url else by_mail
    if url.startswith("https://"):
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


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

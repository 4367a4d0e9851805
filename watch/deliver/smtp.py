"""One mail → one mail server, and how it fared: accepted, refused, put off, or nobody knows."""

from __future__ import annotations

import re
import ssl
from contextlib import suppress
from dataclasses import dataclass, replace
from smtplib import SMTP, SMTP_SSL, SMTPException, SMTPResponseException

from watch.deliver.outbox import is_loopback, state_after
from watch.model import DeliveryState
from watch.settings import SmtpSettings
from watch.text import clean_text, shorten

_REASON_LIMIT = 300
"""Characters kept of what a server says: its code, and a line or two."""

_GO_AHEAD = 354
"""The one answer to DATA after which a server listens (RFC 5321, 4.1.1.4)."""

_LEADING_DOT = re.compile(rb"(?m)^\.")
"""What would end a mail early if it stood alone; doubled on its way (RFC 5321, 4.5.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """How a try ended.

    Attributes:
        state: ``SENT``, ``FAILED``, ``QUEUED`` (put off: try again) or ``UNKNOWN`` (the server
            had the mail and its answer did not arrive).
        reason: What the server or the connection said; untrusted, on one line.
    """

    state: DeliveryState
    reason: str = ""


def post(content: bytes, sender: str, recipient: str, server: SmtpSettings) -> Posted:
    """Hand a mail to the server; every way to fail is a value.

    Args:
        content: The whole mail, of ASCII lines that end in CRLF.
        sender: The envelope's, as the settings say; nothing of the content is read.
        recipient: The envelope's only one.
    """
    if server.user and server.security == "none" and not is_loopback(server.host):
        return Posted(state=DeliveryState.FAILED, reason="the password would travel unprotected")
    try:
        session = _opened(server)
    except SMTPException as error:
        return _refusal(error)
    except OSError as error:  # no connection, no trusted certificate
        return Posted(state=DeliveryState.QUEUED, reason=_told(error))
    try:
        return _transferred(session, content, sender, recipient)
    finally:
        with suppress(OSError):
            session.quit()
        session.close()


def _opened(server: SmtpSettings) -> SMTP:
    """Return a session in which a mail may be handed over."""
    trusted = ssl.create_default_context()
    if server.security == "tls":
        session: SMTP = SMTP_SSL(
            server.host, server.port, timeout=server.timeout_s, context=trusted
        )
    else:
        session = SMTP(server.host, server.port, timeout=server.timeout_s)
    try:
        if server.security == "starttls":
            session.starttls(context=trusted)
        if server.user:
            session.login(server.user, server.password)
        session.ehlo_or_helo_if_needed()
    except OSError:  # of which every SMTPException is one
        session.close()
        raise
    return session


def _transferred(session: SMTP, content: bytes, sender: str, recipient: str) -> Posted:
    try:
        for code, said in (session.mail(sender), session.rcpt(recipient)):
            if state_after(code) is not DeliveryState.SENT:
                return _answered(code, said)
        code, said = session.docmd("DATA")
    except OSError as error:  # it has heard nothing of the mail
        return Posted(state=DeliveryState.QUEUED, reason=_told(error))
    if code != _GO_AHEAD:
        return _unheard(code, said)
    try:
        session.send(_wrapped(content))
        return _answered(*session.getreply())
    except OSError as error:  # it may have heard all of it
        return Posted(state=DeliveryState.UNKNOWN, reason=_told(error))


def _wrapped(content: bytes) -> bytes:
    """Return a mail as it travels: leading dots doubled, a dot alone at its end."""
    return _LEADING_DOT.sub(b"..", content.removesuffix(b"\r\n")) + b"\r\n.\r\n"


def _unheard(code: int, said: bytes) -> Posted:
    """Return how a server fared that did not want to hear the mail: it cannot have taken it."""
    answered = _answered(code, said)
    failed = answered.state is DeliveryState.FAILED
    return answered if failed else replace(answered, state=DeliveryState.QUEUED)


def _refusal(error: SMTPException) -> Posted:
    if isinstance(error, SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    return Posted(state=DeliveryState.QUEUED, reason=_told(error))  # gone, or it lacks STARTTLS


def _answered(code: int, said: bytes | str) -> Posted:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    state = state_after(code)
    return Posted(state=state, reason=_line(f"{code} {words}"))


def _told(error: OSError) -> str:
    return _line(f"{type(error).__name__}: {error.strerror or error}")


def _line(text: str) -> str:
    return shorten(clean_text(text), _REASON_LIMIT)

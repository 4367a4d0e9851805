"""What the links of a mail lead to: a page that asks, a button that records.

Programs open the links of mails before a person does (scanners, previews, prefetching), so
opening one records nothing. The page works without signing in, as its address is signed and
good for one act of one recipient.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from watch.errors import StoreError, UsageError
from watch.model import Link, LinkPurpose, Status
from watch.present.markup import Content, element
from watch.present.routes.door import Door
from watch.present.routes.page import page
from watch.service import LinkExpired
from watch.wording import Translator, name_of


def answer_feedback(door: Door, request: Request) -> Response:
    """Ask whether a decision is meant; record it when the button is pressed."""
    return _answer(door, request, LinkPurpose.DECIDE)


def unsubscribe(door: Door, request: Request) -> Response:
    """Ask whether somebody wants no more mail; note it when the button is pressed.

    Source:
        RFC 8058: mail programs send the form by themselves and look at the status only.
    """
    return _answer(door, request, LinkPurpose.UNSUBSCRIBE)


def _answer(door: Door, request: Request, purpose: LinkPurpose) -> Response:
    translator = Translator(door.language())
    token = request.path_params["token"]
    try:
        link = door.opened().digests.link(token)
        if link.purpose is not purpose:
            return _no_use(translator)
        translator = Translator(link.language)
        if request.method == "POST":
            done = door.opened().digests.follow(token)
            return _done(done, translator)
    except LinkExpired:
        return _no_use(translator, status=410)
    except UsageError:
        return _no_use(translator)
    except StoreError:
        return _later(translator)
    return _question(link, translator)


def _question(link: Link, translator: Translator) -> Response:
    if link.already:
        return _done(link, translator)
    return page(
        _asked(link, translator),
        translator,
        *_about(link, translator),
        button=translator.translate("Confirm"),
    )


def _asked(link: Link, translator: Translator) -> str:
    if link.purpose is LinkPurpose.UNSUBSCRIBE:
        return translator.translate("No longer receive the digest?")
    return translator.translate("Note “{status}”?", status=_status(link, translator))


def _done(link: Link, translator: Translator) -> Response:
    if link.purpose is LinkPurpose.UNSUBSCRIBE:
        title = translator.translate("You will receive no more digests")
        said = translator.translate("Whoever runs techwatch here can put you back on the list.")
        return page(title, translator, *_about(link, translator), element("p", said))
    title = translator.translate("Noted: {status}", status=_status(link, translator))
    said = translator.translate("You may close this page.")
    return page(title, translator, *_about(link, translator), element("p", said))


def _about(link: Link, translator: Translator) -> tuple[Content, ...]:
    """Return what it is about, and for whom it is noted."""
    whom = translator.translate("For {recipient}", recipient=link.recipient)
    about = element("p", element("b", link.title)) if link.title else None
    return about, element("p", element("small", whom))


def _status(link: Link, translator: Translator) -> str:
    return name_of(link.status or Status.NEW, translator)


def _no_use(translator: Translator, status: int = 404) -> Response:
    title = translator.translate("This link no longer works")
    said = translator.translate(
        "It has expired, or it was cut when it was copied. Use the link of a newer mail, "
        "or decide in the app."
    )
    return page(title, translator, element("p", said), status=status)


def _later(translator: Translator) -> Response:
    title = translator.translate("This cannot be noted right now")
    said = translator.translate("Something else is being written. Try again in a minute.")
    answer = page(title, translator, element("p", said), status=503)
    answer.headers["retry-after"] = "60"
    return answer

"""How a mail fared, what a person must do, and why no mail leaves, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from watch.model import DeliveryState, Departure, Obstacle
from watch.wording.catalogue import mark
from watch.wording.translator import Translator

_STATES: Mapping[DeliveryState, str] = {
    DeliveryState.QUEUED: mark("Waiting"),
    DeliveryState.SENDING: mark("Being sent"),
    DeliveryState.SENT: mark("Sent"),
    DeliveryState.UNKNOWN: mark("Not known"),
    DeliveryState.FAILED: mark("Refused"),
    DeliveryState.BOUNCED: mark("Returned"),
    DeliveryState.CANCELLED: mark("Cancelled"),
}

_REMEDIES: Mapping[DeliveryState, str] = {
    DeliveryState.UNKNOWN: mark(
        "Ask whether it arrived, then say so: it is never sent again by itself."
    ),
    DeliveryState.FAILED: mark("Mend what the mail server says, then send it again."),
    DeliveryState.BOUNCED: mark("Nothing more goes there until you settle it."),
}

_OBSTACLES: Mapping[Obstacle, str] = {
    Obstacle.OFF: mark("Sending is switched off."),
    Obstacle.NO_SERVER: mark("No mail server is named in watch.yaml (deliver, smtp, host)."),
    Obstacle.UNPROTECTED: mark(
        "The password would travel unprotected: set deliver, smtp, security to starttls or tls."
    ),
    Obstacle.NO_RECIPIENT: mark("Nobody is to receive it: name recipients in watch.yaml."),
    Obstacle.NOT_FROZEN: mark("No list is frozen yet: an open list is never sent."),
    Obstacle.EMPTY: mark("There is nothing to tell, and empty digests are not sent."),
    Obstacle.NOT_YET: mark("It leaves at the first occasion from {moment}."),
    Obstacle.NOT_APPROVED: mark("It waits for somebody to approve it."),
    Obstacle.TOO_LATE: mark("It was due on {moment}; so late it does not leave by itself."),
    Obstacle.DONE: mark("Every recipient has had a mail, or a try: see the log."),
}


_NOBODY_LEFT = mark("Nobody receives it now: each recipient has unsubscribed, or mail came back.")


def delivery_state(state: DeliveryState, translator: Translator) -> str:
    """Return the name of how a mail fared."""
    return translator.translate(_STATES[state])


def delivery_remedy(state: DeliveryState, translator: Translator) -> str:
    """Return what a person must do about a mail; empty where it needs nobody."""
    return translator.translate(_REMEDIES[state]) if state in _REMEDIES else ""


def departure_phrase(departure: Departure, zone: tzinfo, translator: Translator) -> str:
    """Return in one sentence why a digest does not leave, or that it does."""
    if departure.obstacle is None:
        return translator.translate("It leaves now.")
    if departure.obstacle is Obstacle.NO_RECIPIENT and departure.recipients:
        return translator.translate(_NOBODY_LEFT)
    due = departure.send_at
    moment = translator.moment(due.astimezone(zone)) if due else ""
    return translator.translate(_OBSTACLES[departure.obstacle], moment=moment)

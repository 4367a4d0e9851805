"""``techwatch webhooks``: rooms and programs that are told of each new edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.service import WebhookStanding
    from watch.wording import Translator


def tell_webhooks(session: Session) -> int:
    """Tell every webhook of the newest frozen edition, once each, and show how each stands.

    For a scheduled task beside `techwatch run`; `techwatch serve` does it by itself. Ends with
    1 when one was not told.
    """
    with session.service() as service:
        told = service.webhooks.tell_due()
        standings = service.webhooks.standings()
        translator = session.any_translator(service)
    if session.screen.json:
        session.screen.answer({"told": told, "webhooks": standings})
    elif not standings:
        session.screen.paragraph(translator.translate("watch.yaml names no webhook."))
    else:
        for standing in standings:
            session.screen.paragraph(_said(standing, translator), label=standing.webhook.name)
    return int(any(_failed(standing) for standing in standings))


def _failed(standing: WebhookStanding) -> bool:
    from watch.model import DeliveryState

    wrong = {DeliveryState.FAILED, DeliveryState.UNKNOWN}
    return not standing.addressed or (
        standing.delivery is not None and standing.delivery.state in wrong
    )


def _said(standing: WebhookStanding, translator: Translator) -> str:
    from watch.wording import name_of, one_line

    if not standing.addressed:
        name = standing.webhook.url_variable
        return translator.translate("The variable {name} holds no address.", name=name)
    if standing.delivery is None:
        return translator.translate("Not told yet: no frozen edition of the last three days.")
    state = name_of(standing.delivery.state, translator)
    parts = (standing.delivery.week, state, one_line(standing.delivery.reason, 200))
    return " · ".join(part for part in parts if part)

"""Digest: what will be sent, to whom, when, and what became of each mail."""

from __future__ import annotations

from watch.present import session
from watch.present.components import digest, frame
from watch.present.controls import digest_sending
from watch.present.controls.digest_preview import preview
from watch.present.first_run import first_run
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import MailRow, departure_view, mail_rows, recipient_row

_LOG_ROWS = 50


def draw(visit: Visit) -> None:
    """Draw when the digest leaves, what needs a person, the mail itself, and the log."""
    translator = visit.translator
    lead = translator.translate(
        "The mail of the week: what leaves, to whom, and what became of it."
    )
    show(frame.head(translator.translate("Digest"), lead=lead), translator.language)
    if visit.service.edition() is None:
        first_run(visit)
        return
    rows = visit.service.digests.log(_LOG_ROWS)
    told = mail_rows(rows, visit.zone, translator)
    _draw_departures(visit)
    _draw_calls([row for row in told if row.remedy], visit)
    preview(visit)
    _draw_recipients(visit)
    _draw_log(told, visit)


def _draw_departures(visit: Visit) -> None:
    translator = visit.translator
    show(frame.heading(translator.translate("Next departure")), translator.language)
    asks = visit.service.settings.deliver.approval
    views = [
        departure_view(one, visit.zone, translator, asks_approval=asks)
        for one in visit.service.digests.due()
    ]
    for view in views:
        digest_sending.departure(visit, view)
    if visit.may_configure and any(view.leaves for view in views):
        digest_sending.send_now(visit)
    digest_sending.switch(visit)


def _draw_calls(calls: list[MailRow], visit: Visit) -> None:
    if not calls:
        return
    translator = visit.translator
    note = translator.translate("No mail is sent twice by itself: these wait for you.")
    show(frame.heading(translator.translate("To sort out"), note), translator.language)
    for row in calls:
        digest_sending.settle(visit, row)


def _draw_recipients(visit: Visit) -> None:
    translator = visit.translator
    note = translator.translate(
        "Recipients of the company's list and readers with an address, from watch.yaml."
    )
    show(frame.heading(translator.translate("Recipients"), note), translator.language)
    rows = [recipient_row(one, translator) for one in visit.service.digests.recipients()]
    if rows:
        show(digest.recipient_table(rows, translator), translator.language)
    else:
        nobody = translator.translate("Nobody yet: name recipients under deliver in watch.yaml.")
        show(frame.count(nobody), translator.language)
    if visit.may_configure:
        digest_sending.try_out(visit)
        if rows:
            digest_sending.bounce(visit)


def _draw_log(told: tuple[MailRow, ...], visit: Visit) -> None:
    translator = visit.translator
    show(frame.heading(translator.translate("Send log")), translator.language)
    if told:
        show(digest.mail_table(told, translator), translator.language)
    else:
        show(frame.count(translator.translate("No mail has left yet.")), translator.language)


draw(session.visit())

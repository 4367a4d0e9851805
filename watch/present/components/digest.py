"""The digest page: when it leaves, who receives it, how each mail fared."""

from __future__ import annotations

from collections.abc import Sequence

from watch.present.components.review import chip
from watch.present.markup import Content, Html, element, joined
from watch.present.views import DepartureView, MailRow, RecipientRow
from watch.wording import Translator


def departure(view: DepartureView) -> Html:
    """Return when a digest leaves, or what holds it."""
    return element(
        "div",
        element("p", view.title, class_="tw-label"),
        element("p", " ".join(part for part in (view.told, view.approved) if part)),
        class_="tw-departure",
    )


def recipient_table(rows: Sequence[RecipientRow], translator: Translator) -> Html:
    """Return who receives which list how often."""
    names = (
        translator.translate("Recipient"),
        translator.translate("List"),
        translator.translate("How often"),
        translator.translate("State"),
    )
    body = (
        (row.address, row.reader, row.cadence, _state(row.state, row.tone, row.note))
        for row in rows
    )
    return _table(names, list(body))


def mail_table(rows: Sequence[MailRow], translator: Translator) -> Html:
    """Return the log, newest first."""
    names = (
        translator.translate("Recipient"),
        translator.translate("Digest"),
        translator.translate("When"),
        translator.translate("State"),
    )
    body = (
        (row.recipient, row.about, row.when, _state(row.state, row.tone, row.reason))
        for row in rows
    )
    return _table(names, list(body))


def mail_call(row: MailRow) -> Html:
    """Return a mail that needs a person, and what for."""
    return element(
        "div",
        element(
            "header",
            chip(row.state, row.tone),
            element("span", f"{row.recipient} · {row.about}"),
        ),
        element("p", row.reason, class_="tw-where") if row.reason else None,
        element("p", row.remedy),
        class_="tw-mail-call",
    )


def subject_line(subject: str, label: str) -> Html:
    """Return the subject of a mail as a mail client would head it."""
    return element("p", element("b", label), " ", subject, class_="tw-subject")


def plain_part(text: str) -> Html:
    """Return the plain part of a mail, its lines as they are."""
    lines = (element("span", line or "\u00a0") for line in text.splitlines())
    return element("div", *lines, class_="tw-plain")


def _state(name: str, tone: str, note: str) -> Html:
    return joined(chip(name, tone), element("span", note, class_="tw-told") if note else None)


def _table(names: Sequence[str], rows: Sequence[Sequence[Content]]) -> Html:
    head = element("tr", *(element("th", name, scope="col") for name in names))
    body = (
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell) for cell in row[1:]),
        )
        for row in rows
    )
    return element(
        "table", element("thead", head), element("tbody", *body), class_="tw-sources tw-mails"
    )

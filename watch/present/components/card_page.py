"""The page of one opportunity, piece by piece."""

from __future__ import annotations

from dataclasses import replace

from watch.present.components.frame import SEPARATOR, basis, headline, quotation, where
from watch.present.components.review import stamp_line
from watch.present.markup import Html, element, joined, local_link
from watch.present.views import CardPage, ChangeRow, HistoryRow, NoteRow, Proof
from watch.wording import Aspect, Translator


def card_head(page: CardPage, translator: Translator) -> Html:
    """Return what it is, which pain point it serves and how useful and how sure it is."""
    card = page.card
    badge = f"tw-badge tw-{card.grade.value.replace(' ', '-')}"
    score = translator.translate("Score {score} out of 100", score=card.score)
    return element(
        "header",
        element("p", SEPARATOR.join(p for p in (card.area, page.pain) if p), class_="tw-eyebrow"),
        element("h1", card.headline.title, lang=card.headline.language),
        element(
            "p",
            element("span", card.grade_name, class_=badge),
            element("span", score),
            element("span", card.voices) if card.voices else None,
            class_="tw-sureness",
        ),
        element("p", card.so_what, class_="tw-lead"),
        element("p", _brief_link(card.id, translator), class_="tw-papers"),
        class_="tw-head tw-card-head",
    )


def standing_panel(page: CardPage, translator: Translator) -> Html:
    """Return where it stands, who answers for it, until when."""
    facts = (
        element("div", element("dt", name), element("dd", value)) for name, value in page.people
    )
    pilot = joined(element("b", translator.translate("Pilot:")), " ", page.pilot)
    return element(
        "section",
        stamp_line(replace(page.stamp, said="")),
        element("dl", *facts, class_="tw-facts") if page.people else None,
        element("p", pilot) if page.pilot else None,
        class_="tw-panel tw-standing",
    )


def aspect_list(aspects: tuple[Aspect, ...], translator: Translator) -> Html:
    """Return what adopting it would mean, each with what it was read from."""
    rows = (
        element(
            "div",
            element("dt", one.label),
            element("dd", one.said, basis(one, translator)),
        )
        for one in aspects
    )
    return element("dl", *rows, class_="tw-aspects")


def proof_list(proofs: tuple[Proof, ...], translator: Translator, *, against: bool = False) -> Html:
    """Return pieces of evidence, each with its sentence and where it stands."""
    kind = "tw-proof tw-proof-against" if against else "tw-proof"
    return element("div", *(_proof(one, kind, translator) for one in proofs), class_="tw-proofs")


def change_list(changes: tuple[ChangeRow, ...]) -> Html:
    """Return what was learned since it was first listed, newest first."""
    rows = (
        element(
            "li",
            element("span", row.day, class_="tw-where"),
            element("b", row.said),
            quotation(row.quote) if row.quote else None,
        )
        for row in changes
    )
    return element("ul", *rows, class_="tw-changes")


def note_list(notes: tuple[NoteRow, ...]) -> Html:
    """Return what people remarked, newest first."""
    rows = (
        element("li", element("span", row.about, class_="tw-where"), element("p", row.text))
        for row in notes
    )
    return element("ul", *rows, class_="tw-changes")


def history_list(history: tuple[HistoryRow, ...], translator: Translator) -> Html:
    """Return the rows of the ledger, newest first; what no longer counts is struck through."""
    rows = (
        element(
            "li",
            element("span", str(row.number), class_="tw-number"),
            element(
                "span",
                element("s", row.said) if row.undone else row.said,
                element("span", _about(row, translator), class_="tw-where"),
            ),
            class_="tw-undone" if row.undone else "",
        )
        for row in history
    )
    return element("ol", *rows, class_="tw-history")


def folded(title: str, content: Html) -> Html:
    """Return something to be unfolded."""
    return element("details", element("summary", title), content)


def _brief_link(name: str, translator: Translator) -> Html:
    said = translator.translate("One-page brief, to print")
    return local_link(f"brief/{name}?lang={translator.language}", said)


def _about(row: HistoryRow, translator: Translator) -> str:
    undone = translator.translate("undone") if row.undone else ""
    return " · ".join(part for part in (undone, row.about) if part)


def _proof(proof: Proof, kind: str, translator: Translator) -> Html:
    return element(
        "article",
        headline(proof.headline, translator),
        quotation(proof.quote) if proof.quote else element("p", where(proof.headline)),
        class_=kind,
    )

"""What a list says beyond its rows: changes on followed cards, who came back, who was left out."""

from __future__ import annotations

from datetime import tzinfo

from watch.cli.meant import short_id
from watch.cli.screen import Screen
from watch.cli.show.quoting import quotation, spaced
from watch.links import safe_link
from watch.model import Change, Edition, Opportunity, Status, Update
from watch.wording import Translator, change_phrase, guard_name, in_sentence, name_of, one_line

_INDENT = 5
_TITLE, _QUOTE, _NAME = 160, 260, 60
_CHANGES = 3
"""Changes told of one opportunity, the newest; the card has them all."""


def frozen_phrase(edition: Edition, translator: Translator, zone: tzinfo) -> str:
    """Return whether the list can still change."""
    if edition.frozen_at is None:
        return translator.translate("Open list: each run makes it again until it is frozen.")
    moment = translator.moment(edition.frozen_at.astimezone(zone))
    return translator.translate("Frozen on {moment}.", moment=moment)


def shown_return(screen: Screen, item: Opportunity, translator: Translator) -> None:
    """Print why something that was shown or put aside before is in the list again."""
    if item.decided or (item.status is Status.NEW and not item.changes):
        return
    label = translator.translate("Back in the list:")
    if item.status is not Status.NEW:
        status = in_sentence(name_of(item.status, translator))
        label = translator.translate("Back in the list ({status}):", status=status)
    told = [in_sentence(change_phrase(one, translator)) for one in item.changes[-_CHANGES:]]
    said = ", ".join(told) or translator.translate("its day has come")
    screen.paragraph(said, indent=_INDENT, label=label)


def shown_updates(screen: Screen, edition: Edition, translator: Translator) -> None:
    """Print what changed about what is studied, piloted or adopted."""
    if not edition.updates:
        return
    screen.line(translator.translate("What changed about what you follow"), "bold underline")
    screen.line()
    for update in edition.updates:
        _update(screen, update, translator)


def shown_waiting(screen: Screen, edition: Edition, translator: Translator) -> None:
    """Print how many opportunities of earlier lists nobody has decided."""
    if edition.waiting_count:
        said = translator.plural(
            "{n} opportunity of earlier lists waits for a decision: techwatch cards --status new",
            "{n} opportunities of earlier lists wait for a decision: techwatch cards --status new",
            edition.waiting_count,
        )
        screen.paragraph(said)


def shown_left_out(screen: Screen, edition: Edition, translator: Translator) -> None:
    """Print what the guards kept out of a frozen list, and why."""
    if not edition.left_out:
        return
    screen.line(translator.translate("Left out when it was frozen"), "bold underline")
    screen.line()
    for row in edition.left_out:
        title = one_line(row.title, _TITLE) or row.opportunity_id
        screen.paragraph(f"{title} — {guard_name(row.guard, translator)}", indent=2)
    screen.line()


def _update(screen: Screen, update: Update, translator: Translator) -> None:
    item = update.opportunity
    title = spaced(one_line(item.title, _TITLE), item.language) or "—"
    screen.paragraph(title, indent=_INDENT, style="bold", margin="  +")
    about = (name_of(update.status, translator), one_line(update.owner, _NAME), short_id(item.id))
    screen.paragraph(" · ".join(part for part in about if part), indent=_INDENT)
    for change in update.changes[-_CHANGES:]:
        _change(screen, change, item.language, translator)
    screen.line()


def _change(screen: Screen, change: Change, language: str, translator: Translator) -> None:
    screen.paragraph(change_phrase(change, translator), indent=_INDENT, label="→")
    sentence = one_line(change.sentence, _QUOTE)
    if sentence:
        quoted = quotation(sentence, language, translator)
        screen.paragraph(quoted, indent=_INDENT + 2, style="italic")
    source = one_line(change.source_name, _NAME)
    if source:
        screen.paragraph(f"— {source}", indent=_INDENT + 2)
    link = safe_link(change.url)
    if link:
        screen.line(" " * (_INDENT + 4) + link, "dim")

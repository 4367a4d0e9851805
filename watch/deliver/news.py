"""What changed about opportunities → why one is back in the list, what is new of one followed."""

from __future__ import annotations

from dataclasses import replace

from watch.deliver.budget import Detail
from watch.deliver.digest import Followed, News, Return
from watch.deliver.excerpt import excerpt
from watch.deliver.link import host_of, safe_link
from watch.deliver.verbatim import NAME_LIMIT, in_marks
from watch.model import LANGUAGES, Card, Change, ChangeKind, Opportunity, Status, Update
from watch.wording import Translator, in_sentence, name_of, one_line

_NAMES = frozenset({ChangeKind.OWNER, ChangeKind.ADOPTER, ChangeKind.PEER})
"""Changes told by a name; the words of the others stand in quotation marks."""


def came_back(opportunity: Opportunity, detail: Detail, translator: Translator) -> Return | None:
    """Return why an opportunity that was shown before is listed again; nothing if it was not."""
    if opportunity.status is Status.NEW and not opportunity.changes:
        return None
    label = translator.translate("Back in the list:")
    if opportunity.status is not Status.NEW:
        status = in_sentence(name_of(opportunity.status, translator))
        label = translator.translate("Back in the list ({status}):", status=status)
    reasons = [
        _in_brief(one, opportunity, detail, translator) for one in _newest(opportunity, detail)
    ]
    return Return(label=label, told=", ".join(reasons) or translator.translate("its day has come"))


def followed(update: Update, kept: Card | None, detail: Detail, translator: Translator) -> Followed:
    """Return how a digest tells what changed about an opportunity that is acted on.

    Args:
        update: As the edition holds it.
        kept: Its card, which says where it stands now; without one it stands as the edition says.
        detail: How much is said.
        translator: The reader's.
    """
    card = replace(update.opportunity, changes=update.changes)
    status = kept.standing.status if kept else update.status
    owner = one_line(kept.standing.owner if kept else update.owner, NAME_LIMIT)
    return Followed(
        id=card.id,
        headline=one_line(card.title, detail.headline_limit) or "—",
        language=card.language if card.language in LANGUAGES else "",
        standing=" · ".join(part for part in (name_of(status, translator), owner) if part),
        news=tuple(_news(one, card, detail, translator) for one in _newest(card, detail)),
    )


def _newest(card: Opportunity, detail: Detail) -> tuple[Change, ...]:
    """Return the latest changes first; of one run, failures come before figures before names."""
    return tuple(reversed(card.changes[-detail.change_count :]))


def _news(change: Change, card: Opportunity, detail: Detail, translator: Translator) -> News:
    kind, told = name_of(change.kind, translator), _told(change, card, detail, translator)
    source = one_line(change.source_name, NAME_LIMIT)
    url = safe_link(change.url)
    return News(
        said=translator.translate("{kind}: {told}", kind=kind, told=told) if told else kind,
        source_name="" if source == told else source,
        url=url,
        host=host_of(url),
    )


def _in_brief(change: Change, card: Opportunity, detail: Detail, translator: Translator) -> str:
    kind = in_sentence(name_of(change.kind, translator))
    told = _told(change, card, detail, translator)
    return translator.translate("{kind} ({told})", kind=kind, told=told) if told else kind


def _told(change: Change, card: Opportunity, detail: Detail, translator: Translator) -> str:
    if change.kind in _NAMES:
        return one_line(change.told, detail.told_limit).rstrip(" .")
    told = excerpt(change.told, detail.told_limit, card.language).rstrip(" .")
    return in_marks(told, translator) if told else ""

"""``techwatch searches``: the searches that are kept, and ``techwatch create``."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.session import Session
from watch.cli.verbs.search import Limit

Number = Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="Its number in the list.")]
OnOff = Annotated[str, typer.Argument(metavar="on|off", help="Whether the digest tells it.")]
Story = Annotated[int, typer.Argument(metavar="STORY", help="Its `story_id` in a search.")]
Pain = Annotated[str, typer.Argument(metavar="PAIN", help="A pain point, by number, id or title.")]


def list_searches(session: Session) -> None:
    """Show the searches that are kept, and which of them the digest tells."""
    from watch.cli.show.searches import search_object, shown_searches

    with session.service() as service:
        saved, translator = service.searches.saved(), session.translator(service)
    if session.screen.json:
        rows = [search_object(number, one) for number, one in saved.items()]
        session.screen.answer({"searches": rows})
    else:
        shown_searches(session.screen, saved, translator)


def show_search(session: Session, number: Number, *, limit: Limit = 10) -> None:
    """Ask a search that is kept again, and show what it finds."""
    from watch.cli.show.hits import shown_answer

    with session.service() as service:
        translator = session.translator(service)
        with session.waiting(translator.translate("Searching")):
            search, answer = service.searches.run_saved(number, limit=limit)
        shown_answer(session.screen, search.query, answer, translator)


def remove_search(session: Session, number: Number) -> None:
    """Forget a search."""
    with session.service() as service:
        service.searches.remove(number)
        translator = session.translator(service)
    if session.screen.json:
        session.screen.answer({"removed": number})
    else:
        session.screen.paragraph(translator.translate("Removed."))


def tell_search(session: Session, number: Number, switch: OnOff) -> None:
    """Let the digest tell what a search newly finds, or not."""
    from watch.cli.show.searches import search_object, shown_searches
    from watch.errors import UsageError

    if switch not in ("on", "off"):
        message = f"`{switch}` is neither on nor off"
        raise UsageError(message, hint="write `techwatch searches digest 1 on`")
    with session.service() as service:
        search = service.searches.in_digest(number, on=switch == "on")
        translator = session.translator(service)
    if session.screen.json:
        session.screen.answer(search_object(number, search))
    else:
        shown_searches(session.screen, {number: search}, translator)


def create(session: Session, story: Story, pain: Pain) -> None:
    """Make an opportunity of a story that a search found, for one pain point.

    It is assessed as the weekly list would, whatever its score, and decided like any other.
    """
    from watch.cli.meant import meant_pain
    from watch.cli.verbs.decide import tell
    from watch.model import StoryId

    with session.service() as service:
        pain_id = meant_pain(service, pain).id
        with session.waiting(
            session.translator(service).translate("Weighing it against everything read…")
        ):
            made = service.reviews.create(StoryId(story), pain_id)
        tell(session, service, made)

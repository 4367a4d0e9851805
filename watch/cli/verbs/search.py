"""``techwatch search``: any topic, in either language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.options import Language
from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.cli.narrowing import Typed
    from watch.model import SearchAnswer, SearchFilter
    from watch.service import Service

Query = Annotated[str, typer.Argument(metavar="[TOPIC]", help="A topic, in French or English.")]
Only = Annotated[
    Language | None, typer.Option("--language", help="Only articles in this language.")
]
From = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="NAME", help="Only this source (name or id); repeatable."),
]
Since = Annotated[
    str,
    typer.Option("--since", metavar="DATE|30d", help="Only since a day (2026-11-01) or 30d, 6w."),
]
Until = Annotated[
    str, typer.Option("--until", metavar="DATE|30d", help="Only before a day, or older than that.")
]
OfPain = Annotated[
    list[str] | None,
    typer.Option(
        "--pain", metavar="PAIN", help="Only stories with an opportunity for it; repeatable."
    ),
]
OfArea = Annotated[
    list[str] | None,
    typer.Option("--area", metavar="AREA", help="Only told by sources on this area; repeatable."),
]
OfKind = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", metavar="KIND", help="Only deployments, pilots, regulation …; repeatable."
    ),
]
Standing = Annotated[
    list[str] | None,
    typer.Option(
        "--status", metavar="STATUS", help="Only stories whose opportunity stands so; repeatable."
    ),
]
Like = Annotated[
    int,
    typer.Option(
        metavar="STORY", show_default=False, help="What is like this story, instead of a topic."
    ),
]
Save = Annotated[str, typer.Option(metavar="NAME", help="Keep the search under a name.")]
Limit = Annotated[int, typer.Option(min=1, max=200, help="Show at most so many.")]


def search(  # noqa: PLR0913 - one option for each filter
    session: Session,
    query: Query = "",
    *,
    language: Only = None,
    source: From = None,
    since: Since = "",
    until: Until = "",
    pain: OfPain = None,
    area: OfArea = None,
    kind: OfKind = None,
    status: Standing = None,
    like: Like = 0,
    save: Save = "",
    limit: Limit = 10,
) -> None:
    """Search everything collected, by meaning and by words.

    A French topic finds English articles and the reverse. Articles on the same event are
    shown once, with the sentence that answers best.
    """
    from watch.cli.narrowing import Typed, meant_filter
    from watch.cli.show.hits import shown_answer
    from watch.clock import SystemClock

    typed = Typed(
        language=language.value if language else "",
        sources=source or (),
        since=since,
        until=until,
        pains=pain or (),
        areas=area or (),
        kinds=kind or (),
        statuses=status or (),
    )
    with session.service() as service:
        translator = session.translator(service)
        chosen = meant_filter(service, typed, SystemClock().now())
        with session.waiting(translator.translate("Searching")):
            answer = _answer(service, query, like, chosen, limit)
        number = _kept(service, save, query, typed, chosen) if save else 0
        topic = query or str(like)
        shown_answer(session.screen, topic, answer, translator, saved_as=number)


def _answer(
    service: Service, query: str, like: int, chosen: SearchFilter, limit: int
) -> SearchAnswer:
    from watch.model import StoryId

    if like:
        return service.searches.like(StoryId(like), chosen, limit=limit)
    return service.searches.find(query, chosen, limit=limit)


def _kept(service: Service, name: str, query: str, typed: Typed, chosen: SearchFilter) -> int:
    """Keep a search; an age stays one, counted from the day on which it is asked again."""
    from watch.cli.meant import whoever
    from watch.cli.narrowing import age
    from watch.clock import SystemClock
    from watch.model import SavedSearch

    days = age(typed.since)
    search = SavedSearch(
        name=name,
        query=query,
        chosen=replace(chosen, since_at=None) if days else chosen,
        days=days,
        by=whoever(""),
        created_at=SystemClock().now(),
    )
    return service.searches.save(search)

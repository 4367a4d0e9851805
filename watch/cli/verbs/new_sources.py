"""``techwatch sources find | add``: from the address of any page to a source."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.model import FoundFeed, Source
    from watch.service import Service
    from watch.wording import Translator

Address = Annotated[str, typer.Argument(help="Address of a site, a page or a feed.")]
Name = Annotated[str, typer.Option(help="What to call it; else the feed's own title.")]
Owner = Annotated[str, typer.Option(help="Who publishes it; else its domain.")]
PackName = Annotated[str, typer.Option(help="Pack that it belongs to.")]
Spoken = Annotated[str, typer.Option(metavar="fr|en", help="Language of its articles.")]
Pick = Annotated[
    list[int] | None,
    typer.Option(min=1, metavar="N", help="Add feed N of those that were found; repeatable."),
]
Every = Annotated[bool, typer.Option("--all", help="Add every feed that was found.")]


def find_sources(session: Session, address: Address) -> None:
    """Show the feeds behind the address of any page; nothing is added."""
    from watch.cli.show.found_feeds import feed_object, shown_feeds

    with session.service() as service:
        translator = session.any_translator(service)
        feeds = _found(session, service, address, translator)
    if session.screen.json:
        session.screen.answer({"feeds": [feed_object(feed) for feed in feeds]})
        return
    shown_feeds(session.screen, feeds, translator)
    session.screen.note(_how_to_add(session, address, feeds, translator))


def add_source(  # noqa: PLR0913 - one option for each thing that can be said of a source
    session: Session,
    address: Address,
    *,
    name: Name = "",
    owner: Owner = "",
    pack: PackName = "",
    language: Spoken = "",
    pick: Pick = None,
    every: Every = False,
) -> int:
    """Add the feed behind the address of any page to sources.yaml.

    A feed that does not answer is not added. Where a page has several, a feed of readers'
    comments aside, they are shown, and one is chosen with --pick.
    """
    with session.service() as service:
        translator = session.any_translator(service)
        feeds = _found(session, service, address, translator)
        meant = service.sources.plainly_meant(feeds)
        chosen = _chosen(feeds, pick or [], every=every) or [feed for feed in (meant,) if feed]
        if not chosen:
            return _undecided(session, address, feeds, translator)
        fields = {"name": name, "owner": owner, "pack": pack, "language": language}
        added = service.sources.add(chosen, **fields)
        _tell(session, added, chosen, translator)
        _warn_of_pack(session, service, pack, translator)
    return 0


def _found(
    session: Session, service: Service, address: str, translator: Translator
) -> Sequence[FoundFeed]:
    """Return the feeds behind an address, at least one.

    Raises:
        UsageError: If there is none.
    """
    from watch.errors import UsageError
    from watch.wording import Translator, no_feed

    with session.waiting(translator.translate("Looking for feeds")):
        found = service.sources.discover(address)
    if found.feeds:
        return found.feeds
    speaker = Translator("en") if session.screen.json else translator
    said, advice = map(speaker.translate, no_feed(found.kind))
    if not found.kind:
        alone = speaker.translate("One article alone can be kept with `techwatch articles add`.")
        advice = f"{advice} {alone}"
    message = speaker.translate(
        "{what}: {address} ({reason})", what=said, address=address, reason=found.reason
    )
    raise UsageError(message, hint=advice)


def _chosen(feeds: Sequence[FoundFeed], pick: Sequence[int], *, every: bool) -> list[FoundFeed]:
    """Return the feeds that were asked for: all, those of some numbers, or none.

    Raises:
        UsageError: If a number is not that of a feed.
    """
    from watch.errors import UsageError
    from watch.wording import mark

    if every:
        return list(feeds)
    if pick and max(pick) > len(feeds):
        message = mark("there is no feed {wanted}: {found} were found")
        values = {"wanted": max(pick), "found": len(feeds)}
        raise UsageError(message, hint=mark("`techwatch sources find` numbers them"), values=values)
    return [feeds[number - 1] for number in dict.fromkeys(pick)]


def _undecided(
    session: Session, address: str, feeds: Sequence[FoundFeed], translator: Translator
) -> int:
    from watch.cli.show.found_feeds import feed_object, shown_feeds

    if session.screen.json:
        said = f"{len(feeds)} feeds were found at {address}; nothing was added"
        listed = [feed_object(feed) for feed in feeds]
        hint = "choose with --pick N, or --all"
        session.screen.answer({"error": said, "hint": hint, "feeds": listed})
        return 2
    shown_feeds(session.screen, feeds, translator)
    session.screen.note(translator.translate("Nothing was added: there are several feeds."))
    session.screen.note(_how_to_add(session, address, feeds, translator))
    return 2


def _how_to_add(
    session: Session, address: str, feeds: Sequence[FoundFeed], translator: Translator
) -> str:
    command = session.command(f"sources add {shlex.quote(address)}")
    if len(feeds) == 1:
        return translator.translate("Add it: {command}", command=command)
    return translator.translate("Add one: {command} --pick 1 (or --all)", command=command)


def _tell(
    session: Session, added: Sequence[Source], chosen: Sequence[FoundFeed], translator: Translator
) -> None:
    from watch.cli.show.found_feeds import added_object
    from watch.wording import one_line

    counts = {feed.url: feed.entry_count for feed in chosen}
    if session.screen.json:
        session.screen.answer({"added": [added_object(s, counts[s.url]) for s in added]})
        return
    for source in added:
        name = translator.translate("Added: {name}", name=one_line(source.name, 80))
        count = translator.plural("{n} entry", "{n} entries", counts[source.url])
        session.screen.paragraph(f"{name} · {count}")


def _warn_of_pack(session: Session, service: Service, pack: str, translator: Translator) -> None:
    off = {standing.pack.id for standing in service.packs.standings() if not standing.pack.enabled}
    if pack in off:
        command = session.command(f"packs on {pack}")
        session.screen.note(
            translator.translate("Its pack is switched off: {command}", command=command)
        )

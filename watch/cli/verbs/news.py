"""``techwatch sources follow``: a search engine's news on what hurts, if that may be told."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.meant import meant_pain
from watch.cli.options import Language
from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.model import PainPoint
    from watch.service import NewsSearch
    from watch.wording import Translator


class Engine(StrEnum):
    """A search engine with a news feed."""

    GOOGLE = "google"
    BING = "bing"


Pain = Annotated[
    str,
    typer.Argument(metavar="[PAIN]", help="A pain point, by number, id or title: its keywords."),
]
Words = Annotated[str, typer.Option(help="Words or phrases to search for, separated by commas.")]
Which = Annotated[Engine, typer.Option(help="Whose news search.")]
Spoken = Annotated[Language | None, typer.Option(help="Language of the articles; else yours.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask: the words may be sent.")]

_YES = {"y", "yes", "o", "oui"}


def follow_news(
    session: Session,
    pain: Pain = "",
    *,
    words: Words = "",
    engine: Which = Engine.GOOGLE,
    language: Spoken = None,
    yes: Yes = False,
) -> int:
    """Follow a search of the news, on the keywords of a pain point or on words of your own.

    Its words go to the company of the search engine at each poll, and could tell what hurts
    yours: they are shown and nothing is sent before you agree. Ends with 1 if you do not.
    """
    with session.service() as service:
        about = meant_pain(service, pain) if pain else None
        search = service.sources.news_search(
            _words(about, words),
            engine=engine.value,
            language=language.value if language else "",
            area=about.area if about else "",
        )
        translator = session.any_translator(service)
        if not _agreed(session, search, translator, yes=yes):
            return 1
        with session.waiting(translator.translate("Searching")):
            standing = service.sources.follow(search)
    _tell(session, search, standing.record.entry_count, translator)
    return 0


def _tell(session: Session, search: NewsSearch, entries: int, translator: Translator) -> None:
    from watch.cli.show.found_feeds import added_object
    from watch.wording import one_line

    if session.screen.json:
        added = added_object(search.source, entries)
        session.screen.answer({"added": added, "words": search.words, "told_to": search.company})
        return
    name = translator.translate("Added: {name}", name=one_line(search.source.name, 80))
    count = translator.plural("{n} entry", "{n} entries", entries)
    session.screen.paragraph(f"{name} · {count}")
    stop = session.command(f"packs off {search.source.pack}")
    session.screen.note(translator.translate("To stop it: {command}", command=stop))


def _words(about: PainPoint | None, words: str) -> list[str]:
    """Return the words to search for: those given, else the pain's keywords.

    Raises:
        UsageError: If there are none.
    """
    from watch.errors import UsageError

    given = [word.strip() for word in words.split(",") if word.strip()]
    if given or about is None:
        return given
    if not about.keywords:
        message = f"`{about.title}` has no keywords"
        hint = 'say what to search for, for example --words "fuite hydraulique, SMED"'
        raise UsageError(message, hint=f"{hint}, or add keywords to painpoints.yaml")
    return list(about.keywords)


def _agreed(session: Session, search: NewsSearch, translator: Translator, *, yes: bool) -> bool:
    """Show what would be told to whom, and return whether that may be.

    Raises:
        UsageError: If nobody is there to ask and nothing was said beforehand.
    """
    from watch.errors import UsageError
    from watch.wording import one_line

    if not yes and not session.attended:
        said = ", ".join(search.words)
        message = f"at each poll these words would go to {search.company}: {said}"
        hint = "they can tell what hurts your company; if they may be sent, repeat with --yes"
        raise UsageError(message, hint=hint)
    session.screen.note(
        translator.translate("At each poll these words go to {company}:", company=search.company)
    )
    for word in search.words:
        session.screen.note(f"  {one_line(word, 200)}")
    session.screen.note(f"  {search.source.url}")
    if yes:
        return True
    question = translator.translate(
        "They can tell what hurts your company. May they be sent? [y/N]"
    )
    if typer.prompt(question, default="", show_default=False, err=True).strip().lower() in _YES:
        return True
    session.screen.note(translator.translate("Nothing was sent and nothing was added."))
    return False

"""``techwatch stories``: what is one event and what is not, put right by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.session import Session
from watch.model import ArticleId, StoryId

StoryNumber = Annotated[int, typer.Argument(metavar="STORY", help="`story_id` of a search hit.")]
ArticleNumber = Annotated[
    int, typer.Argument(metavar="ARTICLE", help="`article_id` of a search hit.")
]


def show_story(session: Session, story: StoryNumber) -> None:
    """Show one story: what it says, where it stands, and everybody who tells it.

    The sentences are quoted, unless a language model is switched on in watch.yaml.
    """
    from watch.cli.show.stories import shown_story, story_object

    with session.service() as service:
        translator = session.any_translator(service)
        told = service.stories.show(StoryId(story), translator.language)
    if session.screen.json:
        session.screen.answer(story_object(told))
    else:
        shown_story(session.screen, told, translator)


def merge_stories(session: Session, story: StoryNumber, other: StoryNumber) -> None:
    """Make two stories one, called after the older; it stays so.

    `techwatch search … --json` shows the ids of stories and articles.
    """
    with session.service() as service:
        kept = service.stories.merge(StoryId(story), StoryId(other))
        _said(session, kept, session.any_translator(service).translate("They are one story now."))


def split_story(session: Session, article: ArticleNumber) -> None:
    """Take an article out of its story, for good: no later run puts it back.

    `techwatch search … --json` shows the ids of stories and articles.
    """
    with session.service() as service:
        own = service.stories.split(ArticleId(article))
        said = session.any_translator(service).translate("The article is a story of its own now.")
        _said(session, own, said)


def _said(session: Session, story_id: StoryId, text: str) -> None:
    if session.screen.json:
        session.screen.answer({"story_id": story_id})
    else:
        session.screen.paragraph(text)

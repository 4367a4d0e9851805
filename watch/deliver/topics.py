"""What saved searches have found → how a digest tells it."""

from __future__ import annotations

from watch.deliver.budget import Detail
from watch.deliver.context import NewStory, SearchNews
from watch.deliver.digest import Found, Topic
from watch.deliver.link import host_of, safe_link
from watch.deliver.verbatim import NAME_LIMIT
from watch.model import LANGUAGES
from watch.wording import Translator, one_line


def topic(news: SearchNews, detail: Detail, translator: Translator) -> Topic:
    """Return how a digest tells what is new about a saved search."""
    told = translator.plural("{n} new story", "{n} new stories", news.count)
    return Topic(
        name=one_line(news.name, NAME_LIMIT),
        told=told,
        found=tuple(_found(story, detail) for story in news.stories[: detail.found_count]),
    )


def _found(story: NewStory, detail: Detail) -> Found:
    url = safe_link(story.url)
    return Found(
        headline=one_line(story.title, detail.headline_limit) or "—",
        language=story.language if story.language in LANGUAGES else "",
        source_name=one_line(story.source_name, NAME_LIMIT),
        url=url,
        host=host_of(url),
    )

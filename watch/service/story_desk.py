"""One story as it is told, and stories put right by hand."""

from __future__ import annotations

from dataclasses import dataclass

from watch import deliver, store, understand
from watch.deliver import Summary
from watch.errors import UsageError
from watch.model import ArticleId, Phase, Story, StoryId, owner_of
from watch.pipeline import merge, split
from watch.service.open_home import OpenHome


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A story as a person reads it.

    ``owners`` has one name for each article of the story, in their order; ``former_titles``
    are those its lead had before.
    """

    story: Story
    owners: tuple[str, ...]
    phase: Phase
    summary: Summary
    keyphrases: tuple[str, ...]
    former_titles: tuple[str, ...]


class StoryDesk:
    """Stories shown, merged and split; a merge or split stays, whatever later runs bring."""

    def __init__(self, home: OpenHome) -> None:
        self._home = home

    def show(self, story_id: StoryId, language: str) -> ToldStory:
        """Return a story with its phase, what it is about and what it says.

        Args:
            story_id: Of a search hit.
            language: The reader's; the summary is in it when one of the tellings is.

        Raises:
            UsageError: If there is no such story.
        """
        with self._home.database().read() as connection:
            articles = store.articles.of_stories(connection, [story_id])
            if not articles:
                message = f"there is no story {story_id}"
                raise UsageError(message, hint="`techwatch search --json` shows the ids")
            sources = store.sources.every(connection)
            former = store.articles.former_titles(connection, articles[0].id)
        story = understand.note_facts(understand.gather(articles, sources)[story_id])
        excerpts = understand.summarise(story.articles, self._home.first_view(), language=language)
        lead = story.lead
        return ToldStory(
            story=story,
            owners=tuple(owner_of(a, sources.get(a.source_id)) for a in story.articles),
            phase=understand.story_phase(story, sources, self._home.clock.now()),
            summary=deliver.reword(excerpts, language, self._language_model()),
            keyphrases=understand.keyphrases(lead.title, lead.text, lead.language),
            former_titles=tuple(former),
        )

    def _language_model(self) -> deliver.ChatModel | None:
        llm = self._home.settings.llm
        return deliver.chat_model(llm.base_url, llm.model, llm.api_key) if llm.enabled else None

    def merge(self, one: StoryId, other: StoryId) -> StoryId:
        """Make two stories one; return the id of the older, which it keeps.

        Raises:
            UsageError: If one of them does not exist.
        """
        return merge(self._home.database(), one, other)

    def split(self, article: ArticleId) -> StoryId:
        """Take an article out of its story; return the id of its own.

        Raises:
            UsageError: If there is no such article, or nothing else in its story.
        """
        return split(self._home.database(), article)

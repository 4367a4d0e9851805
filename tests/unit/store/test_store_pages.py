"""The text of article pages: found by its words, asked for once."""

from __future__ import annotations

from fakes import MOMENT, article

from watch import store
from watch.model import ArticleId, Page, PageState


def page(number, text="", state=PageState.READ):
    return Page(article_id=ArticleId(number), state=state, text=text)


def found_by(database, word):
    with database.read() as connection:
        return [i for i, _ in store.fulltext.search(connection, [word], limit=9)]


def save(database, *pages):
    with database.write() as connection:
        store.pages.save(connection, pages, MOMENT)


def test_article_is_found_by_a_word_of_its_page(stocked):
    assert found_by(stocked, "exoskeleton") == []
    save(stocked, page(2, "The site lends an exoskeleton to every picker."))
    assert found_by(stocked, "exoskeletons") == [2]


def test_word_of_the_page_stays_when_the_article_is_saved_again(stocked):
    save(stocked, page(2, "An exoskeleton."))
    with stocked.write() as connection:
        store.articles.save(connection, [article(2, title="A new title")])
    assert found_by(stocked, "exoskeleton") == [2]


def test_page_read_again_replaces_the_earlier_reading(stocked):
    save(stocked, page(2, "An exoskeleton."))
    save(stocked, page(2, "A gripper."))
    assert found_by(stocked, "exoskeleton") == []
    assert found_by(stocked, "gripper") == [2]


def test_page_is_asked_for_once_even_when_it_gave_nothing(stocked):
    save(stocked, page(2, state=PageState.CLOSED))
    with stocked.read() as connection:
        assert store.pages.unread(connection, [ArticleId(3), ArticleId(2), ArticleId(1)]) == [3, 1]

"""A story is summed up in two or three verbatim sentences that do not repeat each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import article
from hypothesis import given
from hypothesis import strategies as st

from watch.model import ArticleId, SourceId
from watch.text import sentences, telling_stems
from watch.understand.summary import summarise

FR_1 = (
    "Le logisticien Velmora a fermé lundi quatorze de ses dix-neuf entrepôts après une attaque. "
    "Il a porté plainte auprès de la gendarmerie de Grenoble dans la matinée. "
    "Environ 2 300 salariés ont été invités à rester chez eux jusqu’à jeudi. "
    "Lire la suite de cet article sur le site de notre partenaire."
)
FR_2 = (
    "Le logisticien Velmora a fermé ce lundi quatorze de ses dix-neuf entrepôts après l’attaque. "
    "Les distributeurs Marcelin et Oria redoutent des rayons vides dès mercredi soir."
)
EN = (
    "Hackers encrypted the warehouse software of the French group Velmora over the weekend. "
    "Analysts expect the group to lose about 4 million euros for each day of closure."
)


def telling(number, text, language="fr", **fields):
    usual = {"title": "Quatorze sites à l’arrêt chez Velmora", "source_id": SourceId(f"s{number}")}
    return article(number, text=text, language=language, **usual | fields)


STORY = (telling(1, FR_1), telling(2, FR_2), telling(3, EN, "en"))


def words_of(excerpts, language="fr"):
    return [set(telling_stems(excerpt.sentence, language)) for excerpt in excerpts]


@pytest.mark.parametrize("limit", [1, 2, 3])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_summary_quotes_its_articles_word_for_word(fake_view, language, limit):
    """Each sentence is one of the article it names, in the reader's language."""
    texts = {a.id: a for a in STORY}
    found = summarise(STORY, fake_view, language=language, limit=limit)
    assert 1 <= len(found) <= limit
    for excerpt in found:
        assert excerpt.sentence in list(sentences(texts[excerpt.article_id].text))
        assert texts[excerpt.article_id].language == language


def test_summary_says_nothing_twice(fake_view):
    """Two papers tell the same closure: one of their sentences is taken, and other news."""
    found = summarise(STORY, fake_view, language="fr")
    assert sum("quatorze" in excerpt.sentence for excerpt in found) == 1
    assert sum("rayons vides" in excerpt.sentence for excerpt in found) == 1
    one, *others = words_of(found)
    assert all(len(one & other) < 0.5 * min(len(one), len(other)) for other in others)


def test_summary_in_another_language_falls_back_on_the_lead(fake_view):
    """Nobody tells it in the reader's language: the lead's is kept, unmixed."""
    found = summarise(STORY[2:], fake_view, language="fr")
    assert [excerpt.article_id for excerpt in found] == [3, 3]


def test_leaning_sentence_only_follows_its_neighbour(fake_view):
    """« Il a porté plainte » is quoted right after the sentence that says who, or not at all."""
    for limit in (1, 2, 3):
        quoted = [e.sentence for e in summarise(STORY[:1], fake_view, language="fr", limit=limit)]
        for before, sentence in zip(["", *quoted], quoted, strict=False):
            assert not sentence.startswith("Il a") or before.startswith("Le logisticien")
    alone = telling(1, "Il a porté plainte auprès de la gendarmerie de Grenoble dans la matinée.")
    assert summarise([alone], fake_view, language="fr") == ()


def test_boilerplate_is_never_in_a_summary(fake_view):
    """There is room for a third sentence, and still no call to the reader."""
    found = summarise(STORY[:1], fake_view, language="fr", limit=5)
    assert len(found) >= 2
    assert not [e for e in found if "Lire la suite" in e.sentence]


def test_sentence_that_repeats_the_title_is_left_out(fake_view):
    """The title is on the card already."""
    title = "Velmora ferme quatorze entrepôts à Grenoble après une attaque informatique"
    told = telling(1, f"{title}. {FR_2}", title=title)
    found = summarise([told], fake_view, language="fr")
    assert found
    assert not [e for e in found if e.sentence.startswith("Velmora ferme")]


def test_summary_leans_towards_what_is_asked(fake_view):
    """With one sentence to give, the pain point decides which."""
    asked = fake_view.queries(["les distributeurs redoutent des rayons vides"])[0]
    plain = summarise(STORY, fake_view, language="fr", limit=1)
    leaning = summarise(STORY, fake_view, language="fr", limit=1, asked=4 * asked)
    assert "quatorze" in plain[0].sentence
    assert "rayons vides" in leaning[0].sentence


def test_second_owner_is_heard_before_the_first_again(fake_view):
    """Where two sentences are worth the same, the paper not yet quoted speaks."""
    closure = "Le logisticien Velmora a fermé 14 de ses entrepôts de Grenoble après une attaque."
    fear = "Les distributeurs de la région redoutent des rayons vides mercredi soir."
    same_fear = "Mercredi soir les distributeurs de la région redoutent des rayons vides."
    owner = SourceId("s1")
    told = [telling(1, closure), telling(2, fear, source_id=owner), telling(3, same_fear)]
    asked = fake_view.queries([closure])[0]
    found = summarise(told, fake_view, language="fr", limit=2, asked=asked)
    assert [excerpt.article_id for excerpt in found] == [1, 3]


def test_reprint_adds_nothing_to_a_summary(fake_view):
    """The text of a reprint is its original's."""
    reprint = replace(telling(9, EN, "en"), reprint_of=ArticleId(1))
    assert summarise([*STORY[:2], reprint], fake_view, language="en") == summarise(
        STORY[:2], fake_view, language="en"
    )


def test_story_without_a_sentence_has_no_summary(fake_view):
    """A title alone speaks for itself."""
    assert summarise([telling(1, "")], fake_view, language="fr") == ()


PIECES = [*sentences(FR_1), *sentences(FR_2), "Elle a dit non.", "Voir aussi la page 2…", ""]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join)


@given(
    st.lists(TEXTS, min_size=1, max_size=10),
    st.integers(min_value=1, max_value=4),
    st.sampled_from(["fr", "en"]),
)
def test_any_story_is_summed_up_soundly(fake_view, texts, limit, language):
    """Whatever the tellings: verbatim, in order, within the limit, and the same again."""
    told = [telling(number, text) for number, text in enumerate(texts, start=1)]
    found = summarise(told, fake_view, language=language, limit=limit)
    assert found == summarise(told, fake_view, language=language, limit=limit)
    assert len(found) <= limit
    assert [e.article_id for e in found] == sorted(e.article_id for e in found)
    assert all(e.sentence in told[e.article_id - 1].text for e in found)
    assert len({e.sentence for e in found}) == len(found)

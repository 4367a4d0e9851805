from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from digest_editions import empty, evidence, five, full, opportunity, silences

from watch.deliver import compose, render_text
from watch.model import Company, Grade, PainId, Silence
from watch.settings import DeliverSettings

USUAL = DeliverSettings()


def composed(edition, language="fr", **settings):
    return compose(edition, replace(USUAL, **settings), language)


def test_subject_states_counts_and_week_only():
    assert composed(full()).subject == "Veille opérations · semaine 47 · 7 opportunités à décider"
    assert composed(full(), "en").subject == (
        "Operations watch · week 47 · 7 opportunities to decide on"
    )
    one = full(opportunities=five()[:1])
    assert composed(one).subject == "Veille opérations · semaine 47 · 1 opportunité à décider"


def test_subject_holds_no_word_of_feeds_or_company():
    word = "Zyxqq"
    hostile = opportunity(title=word, pain_title=word, area=word, gain=word, owners=(word,))
    edition = full(opportunities=(hostile,), company=Company(name=word))
    assert word not in composed(edition).subject


def test_example_edition_says_so_first_and_in_the_subject():
    digest = composed(full(example=True))
    assert digest.subject.startswith("[Exemple] ")
    assert render_text(digest).startswith("*** Exemple")
    assert "inventés" in digest.banner
    assert composed(full()).banner == ""


def test_opportunities_are_capped_and_the_rest_counted():
    digest = composed(full(), max_opportunities=2)
    assert len(digest.sections[0].items) == 2
    assert digest.sections[0].closing.startswith("5 autres")
    assert composed(full(opportunities=five()[:2])).sections[0].closing == ""


def test_one_weak_signal_is_shown_apart():
    weak = five()[-1]
    digest = composed(full(opportunities=(*five(), replace(weak, id="opp-9"))))
    assert [s.heading for s in digest.sections][1] == "Signal faible"
    assert [i.id for i in digest.sections[1].items] == ["opp-8"]
    assert weak.id not in {i.id for i in digest.sections[0].items}


def test_edition_of_a_weak_signal_only_decides_nothing():
    digest = composed(full(opportunities=five()[-1:]))
    assert digest.subject.endswith("rien à décider")
    assert digest.bottom_line[0].startswith("Rien à décider cette semaine, seulement")
    assert [s.heading for s in digest.sections] == ["Signal faible", "Sans piste cette semaine"]


def test_empty_edition_is_two_honest_lines():
    digest = composed(empty())
    assert digest.sections == ()
    assert len(digest.bottom_line) == 2
    assert "aucun des 212 articles lus" in digest.bottom_line[0]
    assert "42 sources interrogées" in digest.bottom_line[1]


def test_week_without_articles_does_not_blame_the_bar():
    digest = composed(empty(article_count=0, story_count=0))
    assert digest.bottom_line[0] == (
        "Rien à décider cette semaine\u00a0: aucun nouvel article n’a été lu."
    )


@pytest.mark.parametrize("edition", [full, empty])
def test_poor_coverage_is_admitted(edition):
    assert "mal couverte" in " ".join(composed(edition(failed_source_count=30)).bottom_line)
    assert "mal couverte" not in " ".join(composed(edition(failed_source_count=3)).bottom_line)


def test_footer_tells_failed_sources_or_their_absence():
    assert "3 en échec" in composed(full()).footer[0]
    assert "aucune en échec" in composed(full(failed_source_count=0)).footer[0]


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        ((Grade.CONFIRMED,), "1 opportunité à décider, confirmée."),
        ((Grade.CONFIRMED, Grade.CONFIRMED), "2 opportunités à décider, toutes confirmées."),
        ((Grade.TO_CHECK, Grade.SINGLE_SOURCE), "2 opportunités à décider, aucune confirmée à"),
        ((Grade.CONFIRMED, Grade.TO_CHECK), "2 opportunités à décider, dont 1 confirmée."),
        ((Grade.PROBABLE, Grade.TO_CHECK), "2 opportunités à décider, dont 1 probable."),
        (
            (Grade.CONFIRMED, Grade.CONFIRMED, Grade.PROBABLE),
            "3 opportunités à décider, dont 2 confirmées et 1 probable.",
        ),
    ],
)
def test_bottom_line_says_how_sure(grades, said):
    chosen = tuple(opportunity(grade=grade) for grade in grades)
    assert composed(full(opportunities=chosen)).bottom_line[0].startswith(said)


def test_silence_admits_few_sources_and_shows_the_nearest_miss():
    notes = composed(full(opportunities=five()[:1])).sections[-1].notes
    assert notes[0].reading == "143 articles lus, 3 sources dédiées seulement."
    assert notes[0].nearest.startswith("Centres de contacts")
    assert notes[0].host == "relation-client.example"
    assert notes[1].reading == "1 article lu, 12 sources dédiées."
    assert notes[1].nearest == ""


def test_silences_beyond_the_fourth_are_counted():
    digest = composed(full(opportunities=five()[:1], silences=silences() * 3))
    assert len(digest.sections[-1].notes) == 4
    assert digest.sections[-1].closing == "Et 2 autres irritants sans nouvelle piste."


def test_item_without_evidence_has_neither_link_nor_quote():
    item = composed(full(opportunities=(opportunity(evidence=()),))).items[0]
    assert (item.url, item.host, item.quote) == ("", "", None)


def test_quote_is_verbatim_dated_and_marked_once():
    quote = composed(full()).items[1].quote
    assert quote.text.startswith("«\u00a0Halden Stamping fitted 64 wireless sensors")
    assert (quote.source_name, quote.day) == ("Plant Floor", "18 novembre 2026")
    assert composed(full()).items[3].quote.text.count("«") == 1


def test_undated_evidence_shows_no_date():
    undated = replace(evidence("A fact.", "https://a.example/", "A"), published_at=None)
    digest = composed(full(opportunities=(opportunity(evidence=(undated,)),)))
    assert digest.items[0].quote.day == ""
    assert "(A)" in render_text(digest)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("count", [5, 9, 30])
@pytest.mark.parametrize("word", ["a", "longueur", "anticonstitutionnellement" * 9])
def test_digest_never_exceeds_600_words(language, count, word):
    """However long the feeds, the pains and the list are."""
    text = " ".join([word] * 400)
    wordy = opportunity(
        title=text, pain_title=text, gain=text, area=text,
        solution_name={"fr": text, "en": text},
        evidence=(evidence(text, "https://a.example", text),),
    )  # fmt: skip
    silent = Silence(
        pain_id=PainId("p"), pain_title=text, article_count=9, source_count=9, nearest_title=text
    )
    edition = full(
        opportunities=(*[wordy] * count, replace(wordy, weak_signal=True)), silences=(silent,) * 20
    )
    digest = composed(edition, language, max_opportunities=count)
    assert len(render_text(digest).split()) <= 600
    assert digest.items


def test_compose_is_pure():
    assert composed(full()) == composed(full())


def test_headline_of_hostile_spaces_stays_on_one_line():
    title = "Robots\r\nBcc: everyone@example.com\u2028\u202e\x00 gratuits"
    item = composed(full(opportunities=(opportunity(title=title),))).items[0]
    assert item.headline == "Robots Bcc: everyone@example.com gratuits"


def test_week_that_is_no_week_is_refused():
    with pytest.raises(ValueError, match="ISO week"):
        composed(full(week="../../etc"))


def test_made_at_is_told():
    edition = full(made_at=datetime(2026, 12, 1, 7, 5, tzinfo=UTC))
    assert "1er décembre 2026 à 07:05 UTC" in composed(edition).footer[-1]


def test_french_words_never_break_before_double_punctuation():
    for text in (
        s for d in (composed(full()), composed(empty())) for s in (*d.bottom_line, *d.footer)
    ):
        assert not re.search(r" [:;!?%»]|« ", text), text

"""What a telling adds to what is known, each once, verbatim and with its link."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import MOMENT, article, source, story

from watch.model import ChangeKind, Known, OpportunityId
from watch.review.changes import Context, known_of, learned
from watch.text import folded
from watch.understand import note_facts

NAME = OpportunityId("a")
START = "At Brisquet, the sensors cut unplanned stoppages by 41%."
AGAIN = "Chez Brisquet Lame, les capteurs ont réduit de 41 % les arrêts imprévus."


def context(*, peer=False):
    sources = {name: source(name) for name in ("press", "trade", "daily")}
    return Context(sources=sources, is_peer=lambda *_: peer, now=MOMENT)


def told(text, number=1, title="", **fields):
    return note_facts(story(number, article(number, title=title, text=text, **fields)))


def news(text, before=START, *, peer=False, **fields):
    """Changes that a later story brings, as (kind, words), further owners left out."""
    changes, _ = learned(
        known_of([told(before)]), NAME, told(text, 2, **fields), context(peer=peer)
    )
    return [(c.kind, c.told) for c in changes if c.kind is not ChangeKind.OWNER]


def test_same_facts_in_other_words_change_nothing():
    """Told again in French, with the longer name: nothing new."""
    assert news(AGAIN) == []


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (
            "At Quillefer, the sensors cut unplanned stoppages by 41%.",
            [(ChangeKind.ADOPTER, "Quillefer")],
        ),
        (
            "At Brisquet, the sensors cut unplanned stoppages by 52%.",
            [(ChangeKind.GAIN, "cut unplanned stoppages by 52%")],
        ),
        (
            "The sensor costs $8 per machine per week.",
            [(ChangeKind.PRICE, "$8 per machine per week")],
        ),
        (
            "Le capteur est disponible en France dès mars.",
            [(ChangeKind.AVAILABILITY, "disponible en France")],
        ),
        (
            "L'obligation entre en vigueur le 1er mars 2027.",
            [(ChangeKind.DEADLINE, "1er mars 2027")],
        ),
    ],
)
def test_new_fact_is_a_change(text, changes):
    """Adopter, figure, price, availability, date: verbatim."""
    assert news(text) == changes


def test_adopter_like_the_company_is_told_as_a_peer():
    """One change, not two."""
    text = "At Quillefer, the sensors cut unplanned stoppages by 41%."
    assert news(text, peer=True) == [(ChangeKind.PEER, "Quillefer")]


def test_change_carries_its_sentence_and_its_link():
    """Found in the second article of the story."""
    one, other = article(1, text="Sensors."), article(2, text=START, source_id="trade")
    grown = note_facts(story(1, one, other))
    changes, _ = learned(known_of([told("Sensors.")]), NAME, grown, context())
    found = {c.kind: c for c in changes}
    gain = found[ChangeKind.GAIN]
    assert (gain.sentence, gain.article_id, gain.url) == (START, 2, other.url)
    assert (gain.source_name, gain.seen_at, gain.opportunity_id) == ("Trade", MOMENT, NAME)


def test_further_owner_is_a_change_once():
    """A second paper takes it up; a third text of the first does not count."""
    one, other = article(1), article(2, source_id="trade")
    grown = story(1, one, other, article(3))
    changes, known = learned(known_of([story(1, one)]), NAME, grown, context())
    assert [(c.kind, c.told, c.article_id, c.sentence) for c in changes] == [
        (ChangeKind.OWNER, "trade owner", 2, "")
    ]
    assert learned(known, NAME, grown, context())[0] == []


@pytest.mark.parametrize(
    "text", [START, AGAIN, "The sensor costs $8 per van per week.", "Nothing."]
)
def test_what_was_learned_is_learned_once(text):
    """The second time the same story brings nothing, and what is known stays."""
    one = told(text, 2)
    _, known = learned(Known(), NAME, one, context())
    assert learned(known, NAME, one, context()) == ([], known)
    assert known == known_of([one])


def test_known_grows_and_never_shrinks():
    """What a story adds is joined to what was known."""
    first = known_of([told(START)])
    _, second = learned(first, NAME, told("The sensor costs $8 per van per week.", 2), context())
    assert first.gains <= second.gains
    assert first.adopters <= second.adopters
    assert (len(first.prices), len(second.prices)) == (0, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "At Brisquet, the sensors cut unplanned stoppages by a third.",
            "À Brisquet, les capteurs ont réduit de 33 % les arrêts imprévus.",
        ),
        ("The sensor costs €49 per month.", "Le capteur coûte 49 € par mois."),
        (
            "The rule takes effect on 1 March 2027.",
            "L'obligation entre en vigueur le 1er mars 2027.",
        ),
        ("It is available in the EU.", "Il est disponible en Europe."),
    ],
)
def test_fact_is_known_in_the_other_language(one, other):
    """A third and « 33 % », 1 March and « 1er mars », € and euros."""
    assert len(news(one, "Nothing.")) >= 1
    assert [kind for kind, _ in news(other, one) if kind is not ChangeKind.ADOPTER] == []


def test_availability_after_a_denial_is_a_change():
    """ "Not yet available in the EU", then available."""
    before = "The tool is not yet available in the EU."
    found = news("The tool is available in the EU.", before)
    assert found == [(ChangeKind.AVAILABILITY, "available in the EU")]


def test_failure_is_told_once():
    """The first setback is a change; the next article about it is not."""
    stopped = told("Trop de fausses alertes.", 2, title="Le site abandonne ses capteurs")
    changes, known = learned(known_of([told(START)]), NAME, stopped, context())
    (failure,) = [c for c in changes if c.kind is ChangeKind.FAILURE]
    assert failure.sentence == "Le site abandonne ses capteurs"
    assert known.failed
    assert ChangeKind.FAILURE not in {c.kind for c in learned(known, NAME, stopped, context())[0]}


def test_loss_beside_a_gain_is_no_failure():
    """Stoppages fell, and repairs take longer: mixed, not failed."""
    mixed = f"{START} Repair time lengthened by 22 minutes."
    assert ChangeKind.FAILURE not in dict(news(mixed, "Nothing."))
    worse = "Closing the bay backfired: truck dwell time lengthened by 22 minutes."
    assert ChangeKind.FAILURE in dict(news(worse, "Nothing."))


def test_figures_of_a_brochure_are_no_gains():
    """Who sells it praises it."""
    one = told("At Quillefer, the sensors cut unplanned stoppages by 52%.", 2)
    one = replace(one, facts=replace(one.facts, promotional=True))
    changes, _ = learned(Known(), NAME, one, context())
    assert ChangeKind.GAIN not in {c.kind for c in changes}


def test_paper_that_tells_it_is_no_adopter():
    """ "…, Trade owner said" names who reports, not who uses."""
    one = told("At Brisquet, the sensors cut unplanned stoppages by 52%.", 2)
    one = replace(one, owners=("Brisquet",))
    changes, _ = learned(Known(), NAME, one, context())
    assert [c.told for c in changes if c.kind is ChangeKind.ADOPTER] == []


def test_verbatim_words_are_compared_without_case_and_blanks():
    """No-break spaces and capitals are the printer's."""
    assert folded("32\u00a0%  de  REBUTS ") == folded("32 % de rebuts")
    assert folded("32 % de rebuts") != folded("33 % de rebuts")


def test_later_article_of_the_same_story_counts():
    """Months apart or not: what is compared is facts, not days."""
    late = told(START, 2, effective_at=MOMENT + timedelta(days=200))
    assert learned(known_of([told(START)]), NAME, late, context())[0] == []

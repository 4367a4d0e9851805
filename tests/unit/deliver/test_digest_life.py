"""What a digest says of an edition with a past: returns, updates, deadlines, values, waiting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
from digest_editions import (
    FROZEN_AT,
    binding_prospect,
    change,
    empty,
    five,
    full,
    living,
    opportunity,
    prospect,
    stake,
    updates,
)

from watch.deliver import compose, render_html, render_text
from watch.model import ChangeKind, OpportunityId, Status, Update
from watch.settings import DeliverSettings

FREEZE_DAY = FROZEN_AT.date()
FOLLOWED = "What changed about what you follow"
DEADLINES = "Deadlines within 90 days"


def composed(edition, language="en", **settings):
    return compose(edition, replace(DeliverSettings(), **settings), language)


def alone(row, **changes):
    """Return the edition of one row, which leaves room to say everything about it."""
    return full(opportunities=(row,), silences=(), **changes)


def section(edition, heading, language="en"):
    found = [s for s in composed(edition, language).sections if s.heading == heading]
    return found[0] if found else None


def test_new_row_is_not_said_to_be_back():
    assert composed(alone(opportunity())).items[0].back is None


def test_row_shown_before_says_what_brought_it_back():
    row = opportunity(
        changes=(
            change(ChangeKind.OWNER, "Usine et Méthodes"),
            change(ChangeKind.PRICE, "9 800 € par robot.", "Logistique Hebdo"),
        )
    )
    back = composed(alone(row), "fr").items[0].back
    assert back.label == "De retour\u00a0:"
    assert back.told == (
        "prix («\u00a09\u202f800 € par robot\u00a0»), "
        "nouvelle source indépendante (Usine et Méthodes)"
    )


def test_row_put_aside_says_where_it_stood():
    row = opportunity(status=Status.WATCHING, changes=(change(ChangeKind.PEER, "Metz & Fils"),))
    back = composed(alone(row)).items[0].back
    assert back.label == "Back in the list (watching):"
    assert back.told == "an adopter like your company (Metz & Fils)"


def test_row_put_aside_without_a_change_is_back_because_of_its_day():
    back = composed(alone(opportunity(status=Status.WATCHING))).items[0].back
    assert back.told == "its day has come"


def test_only_the_two_latest_changes_bring_a_row_back():
    told = tuple(change(ChangeKind.OWNER, f"Owner {n}") for n in range(4))
    back = composed(alone(opportunity(changes=told))).items[0].back
    assert back.told == "new independent source (Owner 3), new independent source (Owner 2)"


def test_row_placed_by_a_person_says_so_first():
    item = composed(alone(opportunity(placed=True))).items[0]
    assert item.why.startswith("placed by hand, strong need")


@pytest.mark.parametrize(
    "status",
    [Status.TO_STUDY, Status.ALREADY_DONE, Status.REJECTED, Status.WATCHING],
)
def test_row_decided_before_the_freeze_is_not_asked_again(status):
    rows = five()
    digest = composed(full(opportunities=(replace(rows[0], status=status, decided=True), rows[1])))
    assert [item.id for item in digest.items] == ["opp-2"]
    assert digest.subject.endswith("1 opportunity to decide on")
    assert digest.bottom_line[0].startswith("1 opportunity to decide on")


def test_list_decided_throughout_does_not_blame_the_bar():
    digest = composed(alone(opportunity(status=Status.PILOT, decided=True)))
    assert digest.bottom_line[0] == (
        "Nothing left to decide on this week: the whole list is decided already."
    )
    assert digest.subject.endswith("nothing to decide on")


def test_weak_signal_already_decided_is_not_shown_again():
    weak = replace(five()[-1], status=Status.TO_STUDY, decided=True)
    digest = composed(full(opportunities=(opportunity(), weak), silences=()))
    assert [s.heading for s in digest.sections] == ["To decide"]
    assert composed(alone(weak)).bottom_line[0].startswith("Nothing left to decide")


def test_update_tells_title_owner_and_verbatim_words():
    dock, parts = section(living(opportunities=()), FOLLOWED).followed
    assert dock.headline == "Quais partagés : la réservation de créneaux gagne les transporteurs"
    assert dock.standing == "In pilot · Claire Fontanel"
    assert [news.said for news in dock.news] == [
        "Reported failure: “Trois transporteurs abandonnent la plateforme, "
        "faute de créneaux le matin”",
        "New figure: “réduit de 41\u202f% l’attente à quai”",
    ]
    assert [news.source_name for news in dock.news] == ["Le Quotidien régional", "Transport Actuel"]
    assert dock.news[0].url == "https://usine-methodes.example/2026/11/suite"
    assert parts.standing == "To study"
    assert parts.news[0].said == "An adopter like your company: Société Metz & Fils"


def test_further_owner_is_named_once():
    news = followed_by(change(ChangeKind.OWNER, "Ops Wire")).news[0]
    assert (news.said, news.source_name) == ("New independent source: Ops Wire", "")


def followed_by(*changes):
    """Return how the digest tells these changes of one followed opportunity."""
    update = Update(opportunity=opportunity(), status=Status.PILOT, changes=changes)
    return section(empty(updates=(update,)), FOLLOWED).followed[0]


def test_unsafe_address_of_a_change_is_not_offered():
    news = followed_by(change(ChangeKind.OWNER, "Ops Wire", url="javascript:alert(1)")).news[0]
    assert (news.url, news.host) == ("", "")


def test_updates_beyond_the_third_are_counted():
    told = section(empty(updates=updates() * 3), FOLLOWED)
    assert len(told.followed) == 3
    assert told.closing == "3 more that you follow have changed."
    assert section(empty(updates=updates()), FOLLOWED).closing == ""


def test_week_of_updates_only_is_not_cut_to_two_lines():
    digest = composed(empty(updates=updates()))
    assert [s.heading for s in digest.sections] == [FOLLOWED, DEADLINES, "Nothing above the bar"]
    assert digest.bottom_line[0].startswith("Nothing to decide on this week: none of the 212")
    assert len(digest.footer) == 3


@pytest.mark.parametrize(
    ("days", "shown"), [(-1, False), (0, True), (90, True), (91, False), (400, False)]
)
def test_deadline_is_told_from_its_day_back_to_ninety_days_before(days, shown):
    on = FREEZE_DAY + timedelta(days=days)
    row = opportunity(prospect=binding_prospect(on, "Obligatoire."))
    assert (section(alone(row), DEADLINES) is not None) == shown


def test_deadlines_are_the_three_earliest_of_listed_and_followed():
    rows = tuple(
        opportunity(
            id=OpportunityId(f"opp-{day}"),
            prospect=binding_prospect(date(2026, 12, day), "Obligatoire."),
        )
        for day in (20, 10, 30)
    )
    followed = Update(
        opportunity=opportunity(
            id=OpportunityId("dock"), prospect=binding_prospect(date(2026, 12, 15), "Exigé.")
        ),
        status=Status.PILOT,
        changes=(change(ChangeKind.OWNER, "Ops Wire"),),
    )
    told = section(full(opportunities=rows, updates=(followed,), silences=()), DEADLINES)
    days = [one.day for one in told.deadlines]
    assert days == ["10 December 2026", "15 December 2026", "20 December 2026"]
    assert told.deadlines[1].words == "“Exigé.”"


def test_deadline_repeats_no_address_that_stands_above():
    told = section(living(silences=()), DEADLINES).deadlines
    assert [(one.id, one.host) for one in told] == [
        ("opp-3", ""),
        ("opp-20", "transport-actuel.example"),
    ]


def test_deadline_without_a_sentence_quotes_its_date():
    due = prospect(deadline_on=date(2026, 12, 1), deadline="1er décembre")
    assert section(alone(opportunity(prospect=due)), DEADLINES).deadlines[0].words == (
        "“1er décembre”"
    )


def test_yearly_value_is_a_range_and_rests_on_the_gain_told():
    item = composed(alone(opportunity(prospect=prospect(stake=stake()))), "fr").items[0]
    assert item.stake == (
        "Enjeu\u00a0: 19\u202f000\u00a0€ à 38\u202f000\u00a0€ par an, "
        "en supposant ici tout ou partie de ce gain."
    )


@pytest.mark.parametrize(
    ("source", "named"), [("Plant Floor", "Plant Floor"), ("", "solution library")]
)
def test_yearly_value_names_the_source_of_another_figure(source, named):
    other = stake(assumption="10 to 30%", source_name=source)
    item = composed(alone(opportunity(prospect=prospect(stake=other)))).items[0]
    assert item.stake == (
        f"At stake: €19,000 to €38,000 a year, supposing part or all of “10 to 30%” here ({named})."
    )


def test_row_without_a_yearly_value_says_nothing_of_it():
    assert composed(alone(opportunity(prospect=prospect()))).items[0].stake == ""
    assert "At stake" not in render_text(composed(full()))


@pytest.mark.parametrize("edition", [full, empty])
def test_opportunities_shown_earlier_are_counted_in_the_bottom_line(edition):
    said = "1 opportunité déjà présentée attend encore une décision."
    assert said in composed(edition(waiting_count=1), "fr").bottom_line
    several = composed(edition(waiting_count=7), "fr").bottom_line
    assert "7 opportunités déjà présentées attendent encore une décision." in several
    assert len(composed(edition(), "fr").bottom_line) == 2


@pytest.mark.parametrize("edition", [full, empty])
def test_open_list_says_that_it_may_change(edition):
    assert composed(edition(frozen_at=None)).bottom_line[-1].startswith("Open list:")
    assert "Open list" not in render_text(composed(edition()))


def test_reader_is_named_in_the_title_and_nowhere_in_the_subject():
    digest = composed(full(reader="Anne Colin"))
    assert digest.title == "Operations watch · Ateliers Lumera · Anne Colin"
    assert "Anne" not in digest.subject


@pytest.mark.parametrize("language", ["fr", "en"])
def test_full_week_with_a_past_keeps_every_section(language):
    """Words are saved inside the sections before one is given up."""
    digest = composed(living(updates=updates() * 2, silences=living().silences * 3), language)
    assert len(digest.sections) == 5
    assert len(digest.sections[0].items) == 5
    assert len(digest.sections[1].followed) >= 2
    assert digest.sections[0].items[0].stake
    assert 500 < len(render_text(digest).split()) <= 600


def test_short_week_is_told_in_full():
    digest = composed(living(opportunities=living().opportunities[:1], silences=()))
    item = digest.items[0]
    assert item.would_change
    assert item.quote.text.endswith("directeur du site de Brivadis.”")
    assert len(digest.sections[1].followed[0].news) == 2
    assert digest.sections[2].deadlines[0].words


def wordy(text, count):
    """Return an edition in which every text is this one."""
    told = (change(ChangeKind.FAILURE, text, text),) * 3
    binding = binding_prospect(date(2026, 12, 1), text, stake=stake(assumption=text))
    row = opportunity(
        title=text, pain_title=text, gain=text, area=text, changes=told, prospect=binding,
        solution_name={"fr": text, "en": text},
    )  # fmt: skip
    rows = tuple(replace(row, id=OpportunityId(f"row-{n}")) for n in range(count))
    follows = Update(
        opportunity=replace(row, id=OpportunityId("dock")),
        status=Status.PILOT,
        owner=text,
        changes=told,
    )
    return full(
        opportunities=(*rows, replace(row, weak_signal=True)),
        updates=(follows,) * 5,
        reader=text,
        waiting_count=12,
        frozen_at=None,
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("count", [0, 5, 30])
@pytest.mark.parametrize("word", ["a", "longueur", "anticonstitutionnellement" * 9])
def test_digest_with_a_past_never_exceeds_600_words(language, count, word):
    """However long the feeds, the names and the list are."""
    digest = composed(wordy(" ".join([word] * 400), count), language, max_opportunities=30)
    assert len(render_text(digest).split()) <= 600
    assert len(render_html(digest).encode()) <= 100_000


def test_living_digest_says_the_same_in_both_parts():
    digest = composed(living(), "fr")
    parts = (unescape(render_html(digest)), render_text(digest))
    page, text = (" ".join(part.split()) for part in parts)
    said = [news.said for one in digest.sections[1].followed for news in one.news]
    said += [one.standing for one in digest.sections[1].followed]
    said += [item.stake for item in digest.items] + list(digest.bottom_line)
    said += [item.back.told for item in digest.items if item.back]
    said += [one.day for one in digest.sections[3].deadlines]
    for words in said:
        plain = " ".join(words.split())
        assert plain in text
        assert plain in page

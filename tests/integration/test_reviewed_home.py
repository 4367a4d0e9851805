"""A small home over several weeks, through the service: decide, run, freeze, come back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fakes import MOMENT, HashingEmbedder

from watch.clock import FixedClock
from watch.errors import UsageError
from watch.model import Act, Movement, PilotResult, Reason, Status
from watch.pipeline import listing
from watch.service import Service

FRIDAY = MOMENT.replace(hour=18) + timedelta(days=2)
WEEK = timedelta(weeks=1)
NEWS = (
    ("Robots halve picking errors in the warehouse", "The maker Brisquet cut errors by 41 %."),
    ("Warehouse pickers try voice picking", "A pilot has begun in one hall of the warehouse."),
    ("Goods-to-person robots launched", "The supplier presents new robots for the warehouse."),
    ("Pick-by-light reaches the warehouse", "Lights guide the pickers of Ostrevant."),
)
DETAIL = "The people at the site explain at some length what was changed and how it was done. "
PAINS = """\
company: {language: en}
pain_points:
  - title: Too many picking errors in the warehouse
    area: logistics
    yearly_cost: 200000
"""
SETTINGS = "rank: {floor: 0, list_size: 3, per_pain: 9, per_owner: 9}\n"


class Reviewed:
    """A home, its clock, and the service that opens it."""

    def __init__(self, root) -> None:
        self.clock = FixedClock(MOMENT)
        self.service = Service(root, clock=self.clock, views=[HashingEmbedder()])

    def add(self, number: int, title: str, text: str) -> None:
        url = f"https://news{number}.example/{number}"
        self.service.add_article(url, title=title, text=f"{text} {DETAIL}")

    def run(self) -> None:
        self.service.run()

    @property
    def listed(self) -> list[str]:
        """Ids of the open list, or of the edition to review once there is none."""
        edition = self.service.editions.open_list() or self.service.edition()
        return [row.id for row in edition.opportunities]

    def decide(self, name, status, **said):
        return self.service.reviews.record(name, Act.DECIDE, status=status, by="coo", **said)


@pytest.fixture
def home(tmp_path, own_cache):
    """A home with four articles, run once on a Wednesday."""
    (tmp_path / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    (tmp_path / "painpoints.yaml").write_text(PAINS, encoding="utf-8")
    (tmp_path / "watch.yaml").write_text(SETTINGS, encoding="utf-8")
    reviewed = Reviewed(tmp_path)
    with reviewed.service:
        for number, (title, text) in enumerate(NEWS):
            reviewed.add(number, title, text)
        reviewed.run()
        yield reviewed


def test_decision_is_a_row_with_edition_and_place(home):
    """The ledger says who, when, from which list and place; the card says how it stands."""
    name = home.listed[1]
    card = home.decide(name, Status.TO_STUDY, owner="Head of logistics")
    assert (card.standing.status, card.standing.owner) == (Status.TO_STUDY, "Head of logistics")
    (row,) = home.service.reviews.ledger()
    assert (row.week, row.rank, row.by, row.at) == ("2026-W47", 2, "coo", MOMENT)


def test_card_is_found_by_the_beginning_of_its_id(home):
    """As commits are; nothing and too much are told."""
    name = home.listed[0]
    assert home.service.reviews.card(name[:6]).opportunity.id == name
    with pytest.raises(UsageError, match="no opportunity"):
        home.service.reviews.card("zzz")
    with pytest.raises(UsageError, match="beginning of"):
        home.service.reviews.card("")


def test_undecided_card_cannot_be_undone(home):
    """There is nothing to take back, and the hint says where to look."""
    with pytest.raises(UsageError, match="nothing was decided"):
        home.service.reviews.undo(home.listed[0])


def test_undo_gives_the_former_state_and_keeps_both_rows(home):
    """Nothing is overwritten."""
    name = home.listed[0]
    home.decide(name, Status.REJECTED, reason=Reason.OFF_TOPIC)
    card = home.service.reviews.undo(name)
    assert card.standing.status is Status.NEW
    assert [row.act for row in card.history] == [Act.DECIDE, Act.UNDO]
    assert card.undone == {1}


def test_row_decided_from_the_open_list_stays_until_it_is_frozen(home):
    """Deciding does not make the list jump; the next run keeps the row, with its status."""
    first, second, _ = home.listed
    home.decide(first, Status.TO_STUDY)
    home.decide(second, Status.REJECTED, reason=Reason.NOT_A_PRIORITY)
    home.run()
    rows = home.service.editions.open_list().opportunities
    status = {row.id: row.status for row in rows}
    assert (status[first], status[second]) == (Status.TO_STUDY, Status.REJECTED)
    assert len(rows) == 3


def test_mail_asks_only_for_what_is_not_decided_yet(home):
    """What was decided since the list was made counts, without another run."""
    first, *_ = home.listed
    before = home.service.digests.preview()
    home.decide(first, Status.TO_STUDY)
    after = home.service.digests.preview()
    home.service.reviews.undo(first)
    assert "3 opportunities to decide on" in before.subject
    assert "decided." not in before.text
    assert "2 opportunities to decide on" in after.subject
    assert "1 of 3 decided." in after.text
    assert home.service.digests.preview().subject == before.subject


def test_run_after_the_freeze_moment_freezes_once(home):
    """Friday evening's list stays; Saturday works for the next week."""
    shown = home.listed
    home.clock.moment = FRIDAY
    home.run()
    frozen = home.service.edition()
    assert (frozen.week, frozen.frozen_at) == ("2026-W47", FRIDAY)
    home.clock.moment = FRIDAY + timedelta(days=1)
    home.run()
    assert home.service.edition() == frozen
    assert home.service.editions.open_list().week == "2026-W48"
    assert set(shown) == {row.id for row in frozen.opportunities}


def test_nothing_is_listed_twice_without_a_change(home):
    """What was shown and not decided waits; only what was not shown is new."""
    home.clock.moment = FRIDAY
    home.run()
    shown = {row.id for row in home.service.edition().opportunities}
    home.clock.moment = FRIDAY + WEEK
    home.run()
    again = home.service.edition()
    assert again.week == "2026-W48"
    assert not shown & {row.id for row in again.opportunities}
    assert again.waiting_count == len(shown)
    gone = home.service.editions.compare().of(Movement.GONE)
    assert {moved.opportunity.id for moved in gone} == shown


def test_cards_do_not_use_up_the_shortlist(home, monkeypatch):
    """However many were shown, as many others are looked at."""
    monkeypatch.setattr(listing, "SHORTLIST", 3)
    home.clock.moment = FRIDAY
    home.run()
    assert len(home.service.edition().opportunities) == 3
    home.clock.moment = FRIDAY + WEEK
    home.run()
    assert len(home.service.edition().opportunities) == 1


def test_week_that_ended_open_is_frozen_as_it_was_stored(home):
    """Nobody ran the product on Friday: the first run afterwards closes the week."""
    stored = home.service.editions.open_list()
    home.clock.moment = FRIDAY + timedelta(days=4)
    home.run()
    assert [row.id for row in home.service.edition().opportunities] == [
        row.id for row in stored.opportunities
    ]
    assert home.service.edition().week == "2026-W47"


def test_followed_card_comes_back_as_an_update_when_something_changes(home):
    """A second owner is told, and not as a row of the list."""
    (name,) = [n for n in home.listed if "halve" in home.service.reviews.card(n).opportunity.title]
    home.decide(name, Status.TO_STUDY)
    home.clock.moment = FRIDAY
    home.run()
    home.clock.moment = FRIDAY + timedelta(days=3)
    home.add(9, NEWS[0][0], "In their own words: Brisquet cut errors by 41 % in a year.")
    home.clock.moment = FRIDAY + WEEK
    home.run()
    edition = home.service.edition()
    assert name not in {row.id for row in edition.opportunities}
    (update,) = edition.updates
    assert (update.opportunity.id, update.status) == (name, Status.TO_STUDY)
    assert "news9.example" in {change.told for change in update.changes}


def test_what_is_already_done_becomes_an_initiative(home):
    """The register knows it, and the family counts as known."""
    name = home.listed[0]
    home.decide(name, Status.ALREADY_DONE)
    (initiative,) = home.service.reviews.initiatives().values()
    assert initiative.opportunity_id == name
    (learned,) = home.service.reviews.learned()
    assert learned.known


def test_undoing_what_is_already_done_takes_its_initiative_and_lesson_back(home):
    name = home.listed[0]
    home.decide(name, Status.ALREADY_DONE)
    home.service.reviews.undo(name)
    assert home.service.reviews.initiatives() == {}
    assert home.service.reviews.learned() == []
    home.decide(name, Status.ALREADY_DONE)
    home.decide(name, Status.WATCHING)
    assert home.service.reviews.initiatives() == {}


def test_lessons_can_be_seen_and_taken_back(home):
    """A study counts as an example until it is forgotten."""
    name = home.listed[0]
    home.decide(name, Status.TO_STUDY)
    (learned,) = home.service.reviews.learned()
    assert [one.opportunity_id for one in learned.more] == [name]
    home.service.reviews.forget(name)
    assert home.service.reviews.learned() == []
    assert home.service.reviews.card(name).standing.status is Status.TO_STUDY


def test_merged_opportunity_follows_the_other(home):
    """One decision for both, until they are split."""
    first, second, _ = home.listed
    home.service.reviews.merge(first, second)
    home.decide(first, Status.PILOT)
    assert home.service.reviews.card(second).standing.status is Status.PILOT
    assert second not in {card.opportunity.id for card in home.service.reviews.cards()}
    home.service.reviews.split(first, second)
    assert home.service.reviews.card(second).standing.status is Status.NEW


def test_place_given_by_hand_holds(home):
    """A person overrides the score, with a reason."""
    last = home.listed[-1]
    home.service.reviews.record(last, Act.PLACE, place=1, note="the board asked")
    home.run()
    edition = home.service.editions.open_list()
    assert (edition.opportunities[0].id, edition.opportunities[0].placed) == (last, True)


def test_pilot_is_measured_and_counted(home):
    """Before, after and gain stand in the outcomes."""
    name = home.listed[0]
    home.decide(name, Status.PILOT)
    home.service.reviews.measure(
        name, PilotResult(kpi="errors per 1,000 lines", kpi_before=20, kpi_after=12)
    )
    home.service.reviews.measure(name, PilotResult(yearly_gain=60_000))
    home.service.editions.freeze()
    outcomes = home.service.editions.outcomes()
    (pilot,) = outcomes.pilots
    assert (pilot.change_percent, pilot.yearly_gain) == (pytest.approx(-40), 60_000)
    (week,) = outcomes.editions
    assert (week.shown, week.yes) == (3, 1)


def test_replay_with_the_same_settings_gives_the_same_list(home):
    """What was shown can be made again."""
    home.service.editions.freeze()
    (again,) = home.service.editions.replay(1).weeks
    assert again.overlap == 1.0


def test_freezing_twice_is_refused(home):
    """There is no open list any more."""
    home.service.editions.freeze()
    with pytest.raises(UsageError, match="no open list"):
        home.service.editions.freeze()


def test_reader_has_a_list_of_their_own_over_one_crawl(home, tmp_path):
    """A head of department sees their pain points only."""
    (tmp_path / "painpoints.yaml").write_text(
        PAINS + "  - title: Robots are too expensive\n    area: procurement\n", encoding="utf-8"
    )
    (tmp_path / "watch.yaml").write_text(
        SETTINGS + "readers:\n  - name: Logistics\n    pains:"
        " [too-many-picking-errors-in-the-warehouse]\n",
        encoding="utf-8",
    )
    with Service(tmp_path, clock=home.clock, views=[HashingEmbedder()]) as service:
        service.run()
        own = service.editions.edition(reader="Logistics")
        assert {row.pain_id for row in own.opportunities} == {
            "too-many-picking-errors-in-the-warehouse"
        }
        with pytest.raises(UsageError, match="no reader"):
            service.editions.edition(reader="Nobody")

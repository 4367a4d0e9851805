"""What the lists gave: decisions and gains by edition, pain point and source; lists made again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from watch.model.names import OpportunityId, PainId, Week
from watch.model.opportunities import Opportunity
from watch.model.reviews import PilotResult, Status, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionYield:
    """What was decided from one edition.

    Units:
        ``median_days`` is days from the freeze to the first decision; None where nothing was
        decided.

    Attributes:
        shown: Opportunities listed, decided or not.
        kept: Those of ``yes`` that are studied, piloted or adopted; the others are watched.
    """

    week: Week
    shown: int
    yes: int
    no: int
    known: int
    kept: int
    median_days: float | None = None

    @property
    def decided(self) -> int:
        """How many have a verdict."""
        return self.yes + self.no + self.known

    @property
    def rate(self) -> float | None:
        """The decision yield, yes per shown, in [0, 1]; None of an empty list."""
        return _share(self.yes, self.shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class PainYield:
    """What became of the opportunities of one pain point.

    Units:
        ``yearly_gain`` in the company's currency: of pilots that run and of what is adopted.

    Attributes:
        shown: Opportunities that stood in an edition.
        kept: Those studied, piloted or adopted now, also where no edition had shown them.
        pilots: Those of which a pilot was ever begun.
    """

    pain_id: PainId
    pain_title: str
    shown: int
    kept: int
    pilots: int
    adopted: int
    yearly_gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceYield:
    """What the sources of one owner gave to the opportunities that were shown.

    Attributes:
        names: The owner's sources that are switched on; none of a publisher that only an
            aggregator carries.
        articles: Articles cited as evidence.
        shown: Opportunities shown that cite one of them.
        kept: Those of ``shown`` that are studied, piloted or adopted now.
        share: Part of everything that was shown and kept, in [0, 1]; several owners can be
            cited for one opportunity, so shares may sum to more than 1.
    """

    owner: str
    names: tuple[str, ...]
    articles: int
    shown: int
    kept: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """An opportunity that was tried, and what that gave so far."""

    opportunity_id: OpportunityId
    pain_id: PainId
    title: str
    status: Status
    result: PilotResult

    @property
    def change_percent(self) -> float | None:
        """By how much the indicator changed; None where a value is missing or was 0 before."""
        before, after = self.result.kpi_before, self.result.kpi_after
        if not before or after is None:
            return None
        return 100.0 * (after - before) / abs(before)

    @property
    def yearly_gain(self) -> float:
        """The gain that counts: 0 of what was never measured, or was dropped."""
        counts = self.status in {Status.PILOT, Status.ADOPTED}
        return (self.result.yearly_gain or 0.0) if counts else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What all editions gave: oldest first, in the order of the pain points, best source first."""

    editions: tuple[DecisionYield, ...]
    pains: tuple[PainYield, ...]
    sources: tuple[SourceYield, ...]
    pilots: tuple[Pilot, ...]

    @property
    def yearly_gain(self) -> float:
        """The gain of the company, in its currency: that of every pain point together."""
        return sum(pilot.yearly_gain for pilot in self.pilots)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListYield:
    """How good the first ten of a list are, judged by decisions.

    Attributes:
        decided: Rows of the first ten that have a verdict; the others are silent.
        yes: Those of them worth showing.
        ndcg: nDCG@10 of the rows with a verdict; None where neither list holds a yes.
    """

    decided: int
    yes: int
    ndcg: float | None

    @property
    def rate(self) -> float | None:
        """Yield@10, yes per decided, in [0, 1]; None where nothing is decided."""
        return _share(self.yes, self.decided)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedRow:
    """An opportunity of either list, its places from 1, and what was decided about it.

    Attributes:
        then: Its place in the list as it was shown; None where it was not listed.
        now: Its place in the list that today's settings give.
    """

    opportunity: Opportunity
    then: int | None
    now: int | None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A frozen list beside the one that today's settings would have made of the same articles.

    Attributes:
        rows: In the order of today's list, then what is gone, in the order that it had.
        overlap: Part of the first ten that both lists share, in [0, 1].
        tau: Kendall's rank correlation of the shared rows, in [-1, 1]; None below two.
        shown: Measures of the list as it was shown.
        again: Measures of today's list.
    """

    week: Week
    rows: tuple[ReplayedRow, ...]
    overlap: float
    tau: float | None
    shown: ListYield
    again: ListYield

    @property
    def kept(self) -> tuple[ReplayedRow, ...]:
        """What both lists hold."""
        return tuple(row for row in self.rows if row.then and row.now)

    @property
    def new(self) -> tuple[ReplayedRow, ...]:
        """What only today's list holds."""
        return tuple(row for row in self.rows if not row.then)

    @property
    def gone(self) -> tuple[ReplayedRow, ...]:
        """What only the list as it was shown holds."""
        return tuple(row for row in self.rows if not row.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Past editions made again, oldest first; the means count each week alike."""

    weeks: tuple[Replayed, ...]

    @property
    def overlap(self) -> float | None:
        """Mean overlap@10; None without a week."""
        return _mean(week.overlap for week in self.weeks)

    @property
    def tau(self) -> float | None:
        """Mean rank correlation of the weeks that have one."""
        return _mean(week.tau for week in self.weeks if week.tau is not None)

    @property
    def shown(self) -> ListYield:
        """Measures of all lists as they were shown."""
        return _together([week.shown for week in self.weeks])

    @property
    def again(self) -> ListYield:
        """Measures of all lists that today's settings give."""
        return _together([week.again for week in self.weeks])


def _together(lists: list[ListYield]) -> ListYield:
    """Return counts summed, so that weeks with few decisions weigh little, and mean nDCG."""
    return ListYield(
        decided=sum(one.decided for one in lists),
        yes=sum(one.yes for one in lists),
        ndcg=_mean(one.ndcg for one in lists if one.ndcg is not None),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None

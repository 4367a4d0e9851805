"""The life of an opportunity: what was decided, what changed, when it comes back, what it gave.

The ledger is the only truth about decisions: every :class:`Decision` is one row that is never
overwritten, and the :class:`Standing` of an opportunity is what its rows come to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from watch.model.names import ArticleId, OpportunityId, PainId, StoryId, Week


class Status(StrEnum):
    """Where an opportunity stands; the last three are side exits."""

    NEW = "new"
    TO_STUDY = "to study"
    PILOT = "pilot"
    ADOPTED = "adopted"
    WATCHING = "watching"
    REJECTED = "rejected"
    ALREADY_DONE = "already done"


FOLLOWED = frozenset({Status.TO_STUDY, Status.PILOT, Status.ADOPTED})
"""What changes about these is told every week; they are not listed again."""


class Reason(StrEnum):
    """Why not; each goes to one knob of the ranking."""

    OFF_TOPIC = "off topic"
    ALREADY_KNOWN = "already known"
    ALREADY_DONE_HERE = "already done here"
    TOO_EARLY = "too early"
    TOO_EXPENSIVE = "too expensive"
    NOT_OUR_SIZE = "not our size or sector"
    NOT_AVAILABLE = "not available here"
    DOUBTFUL_SOURCE = "doubtful source"
    DUPLICATE = "duplicate"
    NOT_A_PRIORITY = "not a priority"


class Verdict(StrEnum):
    """What a decision says about the list: was it worth showing?"""

    YES = "yes"
    NO = "no"
    KNOWN = "known"


class ChangeKind(StrEnum):
    """What can change about an opportunity."""

    OWNER = "new owner"
    ADOPTER = "new adopter"
    PEER = "peer adopter"
    GAIN = "new figure"
    PRICE = "price"
    AVAILABILITY = "availability"
    DEADLINE = "law or deadline"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that was learned about an opportunity after it was first shown.

    Attributes:
        told: The owner's name, the adopter, the figure, the price, the date: verbatim.
        sentence: The sentence that says it; empty for a further owner.
        article_id: Where it stands.
    """

    opportunity_id: OpportunityId
    kind: ChangeKind
    seen_at: datetime
    told: str
    sentence: str = ""
    article_id: ArticleId
    url: str = ""
    source_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WakeRule:
    """When an opportunity that was put aside comes back: as soon as one of these is true.

    A rule with nothing in it is never true.

    Attributes:
        until_on: On this day.
        owners: When so many further independent owners have told it; 0 does not ask.
        changes: When one of these changes was seen.
    """

    until_on: date | None = None
    owners: int = 0
    changes: tuple[ChangeKind, ...] = ()

    def __bool__(self) -> bool:
        """Whether it can ever be true."""
        return bool(self.until_on or self.owners or self.changes)


class Act(StrEnum):
    """What a row of the ledger does."""

    DECIDE = "decide"
    ASSIGN = "assign"
    NOTE = "note"
    PLACE = "place"
    MERGE = "merge"
    SPLIT = "split"
    MEASURE = "measure"
    UNDO = "undo"
    TEACH = "teach"


class Lesson(StrEnum):
    """What a person says about what was learned for a pain point."""

    FORGET_ONE = "forget one"
    FORGET_ALL = "forget all"


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotResult:
    """What a pilot gave: dates, the indicator before and after, a gain per year.

    Units:
        ``kpi_before`` and ``kpi_after`` in that of ``kpi``; ``yearly_gain`` in the company's
        currency.
    """

    started_on: date | None = None
    ended_on: date | None = None
    kpi: str = ""
    kpi_before: float | None = None
    kpi_after: float | None = None
    yearly_gain: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One row of the ledger: who did what with an opportunity, when, and what they were shown.

    ``number`` counts rows from 1; 0 before it is written. Fields that an act does not use are
    empty: ``status``, ``reason``, ``wake`` belong to DECIDE; ``owner``, ``department``,
    ``due_on``, ``next_step`` to DECIDE and ASSIGN (empty: as before); ``place`` to PLACE;
    ``other`` to MERGE and SPLIT; ``undoes`` to UNDO; ``result`` to MEASURE; ``lesson`` to TEACH.

    Attributes:
        before: The status that it had.
        note: A remark; with PLACE the reason for it.
        place: The wished place in the list, 1 first; None gives it back to the score.
        other: The opportunity taken in (MERGE) or let go again (SPLIT).
        undoes: Number of the row that no longer counts.
        week: The edition it was decided from, and ``rank`` its place there, 0 if not listed.
    """

    number: int = 0
    at: datetime
    by: str = ""
    opportunity_id: OpportunityId
    pain_id: PainId
    act: Act
    before: Status = Status.NEW
    status: Status | None = None
    reason: Reason | None = None
    wake: WakeRule = WakeRule()
    note: str = ""
    owner: str = ""
    department: str = ""
    due_on: date | None = None
    next_step: str = ""
    place: int | None = None
    other: OpportunityId | None = None
    undoes: int = 0
    result: PilotResult | None = None
    lesson: Lesson | None = None
    week: Week | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark on an opportunity."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the ledger's rows of one opportunity come to.

    Attributes:
        decided_at: When the status was last decided; None while it is new.
        wake: When it comes back, if it was put aside.
        place: Where a person wants it in the list; None leaves it to the score.
        absorbed: Opportunities that were merged into this one.
        merged_into: The opportunity that this one was merged into.
        result: The last measured state of its pilot.
    """

    opportunity_id: OpportunityId
    status: Status = Status.NEW
    reason: Reason | None = None
    wake: WakeRule = WakeRule()
    decided_at: datetime | None = None
    decided_by: str = ""
    owner: str = ""
    department: str = ""
    due_on: date | None = None
    next_step: str = ""
    place: int | None = None
    notes: tuple[Note, ...] = ()
    absorbed: tuple[OpportunityId, ...] = ()
    merged_into: OpportunityId | None = None
    result: PilotResult | None = None

    @property
    def verdict(self) -> Verdict | None:
        """What the decision says about the list; None while there is none."""
        if self.status is Status.NEW:
            return None
        known = {Reason.ALREADY_KNOWN, Reason.ALREADY_DONE_HERE, Reason.DUPLICATE}
        if self.status is Status.ALREADY_DONE or self.reason in known:
            return Verdict.KNOWN
        return Verdict.NO if self.status is Status.REJECTED else Verdict.YES


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A story that an opportunity has gathered, and whether it speaks for or against it."""

    opportunity_id: OpportunityId
    story_id: StoryId
    attached_at: datetime
    title: str
    url: str
    source_name: str
    sentence: str
    against: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about an opportunity: compared with a new telling, it shows the changes.

    Owners, adopters and figures without a unit are folded words (``text.folded``); other gains and
    prices are figure and unit, so that the same fact in another language is no change; deadlines
    are ISO days; availability is a place, or "not in place".
    """

    owners: frozenset[str] = field(default_factory=frozenset)
    adopters: frozenset[str] = field(default_factory=frozenset)
    gains: frozenset[str] = field(default_factory=frozenset)
    prices: frozenset[str] = field(default_factory=frozenset)
    availability: frozenset[str] = field(default_factory=frozenset)
    deadlines: frozenset[str] = field(default_factory=frozenset)
    failed: bool = False

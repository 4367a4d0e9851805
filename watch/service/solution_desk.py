"""The solution library to be read, and which of its families a pain point is searched for by."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from watch import config
from watch.errors import UsageError
from watch.match import Library
from watch.model import AREAS, Company, PainId, PainPoint, Solution
from watch.pipeline.listing import load_solutions
from watch.pipeline.planning import plan_pain
from watch.rank.signals import need
from watch.service.open_home import OpenHome
from watch.service.refinement import Refinement, refined

_PLANS_KEPT = 256
"""Ten times the pain points of a large company; a plan takes some 20 kB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFamily:
    """A family that a pain point is searched for by.

    ``weight`` is in (0, 1]; ``chosen`` tells those that the company named from those that
    the library suggests.
    """

    solution: Solution
    weight: float
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPlan:
    """How a pain point is searched for: its own lists, and families by falling weight.

    ``need`` is in [0, 1]; ``refused`` holds the families that its owner does not want;
    ``unknown`` the ids of the file that no family of the library has.
    """

    pain: PainPoint
    need: float
    families: tuple[PlannedFamily, ...]
    refused: tuple[Solution, ...] = ()
    unknown: tuple[str, ...] = ()

    def suggested_keywords(self, language: str, limit: int = 8) -> tuple[str, ...]:
        """Return the first keyword of each family, the heaviest family first."""
        own = {word.casefold() for word in self.pain.keywords}
        words = dict.fromkeys(family.solution.keywords[language][0] for family in self.families)
        return tuple(word for word in words if word.casefold() not in own)[:limit]


class SolutionDesk:
    """What can be asked of the solution library, and how pain points use it.

    Plans are kept until the pain point changes: a page may ask for them at every look.
    """

    def __init__(self, home: OpenHome) -> None:
        self._open = home
        self._library: Library | None = None
        self._at_work = threading.Lock()
        self._kept: dict[tuple[PainPoint, Company], PainPlan] = {}

    def every(self, *, area: str = "", kind: str = "", maturity: str = "") -> list[Solution]:
        """Return the families of the library by area, in the order of the areas.

        Args:
            area: Only of this area, as people write it in French or English.
            kind: Only ``technology``, ``practice``, ``organisation`` or ``scheme``.
            maturity: Only ``emerging``, ``scaling`` or ``proven``.

        Raises:
            UsageError: If there is no such area.
        """
        wanted = _area(area) if area.strip() else ""
        found = [
            solution
            for solution in config.read_solutions()
            if wanted in {"", solution.area}
            and kind in {"", solution.kind}
            and maturity in {"", solution.maturity}
        ]
        return sorted(found, key=lambda solution: AREAS.index(solution.area))

    def named(self, solution_id: str) -> Solution:
        """Return a family of the library.

        Raises:
            UsageError: If there is none of that id.
        """
        known = _by_id()
        if solution_id not in known:
            near = get_close_matches(solution_id, known, n=3, cutoff=0.5)
            guess = f"did you mean {_listed(near)}? " if near else ""
            message = f"no family of solutions is called `{solution_id}`"
            raise UsageError(message, hint=f"{guess}`techwatch solutions list` shows them")
        return known[solution_id]

    def near(self, text: str) -> tuple[PlannedFamily, ...]:
        """Return the families nearest to a text: those a pain point so called would get.

        Raises:
            UsageError: If there is no text.
        """
        if not text.strip():
            hint = "write what hurts, or a solution in your own words"
            raise UsageError("there is nothing to look for", hint=hint)
        (plan,) = self.plans([PainPoint(id=PainId(""), title=text.strip())])
        return plan.families

    def plans(self, pains: Sequence[PainPoint], *, only_at_hand: bool = False) -> list[PainPlan]:
        """Return how pain points are searched for, as the next run will do it.

        The first time on a machine the library is read by the embedding models, which takes
        a minute or more; then it is kept on disk.

        Args:
            pains: What hurts.
            only_at_hand: Return nothing unless the answer is kept for every one of them.

        Raises:
            ModelMissing: If no embedding model can be loaded.
        """
        company = self._open.company_if_stated()
        kept = [self._kept.get((pain, company)) for pain in pains]
        at_hand = [plan for plan in kept if plan is not None]
        if len(at_hand) == len(pains):
            return at_hand
        if only_at_hand:
            return []
        with self._at_work:
            return [self._plan(pain, company) for pain in pains]

    def refine(self, pain: PainPoint, wanted: Refinement) -> PainPoint:
        """Write a refinement into ``painpoints.yaml``; return the pain point as it is then.

        Raises:
            UsageError: If a family to accept or refuse is unknown, or is to be both.
        """
        for solution_id in (*wanted.accept, *wanted.refuse):
            self.named(solution_id)
        changed = refined(pain, wanted)
        if changed != pain:
            config.refine_pain(self._open.home.pains_path, changed)
        return changed

    def _plan(self, pain: PainPoint, company: Company) -> PainPlan:
        """Return the plan that is kept, or one made now; only one thread may make them."""
        known = self._kept.get((pain, company))
        if known is None:
            known = self._planned(pain, company)
            if len(self._kept) >= _PLANS_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[pain, company] = known
        return known

    def _planned(self, pain: PainPoint, company: Company) -> PainPlan:
        views = self._open.views()
        if self._library is None:
            self._library = load_solutions(views)
        plan = plan_pain(pain, company, self._library, views)
        known = _by_id()
        return PainPlan(
            pain=pain,
            need=need(pain),
            families=tuple(
                PlannedFamily(
                    solution=solution, weight=weight, chosen=solution.id in pain.solutions
                )
                for solution, weight in plan.families
            ),
            refused=tuple(known[name] for name in pain.refused if name in known),
            unknown=tuple(n for n in (*pain.solutions, *pain.refused) if n not in known),
        )


def _by_id() -> Mapping[str, Solution]:
    return {solution.id: solution for solution in config.read_solutions()}


def _area(written: str) -> str:
    """Return the area that a person means.

    Raises:
        UsageError: If it is none of them.
    """
    area = config.known_area(written)
    if area not in AREAS:
        message = f"there is no area called `{written}`"
        raise UsageError(message, hint=f"the areas are {', '.join(AREAS)}")
    return area


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)

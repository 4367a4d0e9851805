"""The service as far as a role may use it, asked anew at every call.

Pages draw what a role may do, but what was drawn stays answerable: a callback, a part of a page
that is drawn alone (fragment), a value that a browser has kept. So no page is given the service
itself where people sign in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from watch.errors import UsageError
from watch.present.roles import Role
from watch.service import Service

READING = frozenset(
    """
    company doctor edition home language pains search settings weeks what_if
    board.lines
    briefs.card_html briefs.pdf briefs.quarter_html
    digests.counts digests.due digests.log digests.preview digests.recipients digests.switched_on
    editions.compare editions.edition editions.open_list editions.outcomes editions.replay
    editions.weeks
    exports.atom exports.csv exports.ics exports.json exports.ledger_csv exports.xlsx
    insight.radar insight.ready insight.trends
    packs.coverage packs.standings
    pain_points.bringing pain_points.company pain_points.coverage pain_points.every
    pain_points.mistakes pain_points.pack_names pain_points.preview
    reviews.card reviews.cards reviews.changes reviews.doubted reviews.initiatives reviews.learned
    reviews.ledger
    schedule.health schedule.next_moments
    searches.find searches.hits searches.lead searches.like searches.news searches.run_saved
    searches.saved searches.suggested
    solutions.every solutions.named solutions.near solutions.plans
    sources.named sources.standings
    status.current status.generation status.is_ours status.jobs status.last_good status.runs
    status.sizes status.stamp
    stories.show
    webhooks.standings
    """.split()
)
"""What everybody with a role may ask: it changes nothing, and asks nobody elsewhere."""

DECIDING = frozenset(
    """
    board.record board.undo
    digests.approve
    reviews.add_initiative reviews.create reviews.forget reviews.forget_all reviews.measure
    reviews.merge reviews.record reviews.remove_initiative reviews.split reviews.undo
    searches.in_digest searches.remove searches.save
    """.split()
)
"""What editors may ask besides. All else is for admins: what is new is closed until it is named."""


def guarded(service: Service, role: Callable[[], Role | None]) -> Service:
    """Return the service, closed to what a role may not ask.

    Args:
        service: Of the home.
        role: Tells the role of whoever is there, at the moment of each call.
    """
    return cast("Service", _Guarded(service, role))


def needed(verb: str) -> Role:
    """Return the lowest role that may ask for something.

    Args:
        verb: As ``edition`` or ``reviews.record``.
    """
    if verb in READING:
        return Role.READER
    return Role.EDITOR if verb in DECIDING else Role.ADMIN


class _Guarded:
    """Stands before the service, or before one of its desks."""

    def __init__(
        self, held: object, role: Callable[[], Role | None], desk: str | None = None
    ) -> None:
        self._held = held
        self._role = role
        self._desk = desk

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the service has
        if self._desk is None and not name.startswith("_") and name in vars(self._held):
            return _Guarded(getattr(self._held, name), self._role, name)
        verb = f"{self._desk}.{name}" if self._desk else name
        if not callable(getattr(type(self._held), name, None)):
            self._check(verb)  # a property answers at once
            return getattr(self._held, name)
        return self._closed(getattr(self._held, name), verb)

    def _closed(self, ask: Callable[..., Any], verb: str) -> Callable[..., Any]:
        @wraps(ask)
        def asked(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as the verb has them
            self._check(verb)
            return ask(*given, **named)

        return asked

    def _check(self, verb: str) -> None:
        there = self._role()
        if there is None or there < needed(verb):
            message = "your role does not allow this"
            raise UsageError(message, hint="ask whoever runs techwatch here for another role")

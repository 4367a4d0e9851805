"""A reader who decides by stated rules: always the same, whoever's list it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from benchmarks.releases import graded_url
from watch.model import Opportunity, PainId, Reason, Status
from watch.service.evaluation import GradedSet
from watch.text import telling_stems

STUDY = timedelta(days=28)

Grader = Callable[[Opportunity], int | None]
"""What a reader thinks of a row, from 0 to 3; None where they have no opinion."""


class Reader:
    """Decides by grade, always in the same way."""

    def __init__(self, grade: Grader) -> None:
        self._grade = grade
        self._turns = 0

    def verdict(self, row: Opportunity, now: datetime) -> dict[str, object] | None:
        """Return what is decided on a row; nothing where it has no grade."""
        match self._grade(row):
            case None:
                return None
            case 3:
                due = now.date() + STUDY
                return {"status": Status.TO_STUDY, "owner": "Operations", "due_on": due}
            case 2:
                return {"status": Status.WATCHING}
            case 1:
                self._turns += 1
                reason = Reason.NOT_A_PRIORITY if self._turns % 2 else Reason.ALREADY_KNOWN
                return {"status": Status.REJECTED, "reason": reason}
            case _:
                return {"status": Status.REJECTED, "reason": Reason.OFF_TOPIC}


def by_grades(data: GradedSet) -> Grader:
    """Return a reader's opinion from the grades: the best of the articles cited."""
    known = {
        (pain.lower(), graded_url(row)): grade
        for pain, found in data.grades.items()
        for row, grade in found.items()
    }

    def grade(row: Opportunity) -> int | None:
        found = [known.get((row.pain_id, e.url)) for e in row.evidence]
        return max((one for one in found if one is not None), default=None)

    return grade


def by_words(pains: Mapping[PainId, str]) -> Grader:
    """Return the opinion of a reader who goes by words shared with the pain point, at most 3."""
    stems = {
        (name, language): set(telling_stems(text, language))
        for name, text in pains.items()
        for language in ("fr", "en")
    }

    def grade(row: Opportunity) -> int:
        told = " ".join([row.title, *(e.sentence for e in row.evidence)])
        shared = set(telling_stems(told, row.language)) & stems[row.pain_id, row.language]
        return min(len(shared), 3)

    return grade

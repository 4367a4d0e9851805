"""Words of the command line → decisions, reasons, changes, days; French and English alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from watch.errors import UsageError
from watch.model import ChangeKind, Reason, Status
from watch.wording import mark

M = TypeVar("M", bound=StrEnum)

_DECISIONS: Mapping[str, Status] = MappingProxyType(
    {
        "study": Status.TO_STUDY,
        "etudier": Status.TO_STUDY,
        "watch": Status.WATCHING,
        "veille": Status.WATCHING,
        "no": Status.REJECTED,
        "non": Status.REJECTED,
        "done": Status.ALREADY_DONE,
        "fait": Status.ALREADY_DONE,
        "pilot": Status.PILOT,
        "pilote": Status.PILOT,
        "adopt": Status.ADOPTED,
        "adopter": Status.ADOPTED,
    }
)
"""What is typed, folded; the first word of each status is the one that help pages use."""

_CHANGES: Mapping[str, ChangeKind] = MappingProxyType(
    {
        "owner": ChangeKind.OWNER,
        "editeur": ChangeKind.OWNER,
        "adopter": ChangeKind.ADOPTER,
        "utilisateur": ChangeKind.ADOPTER,
        "peer": ChangeKind.PEER,
        "pair": ChangeKind.PEER,
        "figure": ChangeKind.GAIN,
        "chiffre": ChangeKind.GAIN,
        "price": ChangeKind.PRICE,
        "prix": ChangeKind.PRICE,
        "availability": ChangeKind.AVAILABILITY,
        "disponibilite": ChangeKind.AVAILABILITY,
        "law": ChangeKind.DEADLINE,
        "loi": ChangeKind.DEADLINE,
        "failure": ChangeKind.FAILURE,
        "echec": ChangeKind.FAILURE,
    }
)

_NO_DECISION = mark("`{written}` is no decision")
_NO_STATUS = mark("`{written}` is no status")
_NO_REASON = mark("`{written}` is no reason")
_NO_CHANGE = mark("`{written}` is no change")
_CHOOSE = mark("write one of {shown}")
_GUESS = mark("did you mean `{near}`? write one of {shown}")

_AHEAD = re.compile(r"\+?(\d{1,4})\s*([dwj]|s)", re.IGNORECASE)
_DAYS = {"d": 1, "j": 1, "w": 7, "s": 7}
_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")


def decision(written: str) -> Status:
    """Return the status that a word decides for.

    Raises:
        UsageError: If it is none of the words.
    """
    return _meant(written, {**_named(Status), **_DECISIONS}, _NO_DECISION, _first_words(_DECISIONS))


def status(written: str) -> Status:
    """Return a status: by its name in either language, or by the word that decides for it.

    Raises:
        UsageError: If there is no such status.
    """
    names = {"new": Status.NEW, "nouveau": Status.NEW} | dict(_DECISIONS)
    return _meant(written, {**_named(Status), **names}, _NO_STATUS, _first_words(names))


def reason(written: str) -> Reason:
    """Return a reason: its code or its French name, with spaces or hyphens.

    Raises:
        UsageError: If there is no such reason.
    """
    return _meant(written, _named(Reason), _NO_REASON, reason_codes())


def reason_codes() -> str:
    """Return the codes of all reasons, as they are typed."""
    return ", ".join(code.value.replace(" ", "-") for code in Reason)


def change(written: str) -> ChangeKind:
    """Return what may change, by a word of either language.

    Raises:
        UsageError: If nothing is called so.
    """
    return _meant(written, {**_named(ChangeKind), **_CHANGES}, _NO_CHANGE, _first_words(_CHANGES))


def day(written: str, today: date) -> date:
    """Return the day that is meant: 2026-12-04, 04/12/2026, or 30d, 6w (30j, 6s) from today.

    Raises:
        UsageError: If it is neither.
    """
    ahead = _AHEAD.fullmatch(written.strip())
    if ahead:
        return today + timedelta(days=int(ahead[1]) * _DAYS[ahead[2].lower()])
    for layout in _FORMATS:
        try:
            return datetime.strptime(written.strip(), layout).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    message = mark("`{written}` is not a day")
    hint = mark("write 2026-12-04 or 04/12/2026, or 6w for six weeks from now")
    raise UsageError(message, hint=hint, values={"written": written})


def _meant(written: str, known: Mapping[str, M], what: str, shown: str) -> M:
    key = _plain(written)
    if key in known:
        return known[key]
    near = get_close_matches(key, known, n=1, cutoff=0.6)
    values = {"written": written, "shown": shown, "near": "".join(near).replace(" ", "-")}
    raise UsageError(what, hint=_GUESS if near else _CHOOSE, values=values)


def _named(kind: type[M]) -> dict[str, M]:
    """Return members by their codes and by their names in both languages."""
    from watch.wording import Translator, name_of

    speakers = [Translator("en"), Translator("fr")]
    return {
        _plain(name): member
        for member in kind
        for name in (member.value, *(name_of(member, speaker) for speaker in speakers))
    }


def _first_words(known: Mapping[str, StrEnum]) -> str:
    first: dict[StrEnum, str] = {}
    for word, member in known.items():
        first.setdefault(member, word)
    return ", ".join(first.values())


def _plain(written: str) -> str:
    """Return a word without accents, capitals, hyphens or apostrophes that curl."""
    from watch.text import fold

    return " ".join(re.split(r"[\s_’'-]+", fold(written).strip()))

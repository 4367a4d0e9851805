"""A home in which everything that a feed or a person can write is hostile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app_homes import lived_home, opportunity, proof
from fakes import MOMENT, article
from lives import change, decided, row

from watch import store
from watch.clock import SystemClock
from watch.config import read_sources
from watch.links import source_id
from watch.model import (
    Act,
    Attached,
    ChangeKind,
    Company,
    Delivery,
    DeliveryState,
    Opportunity,
    OpportunityId,
    PainId,
    PilotResult,
    PollRecord,
    Reason,
    RunRecord,
    SavedSearch,
    Silence,
    SourceState,
    Status,
    StoryId,
    Update,
    Week,
)
from watch.settings import PROFILES
from watch.text import clean_text

BAIT = OpportunityId("opportunity-1")
"""The card that every text is on, in its evidence, its notes and its life."""

TOPICS = [f"lot{one}{other}" for one in "bkz" for other in "bcdfghjkmnpqrtvwxz"]
"""A word of its own for each batch of articles that a search shows at once; no stemmer cuts it."""

_A_SEARCH = 9
"""Articles of a batch: a search shows ten."""

_STATUSES = tuple(Status)
_TITLE, _NAME, _QUOTE, _NOTE, _REASON = 134, 56, 400, 480, 230
"""Characters of a field that every screen shows whole, the words of a screen around it left out."""

_AREAS = 5
"""Slices of the radar: more are never looked at, and the board is narrowed by each."""


def spread(texts: Sequence[str], *rooms: int) -> list[tuple[str, ...]]:
    """Return records with a field for each room, which hold every text once.

    Args:
        rooms: Characters of each field. As many texts as fit share a field; one that fits
            nowhere has the widest to itself, and a screen cuts it.
    """
    widest = max(rooms)
    waiting = [(text, min(len(clean_text(text)), widest)) for text in texts]
    records = []
    while waiting:
        fields = [" ".join(_taken(waiting, room)) for room in rooms]
        records.append(tuple(fields))
    return records


def _taken(waiting: list[tuple[str, int]], room: int) -> Iterator[str]:
    """Take the first texts that fit into a field."""
    for one in tuple(waiting):
        text, length = one
        if length <= room:
            waiting.remove(one)
            room -= length + 1
            yield text


def hostile_home(root: Path, texts: Sequence[str]) -> Path:
    """Write a home with a card, a frozen edition, a source, a search, a run … of every text."""
    listed = list(_opportunities(texts))
    followed = [
        Update(opportunity=one, status=Status.PILOT, owner=one.title, changes=one.changes)
        for one in listed[:5]
    ]
    silences = [
        Silence(
            pain_id=PainId(f"silent-{n}"), pain_title=title, article_count=9, source_count=1,
            nearest_title=nearest, nearest_url=nearest,
        )
        for n, (title, nearest) in enumerate(spread(texts, 170, 170))
    ]  # fmt: skip
    lived_home(
        root, *listed, silences=tuple(silences), updates=tuple(followed), waiting_count=9,
        company=Company(name=texts[0]),
    )  # fmt: skip
    _write_files(root, [clean_text(text) for text in texts])
    database = store.open_database(root / "index" / "watch.db")
    with database.write() as connection:
        _sources(connection, texts, root / "sources.yaml")
        for writes in (_articles, _ledger, _gathered, _searches, _runs, _deliveries):
            writes(connection, texts)
    database.close()
    return root


def areas(texts: Sequence[str]) -> list[str]:
    """Return the areas of the cards: some short texts, none of which is nothing once cleaned."""
    short = [text for text in map(clean_text, texts) if 3 < len(text) <= _NAME and "<" in text]
    return list(dict.fromkeys(short))[:_AREAS]


def cards(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return title, pain point, owner and department of each card; the last repeats the first."""
    found = spread(texts, _TITLE, _TITLE, _NAME, _NAME)
    return [*found, found[0]]


def _opportunities(texts: Sequence[str]) -> Iterator[Opportunity]:
    held = areas(texts)
    quoted = spread(texts, _QUOTE, _NAME)
    for n, (title, pain, owner, department) in enumerate(cards(texts), start=1):
        sentence, source = quoted[n % len(quoted)]
        one = opportunity(
            n, title=title, pain_id=PainId(f"pain-{n}"), pain_title=pain, gain=pain,
            area=held[n % len(held)], owners=(owner, department, title),
            score=99 - n / 4, solution_name={"fr": title, "en": title},
            evidence=(proof(n, sentence=sentence, source_name=source, url=title),),
            changes=(change(ChangeKind.PRICE, title, name=f"opportunity-{n}", sentence=sentence),),
        )  # fmt: skip
        yield one if one.id != BAIT else replace(one, evidence=tuple(_proofs(texts)))


def _proofs(texts: Sequence[str]):
    for n, (sentence, source) in enumerate(spread(texts, _QUOTE, _NAME), start=5_000):
        yield proof(n, sentence=sentence, source_name=source, url=sentence)


def _write_files(root: Path, texts: Sequence[str]) -> None:
    names = ("title", "description", "department", "owner", "kpi")
    pains = [
        dict(zip(names, (f"Irritant {n} {title}", *rest), strict=True)) | {"id": f"stated-{n}"}
        for n, (title, *rest) in enumerate(spread(texts, 160, 860, 110, 110, 170))
    ]
    sources = [
        {"url": _address(n), "name": name or "—", "owner": owner or "—"}
        for n, (name, owner) in enumerate(spread(texts, 94, 94))
    ]
    short = areas(texts)
    settings = {
        "example": True,
        "understand": {"models": ["use"]},
        "rank": {"profiles": dict.fromkeys(short[:3], PROFILES["balanced"])},
        "readers": [{"name": name} for name in short],
        "deliver": {"max_opportunities": 20, "recipients": ["coo@lumera.example"]},
    }
    company = {"name": short[0], "sector": short[1]}
    _write(root / "painpoints.yaml", {"company": company, "pain_points": pains})
    _write(root / "sources.yaml", {"sources": sources})
    _write(root / "watch.yaml", settings)


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def _address(number: int) -> str:
    return f"https://s{number}.example/feed"


def _sources(connection, texts: Sequence[str], path: Path) -> None:
    store.sources.sync(connection, read_sources(path))
    for n, (reason,) in enumerate(spread(texts, _REASON)):
        record = PollRecord(
            source_id=source_id(_address(n)), state=SourceState.FAILED, reason=reason,
            polled_at=MOMENT, failure_count=1,
        )  # fmt: skip
        store.sources.save_record(connection, record)


def articles(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return title and text of each article."""
    return spread(texts, 150, 380)


def _articles(connection, texts: Sequence[str]) -> None:
    told = [
        article(
            n + 100, title=f"{title} {TOPICS[n // _A_SEARCH]}",
            text=f"{TOPICS[n // _A_SEARCH]} {text}", publisher=title,
        )
        for n, (title, text) in enumerate(articles(texts))
    ]  # fmt: skip
    store.articles.save(connection, told)


def _ledger(connection, texts: Sequence[str]) -> None:
    for n, (title, pain, owner, department) in enumerate(cards(texts), start=1):
        status, name = _STATUSES[n % len(_STATUSES)], f"opportunity-{n}"
        said = {
            "pain_id": PainId(f"pain-{n}"), "by": owner, "note": title, "owner": owner,
            "department": department, "next_step": pain, "week": Week("2026-W47"), "rank": n,
            "reason": Reason.OFF_TOPIC if status is Status.REJECTED else None,
            "due_on": (MOMENT + timedelta(days=n - 60)).date(),
        }  # fmt: skip
        given = row(0, name, Act.ASSIGN, **said) if status is Status.NEW else None
        store.ledger.append(connection, given or decided(0, status, name, **said))
        if status is Status.PILOT:
            result = PilotResult(kpi=title, kpi_before=3, kpi_after=2)
            store.ledger.append(connection, row(0, name, Act.MEASURE, result=result, by=owner))
    for note, by in spread(texts, _NOTE, _NAME):
        store.ledger.append(connection, row(0, BAIT, Act.NOTE, note=note, by=by))
    twin = OpportunityId(f"opportunity-{len(cards(texts))}")
    store.ledger.append(connection, row(0, BAIT, Act.MERGE, other=twin))


def _gathered(connection, texts: Sequence[str]) -> None:
    found = [
        Attached(
            opportunity_id=BAIT, story_id=StoryId(n), attached_at=MOMENT - timedelta(hours=n),
            title=title, url=title, source_name=source, sentence=sentence, against=bool(n % 2),
        )
        for n, (title, sentence, source) in enumerate(spread(texts, 170, _QUOTE, _NAME))
    ]  # fmt: skip
    store.opportunities.attach(connection, found)
    learned = [
        change(kind, told, name=BAIT, sentence=sentence, url=told, source_name=told)
        for (told, sentence), kind in zip(
            spread(texts, 150, _QUOTE), list(ChangeKind) * 99, strict=False
        )
    ]
    store.opportunities.note_changes(connection, learned)


def _searches(connection, texts: Sequence[str]) -> None:
    for name in [*areas(texts), *(text for (text,) in spread(texts[:120], 76))]:
        kept = SavedSearch(name=name, query=name, in_digest=True, by=name, created_at=MOMENT)
        store.searches.keep(connection, kept)


def _runs(connection, texts: Sequence[str]) -> None:
    now = SystemClock().now()
    for n, (error, hint) in enumerate(spread(texts, 290, 290)[:11]):
        began_at = now - timedelta(hours=9 - n / 2)
        number = store.runs.begin(connection, began_at)
        ended_at = began_at + timedelta(minutes=9)
        store.runs.note(
            connection,
            RunRecord(
                number=number, started_at=began_at, seen_at=ended_at, ended_at=ended_at,
                stage=error, label=hint, error=error, hint=hint,
            ),
        )  # fmt: skip


def _deliveries(connection, texts: Sequence[str]) -> None:
    states = (DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.FAILED)
    for n, (recipient, reader, reason) in enumerate(spread(texts, _NAME, _NAME, _REASON)[:50]):
        mail = Delivery(
            week=Week("2026-W45"), reader=reader, recipient=recipient, reason=reason,
            state=states[n % 3], message_id=f"<{n}@x>", created_at=MOMENT,
        )  # fmt: skip
        store.deliveries.queue(connection, mail)

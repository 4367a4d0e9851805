"""A service that remembers what it was asked, and values for it to answer with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from watch.errors import UsageError
from watch.model import (
    Article,
    ArticleId,
    Card,
    Company,
    Coverage,
    Discovery,
    Edition,
    EventKind,
    Evidence,
    FilterField,
    Finding,
    FoundFeed,
    Grade,
    Harvest,
    Hit,
    Opportunity,
    OpportunityId,
    Pack,
    PainId,
    PainPoint,
    Placing,
    PollRecord,
    RunReport,
    SavedSearch,
    SearchAnswer,
    Shift,
    Silence,
    Solution,
    Source,
    SourceId,
    SourceStanding,
    SourceState,
    Story,
    StoryId,
    Week,
    WhatIf,
)
from watch.rank.metrics import mean_quality, quality
from watch.service import (
    NewsSearch,
    PackStanding,
    PainPlan,
    Part,
    PlannedFamily,
    RankingScores,
    Refinement,
    Standing,
    Way,
)
from watch.settings import Home, Settings

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def an_opportunity(**changes: Any) -> Opportunity:
    opportunity = Opportunity(
        id=OpportunityId("o1"),
        pain_id=PainId("erreurs"),
        pain_title="Erreurs de préparation",
        area="logistics",
        story_id=StoryId(1),
        title="Kerlouan divise ses erreurs par quatre : douze robots [bold]navettes[/bold]",
        language="fr",
        score=61.4,
        grade=Grade.CONFIRMED,
        need=0.75,
        relevance=0.9,
        signals=(),
        penalties=(),
        solution_id="robots",
        solution_name={"fr": "Robots mobiles", "en": "Mobile robots"},
        event=EventKind.DEPLOYMENT,
        gain="32 %",
        evidence=(
            Evidence(
                article_id=ArticleId(1),
                sentence="Le temps de préparation a baissé de 32 % : six mois ont suffi.",
                url="https://news.example/robots?with=a-rather-long-address-that-goes-on-and-on-and-on",
                source_name="Logistique Hebdo",
                published_at=NOW,
            ),
        ),
        owners=("a", "b", "c"),
        effective_at=NOW,
        first_seen_at=NOW,
    )
    return replace(opportunity, **changes)


def an_edition(**changes: Any) -> Edition:
    edition = Edition(
        week=Week("2026-W47"),
        made_at=NOW,
        company=Company(name="Ateliers Exemple"),
        opportunities=(
            an_opportunity(),
            an_opportunity(id=OpportunityId("o2"), title="A second", language="en"),
            an_opportunity(id=OpportunityId("o3"), title="A weak one", weak_signal=True),
        ),
        silences=(
            Silence(
                pain_id=PainId("x"),
                pain_title="Arrêts machine",
                article_count=143,
                source_count=3,
                nearest_title="Capteurs de vibration",
                nearest_url="https://news.example/vibration",
            ),
        ),
        article_count=143,
        story_count=120,
        source_count=18,
        failed_source_count=2,
    )
    return replace(edition, **changes)


def a_what_if(**changes: Any) -> WhatIf:
    nowhere = Placing(place=None, score=11.04)
    up = Shift(
        opportunity=an_opportunity(),
        now=Placing(place=3, score=61.4),
        then=Placing(place=1, score=66.04),
        points={"corroboration": 5.14, "freshness": -0.5, "novelty": -0.3, "momentum": 0.2},
    )
    weak = an_opportunity(id=OpportunityId("o2"), title="A newcomer", weak_signal=True)
    new = Shift(
        opportunity=weak,
        now=nowhere,
        then=Placing(place=2, score=14.0, weak_signal=True),
        points={},
    )
    gone = Shift(
        opportunity=an_opportunity(id=OpportunityId("o3"), title="A leaver"),
        now=Placing(place=4, score=70.0, weak_signal=True),
        then=Placing(place=None, score=None),
        points={},
    )
    found = WhatIf(
        week=Week("2026-W47"),
        stored_profile="balanced",
        profile="proof",
        weights={"impact": 1.0},
        shifts=(up, new, gone),
    )
    return replace(found, **changes)


def a_report(**changes: Any) -> RunReport:
    report = RunReport(
        sources={"ok": 16, "failed": 1},
        entries=301,
        articles_new=297,
        articles_updated=1,
        articles_duplicate=3,
        articles=1297,
        stories=237,
        matches=160,
        opportunities=7,
        seconds={"collect": 0.3, "load model": 6.9, "read and embed": 8.2},
        peak_memory_mb=1459,
    )
    return replace(report, **changes)


def a_standing(
    name: str = "Ops Wire", state: SourceState = SourceState.OK, reason: str = ""
) -> SourceStanding:
    source_id = SourceId(name.lower().replace(" ", "-"))
    source = Source(
        id=source_id, url=f"https://feeds.example/{source_id}.xml", name=name, owner="x"
    )
    record = PollRecord(
        source_id=source_id, state=state, reason=reason, entry_count=12, newest_entry_at=NOW
    )
    return SourceStanding(source=source, record=record, harvest=Harvest(articles=40))


def a_hit(**changes: Any) -> Hit:
    article = Article(
        id=ArticleId(1),
        source_id=SourceId("ops-wire"),
        url="https://news.example/1",
        title="Four hundred robots",
        text="",
        language="en",
        effective_at=NOW,
        first_seen_at=NOW,
    )
    hit = Hit(
        story=Story(id=StoryId(1), articles=(article, article), owners=("a",)),
        article=article,
        source_name="Ops Wire",
        sentence="Pickers no longer walk the aisles.",
        score=0.9,
        dense_rank=1,
    )
    return replace(hit, **changes)


def a_feed(title: str = "La Gazette", **changes: Any) -> FoundFeed:
    url = f"https://www.example.org/{title.lower().replace(' ', '-')}/feed"
    return replace(FoundFeed(url=url, title=title, entry_count=20, newest_entry_at=NOW), **changes)


def ranking_scores(**changes: Any) -> RankingScores:
    found = {PainId("P1"): quality([3, None, 2], [3, 2, 2]), PainId("P2"): quality([0], [1])}
    mean = mean_quality(list(found.values()))
    scores = RankingScores(
        articles=13503,
        pains=3,
        grades=5,
        left_out=(PainId("P3"),),
        standings=(
            Standing(way=Way.COSINE, view="use-multilingual-3", mean=mean, by_pain=found),
            Standing(way=Way.TECHWATCH, mean=mean, by_pain=found),
            Standing(way=Way.TECHWATCH, part=Part.ENGLISH, mean=None, by_pain={}),
        ),
    )
    return replace(scores, **changes)


def a_solution(name: str = "mobile-robots", /, **changes: Any) -> Solution:
    solution = Solution(
        id=name,
        area="logistics",
        kind="technology",
        maturity="scaling",
        effort="months",
        name={"fr": "Robots mobiles", "en": "Mobile robots"},
        problems={"fr": ("On marche trop.",), "en": ("We walk too much.",)},
        sketch={"fr": "Un robot [bold]apporte[/bold] les bacs.", "en": "A robot brings bins."},
        keywords={"fr": ("robot mobile", "AMR"), "en": ("mobile robot", "AMR")},
        gains={"fr": ("Deux fois plus de lignes",), "en": ("Twice the lines",)},
        kpis={"fr": ("Lignes par heure",), "en": ("Lines per hour",)},
    )
    return replace(solution, **changes)


@dataclass
class FakeSources:
    """The sources of the fake service."""

    asked: dict[str, Any]
    answer_standings: list[SourceStanding] = field(default_factory=lambda: [a_standing()])
    discovered: Discovery = field(default_factory=lambda: Discovery(feeds=(a_feed(),)))

    def standings(self) -> list[SourceStanding]:
        return self.answer_standings

    def check(self, progress) -> list[SourceStanding]:
        progress.start("check", len(self.answer_standings))
        return self.answer_standings

    def discover(self, address: str) -> Discovery:
        self.asked["address"] = address
        return self.discovered

    def plainly_meant(self, feeds) -> FoundFeed | None:
        return feeds[0] if len(feeds) == 1 else None

    def add(self, feeds, **fields: str) -> list[Source]:
        self.asked |= {"feeds": list(feeds), "fields": fields}
        return [
            Source(
                id=SourceId(feed.title),
                url=feed.url,
                name=fields.get("name") or feed.title,
                owner="example.org",
            )
            for feed in feeds
        ]

    def news_search(self, words, *, engine, language, area) -> NewsSearch:
        self.asked["search"] = (tuple(words), engine, language, area)
        source = Source(
            id=SourceId("news"),
            url="https://news.google.com/rss/search?q=fuite",
            name=f"Google News: {', '.join(words)}",
            owner="Google",
            pack="search",
        )
        return NewsSearch(words=tuple(words), company="Google", source=source)

    def follow(self, search: NewsSearch) -> SourceStanding:
        self.asked["followed"] = search
        return replace(a_standing(), source=search.source)

    def import_opml(self, path: Path) -> tuple[int, int]:
        self.asked["path"] = path
        return 12, 3

    def export_opml(self, path: Path, *, every: bool = False) -> int:
        self.asked |= {"path": path, "every": every}
        return 133

    def as_opml(self, *, every: bool = False) -> str:
        self.asked["every"] = every
        return "<opml/>"


@dataclass
class FakePacks:
    """The packs of the fake service: one that is on, one for a sector that is off."""

    asked: dict[str, Any]
    rows: list[Coverage] = field(default_factory=list)
    packs: list[PackStanding] = field(
        default_factory=lambda: [
            PackStanding(
                pack=Pack(id="energy", names={"fr": "Énergie", "en": "Energy"}),
                sources=12,
                failing=2,
            ),
            PackStanding(
                pack=Pack(
                    id="food",
                    names={"fr": "Agroalimentaire", "en": "Food"},
                    sectors=("boissons", "food"),
                    enabled=False,
                ),
                sources=7,
                failing=0,
            ),
        ]
    )

    def standings(self) -> list[PackStanding]:
        return self.packs

    def switch(self, names, *, on: bool) -> list[Pack]:
        self.asked |= {"names": list(names), "on": on}
        named = [standing.pack for standing in self.packs if standing.pack.id in names]
        return [replace(pack, enabled=on) for pack in named if pack.enabled != on]

    def coverage(self) -> list[Coverage]:
        return self.rows


@dataclass
class FakeSolutions:
    """A library of two families, the first of which answers everything."""

    asked: dict[str, Any]
    families: tuple[PlannedFamily, ...] = (
        PlannedFamily(solution=a_solution(), weight=1.0, chosen=True),
        PlannedFamily(
            solution=a_solution(
                "voice-picking", name={"fr": "Préparation vocale", "en": "Voice picking"}
            ),
            weight=0.004,
            chosen=False,
        ),
    )

    def every(self, **wanted: str) -> list[Solution]:
        self.asked["wanted"] = wanted
        return [family.solution for family in self.families]

    def named(self, solution_id: str) -> Solution:
        if solution_id != "mobile-robots":
            raise UsageError("no family is called that", hint="did you mean `mobile-robots`?")
        return a_solution()

    def near(self, text: str) -> tuple[PlannedFamily, ...]:
        self.asked["text"] = text
        return self.families

    def plans(self, pains) -> list[PainPlan]:
        return [
            PainPlan(
                pain=pain,
                need=0.55,
                families=self.families,
                refused=tuple(a_solution(name) for name in pain.refused),
                unknown=("gone",),
            )
            for pain in pains
        ]

    def refine(self, pain: PainPoint, wanted: Refinement) -> PainPoint:
        self.asked["refinement"] = wanted
        return replace(pain, keywords=(*pain.keywords, *wanted.keywords), refused=wanted.refuse)


@dataclass
class FakeEditions:
    """The lists of the fake service: at most the one that it answers with."""

    service: FakeService

    def edition(self, week=None, reader="") -> Edition | None:
        self.service.asked["reader"] = reader
        return self.service.edition(week)

    def open_list(self, reader="") -> Edition | None:
        return None

    def weeks(self, reader="") -> list[Week]:
        return self.service.weeks()


class FakeReviews:
    """Nothing was ever decided."""

    def cards(self, statuses=()) -> list[Card]:
        return []


@dataclass
class FakeSearches:
    """Finds what the service was told to, and keeps searches in memory."""

    service: FakeService
    kept: dict[int, SavedSearch] = field(default_factory=dict)

    def find(self, query, chosen=None, *, limit=10) -> SearchAnswer:
        hits = self.service.search(query, chosen, limit=limit)
        counts = {FilterField.LANGUAGE: Counter(hit.article.language for hit in hits)}
        return SearchAnswer(hits=tuple(hits), story_count=len(hits), bound=300, counts=counts)

    def like(self, story_id, chosen=None, *, limit=10) -> SearchAnswer:
        self.service.asked["like"] = story_id
        return self.find("", chosen, limit=limit)

    def save(self, search: SavedSearch) -> int:
        self.kept[len(self.kept) + 1] = search
        return len(self.kept)

    def saved(self) -> dict[int, SavedSearch]:
        return self.kept

    def run_saved(self, number, *, limit=10) -> tuple[SavedSearch, SearchAnswer]:
        return self.kept[number], self.find(self.kept[number].query, limit=limit)

    def remove(self, number) -> None:
        del self.kept[number]

    def in_digest(self, number, *, on) -> SavedSearch:
        self.kept[number] = replace(self.kept[number], in_digest=on)
        return self.kept[number]


@dataclass
class FakeService:
    """Answers what it was told to; keeps what it was asked in ``asked``."""

    root: Path = Path()
    language: str = "fr"
    answer_edition: Edition | None = field(default_factory=an_edition)
    answer_report: RunReport = field(default_factory=a_report)
    hits: list[Hit] = field(default_factory=lambda: [a_hit()])
    findings: list[Finding] = field(default_factory=list)
    stated: list[PainPoint] = field(default_factory=list)
    raises: BaseException | None = None
    asked: dict[str, Any] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    def __post_init__(self) -> None:
        self.sources = FakeSources(asked=self.asked)
        self.packs = FakePacks(asked=self.asked)
        self.solutions = FakeSolutions(asked=self.asked)
        self.editions = FakeEditions(service=self)
        self.reviews = FakeReviews()
        self.searches = FakeSearches(service=self)

    def __call__(self, root: Path) -> FakeService:
        self.root = root
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.asked["closed"] = True

    @property
    def home(self) -> Home:
        return Home(root=self.root)

    def company(self) -> Company:
        return Company()

    def run(self, progress, *, only_due=False, stop=None, profiled=False) -> RunReport:
        if self.raises is not None:
            raise self.raises
        self.asked["only_due"] = only_due
        self.asked["profiled"] = profiled
        progress.start("collect", 2)
        progress.advance()
        progress.start("unheard of")
        return self.answer_report

    def edition(self, week=None) -> Edition | None:
        if self.raises is not None:
            raise self.raises
        self.asked["week"] = week
        return None if week and week != "2026-W47" else self.answer_edition

    def weeks(self) -> list[Week]:
        return [self.answer_edition.week] if self.answer_edition else []

    def what_if(self, profile: str) -> WhatIf:
        if profile != "proof":
            raise UsageError(f"no profile is called `{profile}`", hint="there are balanced, proof")
        return a_what_if()

    def search(self, query, chosen=None, *, limit=10) -> list[Hit]:
        self.asked |= {"query": query, "chosen": chosen, "limit": limit}
        return self.hits

    def add_article(self, url: str, *, title: str = "", text: str = "") -> Article:
        self.asked |= {"url": url, "title": title, "text": text}
        return replace(a_hit().article, url=url, title=title or "Four hundred robots")

    def pains(self) -> list[PainPoint]:
        return self.stated

    def add_pain(self, pain: PainPoint) -> PainPoint:
        self.asked["pain"] = pain
        return replace(pain, id=PainId("made-up"))

    def digest(self, folder: Path, language: str = "", reader: str = "") -> tuple[Path, ...]:
        if self.answer_edition is None:
            raise UsageError("there is no edition yet", hint="run `techwatch run` first")
        self.asked |= {"language": language, "reader": reader}
        folder.mkdir(parents=True, exist_ok=True)
        mail = folder / "digest-2026-W47.eml"
        mail.write_bytes(b"Subject: =?utf-8?q?Veille_op=C3=A9rations?=\n\nBonjour\n")
        return (mail, folder / "digest-2026-W47.txt")

    def evaluate_ranking(self, folder: Path, *, run=None, progress=None) -> RankingScores:
        self.asked |= {"folder": folder, "run": run}
        progress.start("read", 2)
        progress.advance(2)
        return ranking_scores()

    def doctor(self) -> list[Finding]:
        return self.findings

"""How a home folder is run: plain values with their defaults, no reading of files.

``watch.config`` fills these from ``watch.yaml`` and the environment; a home
folder without ``watch.yaml`` runs on the defaults below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

STANDARD_PROFILE = "balanced"

PROFILES: Mapping[str, Mapping[str, float]] = {
    STANDARD_PROFILE: {
        "impact": 0.30,
        "corroboration": 0.20,
        "applicability": 0.15,
        "readiness": 0.15,
        "novelty": 0.10,
        "momentum": 0.05,
        "freshness": 0.05,
    },
    # For whoever must convince: a figure at a named adopter, told by several, before all else.
    "proof": {
        "impact": 0.40,
        "corroboration": 0.30,
        "applicability": 0.10,
        "readiness": 0.10,
        "novelty": 0.05,
        "momentum": 0.025,
        "freshness": 0.025,
    },
    # For whoever looks ahead: what is new, recent and spreading, though little proved yet.
    "early": {
        "impact": 0.10,
        "corroboration": 0.05,
        "applicability": 0.10,
        "readiness": 0.10,
        "novelty": 0.25,
        "momentum": 0.20,
        "freshness": 0.20,
    },
}
"""Profiles that ship: shares of merit by signal, each summing to 1. All are design values, to
be fixed by ablation once editions with decisions exist (docs/ranking.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A folder laid out like the repository; every command works on one."""

    root: Path

    @property
    def sources_path(self) -> Path:
        """What we read."""
        return self.root / "sources.yaml"

    @property
    def pains_path(self) -> Path:
        """What hurts."""
        return self.root / "painpoints.yaml"

    @property
    def settings_path(self) -> Path:
        """How we run; optional."""
        return self.root / "watch.yaml"

    @property
    def state(self) -> Path:
        """All state of an embedded install; safe to delete, at the cost of a crawl."""
        return self.root / "index"

    @property
    def database_path(self) -> Path:
        """The only truth."""
        return self.state / "watch.db"

    @property
    def generations(self) -> Path:
        """The derived vector index."""
        return self.state / "generations"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectSettings:
    """How feeds and article pages are read. Limits: docs/architecture.md, measured.

    Units:
        ``per_host`` is connections at once, ``per_host_rate`` requests begun per second.
    """

    allow_hosts: tuple[str, ...] = ()
    contact: str = ""
    proxy: str = ""
    concurrency: int = 32
    per_host: int = 2
    per_host_rate: float = 2.0
    poll_interval_h: float = 6.0
    connect_timeout_s: float = 5.0
    read_timeout_s: float = 10.0
    total_timeout_s: float = 30.0
    parse_timeout_s: float = 10.0
    max_wire_bytes: int = 10 * 1024 * 1024
    max_body_bytes: int = 15 * 1024 * 1024
    max_hops: int = 5
    max_new_per_poll: int = 200
    parser_processes: int = 2
    article_pages: bool = True
    max_pages_per_run: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstandSettings:
    """How text is read: the embedding views, in order of trust, and the languages.

    A view is ``use`` or ``e5`` (models that come with a package), a hub id or a path.
    """

    models: tuple[str, ...] = ("use", "e5")
    languages: tuple[str, ...] = ("fr", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class RankSettings:
    """How long and how strict the weekly list is, and what merit is made of.

    ``profiles`` are those of the file: weights of every signal, summing to 1.
    """

    list_size: int = 10
    per_pain: int = 3
    per_owner: int = 2
    floor: float = 12.0
    max_age_days: int = 730
    diversity: float = 0.7
    profiles: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    profile: str = STANDARD_PROFILE

    @property
    def known_profiles(self) -> Mapping[str, Mapping[str, float]]:
        """Weights by profile: those that ship, then those of the file."""
        return {**PROFILES, **self.profiles}

    @property
    def weights(self) -> Mapping[str, float]:
        """The weights in use."""
        return self.known_profiles[self.profile]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody with a list of their own over the same crawl.

    Attributes:
        pains: Ids of the pain points that the list is about; empty means all.
        language: Of the list and the mail; empty means the company's.
        cadence: "weekly" or "monthly": a monthly reader's edition gathers the whole month.
    """

    name: str
    role: str = ""
    pains: tuple[str, ...] = ()
    language: str = ""
    cadence: str = "weekly"
    email: str = ""


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Names of the days in the order of the ISO week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSettings:
    """When the list of a week is closed, and how far decisions may teach.

    Attributes:
        freeze_day: English name of a day; the first run after ``freeze_time`` closes the list.
        freeze_time: Clock time in the company's time zone, as "18:00".
        learning: Whether decisions change the ranking.
    """

    freeze_day: str = "friday"
    freeze_time: str = "18:00"
    learning: bool = True
    readers: tuple[Reader, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """The server that mails leave by; without a host, none is sent.

    ``user`` and ``password`` come from the environment only.

    Attributes:
        security: "starttls", "tls" (from the first byte) or "none" (loopback relays).
    """

    host: str = ""
    port: int = 587
    security: str = "starttls"
    timeout_s: float = 30.0
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A chat room or a program that is told of each new edition.

    Attributes:
        format: "generic", "teams", "slack" or "mattermost".
        url_variable: The environment variable that holds its address, which is a secret.
    """

    name: str
    format: str = "generic"
    url_variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverSettings:
    """Who receives the digest, when, and from whom it comes.

    Attributes:
        send_day: English name of a day; the digest leaves at the first occasion from ``send_time``.
        send_time: Clock time in the company's time zone, as "07:00".
        approval: Whether a person must approve an edition before its digest leaves.
        when_empty: "short" sends two lines, "nothing" sends nothing.
    """

    sender: str = "techwatch@localhost"
    recipients: tuple[str, ...] = ()
    max_opportunities: int = 5
    send_day: str = "monday"
    send_time: str = "07:00"
    approval: bool = False
    when_empty: str = "short"
    smtp: SmtpSettings = SmtpSettings()
    webhooks: tuple[Webhook, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSettings:
    """Where the app is reached, and who may do what in it once people sign in.

    People are named by mail address, or all of a domain as "@lumera.example".

    Attributes:
        public_url: The address that readers open, for the links of the digest; without it the
            digest has no links back.
        readers: May look.
        editors: May also decide.
        admins: May also change pain points, sources and deliveries.
    """

    public_url: str = ""
    readers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeSettings:
    """What ``techwatch serve`` does by itself.

    Units:
        ``run_every_h`` hours between two runs.
    """

    run_every_h: float = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmSettings:
    """A language model that may re-word what a story says; off unless switched on.

    ``api_key`` comes from the environment only.
    """

    enabled: bool = False
    base_url: str = ""
    model: str = ""
    api_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything ``watch.yaml`` can say."""

    timezone: str = "Europe/Paris"
    language: str = ""
    example: bool = False
    collect: CollectSettings = CollectSettings()
    understand: UnderstandSettings = UnderstandSettings()
    rank: RankSettings = RankSettings()
    review: ReviewSettings = ReviewSettings()
    deliver: DeliverSettings = DeliverSettings()
    app: AppSettings = AppSettings()
    serve: ServeSettings = ServeSettings()
    llm: LlmSettings = LlmSettings()

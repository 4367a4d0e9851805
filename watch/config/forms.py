"""The shape of each file, checked: what may be written, and what is assumed when it is not."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, Field, field_validator

from watch.config.areas import known_area
from watch.config.deliver_form import AppForm, DeliverForm, ServeForm
from watch.config.form import Form
from watch.config.rank_form import RankForm
from watch.config.review_form import ReaderForm, ReviewForm, told_apart
from watch.model import AREAS, LANGUAGES, Reliability, SourceKind


def _said(texts: list[str]) -> list[str]:
    return [text for text in texts if text.strip()]


Texts = Annotated[list[str], Field(default_factory=list), AfterValidator(_said)]


class SourceForm(Form):
    """One entry of ``sources.yaml``; only ``url`` is required."""

    url: str = Field(min_length=1, max_length=2000)
    name: str = ""
    owner: str = ""
    kind: SourceKind = SourceKind.PRESS
    language: str = ""
    reliability: Reliability = Reliability.MEDIUM
    pack: str = ""
    topics: Texts
    enabled: bool = True

    @field_validator("url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        if not url.lower().startswith(("http://", "https://")):
            msg = "must begin with http:// or https://"
            raise ValueError(msg)
        return url

    @field_validator("topics")
    @classmethod
    def _known_topics(cls, topics: list[str]) -> list[str]:
        return [known_area(topic) for topic in topics]


class PackForm(Form):
    """A pack: its name in both languages, for whom it is, whether its sources are read."""

    fr: str = ""
    en: str = ""
    sectors: Texts
    enabled: bool = True


class SourcesForm(Form):
    """``sources.yaml``."""

    packs: dict[str, PackForm] = Field(default_factory=dict)
    sources: list[SourceForm] = Field(default_factory=list)


def _served_language(language: str) -> str:
    if language not in LANGUAGES:
        msg = f"must be one of {', '.join(LANGUAGES)}"
        raise ValueError(msg)
    return language


class CompanyForm(Form):
    """For whom we watch."""

    name: str = ""
    sector: str = ""
    employees: int | None = Field(default=None, ge=1)
    country: str = "FR"
    language: str = "fr"
    currency: str = "EUR"

    _served = field_validator("language")(_served_language)


class PainForm(Form):
    """One pain point; only ``title`` is required."""

    title: str = Field(min_length=3, max_length=300)
    id: str = Field(default="", max_length=60, pattern=r"^[a-z0-9-]*$")
    description: str = Field(default="", max_length=5000)
    area: str = Field(default="", max_length=60)
    department: str = ""
    owner: str = ""
    kpi: str = ""
    yearly_cost: float | None = Field(default=None, ge=0)
    importance: float = Field(default=7.0, ge=0, le=10)
    satisfaction: float = Field(default=3.0, ge=0, le=10)
    horizon_months: int = Field(default=12, ge=1, le=120)
    keywords: Texts
    exclusions: Texts
    sketches: Texts
    solutions: Texts
    refused: Texts

    _area = field_validator("area")(known_area)


class PainsForm(Form):
    """``painpoints.yaml``."""

    company: CompanyForm = Field(default_factory=CompanyForm)
    pain_points: list[PainForm] = Field(default_factory=list)


class CollectForm(Form):
    """How feeds and article pages are read."""

    allow_hosts: list[str] | None = None
    contact: str | None = None
    proxy: str | None = None
    concurrency: int | None = Field(default=None, ge=1, le=512)
    per_host: int | None = Field(default=None, ge=1, le=16)
    per_host_rate: float | None = Field(default=None, gt=0, le=1000)
    poll_interval_h: float | None = Field(default=None, gt=0, le=168)
    connect_timeout_s: float | None = Field(default=None, gt=0)
    read_timeout_s: float | None = Field(default=None, gt=0)
    total_timeout_s: float | None = Field(default=None, gt=0)
    max_new_per_poll: int | None = Field(default=None, ge=1)
    parser_processes: int | None = Field(default=None, ge=1, le=64)
    article_pages: bool | None = None
    max_pages_per_run: int | None = Field(default=None, ge=0, le=10_000)


class UnderstandForm(Form):
    """How text is read."""

    models: list[str] | None = Field(default=None, min_length=1)


class LlmForm(Form):
    """A language model that may re-word what a story says."""

    enabled: bool | None = None
    base_url: str | None = None
    model: str | None = None


class SettingsForm(Form):
    """``watch.yaml``."""

    timezone: str | None = None
    language: str | None = None
    example: bool | None = None
    collect: CollectForm = Field(default_factory=CollectForm)
    understand: UnderstandForm = Field(default_factory=UnderstandForm)
    rank: RankForm = Field(default_factory=RankForm)
    review: ReviewForm = Field(default_factory=ReviewForm)
    readers: list[ReaderForm] = Field(default_factory=list)
    deliver: DeliverForm = Field(default_factory=DeliverForm)
    app: AppForm = Field(default_factory=AppForm)
    serve: ServeForm = Field(default_factory=ServeForm)
    llm: LlmForm = Field(default_factory=LlmForm)

    @field_validator("language")
    @classmethod
    def _served(cls, language: str | None) -> str | None:
        return language if language is None else _served_language(language)

    _each_once = field_validator("readers")(told_apart)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        try:
            ZoneInfo(zone or "UTC")
        except (ZoneInfoNotFoundError, ValueError) as error:
            msg = f"`{zone}` is not a time zone; write for example Europe/Paris"
            raise ValueError(msg) from error
        return zone


class BothLanguages(Form):
    """A text in each language served."""

    fr: str = Field(min_length=3)
    en: str = Field(min_length=3)


class ListsInBoth(Form):
    """Several texts in each language served."""

    fr: list[str] = Field(min_length=1)
    en: list[str] = Field(min_length=1)


class SolutionForm(Form):
    """One family of the solution library."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: BothLanguages
    kind: str = Field(pattern="^(technology|practice|organisation|scheme)$")
    maturity: str = Field(pattern="^(emerging|scaling|proven)$")
    effort: str = Field(pattern="^(weeks|months|years)$")
    problems: ListsInBoth
    sketch: BothLanguages
    keywords: ListsInBoth
    gains: ListsInBoth
    kpis: ListsInBoth


class LibraryForm(Form):
    """One file of the solution library."""

    area: Literal[AREAS]  # type: ignore[valid-type]  # the tuple is the list of literals
    families: list[SolutionForm]


def given(form: BaseModel) -> dict[str, Any]:
    """Return what the file said, without what it left out; lists as tuples."""
    said = form.model_dump(exclude_none=True)
    return {k: tuple(v) if isinstance(v, list) else v for k, v in said.items()}

"""The files of a home folder, read into the vocabulary."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from watch.config.deliver_form import deliver_settings
from watch.config.file_memory import FileMemory
from watch.config.forms import (
    PackForm,
    PainForm,
    PainsForm,
    SettingsForm,
    SourceForm,
    SourcesForm,
    given,
)
from watch.config.rank_form import shares
from watch.config.yaml_file import YamlFile, check, read_yaml
from watch.errors import ConfigError, Problem
from watch.links import host_of, registrable_domain, source_id
from watch.model import Company, Pack, PainId, PainPoint, Source
from watch.settings import Home, Reader, Settings
from watch.text import clean_text, fingerprint, slug

T = TypeVar("T")


def read_settings(home: Home, environment: Mapping[str, str] | None = None) -> Settings:
    """Return how this home is run: ``watch.yaml`` over the defaults, environment on top.

    Environment:
        ``TECHWATCH_ALLOW_HOSTS``: comma-separated hosts let through the address guard.
        ``TECHWATCH_LLM_API_KEY``: the key of the language model, where one is switched on.
        ``TECHWATCH_SMTP_USER``, ``TECHWATCH_SMTP_PASSWORD``: who signs in to the mail server.

    Raises:
        ConfigError: If the file has a mistake.
    """
    form = SettingsForm()
    if home.settings_path.exists():
        form = cast("SettingsForm", check(read_yaml(home.settings_path), SettingsForm))
    settings = Settings()
    parts = {
        name: replace(getattr(settings, name), **given(getattr(form, name)))
        for name in ("collect", "understand", "rank", "review", "app", "serve", "llm")
    }
    said = os.environ if environment is None else environment
    extra = said.get("TECHWATCH_ALLOW_HOSTS", "")
    hosts = tuple(host.strip() for host in extra.split(",") if host.strip())
    parts["llm"] = replace(parts["llm"], api_key=said.get("TECHWATCH_LLM_API_KEY", ""))
    collect = parts["collect"]
    parts["collect"] = replace(collect, allow_hosts=(*collect.allow_hosts, *hosts))
    parts["rank"] = replace(parts["rank"], profiles=shares(form.rank.profiles))
    parts["deliver"] = deliver_settings(
        form.deliver,
        said.get("TECHWATCH_SMTP_USER", ""),
        said.get("TECHWATCH_SMTP_PASSWORD", ""),
    )
    readers = tuple(Reader(**given(reader)) for reader in form.readers)
    parts["review"] = replace(parts["review"], readers=readers)
    top = {k: v for k, v in given(form).items() if k not in {*parts, "readers"}}
    return replace(settings, **top, **parts)


def read_sources(path: Path, *, every_pack: bool = False) -> dict[str, Source]:
    """Return the sources of a file by fingerprint of their entry.

    Args:
        every_pack: Read the file as though no pack were switched off.

    Raises:
        ConfigError: If the file is missing or has a mistake, two equal addresses among them.
    """
    return dict(_every_source(path) if every_pack else _sources(path))


def read_packs(path: Path) -> tuple[Pack, ...]:
    """Return the packs of a file in its order, then those that only its sources name.

    Raises:
        ConfigError: If the file is missing or has a mistake.
    """
    return _packs(path)


def read_pains(path: Path) -> tuple[Company, dict[str, PainPoint]]:
    """Return the company and its pain points by fingerprint of their entry.

    Raises:
        ConfigError: If the file is missing or has a mistake, two equal ids among them.
    """
    company, pains = _pains(path)
    return company, dict(pains)


def _require(path: Path, advice: str) -> YamlFile:
    if path.exists():
        return read_yaml(path)
    problem = Problem(path=path.name, line=1, text=f"there is no {path.name} in {path.parent}")
    hint = f"{advice}; or run `techwatch demo` to see an example; or name a folder with --home"
    raise ConfigError((problem,), hint=hint)


def _read_sources(path: Path, *, every_pack: bool) -> dict[str, Source]:
    file, form = _source_file(path)
    off = set() if every_pack else {name for name, pack in form.packs.items() if not pack.enabled}
    found: dict[str, Source] = {}
    first: dict[str, int] = {}
    problems: list[Problem] = []
    for position, item in enumerate(form.sources):
        source = _source(item, off)
        if source.id in first:
            line = file.lines[("sources", first[source.id])]
            place = ("sources", position, "url")
            problems.append(file.problem(place, f"{item.url} is already listed on line {line}"))
            continue
        first[source.id] = position
        found[fingerprint("source", source.id, repr(source))] = source
    if problems:
        raise ConfigError(tuple(problems), hint=f"remove the repeated entries from {path}")
    return found


def _read_packs(path: Path) -> tuple[Pack, ...]:
    _, form = _source_file(path)
    named = dict.fromkeys(item.pack for item in form.sources if item.pack)
    return tuple(
        _pack(name, form.packs.get(name) or PackForm(sectors=[])) for name in (form.packs | named)
    )


def _read_pains(path: Path) -> tuple[Company, dict[str, PainPoint]]:
    file = _require(path, "state what hurts, at least `pain_points: [{title: …}]`")
    form = cast("PainsForm", check(file, PainsForm))
    found: dict[str, PainPoint] = {}
    seen: set[str] = set()
    problems: list[Problem] = []
    for position, item in enumerate(form.pain_points):
        pain = _pain(item)
        if pain.id in seen:
            text = f"a second pain point is called `{pain.id}`; give it another title or an `id`"
            problems.append(file.problem(("pain_points", position), text))
            continue
        seen.add(pain.id)
        found[fingerprint("pain", repr(pain))] = pain
    if problems:
        raise ConfigError(tuple(problems), hint=f"edit {path}")
    return Company(**form.company.model_dump()), found


def _source_file(path: Path) -> tuple[YamlFile, SourcesForm]:
    file = _require(path, "list the feeds to read, at least `sources: [{url: https://…}]`")
    return file, cast("SourcesForm", check(file, SourcesForm))


def _source(item: SourceForm, off: Collection[str]) -> Source:
    return Source(
        id=source_id(item.url),
        url=item.url,
        name=clean_text(item.name) or host_of(item.url),
        owner=clean_text(item.owner) or registrable_domain(item.url) or host_of(item.url),
        kind=item.kind,
        language=item.language,
        reliability=item.reliability,
        topics=tuple(item.topics),
        pack=item.pack,
        enabled=item.enabled and item.pack not in off,
    )


def _pack(name: str, form: PackForm) -> Pack:
    names = {"fr": clean_text(form.fr), "en": clean_text(form.en)}
    sectors = tuple(clean_text(sector) for sector in form.sectors)
    return Pack(id=name, names=names, sectors=sectors, enabled=form.enabled)


def _pain(item: PainForm) -> PainPoint:
    fields = given(item) | {"id": PainId(item.id or slug(item.title) or fingerprint(item.title))}
    fields |= {name: clean_text(fields[name]) for name in ("title", "description")}
    return PainPoint(**fields)


_sources = FileMemory(partial(_read_sources, every_pack=False))
_every_source = FileMemory(partial(_read_sources, every_pack=True))
_packs = FileMemory(_read_packs)
_pains = FileMemory(_read_pains)

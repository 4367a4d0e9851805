"""Pain points and the company: stated, tried on what was collected, changed in the file."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from watch import config, store
from watch.config.pain_edit import FieldMistake, as_stated, as_written, changed_fields
from watch.errors import UsageError
from watch.model import Company, Coverage, PainId, PainPoint, SourceStanding
from watch.pipeline.trial import Bringing, Trial, Tried
from watch.service.coverage import coverage
from watch.service.open_home import OpenHome
from watch.text import fingerprint, slug

Mistakes = tuple[FieldMistake, ...]

_SEARCHED = (
    "title",
    "description",
    "area",
    "keywords",
    "exclusions",
    "sketches",
    "solutions",
    "refused",
)
"""Fields that decide which articles are found; the others only weigh what is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """Nothing was written: the file was changed since, in fields that were to be changed.

    Attributes:
        fields: Which; empty where the whole entry has left the file.
    """

    fields: tuple[str, ...] = ()


class PainDesk:
    """What can be asked of pain points, and done with them.

    What was collected stays in memory between two tries; ``rest`` gives it back.
    """

    def __init__(self, home: OpenHome) -> None:
        self._open = home
        self._path = home.home.pains_path
        self._trial: Trial | None = None
        self._loading = threading.Lock()

    def every(self) -> list[PainPoint]:
        """Return the pain points of the file, in its order; none where there is no file."""
        if not self._path.exists():
            return []
        return list(config.read_pains(self._path)[1].values())

    def company(self) -> Company:
        """Return for whom we watch; nobody in particular where there is no file."""
        return self._open.company_if_stated()

    def mistakes(self, pain: PainPoint) -> Mistakes:
        """Return what is wrong with a pain point that the file would refuse."""
        checked = as_stated(pain)
        return checked if isinstance(checked, tuple) else ()

    def add(self, pain: PainPoint) -> PainPoint:
        """Add a pain point to the file, which is made when it is missing; return it with its id.

        Raises:
            UsageError: If one with the same title is there, or the file would refuse it.
        """
        name = PainId(slug(pain.title) or fingerprint(pain.title))
        if name in {known.id for known in self.every()}:
            message = f"`{pain.title}` is already in {self._path.name}"
            raise UsageError(message, hint="`techwatch pains list` shows it")
        stated = _sound(replace(pain, id=name))
        config.add_pain(self._path, stated)
        return stated

    def save(self, pain: PainPoint, opened: PainPoint) -> PainPoint | Overtaken:
        """Write into the file what was changed of a pain point, and nothing else.

        Args:
            pain: As it is to be.
            opened: As it was when it was read for changing. What others changed since stays,
                unless both changed the same field: then nothing is written.

        Raises:
            UsageError: If the file would refuse it.
        """
        wanted = _sound(pain)
        names = changed_fields(opened, wanted)
        held = next((known for known in self.every() if known.id == pain.id), None)
        if held is None:
            return Overtaken()
        both = _both(opened, held, wanted)
        if both:
            return Overtaken(fields=both)
        merged = replace(held, **{name: getattr(wanted, name) for name in names})
        if merged != held:
            config.edit_pain(self._path, merged, names)
        return merged

    def remove(self, pain_id: PainId) -> None:
        """Take a pain point out of the file; what was decided for it is kept.

        Raises:
            UsageError: If there is none of that id, or a reader's list is about it.
        """
        if pain_id not in {known.id for known in self.every()}:
            message = f"no pain point is called `{pain_id}`"
            raise UsageError(message, hint="`techwatch pains list` shows them")
        readers = [r.name for r in self._open.settings.review.readers if pain_id in r.pains]
        if readers:
            message = f"the list of {', '.join(readers)} in watch.yaml is about `{pain_id}`"
            raise UsageError(message, hint="take it out of `readers` in watch.yaml first")
        config.remove_pain(self._path, pain_id)

    def save_company(self, company: Company, opened: Company) -> Company | Overtaken | Mistakes:
        """Write into the file what was changed of the company's facts, and nothing else.

        Args:
            company: As it is to be.
            opened: As it was when it was read for changing.
        """
        wanted = as_written(company)
        if isinstance(wanted, tuple):
            return wanted
        held = self.company()
        both = _both(opened, held, wanted)
        if both:
            return Overtaken(fields=both)
        names = changed_fields(opened, wanted)
        merged = replace(held, **{name: getattr(wanted, name) for name in names})
        if merged != held:
            config.edit_company(self._path, merged, names)
        return merged

    def preview(self, pain: PainPoint, *, limit: int = 10) -> Tried:
        """Return what would be found for a pain point, best first, without stating it.

        The pain may be one nobody has seen before; the bar and the quotas of the weekly
        list do not apply.

        Raises:
            ModelMissing: If no embedding model can be loaded.
        """
        tried, now = _named(pain), self._open.clock.now()
        return self._tried_on().find(tried, self.company(), now, limit=limit)

    def bringing(self, pain: PainPoint) -> tuple[Bringing, ...]:
        """Return which sources bring articles on the matter of a pain point, and how many.

        Raises:
            ModelMissing: If no embedding model can be loaded.
        """
        return self._tried_on().bringing(_named(pain), self.company(), self._open.clock.now())

    def coverage(self, pains: Sequence[PainPoint]) -> list[Coverage]:
        """Return how many sources answer for the area of each, and which packs would help.

        Raises:
            ConfigError: If ``sources.yaml`` is missing or has a mistake.
        """
        path = self._open.home.sources_path
        listed = config.read_sources(path).values()
        with self._open.database().read() as connection:
            records = store.sources.records(connection)
        standings = [
            SourceStanding(source=source, record=record)
            for source, record in store.sources.polled(listed, records)
        ]
        every = list(config.read_sources(path, every_pack=True).values())
        return coverage(pains, standings, config.read_packs(path), every, self.company())

    def pack_names(self, language: str) -> dict[str, str]:
        """Return what the packs that ``coverage`` names are called, by id."""
        packs = config.read_packs(self._open.home.sources_path)
        return {pack.id: pack.names.get(language) or pack.id for pack in packs}

    def rest(self) -> None:
        """Give back the memory that tries take: half a gigabyte for 100,000 articles."""
        self._trial = None

    def _tried_on(self) -> Trial:
        with self._loading:
            trial = self._trial
            if trial is None:
                views = self._open.views()
                trial = Trial(self._open.database(), views, self._open.settings)
            self._trial = trial
            return trial


def wording(pain: PainPoint) -> PainPoint:
    """Return only what decides which articles are found: equal wordings find the same."""
    said = {name: getattr(pain, name) for name in _SEARCHED}
    return PainPoint(id=pain.id, **said)


def _named(pain: PainPoint) -> PainPoint:
    """Return a pain point that can be tried: with an id, and the area that is meant."""
    name = pain.id or PainId(slug(pain.title) or "trial")
    return replace(pain, id=name, area=config.known_area(pain.area))


def _sound(pain: PainPoint) -> PainPoint:
    """Return a pain point as it reads back from the file.

    Raises:
        UsageError: If the file would refuse it.
    """
    checked = as_stated(pain)
    if isinstance(checked, PainPoint):
        return checked
    wrong = ", ".join(
        f"{one.field} is {one.mistake.value}" + (f" ({one.bound:g})" if one.bound else "")
        for one in checked
    )
    raise UsageError(f"this pain point cannot be written: {wrong}", hint="change it and try again")


def _both(opened: object, held: object, wanted: object) -> tuple[str, ...]:
    """Return the fields that were changed here and there since, to something else."""
    mine, theirs = changed_fields(opened, wanted), {*changed_fields(opened, held)}
    return tuple(
        name for name in mine if name in theirs and getattr(held, name) != getattr(wanted, name)
    )

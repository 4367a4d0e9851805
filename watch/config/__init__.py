"""Files a person edits → checked, typed values; and back, comments kept.

In → ``sources.yaml``, ``painpoints.yaml``, ``watch.yaml``, OPML never (that is a feed
matter), the environment; out → ``Source``, ``PainPoint``, ``Company``, ``Settings``,
``Solution``.

Invariants: every problem of a file is reported at once, with its line; unknown keys are
problems; secrets are read from the environment only.
"""

from watch.config.areas import known_area
from watch.config.edit import add_pain, add_sources, switch_packs
from watch.config.pain_edit import edit_company, edit_pain, remove_pain
from watch.config.read import read_packs, read_pains, read_settings, read_sources
from watch.config.readers import check_readers
from watch.config.refine import refine_pain
from watch.config.settings_edit import set_setting
from watch.config.solutions import read_solutions
from watch.config.source_edit import edit_source

__all__ = [
    "add_pain",
    "add_sources",
    "check_readers",
    "edit_company",
    "edit_pain",
    "edit_source",
    "known_area",
    "read_packs",
    "read_pains",
    "read_settings",
    "read_solutions",
    "read_sources",
    "refine_pain",
    "remove_pain",
    "set_setting",
    "switch_packs",
]

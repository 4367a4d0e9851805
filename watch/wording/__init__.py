"""Words for people: values of the vocabulary → French or English.

A leaf package. English source strings are the message ids; French lives in
``locale/fr/*.po``, a file per subject. Invariants: every function is pure once read;
nothing is said that the values do not hold; French typography (non-breaking
spaces, « quotes », 1er) is put in here and nowhere else.
"""

from __future__ import annotations

from watch.wording.basis import basis_phrase
from watch.wording.cards import (
    change_phrase,
    days_late,
    move_phrase,
    result_phrase,
    row_phrase,
    state_phrase,
    wake_phrase,
)
from watch.wording.catalogue import mark
from watch.wording.delivery import delivery_remedy, delivery_state, departure_phrase
from watch.wording.explain import Explanation, explain, need_phrase
from watch.wording.failure import told_error
from watch.wording.figures import Figures, figures
from watch.wording.finding import no_feed
from watch.wording.findings import finding_hint, finding_subject, finding_text
from watch.wording.health import LEVELS, Health, Level, health, moved_to
from watch.wording.lessons import Names, knob_phrases
from watch.wording.month import month_of
from watch.wording.names import (
    area_name,
    in_sentence,
    name_of,
    part_name,
    penalty_name,
    signal_name,
    solution_name,
    trait_name,
    weight_phrase,
)
from watch.wording.prospect import Aspect, aspects, pressing, stake_basis, stake_range
from watch.wording.reading import provenance, reading, silence_reading
from watch.wording.review_names import fit_name, guard_name, level_name
from watch.wording.runs import limit_name, run_state_name, stage_name, work_name
from watch.wording.translator import Translator
from watch.wording.typography import french_spacing, one_line

__all__ = [
    "LEVELS",
    "Aspect",
    "Explanation",
    "Figures",
    "Health",
    "Level",
    "Names",
    "Translator",
    "area_name",
    "aspects",
    "basis_phrase",
    "change_phrase",
    "days_late",
    "delivery_remedy",
    "delivery_state",
    "departure_phrase",
    "explain",
    "figures",
    "finding_hint",
    "finding_subject",
    "finding_text",
    "fit_name",
    "french_spacing",
    "guard_name",
    "health",
    "in_sentence",
    "knob_phrases",
    "level_name",
    "limit_name",
    "mark",
    "month_of",
    "move_phrase",
    "moved_to",
    "name_of",
    "need_phrase",
    "no_feed",
    "one_line",
    "part_name",
    "penalty_name",
    "pressing",
    "provenance",
    "reading",
    "result_phrase",
    "row_phrase",
    "run_state_name",
    "signal_name",
    "silence_reading",
    "solution_name",
    "stage_name",
    "stake_basis",
    "stake_range",
    "state_phrase",
    "told_error",
    "trait_name",
    "wake_phrase",
    "weight_phrase",
    "work_name",
]

from __future__ import annotations

import pytest
from digest_editions import SIGNALS, opportunity

from watch.model import EventKind, Grade, Signal
from watch.wording import Translator, explain

FR = Translator("fr")
EN = Translator("en")


def test_so_what_joins_pain_solution_and_gain():
    assert explain(opportunity(pain_title="Retards de préparation."), FR).so_what == (
        "Pourrait réduire «\u00a0Retards de préparation\u00a0»\u00a0: "
        "robots mobiles marchandise-vers-préparateur, "
        "gain annoncé chez Brivadis\u00a0: «\u00a0−32\u202f% de temps de préparation\u00a0»."
    )
    assert explain(opportunity(pain_title="Late picking", gain=""), EN).so_what == (
        "Could reduce “Late picking”: goods-to-person mobile robots."
    )


def test_so_what_names_who_had_the_gain():
    gain = "−32 % de temps de préparation"
    impact = Signal(name="impact", value=1.0, weight=0.3, basis=f"{gain}, Durand SA")
    named = opportunity(gain=gain, signals=(impact, *SIGNALS[1:]))
    spaced = gain.replace(" %", "\u202f%")
    assert explain(named, FR).so_what.endswith(
        f"gain annoncé chez Durand SA\u00a0: «\u00a0{spaced}\u00a0»."
    )
    assert explain(named, EN).so_what.endswith(f"reported gain at Durand SA: “{gain}”.")


def test_so_what_claims_no_more_than_is_known():
    bare = opportunity(pain_title="X", gain="", solution_id="", solution_name={})
    assert explain(bare, EN).so_what == "Could reduce “X”."
    law = opportunity(
        pain_title="X", gain="", solution_id="", solution_name={}, event=EventKind.REGULATION
    )
    assert explain(law, EN).so_what == "Bears on “X”."
    assert "no figure" not in explain(law, EN).doubt


def test_solution_is_named_in_another_language_rather_than_not():
    only_english = opportunity(solution_name={"en": "Goods-to-person robots"})
    assert "goods-to-person robots" in explain(only_english, FR).so_what


def test_why_holds_the_components_and_no_other():
    assert explain(opportunity(), FR).why == (
        "besoin fort (15/20)",
        "3 sources indépendantes",
        "déploiement",
        "correspond à une solution type",
        "repérée le 17 novembre 2026",
    )
    plain = opportunity(event=EventKind.OTHER, solution_id="", owners=(), need=0.2)
    assert explain(plain, EN).why == ("moderate need (4/20)", "spotted on 17 November 2026")


@pytest.mark.parametrize(
    ("need", "said"), [(1.0, "strong"), (0.65, "strong"), (0.45, "clear"), (0.0, "moderate")]
)
def test_need_is_graded(need, said):
    assert explain(opportunity(need=need), EN).why[0].startswith(said)


def test_doubt_is_empty_when_nothing_speaks_against():
    assert explain(opportunity(), FR).doubt == ""


def test_doubt_names_each_weakness_once():
    weak = opportunity(
        owners=("Fluxolane",),
        grade=Grade.SINGLE_SOURCE,
        penalties=("promotional", "single owner", "promotional"),
        gain="",
    )
    assert explain(weak, FR).doubt == (
        "une seule source indépendante, ton promotionnel, aucun chiffre cité"
    )


def test_second_source_is_what_a_single_one_lacks():
    said = explain(opportunity(owners=("A",)), FR).would_change
    assert said == "Une deuxième source indépendante ferait monter la note."


def test_vendor_tone_is_what_a_promotional_one_must_lose():
    assert (
        "not written by the vendor"
        in explain(opportunity(penalties=("promotional",)), EN).would_change
    )


def test_would_change_names_the_signal_with_most_to_gain():
    assert "closer to your size" in explain(opportunity(), EN).would_change
    signals = (Signal(name="impact", value=0.1, weight=0.3), *SIGNALS[1:])
    assert "measured gain" in explain(opportunity(signals=signals), EN).would_change


def test_would_change_is_empty_when_nothing_can_rise():
    perfect = tuple(Signal(name=s.name, value=1.0, weight=s.weight) for s in SIGNALS)
    assert explain(opportunity(signals=perfect), FR).would_change == ""
    assert explain(opportunity(signals=()), FR).would_change == ""


def test_hostile_text_is_one_short_line():
    said = explain(opportunity(pain_title="a\r\nb\x00 " * 90, gain="\u202e9" * 200), FR).so_what
    assert len(said) < 350
    assert said.isprintable() or "\u00a0" in said
    assert "\n" not in said

"""The sentence that supports a match is news, whole, and never a call to the reader."""

from __future__ import annotations

from fakes import article

from watch.match.evidence import candidates

NEWS = "Velmora a réduit de 32 % son temps de préparation, d’après M. Aubry (art. L. 121-1)."


def test_boilerplate_is_no_evidence():
    """It repeats the title's words, so it would come nearest to any pain of that subject."""
    found = candidates(
        article(
            title="Velmora réduit son temps de préparation",
            text=f"{NEWS} The post Velmora réduit son temps de préparation appeared first on Quai. "
            "Lire la suite : les entrepôts de Velmora passés au crible de nos lecteurs.",
        )
    )
    assert found == [NEWS]


def test_evidence_is_not_cut_at_an_abbreviation():
    """« M. », « art. » and « L. » end no sentence."""
    assert candidates(article(text=f"{NEWS} {NEWS}")) == [NEWS, NEWS]


def test_article_without_a_sentence_gives_its_title():
    """Nothing but boilerplate, or nothing at all."""
    empty = article(title="Velmora réduit son temps", text="")
    calls = article(
        title="Velmora réduit son temps",
        text="Continue reading Velmora réduit son temps de préparation on our site →",
    )
    assert candidates(empty) == candidates(calls) == ["Velmora réduit son temps"]


def test_only_the_opening_is_looked_at():
    """Fourteen sentences, boilerplate not counted."""
    calls = "Read more about the warehouses of the Velmora group here. "
    told = [f"L’entrepôt numéro {n} du groupe Velmora a rouvert lundi matin." for n in range(30)]
    found = candidates(article(text=calls * 20 + " ".join(told)))
    assert found == told[:14]

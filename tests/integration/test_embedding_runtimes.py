"""``e5`` gives the same vectors on every runtime that a machine may have; ``use`` needs none."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import numpy as np
import pytest
import torch

from watch.understand import embedding, load_view

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]

TEXTS = [
    "Le port du Havre équipe douze grues de capteurs. Les pannes ont baissé de 30 % en six mois.",
    "Warehouse robots cut picking time by half at a Dutch grocer. The pilot ran for a year.",
    "Énergie : une aciérie récupère la chaleur de ses fours",
    "New rules on packaging waste bind every importer from January. " * 12,
    "Robots",
]


@pytest.fixture(scope="module")
def plain():
    """The view on torch, in single precision."""
    return embedding._with_torch("plain", "cpu", torch.float32)


@pytest.fixture(scope="module")
def compiled():
    """The view as a compiled network; skips where the extra ``fast`` is not installed."""
    if importlib.util.find_spec("openvino") is None:
        pytest.skip("OpenVINO is not installed (extra `fast`)")
    return load_view("e5")


def test_compiled_vectors_are_those_of_torch(plain, compiled):
    cosines = (plain.documents(TEXTS) * compiled.documents(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.999
    cosines = (plain.queries(TEXTS) * compiled.queries(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.999


def test_compiled_vectors_are_unit_rows_in_the_order_given(compiled):
    rows = compiled.documents([TEXTS[1], TEXTS[0], TEXTS[1]])
    alone = compiled.documents([TEXTS[0]])
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(rows[0], rows[2])
    assert float(rows[1] @ alone[0]) > 0.9999
    assert compiled.documents([]).shape == (0, 384)


def test_documents_and_queries_are_told_apart(compiled):
    documents, queries = compiled.documents(TEXTS), compiled.queries(TEXTS)
    assert (documents * queries).sum(axis=1).max() < 0.999


def test_a_machine_without_the_runtime_falls_back_to_torch(monkeypatch):
    monkeypatch.setattr(embedding, "find_spec", lambda name: None)
    assert isinstance(load_view("e5"), embedding.SentenceTransformerView)


def test_a_runtime_that_fails_is_left_for_torch_and_told(monkeypatch, compiled):
    from watch.understand import e5_compiled

    def refuse(key):
        message = "this processor is not served"
        raise RuntimeError(message)

    monkeypatch.setattr(e5_compiled, "load_compiled", refuse)
    view = load_view("e5")
    assert isinstance(view, embedding.SentenceTransformerView)
    assert view.key == compiled.key


def test_use_view_is_ready_without_any_runtime():
    """A search on a machine with ``fast`` does not wait for sentence-transformers."""
    code = (
        "import sys; from watch.understand import load_view; load_view('use').queries(['robots']);"
        " print([m for m in ('torch', 'sentence_transformers') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_use_view_gives_unit_rows_also_of_empty_texts(use_view):
    rows = use_view.documents([*TEXTS, "", " "])
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(rows[-1], rows[-2])
    np.testing.assert_allclose(rows[:2], use_view.queries(TEXTS[:2]), atol=1e-6)
    assert use_view.documents([]).shape == (0, use_view.dimension)

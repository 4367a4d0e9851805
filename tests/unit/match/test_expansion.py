"""What the solution library adds to a topic in a few words."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import HashingEmbedder

from watch.config import read_solutions
from watch.match import expand, expansion, load_library, plan
from watch.model import PainId, PainPoint


@pytest.fixture(scope="module")
def view():
    return HashingEmbedder()


@pytest.fixture(scope="module")
def library(view, tmp_path_factory):
    return load_library(read_solutions(), [view], tmp_path_factory.mktemp("library"))


def expanded(topic, library, view, language="en"):
    planned = plan(PainPoint(id=PainId(""), title=topic), language, library, [view])
    return expand(planned, library, [view])


def problem_of(solution, words=6):
    return " ".join(solution.problems["en"][0].split()[:words])


def test_direction_is_nearest_to_the_families_of_the_topic(library, view):
    solution = library.solutions[17]
    (direction,) = expanded(problem_of(solution), library, view).directions.values()
    near = library.views[view.key].solutions @ direction
    assert 17 in np.argsort(-near)[:3]


@pytest.mark.parametrize(("near", "weight"), [(0.05, 0.0), (0.13, 2.0), (0.3, 4.0)])
def test_topic_counts_as_far_as_a_family_is_about_it(library, view, monkeypatch, near, weight):
    nearest = np.full((len(library.solutions), 1), -0.1)
    nearest[17] = near
    monkeypatch.setattr(expansion, "nearness", lambda *_: nearest)
    assert expanded("warehouse robots", library, view).weight == pytest.approx(weight)


def test_more_words_leave_less_to_add(library, view):
    problem = library.solutions[17].problems["en"]
    short = expanded(problem_of(library.solutions[17]), library, view)
    long = expanded(" ".join([*problem, *library.solutions[18].problems["en"]]), library, view)
    assert short.weight > long.weight > 0


def test_one_word_is_not_made_the_name_of_a_family(library, view):
    word = max(library.solutions[17].problems["en"][0].split(), key=len)
    assert expanded(word, library, view).weight <= 4

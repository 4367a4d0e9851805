"""Every error says what happened, what to do, and how to leave."""

from __future__ import annotations

import inspect

import pytest

from watch import errors
from watch.errors import ConfigError, Problem, WatchError

EVERY = [
    kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, WatchError)
]


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_error_stands_in_the_tree_of_the_docstring(kind):
    """The tree drawn at the top of the module is complete."""
    assert kind is WatchError or kind.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_error_code_is_one_or_two(kind):
    """A person's mistake exits 2, everything else 1."""
    assert kind.exit_code in (1, 2)


def test_config_error_lists_each_problem_with_its_place():
    """Each problem is one line that an editor can jump to."""
    problems = tuple(Problem(path="sources.yaml", line=n, text="wrong") for n in (3, 9))
    error = ConfigError(problems, hint="mend it")
    assert error.message.splitlines() == ["sources.yaml:3: wrong", "sources.yaml:9: wrong"]
    assert error.hint == "mend it"
    assert error.exit_code == 2

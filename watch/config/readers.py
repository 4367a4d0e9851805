"""Readers beside the pain points that their lists are about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from watch.config.yaml_file import read_yaml
from watch.errors import ConfigError
from watch.model import PainId
from watch.settings import Home, Reader


def check_readers(home: Home, readers: Sequence[Reader], pains: Collection[PainId]) -> None:
    """Check that the pain points that readers name are stated.

    Args:
        readers: Those of ``watch.yaml``, in its order.
        pains: Ids of every pain point of ``painpoints.yaml``.

    Raises:
        ConfigError: With every id that no pain point has, at its line of ``watch.yaml``.
    """
    unknown = [
        (("readers", position, "pains", number), name)
        for position, reader in enumerate(readers)
        for number, name in enumerate(reader.pains)
        if name not in pains
    ]
    if not unknown:
        return
    file = read_yaml(home.settings_path)
    problems = tuple(file.problem(place, _wording(name, pains)) for place, name in unknown)
    raise ConfigError(problems, hint=f"edit {file.path}; `techwatch pains show 1` tells an id")


def _wording(name: str, pains: Collection[PainId]) -> str:
    near = get_close_matches(name, sorted(pains), n=1)
    guess = f"; did you mean `{near[0]}`?" if near else ""
    return f"no pain point has the id `{name}`{guess}"

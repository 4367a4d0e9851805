"""A file that repeats itself without end, or that others may not read."""

from __future__ import annotations

import pytest

from watch.config.round_trip import loaded, write
from watch.config.yaml_file import read_yaml
from watch.errors import ConfigError


def test_aliases_of_aliases_take_a_line_each(tmp_path):
    levels = ["a0: &a0 [x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 25)]
    path = tmp_path / "sources.yaml"
    path.write_text("\n".join(levels), "utf-8")
    assert len(read_yaml(path).lines) < 1_000


def test_list_that_holds_itself_is_no_endless_road(tmp_path):
    path = tmp_path / "sources.yaml"
    path.write_text("a: &a [*a]\n", "utf-8")
    assert read_yaml(path).lines[("a",)] == 1


def test_file_nested_without_end_is_refused(tmp_path):
    path = tmp_path / "sources.yaml"
    path.write_text("a: " + "[" * 5_000 + "]" * 5_000, "utf-8")
    with pytest.raises(ConfigError):
        read_yaml(path)


def test_edited_file_stays_as_closed_as_it_was(tmp_path):
    path = tmp_path / "watch.yaml"
    path.write_text("a: 1\n", "utf-8")
    path.chmod(0o600)
    write(path, loaded(path) | {"b": 2})
    assert path.stat().st_mode & 0o777 == 0o600

"""What JSON is made of."""

from __future__ import annotations

import json
from pathlib import Path

from cli_doubles import an_edition

from watch.cli.structure import plain


def test_every_value_of_an_edition_becomes_json():
    found = json.loads(json.dumps(plain(an_edition())))
    assert found["made_at"] == "2026-11-20T08:00:00+00:00"
    assert found["company"]["employees"] is None
    assert found["opportunities"][0]["event"] == "deployment"


def test_paths_and_nested_tuples_become_text_and_lists():
    assert plain({"a": (Path("x"), ("y",))}) == {"a": ["x", ["y"]]}

"""Nothing that techwatch brings along forbids what its own licence allows."""

from __future__ import annotations

import pytest

from tools import licences
from tools.licences import Licensed


def package(said):
    return Licensed(name="a", version="1", said=said)


@pytest.fixture(scope="module")
def brought():
    return licences.brought()


def test_every_library_that_is_installed_goes_with_the_licence_of_techwatch(brought):
    assert [f"{row.name}: {row.said}" for row in brought if not row.is_good] == []


def test_libraries_of_libraries_and_of_extras_are_among_them(brought):
    names = {row.name for row in brought}
    assert {"httpx", "certifi", "streamlit", "uvicorn", "numpy", "torch"} <= names
    assert not {"pytest", "hypothesis", "ruff"} & names
    assert len(names) > 80


@pytest.mark.parametrize(
    "said",
    [
        "MIT",
        "BSD License",
        "Apache-2.0 AND Apache-2.0 WITH LLVM-exception AND BSL-1.0",
        "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "GNU Lesser General Public License v3 or later (LGPLv3+)",
        "Apache License, Version 2.0",
    ],
)
def test_licence_that_asks_for_little_is_good(said):
    assert package(said).is_good


@pytest.mark.parametrize(
    "said",
    [
        "",
        "GPL-3.0-or-later",
        "AGPL-3.0-only",
        "MIT AND GPL-2.0-only",
        "GNU General Public License v3 (GPLv3)",
        "Other/Proprietary License",
        "Free for non-commercial use",
        "See LICENSE",
    ],
)
def test_licence_that_asks_for_more_or_is_not_known_is_not_good(said):
    assert not package(said).is_good


def test_table_names_what_is_not_good_and_the_command_fails(monkeypatch, capsys):
    monkeypatch.setattr(licences, "brought", lambda: [package("MIT"), package("AGPL-3.0-only")])
    assert licences.main() == 1
    said = capsys.readouterr()
    assert "| a | 1 | MIT |" in said.out
    assert said.err == "a 1: AGPL-3.0-only\n"

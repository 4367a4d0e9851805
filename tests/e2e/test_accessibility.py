"""Every page for people who do not see it, or work without a mouse: axe finds nothing."""

from __future__ import annotations

from importlib.resources import files
from itertools import cycle

import pytest
from app_homes import lived_home, opportunity, write_files
from app_process import IDLE, started

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PAGES = (
    "",
    "opportunities",
    "opportunities?card=opportunity-1",
    "radar",
    "search",
    "search?q=robots",
    "insight",
    "pain-points",
    "sources",
    "digest",
    "settings",
)
LOOKS = ({"scheme": "light"}, {"scheme": "dark", "width": 390})
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def axe():
    """The source of axe-core, which comes with a package."""
    package = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    return files(package).joinpath("axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """The address of the app on a home with seven cards."""
    home = lived_home(tmp_path_factory.mktemp("full"), *(opportunity(n) for n in range(1, 8)))
    with started(home) as (url, _):
        yield url


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    """The address of the app on a home that was never run."""
    with started(write_files(tmp_path_factory.mktemp("new"))) as (url, _):
        yield url


def faults(page, axe):
    """Return what axe finds on a page, a line for each element."""
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def audited(visitor, axe, url, **looks):
    """Open a page; return what axe and the console say of it."""
    reader = visitor(**looks)
    said = []
    reader.page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    reader.page.goto(url)
    reader.page.locator(".tw h1, .tw h2").first.wait_for(timeout=120_000)
    reader.page.locator(IDLE).wait_for(timeout=120_000)
    reader.page.wait_for_timeout(500)
    assert reader.outside == []
    return [*faults(reader.page, axe), *said]


@pytest.mark.parametrize(("path", "looks"), list(zip(PAGES, cycle(LOOKS), strict=False)))
def test_full_page_is_open_to_everybody(full, visitor, axe, path, looks):
    address = f"{full}{path}{'&' if '?' in path else '?'}lang=fr"
    assert audited(visitor, axe, address, **looks) == []


@pytest.mark.parametrize("path", ["", "pain-points"])
def test_page_of_a_new_home_is_open_to_everybody(new, visitor, axe, path):
    assert audited(visitor, axe, f"{new}{path}?lang=en") == []

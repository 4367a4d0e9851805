"""Fixtures that drive a real Chromium against the app as a person starts it."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

CHROMIUM = Path("/usr/bin/chromium")
sys.path.insert(0, str(Path(__file__).parents[1] / "app"))  # the homes are built by app_homes.py


@pytest.fixture(scope="module")
def chromium():
    """A Chromium without a window; skips where there is none.

    For one module only: Playwright keeps an event loop running, in which no other
    asyncio test can run.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        yield browser
        browser.close()


class Visitor:
    """A browser tab that notes every dialog, and every request that leaves this machine."""

    def __init__(self, browser, width=1280, scheme="light"):
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR"
        )
        self.page = self.context.new_page()
        self.dialogs, self.outside = [], []
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)

    def _dialog(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname not in {
            "127.0.0.1",
            "localhost",
        }:
            self.outside.append(request.url)

    def overflow(self):
        """Return by how many pixels the page is wider than the window."""
        script = "document.querySelector('.stMain').scrollWidth - innerWidth"
        return max(self.page.evaluate(script), 0)


@pytest.fixture
def visitor(chromium):
    """Return a function that opens a tab; all are closed at the end."""
    opened = []

    def visit(**looks):
        opened.append(Visitor(chromium, **looks))
        return opened[-1]

    yield visit
    for one in opened:
        one.context.close()

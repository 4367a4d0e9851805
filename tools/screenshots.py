"""``python -m tools.screenshots``: the pictures of the documentation, taken of the example company.

Makes the home of ``techwatch demo``, decides a few things as a COO would, opens each page in
Chromium and writes ``docs/images``. Needs the extras ``app`` and ``dev``, and a Chromium.
Names of pictures behind it take only those.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tools.picture_sources import (
    IMAGES,
    MANIFEST,
    PICTURES,
    ROOT,
    Picture,
    fingerprints,
    keep,
    kept,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
IDLE = (
    "[data-testid='stApp'][data-test-script-state='notRunning']"
    ":not(:has([data-testid='stSkeleton']))"
)
COLOURS = (256, 128, 64)
"""Palettes, best first: the first that keeps a picture small enough is taken."""
MOST_BYTES = 150_000
DECIDED = (
    (
        "decide",
        "1",
        "study",
        "--owner",
        "Nadia",
        "--due",
        "6w",
        "--next",
        "Appeler deux fournisseurs",
    ),
    ("decide", "2", "watch", "--when", "price"),
    ("decide", "3", "pilot", "--owner", "Paul"),
    ("decide", "4", "study", "--owner", "Samira", "--due", "30d"),
    ("decide", "6", "adopt", "--owner", "Paul"),
)


def main(names: list[str]) -> None:
    """Take the pictures of these names, or all of them, and note what they were taken of."""
    from playwright.sync_api import sync_playwright

    wanted = [picture for picture in PICTURES if not names or picture.name in names]
    today = fingerprints()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        home = _example(Path(folder))
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with _app(home) as address:
            for picture in sorted(wanted, key=lambda one: one.page != "this_week"):
                if picture.page != "this_week":
                    _decide(home)
                body = _small(_taken(browser, address, picture))
                (IMAGES / f"{picture.name}.png").write_bytes(body)
                sys.stdout.write(f"{picture.name}: {len(body) // 1000} kB\n")
        browser.close()
    before = kept() if MANIFEST.exists() else {}
    taken = {picture.name: today[picture.name] for picture in wanted}
    keep(
        {name: taken.get(name) or before[name] for name in today if name in taken or name in before}
    )


def _example(folder: Path) -> Path:
    _techwatch("demo", "--no-app", "--home", str(folder))
    return folder / "index" / "demo"


def _decide(home: Path) -> None:
    """Decide a few things, once: the list of the week is shown before, with its evidence."""
    if not (home / "decided").exists():
        for words in DECIDED:
            _techwatch(*words, "--by", "Claire", "--home", str(home))
        (home / "decided").touch()


def _techwatch(*words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "watch", *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


@contextmanager
def _app(home: Path) -> Iterator[str]:
    """Start the app on a free port; yields the address that it prints."""
    command = [sys.executable, "-u", "-m", "watch.present", "--home", str(home), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            found = (re.search(r"http://\S+", line) for line in server.stdout or ())
            if not (address := next((match[0] for match in found if match), "")):
                sys.exit("the app did not start")
            yield address
        finally:
            server.terminate()


def _taken(browser: Browser, address: str, picture: Picture) -> bytes:
    size = {"width": picture.width, "height": picture.height}
    page = browser.new_page(viewport=size, color_scheme="light", reduced_motion="reduce")
    page.goto(
        f"{address}{picture.address}{'&' if '?' in picture.address else '?'}lang={picture.language}"
    )
    page.locator(".tw h1").first.wait_for(timeout=120_000)
    page.locator(IDLE).wait_for(timeout=120_000)
    page.wait_for_timeout(1500)  # charts and fonts settle after the script has ended
    body: bytes = page.screenshot()
    page.close()
    return body


def _small(picture: bytes) -> bytes:
    """Return the picture with the best palette that keeps it within the limit."""
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        written = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        if written.tell() <= MOST_BYTES:
            break
    return written.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])

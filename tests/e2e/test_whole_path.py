"""The whole path on real captured feeds: from the list of the week to the mail that leaves."""

from __future__ import annotations

import csv
import time

import pytest
from app_process import IDLE, started
from fakes import served

from watch.service import Service
from watch.wording import Translator

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FEEDS = 40
SUBMIT = "[data-testid='stBaseButton-primaryFormSubmit']"
CONFIRM = f"{SUBMIT} [data-has-shortcut='true']"
KEYS = {"fr": "e", "en": "s"}
PAINS = """\
company: {name: Ateliers Exemple, country: FR, language: fr, currency: EUR}
pain_points:
  - title: Pannes de nos serveurs et de notre réseau
    description: Nos logiciels tombent en panne et les équipes attendent leur remise en service.
    area: it
    owner: Responsable informatique
    importance: 9
    satisfaction: 2
  - title: Attaques informatiques et données volées
    description: Des courriels piégés et des failles mettent nos données en danger.
    area: cybersecurity
    importance: 9
    satisfaction: 3
"""
SETTINGS = """\
understand: {models: [use]}
rank: {floor: 0.5}
collect: {allow_hosts: [127.0.0.1], per_host: 16, per_host_rate: 1000, article_pages: false}
"""


@pytest.fixture(scope="module")
def captured(tmp_path_factory, request):
    """The address of the app on captured feeds, those of a few feeds more, and the folder."""
    feeds = request.getfixturevalue("shared_data") / "feeds"
    with (feeds / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        rows = [r for r in csv.DictReader(manifest) if r["kind"] == "captured" and r["format"]]
    names = [row["file"] for row in rows if int(row["items"]) > 4][: FEEDS + 4]
    root = tmp_path_factory.mktemp("captured")
    (root / "painpoints.yaml").write_text(PAINS, encoding="utf-8")
    (root / "watch.yaml").write_text(SETTINGS, encoding="utf-8")
    with served({name: (feeds / name).read_bytes() for name in names}) as base:
        listed = "".join(f"  - url: {base}/{name}\n" for name in names[:FEEDS])
        (root / "sources.yaml").write_text(f"sources:\n{listed}", encoding="utf-8")
        with Service(root) as service:
            service.run()
            assert service.edition().opportunities
        with started(root) as (url, _):
            yield url, iter([f"{base}/{name}" for name in names[FEEDS:]]), root


def shows(locator, count):
    from playwright.sync_api import expect

    expect(locator).to_have_count(count, timeout=30_000)


def holds(path, text):
    """Wait until a file holds a text: what was pressed is done when the page is drawn again."""
    for _ in range(100):
        if text in path.read_text("utf-8"):
            return
        time.sleep(0.1)
    pytest.fail(f"{path.name} does not hold {text}")


class Person:
    """Somebody who clicks, types and looks, in one language."""

    def __init__(self, reader, url, language):
        self.page, self.url, self.language = reader.page, url, language
        self.translator = Translator(language)
        self.complaints = []
        self.page.on("console", self._console)

    def _console(self, message):
        if message.type == "error":
            self.complaints.append(message.text)

    def says(self, message, **values):
        return self.translator.translate(message, **values)

    def rest(self):
        self.page.locator(IDLE).wait_for(timeout=120_000)

    def goes(self, path, wait=".tw h1"):
        mark = "&" if "?" in path else "?"
        self.page.goto(f"{self.url}{path}{mark}lang={self.language}")
        self.page.locator(wait).first.wait_for(timeout=120_000)
        self.rest()

    def presses(self, message, nth=0):
        name = self.says(message)
        self.page.get_by_role("button", name=name, exact=True).nth(nth).click()
        self.rest()

    def writes(self, message, text):
        self.page.get_by_label(self.says(message), exact=True).first.fill(text)
        self.page.keyboard.press("Tab")
        self.rest()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_the_list_to_the_mail(captured, visitor, language, width):
    url, further, root = captured
    reader = visitor(width=width)
    one = Person(reader, url, language)
    decides_and_takes_it_back(one)
    name = searches_and_makes_an_opportunity(one)
    assigns_and_prints(one, name)
    with Service(root) as service:
        assert service.reviews.card(name).standing.owner == "Nadia"
    edits_a_pain_point(one, root, f"pannes par mois ({language}, {width})")
    adds_a_source(one, next(further), root)
    sees_the_mail(one)
    assert one.complaints == []
    assert reader.outside == []
    assert reader.overflow() == 0


def decides_and_takes_it_back(one):
    one.goes("", ".tw-card")
    one.page.locator("[class*='st-key-verbs-'] [data-has-shortcut='true']").first.wait_for()
    before = one.page.locator(".tw-settled").count()
    one.page.keyboard.press(KEYS[one.language])
    one.page.locator(CONFIRM).wait_for()
    one.rest()
    one.page.keyboard.press(KEYS[one.language])
    one.page.locator(".tw-settled").nth(before).wait_for()
    one.rest()
    one.presses("Undo this")
    shows(one.page.locator(".tw-settled"), before)


def searches_and_makes_an_opportunity(one):
    one.goes("search")
    box = one.page.get_by_role("searchbox")
    box.fill("open source")
    box.press("Enter")
    one.page.locator(".tw-found").first.wait_for(timeout=120_000)
    one.rest()
    one.presses("Save this search")
    one.presses("Save")
    one.presses("Make it an opportunity")
    one.presses("Make it")
    link = one.page.locator("[class*='st-key-found-'] a[href*='card=']").first
    link.wait_for(timeout=120_000)
    address = link.get_attribute("href")
    return address.partition("card=")[2].partition("&")[0]


def assigns_and_prints(one, name):
    one.goes(f"opportunities?card={name}", ".tw-card-head")
    drawn = f".st-key-to_study-{name} button, .st-key-assign-{name} button"
    one.page.locator(drawn).first.wait_for(timeout=60_000)
    if one.page.locator(f".st-key-to_study-{name} button").count():
        one.page.locator(f".st-key-to_study-{name} button").click()
        one.page.locator(SUBMIT).first.click()
        one.page.locator(f".st-key-assign-{name}").wait_for()
        one.rest()
    one.presses("Assign")
    field = one.page.locator(f".st-key-owner-assign-{name} input")
    field.fill("Nadia")
    field.blur()
    one.page.locator(SUBMIT).last.click()
    one.page.locator(".tw-facts", has_text="Nadia").first.wait_for()
    brief = one.page.locator("a[href*='brief/']").first.get_attribute("href")
    paper = one.page.context.new_page()
    paper.goto(f"{one.url}{brief.lstrip('/')}")
    assert paper.locator("h1").count() == 1
    assert "Nadia" in paper.locator("body").inner_text()
    paper.close()


def edits_a_pain_point(one, root, indicator):
    one.goes("pain-points")
    one.presses("Change")
    one.writes("Indicator", indicator)
    one.presses("Save")
    one.page.get_by_text(one.says("Saved. It counts from the next run on.")).wait_for()
    holds(root / "painpoints.yaml", indicator)


def adds_a_source(one, feed, root):
    one.goes("sources?part=add")
    one.page.locator(".st-key-new-address input").fill(feed)
    one.presses("Look for feeds")
    one.presses("Add this feed")
    holds(root / "sources.yaml", feed)


def sees_the_mail(one):
    one.goes("digest")
    frame = one.page.frame_locator("iframe").first.frame_locator("iframe").first
    frame.locator("body").wait_for(timeout=60_000)
    assert "Ateliers Exemple" in frame.locator("body").inner_text()

"""A person's way through the app, in a real browser, and what hostile feeds can do to it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from urllib.request import urlopen

import pytest
from app_homes import HEADLINE, edition, opportunity, proof, stories, write_home
from app_process import REPOSITORY, started
from fakes import article

from watch.model import PainId

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "![x](https://evil.example/pixel.png)",
    "[![x](https://evil.example/a.png)](javascript:alert(1))",
    "<style>@import 'https://evil.example/a.css'</style>",
    "<iframe src=https://evil.example></iframe>",
    "<math><mtext><table><mglyph><style><img src=https://evil.example/m onerror=alert(1)>",
    "$$\\href{javascript:alert(1)}{x}$$ :material/home: :red[x]",
    "<a href='javascript:alert(1)'>x</a> https://evil.example www.evil.example",
]


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The address of the app on a home as a run leaves it."""
    with started(write_home(tmp_path_factory.mktemp("home"), edition(example=True))) as (url, _):
        yield url


def shows(page, selector, count):
    """Wait until as many elements stand on the page: it arrives in pieces."""
    from playwright.sync_api import expect

    expect(page.locator(selector)).to_have_count(count, timeout=30_000)


def open_at(visitor, url, wait=".tw h1"):
    visitor.page.goto(url)
    visitor.page.wait_for_selector(wait, timeout=60_000)
    return visitor.page


def test_week_is_read_in_french_then_in_english(app, visitor):
    reader = visitor()
    page = open_at(reader, app, ".tw-card")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.title() == "Cette semaine · techwatch"
    assert page.locator(".tw-lead").inner_text().startswith("2 opportunités dans la liste")
    shows(page, ".tw-card", 3)
    page.get_by_text("en", exact=True).click()
    page.locator(".tw-lead", has_text="on the list").wait_for()
    assert page.url.endswith("?lang=en")
    page.reload()
    page.wait_for_selector(".tw-card")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator(".tw-lead").inner_text().startswith("2 opportunities on the list")
    assert reader.outside == []


def test_headline_is_a_link_that_opens_apart(app, visitor):
    link = open_at(visitor(), app, ".tw-card").get_by_role("link", name=HEADLINE)
    assert link.get_attribute("target") == "_blank"
    assert "noopener" in link.get_attribute("rel")
    assert link.get_attribute("href").startswith("https://www.press.example.com/")


def test_score_opens_in_detail(app, visitor):
    page = open_at(visitor(), app, ".tw-card")
    assert not page.get_by_text("Preuve d’effet").first.is_visible()
    page.get_by_text("Détail de la note").first.click()
    assert page.get_by_text("Preuve d’effet").first.is_visible()


def test_search_finds_and_keeps_the_question_in_the_address(app, visitor):
    reader = visitor()
    page = open_at(reader, app)
    page.get_by_role("link", name="Recherche").click()
    page.get_by_role("searchbox").fill("robots")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-found", timeout=120_000)
    assert "q=robots" in page.url
    open_at(reader, page.url, ".tw-found")
    assert "robots" in page.locator(".tw-found").first.inner_text()
    assert reader.outside == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "search", "pain-points", "sources"])
def test_page_fits_a_phone(app, visitor, path, scheme):
    reader = visitor(width=390, scheme=scheme)
    page = open_at(reader, app + path)
    page.wait_for_timeout(500)
    assert reader.overflow() == 0
    cut = """[...document.querySelectorAll('.tw *')].filter(
        e => e.getBoundingClientRect().right > innerWidth + 1).length"""
    assert page.evaluate(cut) == 0


def test_menu_makes_way_for_the_page_on_a_phone_and_stays_on_a_wide_screen(app, visitor):
    from playwright.sync_api import expect

    for width, over_the_page in ((390, True), (1280, False)):
        reader = visitor(width=width)
        open_at(reader, app)
        menu = reader.page.locator(".st-key-menu")
        if over_the_page:
            reader.page.get_by_test_id("stExpandSidebarButton").click()
        menu.get_by_role("link", name="Radar").click()
        expect(reader.page.get_by_role("heading", name="Radar", level=1)).to_be_visible()
        if over_the_page:
            expect(menu).not_to_be_in_viewport()
        else:
            expect(menu).to_be_in_viewport()


def test_pain_points_are_there_at_once_and_gain_their_families(app, visitor):
    reader = visitor(width=390)
    page = open_at(reader, app + "pain-points", ".tw-pain")
    page.wait_for_selector(".tw-families", timeout=300_000)
    assert page.get_by_text("suggérée").first.is_visible()
    page.get_by_text("8 autres, de moindre poids").first.click()
    assert reader.overflow() == 0
    assert reader.outside == []


def test_first_visitor_of_any_page_gets_the_whole_app(tmp_path, visitor):
    """A folder called ``pages`` beside the script would make Streamlit skip the script."""
    with started(write_home(tmp_path / "home")) as (url, _):
        page = open_at(visitor(), url + "sources")
        page.get_by_role("link", name="Cette semaine").wait_for(timeout=10_000)
        assert page.title() == "Sources · techwatch"


def hostile_payloads(request) -> list[str]:
    """Return our own payloads, and the corpus where it is present."""
    try:
        folder = request.getfixturevalue("shared_data") / "hostile"
    except pytest.skip.Exception:
        return PAYLOADS
    purify = json.loads((folder / "dompurify" / "expect.json").read_text("utf-8"))
    naughty = json.loads((folder / "blns" / "package" / "blns.json").read_text("utf-8"))
    bleach = [p.read_text("utf-8") for p in sorted((folder / "bleach").rglob("*.test"))]
    return PAYLOADS + [case["payload"] for case in purify] + naughty + bleach


def test_hostile_feeds_cause_no_dialog_and_no_request(tmp_path, visitor, request):
    payloads = [text for text in hostile_payloads(request) if text.strip()]
    listed = [
        opportunity(
            n,
            title=text,
            pain_id=PainId(f"pain-{n}"),
            pain_title=text,
            area=text,
            gain=text,
            owners=(text, text),
            evidence=(proof(n, sentence=text, source_name=text, url=text), proof(n + 9_000)),
        )
        for n, text in enumerate(payloads, start=1)
    ]
    articles = stories() + [
        article(n + 100, title=f"robots {text}", text=f"robots. {text}")
        for n, text in enumerate(PAYLOADS)
    ]
    home = write_home(tmp_path / "home", edition(*listed), articles)
    (home / "painpoints.yaml").write_text(
        json.dumps({"pain_points": [{"title": text, "owner": text} for text in PAYLOADS]}), "utf-8"
    )
    reader = visitor()
    with started(home) as (url, _):
        page = open_at(reader, url, ".tw-card")
        page.get_by_text("Tout déplié").click()
        shows(page, ".tw-card:not(.tw-folded)", len(payloads))
        page.get_by_role("button", name="Filtrer").click()
        page.get_by_role("combobox").first.click()
        page.wait_for_timeout(1_000)
        open_at(reader, url + "search")
        page.wait_for_selector("button:has-text('alert')")
        page.get_by_role("searchbox").fill("robots")
        page.keyboard.press("Enter")
        page.wait_for_selector(".tw-found", timeout=120_000)
        open_at(reader, url + "pain-points", ".tw-pain")
        page.wait_for_timeout(1_000)
    assert reader.dialogs == []
    assert reader.outside == []


def test_server_answers_only_on_loopback_and_to_its_own_name(app):
    host, _, port = app.removeprefix("http://").rstrip("/").partition(":")
    assert host == "127.0.0.1"
    with socket.create_connection(("127.0.0.1", int(port))) as rebound:
        rebound.sendall(
            b"GET /_stcore/stream HTTP/1.1\r\nHost: evil.example\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        assert b" 101 " not in rebound.recv(100)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signal_ends_the_server_cleanly(tmp_path, sent, code):
    with started(write_home(tmp_path / "home")) as (url, server):
        urlopen(url, timeout=30).close()
        server.send_signal(sent)
        assert server.wait(15) == code


def test_taken_port_is_told_and_the_next_one_used(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with started(write_home(tmp_path / "home"), "--port", str(port)) as (url, _):
            assert f":{port}/" not in url


def test_open_address_is_refused(tmp_path):
    command = [sys.executable, "-m", "watch.present", "--address", "0.0.0.0"]
    ended = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "nobody would sign in" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_streamlit_run_serves_the_same_app(visitor, tmp_path):
    """``streamlit run app.py`` in the repository, on the home that the environment names."""
    home = write_home(tmp_path / "home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", port]
    server = subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env=os.environ | {"TECHWATCH_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert any(port in line for line in server.stdout)
        page = open_at(visitor(), f"http://127.0.0.1:{port}/", ".tw-card")
        shows(page, ".tw-card", 3)
    finally:
        server.terminate()
        server.wait(15)
        server.stdout.close()

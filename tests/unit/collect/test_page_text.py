"""An article page gives its article: not its menus, not what stands behind a wall."""

from __future__ import annotations

import socket
from datetime import UTC, datetime

import pytest

from watch.collect.documents.feed import Document, NotRead, PageText
from watch.collect.documents.page_text import extract
from watch.model import FailureKind

# urllib3 warns that PySocks is absent, for which trafilatura looks
pytestmark = pytest.mark.filterwarnings("ignore:SOCKS support in urllib3")

URL = "https://press.example/industrie/vibration"
PARAGRAPHS = (
    "L'usine de Flins a équipé quarante presses de capteurs de vibration depuis janvier.",
    "Les arrêts non planifiés ont reculé de 31 % en six mois, selon le directeur industriel.",
    "Le modèle apprend la signature de chaque machine et prévient l'équipe de maintenance.",
    "L'investissement de 400 000 euros devrait être amorti en dix-huit mois, dit l'entreprise.",
)
HEAD = """
<title>Des capteurs contre les arrêts - La Presse</title>
<meta property="og:title" content="Des capteurs contre les arrêts">
<meta name="description" content="Quarante presses suivies.">
<meta property="article:published_time" content="2025-01-06T09:30:00+01:00">
"""


def page(
    paragraphs=PARAGRAPHS, *, head: str = HEAD, around: str = "", lang: str = ' lang="fr-FR"'
) -> Document:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    html = f"""<!doctype html><html{lang}><head><meta charset="utf-8">{head}</head><body>
    <nav><ul><li><a href="/">Accueil</a></li><li><a href="/une">À la une</a></li></ul></nav>
    <main><article><h1>Des capteurs contre les arrêts</h1>{body}</article>{around}</main>
    <section id="comments" class="comments"><p>Un lecteur : je n'y crois pas du tout.</p></section>
    <footer><p>Mentions légales, cookies et contact de La Presse.</p></footer></body></html>"""
    return Document(body=html.encode(), content_type="text/html", url=URL)


def read(document: Document) -> PageText:
    found = extract(document)
    assert isinstance(found, PageText)
    return found


def test_article_is_read_without_its_surroundings():
    text = read(page()).text
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    for foreign in ("Accueil", "À la une", "lecteur", "Mentions"):
        assert foreign not in text


def test_page_says_what_it_is():
    found = read(page())
    assert found.title == "Des capteurs contre les arrêts"
    assert found.description == "Quarante presses suivies."
    assert found.language == "fr-FR"
    assert found.published_at == datetime(2025, 1, 6, tzinfo=UTC)
    assert not found.paywalled


def test_page_that_declares_nothing_is_read_all_the_same():
    found = read(page(head="", lang=""))
    assert PARAGRAPHS[0] in found.text
    assert (found.language, found.description, found.published_at) == ("", "", None)


def test_year_in_the_footer_is_no_date():
    assert (
        read(page(head="<title>T</title>", around="<p>© 2019 La Presse</p>")).published_at is None
    )


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
@pytest.mark.parametrize("declared", ["text/html; charset=iso-8859-1", "text/html"])
def test_accents_survive_whatever_is_declared(charset, declared):
    html = page().body.decode().replace('charset="utf-8"', 'charset="iso-8859-1"')
    document = Document(body=html.encode(charset), content_type=declared, url=URL)
    assert PARAGRAPHS[1] in read(document).text


def test_latin_1_is_what_browsers_take_it_for():
    text = "La main-d’œuvre et l’€ : " + PARAGRAPHS[0]
    html = page((text,)).body.decode().replace('charset="utf-8"', 'charset="iso-8859-1"')
    document = Document(body=html.encode("cp1252"), content_type="text/html", url=URL)
    assert text in read(document).text


def test_unknown_charset_is_passed_over():
    html = page().body.decode().replace('charset="utf-8"', 'charset="iso-8859-1"')
    document = Document(
        body=html.encode("cp1252"), content_type="text/html; charset=martian", url=URL
    )
    assert PARAGRAPHS[1] in read(document).text


@pytest.mark.parametrize(
    ("meta", "reason"),
    [
        ('<meta name="tdm-reservation" content="1">', "the publisher reserves text and data"),
        ('<meta name="TDM-Reservation" content=" 1 ">', "the publisher reserves text and data"),
        ('<meta name="robots" content="NOINDEX, follow">', "asks not to be indexed"),
        ('<meta name="robots" content="none">', "asks not to be indexed"),
        ('<meta name="techwatch" content="noindex">', "asks not to be indexed"),
    ],
)
def test_reserved_page_gives_a_reason_and_no_text(meta, reason):
    found = read(page(head=HEAD + meta))
    assert reason in found.closed_because
    assert found == PageText(closed_because=found.closed_because)


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="tdm-reservation" content="0">',
        '<meta name="robots" content="index, follow, max-image-preview:large">',
        '<meta name="googlebot" content="noindex">',
    ],
)
def test_page_open_to_us_is_read(meta):
    assert read(page(head=HEAD + meta)).text


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"%PDF-1.7", "application/pdf", "the address answers application/pdf, not a web page"),
        (b"{}", "application/json; charset=utf-8", "the address answers application/json, not"),
        (b"hello", "text/html", "it is not a web page"),
        (b"", "", "it is not a web page"),
    ],
)
def test_what_is_no_page_is_a_reason(body, content_type, reason):
    found = extract(Document(body=body, content_type=content_type))
    assert isinstance(found, NotRead)
    assert found.reason.startswith(reason)


def test_robot_check_is_no_article():
    html = (
        b"<html><head><title>Just a moment...</title></head><body><p>Checking your browser before "
        b"accessing press.example.</p><script>window._cf_chl_opt={}</script></body></html>"
    )
    found = extract(Document(body=html))
    assert found == NotRead(
        kind=FailureKind.BOT_WALL, reason="the address answers a robot check of Cloudflare"
    )


def test_page_without_an_article_has_no_text():
    html = b"<html><head><title>T</title></head><body><div id='app'></div></body></html>"
    assert read(Document(body=html)) == PageText(title="T")


def test_nothing_is_fetched_for_a_page(monkeypatch):
    """Frames, refreshes and canonical links are addresses nobody opens."""
    opened = []
    monkeypatch.setattr(socket.socket, "connect", lambda *seen: opened.append(seen))
    head = HEAD + (
        '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/x">'
        '<link rel="canonical" href="http://127.0.0.1:9/c">'
        '<link rel="stylesheet" href="http://127.0.0.1:9/s.css">'
    )
    around = '<iframe src="http://127.0.0.1:9/f"></iframe><img src="http://127.0.0.1:9/i.png">'
    assert read(page(head=head, around=around)).text
    assert opened == []


@pytest.mark.parametrize(
    "body",
    [
        b"<html>" + b"<div>" * 5_000,
        b"<html><body>" + b"<b><i>" * 3_000 + b"x",
        b"<html><head><script type='application/ld+json'>"
        + b"[" * 5_000
        + b"</script></head></html>",
        b"<html><meta charset=\xff\xfe><p \x00\x01='",
        b"<!doctype html>" + bytes(range(256)) * 40,
    ],
)
def test_broken_page_is_an_answer(body):
    assert isinstance(extract(Document(body=body)), PageText | NotRead)

"""Stubs before a wall are told from whole articles, also from articles about subscriptions."""

from __future__ import annotations

import json

import pytest

from watch.collect.documents.feed import Document, PageText
from watch.collect.documents.page_text import extract

# urllib3 warns that PySocks is absent, for which trafilatura looks
pytestmark = pytest.mark.filterwarnings("ignore:SOCKS support in urllib3")

STUB = (
    "L'usine de Flins a équipé quarante presses de capteurs de vibration depuis janvier. "
    "Les arrêts non planifiés ont reculé de 31 % en six mois, selon le directeur industriel."
)
LONG = "Le modèle apprend la signature de chaque machine et prévient l'équipe. " * 60
FREE = {"@type": "NewsArticle", "isAccessibleForFree": True}
LOCKED = {"@context": "https://schema.org", "@type": "NewsArticle", "isAccessibleForFree": False}


def read(text: str = STUB, *, head: str = "", around: str = "", classes: str = "") -> PageText:
    html = f"""<!doctype html><html lang="fr"><head><title>T</title>{head}</head><body>
    <article class="{classes}"><h1>Des capteurs contre les arrêts</h1>
    <p>{text}</p>{around}</article></body></html>"""
    found = extract(Document(body=html.encode(), url="https://press.example/a"))
    assert isinstance(found, PageText)
    return found


def ld(thing: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


@pytest.mark.parametrize(
    "thing",
    [
        LOCKED,
        {**LOCKED, "isAccessibleForFree": "False"},
        {**LOCKED, "isAccessibleForFree": "http://schema.org/False"},
        {**LOCKED, "@type": ["Article", "ReportageNewsArticle"]},
        [{"@type": "Organization"}, LOCKED],
        {"@graph": [{"@type": "WebSite"}, LOCKED]},
        {
            "@type": "NewsArticle",
            "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False},
        },
    ],
)
def test_article_declared_not_free_is_walled_at_any_length(thing):
    assert read(LONG, head=ld(thing)).paywalled
    assert read(STUB, head=ld(thing)).paywalled


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:content_tier" content="locked">',
        '<meta itemprop="isAccessibleForFree" content="false">',
        '<script type="application/ld+json">{not json</script>' + ld(LOCKED),
    ],
)
def test_other_declarations_count(head):
    assert read(LONG, head=head).paywalled


@pytest.mark.parametrize(
    "thing",
    [
        FREE,
        {"@type": "ItemList", "itemListElement": [LOCKED]},
        [FREE, LOCKED],
        {"@type": "Organization", "isAccessibleForFree": False},
        {"@type": "NewsArticle", "isAccessibleForFree": None},
        "text",
        [],
    ],
)
def test_other_declarations_leave_the_article_free(thing):
    assert not read(head=ld(thing)).paywalled


@pytest.mark.parametrize(
    "words",
    [
        "<p>Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés.</p>",
        "<div>Il vous reste <b>74,3&nbsp;%</b> de cet article à lire.</div>",
        "<p>Il reste 85% à découvrir.</p>",
        "<p>Cet article est réservé aux abonnés.</p>",
        "<span>Article réservé à nos abonnés</span>",
        "<h3>Contenu exclusivement réservé aux abonnés</h3>",
        "<span>Réservé aux abonnés</span>",
        "<div><strong>La lecture de cet article est réservée aux abonnés</strong></div>",
        "<p>Abonnez-vous pour lire la suite</p>",
        "<p>Connectez-vous pour lire la suite</p>",
        "<div>Subscribe to continue reading</div>",
        "<p>Subscribe now to keep reading this article</p>",
        "<p>To continue reading this article, please subscribe.</p>",
        "<p>This article is exclusively for our subscribers.</p>",
        "<p>You’ve reached your monthly free article limit.</p>",
    ],
)
def test_words_on_a_wall_count_beside_a_stub(words):
    found = read(around=words)
    assert found.paywalled
    assert STUB in found.text


@pytest.mark.parametrize(
    ("classes", "head"),
    [
        ("article paywall", ""),
        ("c-paywall--active", ""),
        ("article__premium-wall", ""),
        ("contenu-abonnes", ""),
        ("", '<meta property="article:content_tier" content="metered">'),
    ],
)
def test_class_names_and_meters_count_beside_a_stub_only(classes, head):
    assert read(STUB, classes=classes, head=head).paywalled
    assert not read(LONG, classes=classes, head=head).paywalled
    assert not read(STUB, classes=classes, head=head + ld(FREE)).paywalled


@pytest.mark.parametrize(
    ("text", "around"),
    [
        (STUB, ""),
        ("L'offre est réservée aux abonnés de la box et coûte 12 euros par mois. " + STUB, ""),
        ("Le journal a gagné 30 % d'abonnés ; il reste 20 % de cet objectif à atteindre.", ""),
        ("The reader must subscribe to the maintenance plan. To keep machines running…", ""),
        (STUB, '<div class="abonnement-button"><a href="/abo">S’abonner</a></div>'),
        (STUB, '<div class="newsletter">Abonnez-vous pour recevoir notre lettre du lundi</div>'),
        (STUB, '<div class="no-paywall"></div><div class="paywall--inactive"></div>'),
        (STUB, "<aside><h3>Aussi</h3><span>Article réservé aux abonnés</span></aside>"),
        (STUB, '<ul><li><a href="/b"><span>Réservé aux abonnés</span> Autre sujet</a></li></ul>'),
        (STUB, "<nav><span>Contenu réservé aux abonnés</span></nav>"),
        (
            "« Il vous reste 80 % de cet article à lire », « Subscribe to continue reading » : ces "
            "phrases agacent les lecteurs de la presse en ligne, montre une étude. " + LONG[:900],
            "",
        ),
        (LONG, "<h2>Subscribe to continue reading</h2>"),
    ],
)
def test_free_article_is_not_taken_for_a_stub(text, around):
    assert not read(text, around=around).paywalled


def test_what_a_publisher_put_behind_the_wall_is_not_kept():
    """Some send the whole text and hide it in the browser."""
    assert len(read(LONG).text) > 3_000
    assert len(read(LONG, head=ld(LOCKED)).text) == 1_500

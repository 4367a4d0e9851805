"""A document that is no feed is named for what it is."""

from __future__ import annotations

import pytest

from watch.collect.documents.recognise import root_of, what_it_is
from watch.model import FailureKind

ARTICLE = "Une usine qui se protège des robots de Cloudflare. " * 60


def page(body: str, title: str = "") -> bytes:
    head = f"<!DOCTYPE html><html><head><title>{title}</title></head>"
    return f"{head}<body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"PK\x03\x04...", "a ZIP archive, not a feed"),
        (b"\x1f\x8b\x08...", "a gzip file, not a feed"),
        (b"\x89PNG\r\n", "an image, not a feed"),
        (b"%PDF-1.7 ...", "a PDF document, not a feed"),
        (b"[1, 2]", "a JSON document, not a feed"),
        (b'{"message": "no"}', "a JSON document, not a feed"),
        (b"<note><to>You</to></note>", "an XML document that is not a feed"),
        (b"<p>Un extrait</p>", "an XML document that is not a feed"),
        (b"hello", "text, not a feed"),
        (b"  \r\n ", "nothing at all"),
        (
            b'<?xml version="1.0"?><opml version="2.0"><head/><body/></opml>',
            "a list of feeds (OPML): import it instead",
        ),
    ],
)
def test_other_documents_are_no_feeds(body, what):
    found = what_it_is(body)
    assert (found.kind, found.reason) == (FailureKind.NOT_A_FEED, f"the address answers {what}")


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf\n<!DOCTYPE HTML PUBLIC>",
        b"<!-- x --><html lang='fr'>",
        b"<html>",
        b"Notice: undefined index\n<html><body>Bonjour</body></html>",
        page("<p>Page introuvable</p>", "Quai | Page introuvable"),
        page("<div id='root'></div><noscript>Enable JavaScript to run this app.</noscript>"),
        page("<h1>Cloudflare ouvre un centre de données</h1>" + ARTICLE, "Cloudflare à Lyon"),
        page(ARTICLE + "<p>Just a moment... checking your browser, captcha-delivery.com</p>"),
        page(ARTICLE + '<form><input type="password"></form>', "Le Quai"),
        page('<form><div class="g-recaptcha"></div></form>' + ARTICLE, "Contact"),
        page("<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>Bonjour"),
        b"<!DOCTYPE html>\xff\xfe\x00" + b"<div>" * 5_000,
    ],
)
def test_web_page_is_a_web_page(body):
    found = what_it_is(body)
    assert (found.kind, found.reason) == (
        FailureKind.WEB_PAGE,
        "the address answers an HTML page, not a feed",
    )


@pytest.mark.parametrize(
    ("body", "guard"),
    [
        (
            page(
                "<noscript>Enable JavaScript and cookies to continue</noscript>"
                "<script>window._cf_chl_opt={cvId:'3'};</script>",
                "Just a moment...",
            ),
            " of Cloudflare",
        ),
        (
            page(
                '<div id="cf-error-details"><h1>Sorry, you have been blocked</h1>'
                "<p>You are unable to access quai.example</p>Cloudflare Ray ID: 9</div>",
                "Attention Required! | Cloudflare",
            ),
            " of Cloudflare",
        ),
        (
            page(
                '<div id="cf-error-details">Error 1020. What happened?</div>',
                "Access denied | quai.example used Cloudflare to restrict access",
            ),
            " of Cloudflare",
        ),
        (
            page(
                "<p>Please enable JS and disable any ad blocker</p><script data-cfasync='false'>"
                "var dd={'host':'geo.captcha-delivery.com'}</script>",
                "quai.example",
            ),
            " of DataDome",
        ),
        (
            page('<iframe src="/_Incapsula_Resource?x">Request unsuccessful.</iframe>'),
            " of Imperva",
        ),
        (page('<div id="px-captcha"></div>', "Access to this page has been denied"), " of HUMAN"),
        (page("Access Denied. https://errors.edgesuite.net/18.x", "Access Denied"), " of Akamai"),
        (page("", "Vercel Security Checkpoint"), " of Vercel"),
        (page("<h1>Making sure you’re not a bot!</h1>"), ""),
        (page("<p>Veuillez activer JavaScript et les cookies pour continuer.</p>"), ""),
        (page("<p>Confirmez que vous n’êtes pas un robot</p>"), ""),
        (page("<p>Verify you are human by completing the action below.</p>"), ""),
        (page('<form><div class="h-captcha" data-sitekey="x"></div></form>'), ""),
    ],
)
def test_robot_check_is_a_wall_and_names_its_guard(body, guard):
    found = what_it_is(body)
    assert found.kind is FailureKind.BOT_WALL
    assert found.reason == f"the address answers a robot check{guard}, not a feed"


def test_site_that_cloudflare_cannot_reach_is_no_wall():
    found = what_it_is(
        page('<div id="cf-error-details">Error 521</div>', "quai.example | 521: Web server is down")
    )
    assert found.kind is FailureKind.WEB_PAGE
    assert found.reason == "the address answers a Cloudflare error page, not a feed"


@pytest.mark.parametrize(
    "body",
    [
        page('<form><input name="p" type="password"></form>'),
        page("<form><input type='password'></form><div class='g-recaptcha'></div>"),
        page("<div id=app></div>", "Sign in to your account"),
        page("<div id=app></div>", "Connexion - Le Quai"),
    ],
)
def test_sign_in_page_is_closed_to_us(body):
    found = what_it_is(body)
    assert found.kind is FailureKind.FORBIDDEN
    assert found.reason == "the address answers a sign-in page, not a feed"


@pytest.mark.parametrize(
    ("body", "root"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "x"><!-- <a> --><rss version="2.0">', "rss"),
        (b"<rdf:RDF xmlns:rdf='x'>", "rdf"),
        (b"<CHANNEL HREF='x'>", "channel"),
        (b"no element", ""),
        (b"", ""),
    ],
)
def test_first_element_is_named(body, root):
    assert root_of(body) == root

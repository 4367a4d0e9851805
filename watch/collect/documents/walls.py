"""Is a web page a robot check or a sign-in form, rather than what was asked for?

A page that merely writes about such checks has text of its own: only a page that says
little is judged by its marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MOST_BYTES = 200_000  # a check is a small page; lxml reads this much in milliseconds
_LITTLE_TEXT = 1_500  # characters; chosen, not measured: less than the shortest articles have
_MARKS = (  # in the markup, in lower case: only that guard's own pages have it
    ("_cf_chl_opt", "Cloudflare"),
    ("cf-browser-verification", "Cloudflare"),
    ("captcha-delivery.com", "DataDome"),
    ("_incapsula_resource", "Imperva"),
    ("px-captcha", "HUMAN"),
    ("sec-if-cpt-container", "Akamai"),
    ("errors.edgesuite.net", "Akamai"),
    ("awswafcookiedomainlist", "AWS"),
    ("anubis_challenge", "Anubis"),
    ("vercel security checkpoint", "Vercel"),
    ("sucuri website firewall", "Sucuri"),
    ("ddos-guard", "DDoS-Guard"),
)
_CAPTCHA = re.compile(r"""class=["'](?:g-recaptcha|h-captcha|cf-turnstile)\b""")
_PHRASES = re.compile(
    r"enable (?:javascript|js) and (?:cookies|disable)"
    r"|(?:verif\w+|confirm)(?: that)? you are (?:a )?human"
    r"|(?:are|you'?re) (?:you )?(?:not )?a (?:ro)?bot\b|checking your browser|unusual traffic"
    r"|activer javascript et les cookies|que vous êtes (?:bien )?(?:un )?humain"
    r"|pas un robot|trafic inhabituel"
)
_CLOUDFLARE_ERROR = "cf-error-details"
_BLOCKED = re.compile(r"blocked|banned|access denied|restrict access")
_SIGN_IN = re.compile(r"(?:sign|log)[ -]?in\b|connexion\b|authentification\b|identification\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A web page as a person meets it: markup, title and visible text, in lower case."""

    markup: str
    title: str
    text: str

    @property
    def asks_to_sign_in(self) -> bool:
        """Whether a sign-in form is all there is."""
        form = 'type="password"' in self.markup or "type='password'" in self.markup
        return self._says_little and (form or _SIGN_IN.match(self.title) is not None)

    @property
    def guard(self) -> str:
        """Who checks for robots here: a name, "somebody", or empty where nobody does."""
        if not self._says_little:
            return ""
        if _CLOUDFLARE_ERROR in self.markup:
            return "Cloudflare" if _BLOCKED.search(f"{self.title} {self.text}") else ""
        named = next((name for mark, name in _MARKS if mark in self.markup), "")
        asks = _PHRASES.search(self.text) or _CAPTCHA.search(self.markup)
        return named or ("somebody" if asks else "")

    @property
    def is_cloudflare_error(self) -> bool:
        """Whether Cloudflare says that it cannot reach the site."""
        return self._says_little and _CLOUDFLARE_ERROR in self.markup

    @property
    def _says_little(self) -> bool:
        return len(self.text) <= _LITTLE_TEXT


def web_page(body: bytes) -> WebPage:
    """Return the page in a body, however broken its HTML is."""
    from lxml import etree

    head = body[:_MOST_BYTES]
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True)
    try:
        tree = etree.fromstring(head, parser)
    except (etree.LxmlError, ValueError):
        tree = None
    markup = head.decode("utf-8", "replace").lower()
    if tree is None:
        return WebPage(markup=markup, title="", text="")
    etree.strip_elements(tree, "script", "style", with_tail=False)
    text = " ".join(" ".join(tree.itertext()).split())
    title = " ".join((tree.findtext(".//title") or "").split())
    return WebPage(markup=markup, title=title.lower(), text=text.lower().replace("’", "'"))

"""Small pages that stand alone: made whole on the server, without a script, in one language."""

from __future__ import annotations

import base64
import hashlib
import html

from starlette.responses import HTMLResponse

from watch.present.markup import Content, Html, element, joined
from watch.wording import Translator

CONFIDENTIAL = {"cache-control": "no-store"}

_STYLE = """\
:root { color-scheme: light dark; }
body { margin: 0; padding: 12vh 1.2rem 3rem; font: 1.05rem/1.55 system-ui, sans-serif;
  color: light-dark(#22252a, #e6e4de); background: light-dark(#fdfcf9, #15181c); }
main { max-width: 36rem; margin: 0 auto; display: grid; gap: 1rem; }
h1 { font: 600 1.7rem/1.25 Georgia, serif; margin: 0; text-wrap: balance; }
p, ul { margin: 0; overflow-wrap: anywhere; }
b { font-weight: 600; }
small { color: light-dark(#5a5e66, #a9adb3); font-size: 0.88rem; }
code { font-size: 0.9em; }
a { color: light-dark(#17524d, #8ad3c8); }
button { font: inherit; font-weight: 600; padding: 0.65rem 1.4rem; border: 0;
  border-radius: 0.4rem; cursor: pointer; color: light-dark(#ffffff, #15181c);
  background: light-dark(#1d5f5a, #6cc2b6); }
:is(button, a):focus-visible { outline: 2px solid light-dark(#1d5f5a, #6cc2b6);
  outline-offset: 3px; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.8rem 0.4rem 0;
  border-bottom: 1px solid light-dark(#dcd7ca, #363d46); }
main:has(table) { max-width: 60rem; }
"""
_PRINT = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_PRINT}'; base-uri 'none'; "
    "form-action {form}; frame-ancestors 'none'"
)


def page(
    title: str, translator: Translator, *parts: Content, button: str = "", status: int = 200
) -> HTMLResponse:
    """Return a page of its own.

    Args:
        title: Also its heading.
        parts: What stands below it; text is escaped.
        button: The words of a button that sends an empty form to the same address; none if empty.
    """
    heading = element("h1", title)
    form = Html(f'<form method="post"><button>{html.escape(button)}</button></form>')
    body = joined(heading, *parts, form if button else None).source
    whole = (
        f'<!DOCTYPE html><html lang="{translator.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{html.escape(title)} · techwatch</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )
    policy = _POLICY.format(form="'self'" if button else "'none'")
    return HTMLResponse(whole, status, headers={"content-security-policy": policy, **CONFIDENTIAL})


def closed(translator: Translator) -> HTMLResponse:
    """Return the page of somebody who has to sign in first."""
    title = translator.translate("Please sign in first")
    said = translator.translate("This page is for people who are signed in.")
    return page(title, translator, element("p", said), way_in(translator), status=401)


def own_link(path: str, text: str) -> Html:
    """Return a link to another page of this server.

    Args:
        path: From the root, a literal of ours.
    """
    return Html(f'<a href="{html.escape(path)}">{html.escape(text)}</a>')


def way_in(translator: Translator) -> Html:
    """Return the link to the app."""
    return element("p", own_link("/", translator.translate("Open the app")))

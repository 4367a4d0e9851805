"""A frozen edition → the message that a chat room or a program is sent (docs/exports.md).

Pure. Text from feeds is put where a room does not look for markup; where there is only markup
(Mattermost) every sign of it is escaped. So no text makes a link, a picture or a mention, and
nothing is said that the mail of the edition does not say.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from watch.deliver.digest import Digest, Item
from watch.deliver.exports import Place, edition_object
from watch.model import Edition
from watch.wording import Translator

SCHEMA = "techwatch.webhook/1"
SIGNATURE_HEADER = "X-Techwatch-Signature"

_ITEMS = 10
"""Opportunities in a message: Teams takes 28 KB, and a room is no list."""

_HEADER = 150
"""Characters that Slack takes in a header."""

Object = dict[str, Any]


def message(kind: str, edition: Edition, digest: Digest, place: Place) -> bytes:
    """Return the JSON that announces an edition.

    Args:
        kind: "generic", "teams", "slack" or "mattermost".
        edition: Frozen.
        digest: Its mail, in the language of the room.
        place: Which home it is, and where its app is.
    """
    told = (
        _generic(edition, place)
        if kind == "generic"
        else _ROOMS[kind](digest, place.public_url, Translator(digest.language))
    )
    return json.dumps(told, ensure_ascii=False, allow_nan=False).encode()


def signing_key(secret: str, name: str) -> str:
    """Return the key of one webhook, made of the home's secret.

    The secret itself also signs the links of mails, so nobody outside is given it.

    Args:
        secret: ``TECHWATCH_SECRET``.
        name: Of the webhook.
    """
    told = f"techwatch.webhook:{name}".encode()
    return hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()


def signature(body: bytes, key: str) -> str:
    """Return what the signature header says of a body: ``sha256=`` and its HMAC in hex."""
    return f"sha256={hmac.new(key.encode(), body, hashlib.sha256).hexdigest()}"


def _generic(edition: Edition, place: Place) -> Object:
    return {
        "schema": SCHEMA,
        "event": "edition.frozen",
        "id": f"{place.home_id}:{edition.week}:{edition.reader}",
        "app_url": place.public_url,
        "edition": edition_object(edition),
    }


# Microsoft Teams: an Adaptive Card. Only TextBlock reads Markdown, so nothing from outside is
# put into one; the runs of a RichTextBlock are text.


def _teams(digest: Digest, app_url: str, translator: Translator) -> Object:
    body: list[Object] = [_runs(_run(_heading(digest), size="large", weight="bolder"))]
    body += [_runs(_run(line)) for line in _opening(digest)]
    body += [
        _runs(*_teams_item(number, item)) for number, item in enumerate(_shown(digest), start=1)
    ]
    card: Object = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    if app_url:
        label = _to_the_app(translator)
        card["actions"] = [{"type": "Action.OpenUrl", "title": label, "url": app_url}]
    kind = "application/vnd.microsoft.card.adaptive"
    attachment = {"contentType": kind, "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def _teams_item(number: int, item: Item) -> list[Object]:
    headline = _run(f"{number}. {item.headline}", weight="bolder")
    if item.url:
        headline["selectAction"] = {"type": "Action.OpenUrl", "url": item.url}
    return [headline, _run(f"\n{_standing(item)}\n{item.so_what}")]


def _run(text: str, **style: str) -> Object:
    return {"type": "TextRun", "text": text, **style}


def _runs(*inlines: Object) -> Object:
    return {"type": "RichTextBlock", "inlines": list(inlines)}


# Slack: Block Kit. The elements of rich_text are text and links, never parsed.


def _slack(digest: Digest, app_url: str, translator: Translator) -> Object:
    heading = {"type": "plain_text", "text": _heading(digest)[:_HEADER], "emoji": False}
    sections = [_section(_words(line)) for line in _opening(digest)]
    sections += [
        _section(*_slack_item(number, item)) for number, item in enumerate(_shown(digest), start=1)
    ]
    if app_url:
        link = {"type": "link", "url": app_url, "text": _to_the_app(translator)}
        sections.append(_section(link))
    return {
        "text": digest.subject,  # counts and the week: what a notification shows is parsed
        "unfurl_links": False,
        "unfurl_media": False,
        "blocks": [
            {"type": "header", "text": heading},
            {"type": "rich_text", "elements": sections},
        ],
    }


def _slack_item(number: int, item: Item) -> list[Object]:
    headline = _words(item.headline, bold=True)
    if item.url:
        headline = {"type": "link", "url": item.url, "text": item.headline}
    told = _words(f"\n{_standing(item)}\n{item.so_what}\n")
    return [_words(f"\n{number}. "), headline, told]


def _words(text: str, *, bold: bool = False) -> Object:
    return {"type": "text", "text": text, **({"style": {"bold": True}} if bold else {})}


def _section(*elements: Object) -> Object:
    return {"type": "rich_text_section", "elements": list(elements)}


# Mattermost: Markdown, so everything is escaped.

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$^=&\"'])")
_LOUD = str.maketrans({"@": "＠", "#": "＃", "~": "∼"})
"""Mentions, hashtags and channels are found also behind a backslash: other signs look the same."""

_JOINS = re.compile(r":(?=\S)|(?<=www)\.", re.IGNORECASE)
"""What makes an address or an emoji of words: a colon with something behind, ``www.``."""


def escaped(text: str) -> str:
    """Return a text that Mattermost shows as it is: no link, picture, mention, emoji or style."""
    apart = _JOINS.sub(lambda found: f"{found[0]}\u200b", text.translate(_LOUD))
    return _MARKDOWN.sub(r"\\\1", apart)


def _mattermost(digest: Digest, app_url: str, translator: Translator) -> Object:
    lines = [f"#### {escaped(_heading(digest))}"]
    lines += [escaped(line) for line in _opening(digest)]
    lines += [_mattermost_item(number, item) for number, item in enumerate(_shown(digest), start=1)]
    if app_url:
        lines.append(_link(_to_the_app(translator), app_url))
    return {"text": "\n\n".join(lines)}


def _mattermost_item(number: int, item: Item) -> str:
    headline = _link(item.headline, item.url) if item.url else escaped(item.headline)
    return f"**{number}\\.** {headline}\n{escaped(_standing(item))}\n{escaped(item.so_what)}"


def _link(text: str, url: str) -> str:
    """Return a link; the address keeps no sign that could end it or name somebody."""
    kept = re.sub(r"[()\[\]@*_~|]", lambda found: f"%{ord(found[0]):02X}", url)
    return f"[{escaped(text)}]({kept})"


# What every room is told


def _heading(digest: Digest) -> str:
    return f"{digest.title} · {digest.period}"


def _opening(digest: Digest) -> list[str]:
    return [line for line in (digest.banner, *digest.bottom_line) if line]


def _shown(digest: Digest) -> tuple[Item, ...]:
    return digest.items[:_ITEMS]


def _standing(item: Item) -> str:
    parts = (f"{item.score}/100", item.grade_name, item.area, item.host)
    return " · ".join(part for part in parts if part)


def _to_the_app(translator: Translator) -> str:
    return translator.translate("Open the list and decide")


_ROOMS: Mapping[str, Callable[[Digest, str, Translator], Object]] = {
    "teams": _teams,
    "slack": _slack,
    "mattermost": _mattermost,
}

"""The address of a YouTube channel → the address of its feed, without asking anybody."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from watch.links import registrable_domain

_CHANNEL = re.compile(r"^/channel/(UC[\w-]{22})(?:/|$)")
_USER = re.compile(r"^/user/([\w.-]{1,60})(?:/|$)")
_FEED = "https://www.youtube.com/feeds/videos.xml"


def channel_feed(url: str) -> str:
    """Return the feed of a channel, an old user page or a playlist, else an empty string.

    A handle (``/@name``) says nothing of the channel: its page has to be read.
    """
    if registrable_domain(url) != "youtube.com":
        return ""
    parts = urlsplit(url)
    if found := _CHANNEL.match(parts.path):
        return f"{_FEED}?channel_id={found[1]}"
    if found := _USER.match(parts.path):
        return f"{_FEED}?user={found[1]}"
    lists = parse_qs(parts.query).get("list", []) if parts.path == "/playlist" else []
    return f"{_FEED}?playlist_id={lists[0]}" if lists and lists[0].isascii() else ""

"""Search engines' news feeds: what they wrap around the headline and address of a publisher."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from watch.links import host_of, safe_link

_COUNTERS = (  # host, path, and the parameters that hold the real address
    (re.compile(r"(?:[\w-]+\.)*bing\.com"), "/news/apiclick.aspx", ("url",)),
    (re.compile(r"(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?"), "/url", ("url", "q")),
)
_RELAY = "msn.com"  # Bing's own site, which reprints: its address names no publisher
_VIA_RELAY = re.compile(r"\s+(?:on|sur|via)\s+MSN(?:\.com)?$", re.IGNORECASE)
_MAX_PARAMETERS = 50


def unwrapped(link: str) -> str:
    """Return the address that a click counter of Bing News or Google Alerts leads to.

    Any other link, and a counter that leads nowhere safe, is returned as it is.

    Args:
        link: As ``safe_link`` returns it.
    """
    for names in (n for host, path, n in _COUNTERS if _is_at(link, host, path)):
        try:
            found = parse_qs(urlsplit(link).query, max_num_fields=_MAX_PARAMETERS)
        except ValueError:
            return link
        targets = (safe_link(target) for name in names for target in found.get(name, ()))
        return next(filter(None, targets), link)
    return link


def publisher_of(address: str, name: str, link: str, wrapped: str) -> str:
    """Return who an entry says its text comes from, by address rather than by name.

    Args:
        address: Of the publisher, as the entry gives it; may be empty or unsafe.
        name: Of the publisher; may be empty.
        link: Of the entry, unwrapped.
        wrapped: The same link as the feed has it.
    """
    relayed = host_of(link) == _RELAY or host_of(link).endswith(f".{_RELAY}")
    origin = link if link != wrapped and not relayed else ""
    return safe_link(address) or origin or _VIA_RELAY.sub("", name.strip())


def headline(title: str, publisher: str) -> str:
    """Return a title without the name of its publisher, which Google News puts behind it."""
    name = publisher.strip()
    bare = title.strip().removesuffix(f" - {name}").strip()
    return bare if name and bare else title


def _is_at(link: str, host: re.Pattern[str], path: str) -> bool:
    return host.fullmatch(host_of(link)) is not None and urlsplit(link).path.lower() == path

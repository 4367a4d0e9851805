"""robots.txt is read as RFC 9309 says, for our own product token."""

from __future__ import annotations

import pytest

from watch.collect.documents.feed import Document, NotRead, Permission, Reading
from watch.collect.documents.robots import PRODUCT, judge
from watch.collect.parser.pool import ParserPool
from watch.collect.web.headers import user_agent

URL = "https://press.example/industrie/a?page=2"


def judged(text: str | bytes, url: str = URL) -> Permission:
    body = text if isinstance(text, bytes) else text.encode()
    found = judge(Document(body=body, url=url))
    assert isinstance(found, Permission)
    return found


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /industrie", False),
        ("User-agent: *\nDisallow: /*?page=", False),
        ("User-agent: *\nDisallow: /\nAllow: /industrie/", True),
        ("User-agent: Googlebot\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: techwatch\nAllow: /", True),
        ("User-agent: TechWatch\nDisallow: /", False),
        ("User-agent: a\nUser-agent: techwatch\nDisallow: /", False),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("<html><body>Disallow: /</body></html>", True),
    ],
)
def test_permission_to_read_an_address(rules, allowed):
    assert judged(rules).allowed is allowed


@pytest.mark.parametrize(
    ("line", "delay_s"),
    [("Crawl-delay: 2.5", 2.5), ("Crawl-delay: soon", 0.0), ("Crawl-delay: -1", 0.0), ("", 0.0)],
)
def test_delay_between_two_requests(line, delay_s):
    assert judged(f"User-agent: *\n{line}").crawl_delay_s == delay_s


def test_bytes_that_are_no_text_forbid_nothing():
    assert judged(bytes(range(256)) * 20) == Permission()


def test_product_is_how_we_name_ourselves():
    assert user_agent("").startswith(f"{PRODUCT}/")


def test_rules_made_to_stall_are_given_up():
    """Each of 3,000 agents gets each of 3,000 rules: 9 million, of which protego makes 10 s."""
    agents = "".join(f"user-agent:a{number}\n" for number in range(3_000))
    rules = "".join(f"allow:/{number}\n" for number in range(3_000))
    with ParserPool(1, 0.5) as pool:
        found = pool.parse(
            Document(body=(agents + rules).encode(), url=URL, reading=Reading.ROBOTS)
        )
    assert isinstance(found, NotRead)

from __future__ import annotations

import pytest

from watch.deliver.link import host_of, safe_link


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.lemonde.fr/a?b=c&d=é", "lemonde.fr"),
        ("http://Example.COM:8080/", "example.com"),
        (" https://example.com/a ", "example.com"),
        ("https://аpple.com/", "xn--pple-43d.com"),
        ("https://[2001:db8::1]/x", "2001:db8::1"),
    ],
)
def test_safe_link_accepts_web_addresses_and_shows_their_host(url, host):
    assert safe_link(url) == url.strip()
    assert host_of(url.strip()) == host


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "\x01javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.com/",
        "//example.com/",
        "/path",
        "https:",
        "https://",
        "https:///path",
        "https://user:secret@example.com/",
        "https://example.com@evil.example/",
        "https://example.com/\r\nBcc: x@y.example",
        "https://example.com/a b",
        'https://example.com/"onmouseover="alert(1)',
        "https://example.com/'><script>",
        "https://example.com\\@evil.example/",
        "https://example.com:99999/",
        "https://example.com:0/",
        "https://[::1",
        "https://exa\u2024mple..com/",
        "https://" + "a" * 64 + ".com/",
        "https://example.com/" + "a" * 3000,
        "https://\ud800.example/",
    ],
)
def test_safe_link_refuses_everything_else(url):
    assert safe_link(url) == ""

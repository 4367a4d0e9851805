"""Public and closed networks, whatever the Python version thinks of them."""

from __future__ import annotations

import json

import pytest

from watch.collect.web.addresses import is_public


def test_corpus_of_addresses_is_judged_right(shared_data):
    verdicts = json.loads((shared_data / "hostile/own/ssrf_ips.json").read_text())
    assert len(verdicts["refuse"]) + len(verdicts["accept"]) == 48
    assert [address for address in verdicts["refuse"] if is_public(address)] == []
    assert [address for address in verdicts["accept"] if not is_public(address)] == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "168.63.129.16",
        "224.0.0.251",
        "::1",
        "fe80::1%2",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "2001:0:53aa::1",
        "::ffff:10.0.0.1",
        "::8.8.8.8",
    ],
)
def test_closed_address_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "::ffff:8.8.8.8", "2606:4700::1111", "172.32.0.1"])
def test_open_address_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "text", ["", "localhost", "127.1", "0x7f000001", "2130706433", "1.2.3.4.5"]
)
def test_text_that_is_no_address_is_not_public(text):
    assert not is_public(text)

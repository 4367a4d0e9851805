"""Files that somebody else made are read within bounds, whatever stands in them."""

from __future__ import annotations

import tracemalloc

import pytest

from watch.collect.opml import read_opml

FEED = '<outline type="rss" text="A" xmlUrl="https://a.example/{}"/>'


def opml(body):
    return f'<opml version="2.0"><body>{body}</body></opml>'.encode()


@pytest.fixture
def traced():
    """Return a function that tells how many bytes were held at most."""
    read_opml(opml(FEED))  # loads the libraries
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


def test_list_of_feeds_below_thousands_of_folders_takes_no_memory_for_each_pair(traced):
    """2,000 folders above 4,000 feeds: 8 million names held, 64 MB; a file of 2 MB, 1.2 GB."""
    feeds = "".join(FEED.format(number) for number in range(4_000))
    found = read_opml(opml("<outline text='x'>" * 2_000 + feeds + "</outline>" * 2_000))
    assert len(found) == 4_000
    assert traced() < 40_000_000


def test_feed_listed_in_thousands_of_folders_is_compared_with_few(traced):
    """It took 7 s to compare each folder with all before; now no folder but the first counts."""
    each = "".join(f"<outline text='f{n}'>{FEED}</outline>" for n in range(5_000))
    (found,) = read_opml(opml(each))
    assert len(found.topics) <= 20


def test_file_named_in_an_entity_is_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("confidential", encoding="utf-8")
    declared = f'<!DOCTYPE o [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    body = '<outline text="&x;" xmlUrl="https://a.example/"/>'
    (found,) = read_opml(f'{declared}<opml version="2.0"><body>{body}</body></opml>'.encode())
    assert "confidential" not in repr(found)


def test_entities_that_multiply_stay_small(traced):
    grown = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10)
    )
    body = '<outline text="&a9;" xmlUrl="https://a.example/"/>'
    declared = f"<!DOCTYPE o [{grown}]>"
    (found,) = read_opml(f'{declared}<opml version="2.0"><body>{body}</body></opml>'.encode())
    assert len(found.name) < 100
    assert traced() < 5_000_000

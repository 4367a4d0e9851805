"""Channels, old user pages and playlists have feeds; handles and films do not say where."""

from __future__ import annotations

import pytest

from watch.collect.documents.youtube import channel_feed

FEED = "https://www.youtube.com/feeds/videos.xml"
CHANNEL = "UC" + "aB3-_" * 4 + "xy"


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        (f"https://www.youtube.com/channel/{CHANNEL}", f"{FEED}?channel_id={CHANNEL}"),
        (f"https://m.youtube.com/channel/{CHANNEL}/videos?x=1", f"{FEED}?channel_id={CHANNEL}"),
        ("http://youtube.com/user/Usine.Nouvelle/", f"{FEED}?user=Usine.Nouvelle"),
        ("https://www.youtube.com/playlist?list=PL123", f"{FEED}?playlist_id=PL123"),
        ("https://www.youtube.com/@usinenouvelle", ""),
        ("https://www.youtube.com/watch?v=abc&list=PL123", ""),
        ("https://www.youtube.com/channel/UCshort", ""),
        (f"https://youtube.com.evil.example/channel/{CHANNEL}", ""),
        (f"https://evil.example/channel/{CHANNEL}", ""),
        ("https://www.youtube.com/playlist?list=%C3%A9", ""),
        ("", ""),
    ],
)
def test_feed_of_a_youtube_address(url, feed):
    assert channel_feed(url) == feed

"""What rooms and programs are sent: no text from outside becomes a link, a picture, a mention."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import subprocess
from dataclasses import replace

import pytest
from digest_editions import FROZEN_AT, empty, full
from exported_cards import named
from hostile_texts import payloads
from markdown_it import MarkdownIt

from watch import deliver
from watch.deliver import webhooks
from watch.deliver.exports import Place, edition_object
from watch.settings import DeliverSettings, Webhook

HERE = Place(home_id="0123abcd", public_url="https://veille.example")
ROOMS = ("teams", "slack", "mattermost")
LOUD = (
    "@channel @here @all @nadia <!channel> <@U123> <at>Nadia</at>",
    "[click](https://evil.example) ![x](https://evil.example/p.png)",
    "<https://evil.example|click> https://evil.example www.evil.example evil@evil.example",
    "~town-square #hashtag :smile: ftp://evil.example mailto:a@b.example",
    "*b* _i_ `c` ~~s~~ ```x``` > q | t | # h $x$ {{DATE(2026-01-01T00:00:00Z)}}",
    "\\@channel \\[a](https://evil.example)",
)


def told(kind: str, edition=None, place: Place = HERE, language: str = "en"):
    edition = edition or full(frozen_at=FROZEN_AT)
    digest = deliver.compose(edition, DeliverSettings(), language)
    return json.loads(webhooks.message(kind, edition, digest, place))


def hostile(texts) -> list:
    """Return editions whose rows are these texts, as many as a message shows in each."""
    listed = [named(text, number).opportunity for number, text in enumerate(texts)]
    return [
        full(frozen_at=FROZEN_AT, opportunities=tuple(listed[start : start + 5]))
        for start in range(0, len(listed), 5)
    ]


def nodes(value):
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            yield from nodes(one)


@pytest.mark.parametrize("kind", ROOMS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_message_says_what_the_mail_says(kind, language):
    edition = full(frozen_at=FROZEN_AT)
    digest = deliver.compose(edition, DeliverSettings(), language)
    said = json.dumps(told(kind, edition, language=language), ensure_ascii=False)
    plain = said.replace("\\\\", "").replace("\u200b", "")
    for item in digest.items:
        assert item.headline[:30].replace('"', '\\"') in plain
        assert item.grade_name in plain
    assert "veille.example" in plain


@pytest.mark.parametrize("kind", ROOMS)
def test_message_of_an_empty_edition_says_so(kind):
    said = json.dumps(told(kind, empty(frozen_at=FROZEN_AT)), ensure_ascii=False)
    assert "Nothing to decide on this week" in said.replace("\\\\", "")


@pytest.mark.parametrize("kind", ROOMS)
def test_home_without_an_address_offers_no_link_to_its_app(kind):
    said = json.dumps(told(kind, place=Place(home_id="0123abcd")))
    assert "Open the list and decide" not in said.replace("\\\\", "")


def test_teams_reads_no_markdown_from_outside(shared_data):
    for edition in hostile([*LOUD, *payloads(shared_data)]):
        card = told("teams", edition)["attachments"][0]["content"]
        assert card["version"] == "1.4"
        kinds = {node["type"] for node in nodes(card["body"])}
        assert kinds <= {"RichTextBlock", "TextRun", "Action.OpenUrl"}
        for node in nodes(card["body"]):
            if node["type"] == "Action.OpenUrl":
                assert node["url"].startswith(("http://", "https://"))


def test_slack_parses_nothing_from_outside(shared_data):
    for edition in hostile([*LOUD, *payloads(shared_data)]):
        message = told("slack", edition)
        assert message["unfurl_links"] is message["unfurl_media"] is False
        assert re.fullmatch(
            r"Operations watch · week 47 · \d+ opportunit(y|ies) to decide on", message["text"]
        )
        header, rest = message["blocks"]
        assert header["text"]["type"] == "plain_text"
        assert len(header["text"]["text"]) <= 150
        kinds = {node["type"] for node in nodes(rest) if "type" in node}
        assert kinds <= {"rich_text", "rich_text_section", "text", "link"}
        for node in nodes(rest):
            if node.get("type") == "link":
                assert node["url"].startswith(("http://", "https://"))


def test_mattermost_shows_text_from_outside_as_it_is(shared_data):
    """Read as Markdown, a message holds the links that it offers and no other mark-up."""
    markdown = MarkdownIt("commonmark").enable(["strikethrough", "table"])
    for edition in hostile([*LOUD, *payloads(shared_data)]):
        digest = deliver.compose(edition, DeliverSettings(), "en")
        text = told("mattermost", edition)["text"]
        tokens = [t for block in markdown.parse(text) for t in (block, *(block.children or ()))]
        kinds = {token.type for token in tokens if token.nesting >= 0}
        assert kinds <= {
            "heading_open", "paragraph_open", "inline", "text", "text_special", "softbreak",
            "strong_open", "link_open",
        }  # fmt: skip
        links = [token for token in tokens if token.type == "link_open"]
        assert len(links) == 1 + sum(bool(item.url) for item in digest.items)
        shown = "\n".join(t.content for t in tokens if t.type in {"text", "text_special"})
        assert not re.search(r"[@#~]|www\.\w|:\w", shown)


@pytest.mark.parametrize("text", LOUD)
def test_escaped_text_calls_nobody_and_leads_nowhere(text):
    said = re.sub(r"\\(.)", r"\1", webhooks.escaped(text))
    assert not re.search(r"[@#~]\w|:/|:\w|www\.\w", said)
    undone = said.translate(str.maketrans("＠＃∼", "@#~")).replace("\u200b", "")
    assert undone == text


def test_link_in_mattermost_is_ended_by_no_address():
    edition = hostile(["a"])[0]
    url = "https://evil.example/a)[b](c_d*e~f@channel"
    row = edition.opportunities[0]
    proof = replace(row.evidence[0], url=url)
    edition = replace(edition, opportunities=(replace(row, evidence=(proof,)),))
    text = told("mattermost", edition)["text"]
    assert "(https://evil.example/a%29%5Bb%5D%28c%5Fd%2Ae%7Ef%40channel)" in text


def test_program_is_told_the_whole_edition():
    edition = full(frozen_at=FROZEN_AT)
    message = told("generic", edition)
    assert message.pop("edition") == edition_object(edition)
    assert message == {
        "schema": "techwatch.webhook/1",
        "event": "edition.frozen",
        "id": "0123abcd:2026-W47:",
        "app_url": "https://veille.example",
    }


def test_every_format_of_the_settings_has_a_message():
    for kind in ("generic", *ROOMS):
        assert told(Webhook(name="a", url_variable="A", format=kind).format)


def test_signature_is_the_one_that_the_page_tells_how_to_check():
    key = webhooks.signing_key("a long secret", "erp")
    shell = 'printf %s "techwatch.webhook:erp" | openssl dgst -sha256 -hmac "a long secret" -r'
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        assert done.stdout.split()[0] == key
    digest = hmac.new(key.encode(), b"{}", hashlib.sha256).hexdigest()
    assert webhooks.signature(b"{}", key) == f"sha256={digest}"
    assert webhooks.signing_key("a long secret", "other") != key


@pytest.mark.parametrize("kind", ROOMS)
def test_message_fits_the_room(kind):
    """Teams takes 28 KB, Mattermost 16,383 characters, Slack 3,000 in a block of text."""
    long = "long word " * 100
    edition = full(frozen_at=FROZEN_AT, opportunities=hostile([long] * 5)[0].opportunities * 4)
    digest = deliver.compose(edition, DeliverSettings(max_opportunities=20), "fr")
    assert len(webhooks.message(kind, edition, digest, HERE)) < 16_000

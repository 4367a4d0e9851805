"""Every hostile text in a mail, opened by a browser: no dialog, and nothing is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from test_app import hostile_payloads

from watch import deliver
from watch.model import Company
from watch.settings import DeliverSettings

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))
from mail_home import edition, opportunity

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.proof]


def page_of(text: str) -> str:
    """Return the HTML part of a mail in which every field is this text."""
    item = opportunity(title=text, pain_title=text, area=text, gain=text, owners=(text,))
    made = edition(item, company=Company(name=text), reader=text)
    found = deliver.SearchNews(
        name=text, count=1, stories=(deliver.NewStory(title=text, url=text),)
    )
    context = deliver.Context(failing=(text,), searches=(found,))
    return deliver.render_html(deliver.compose(made, DeliverSettings(), "fr", context))


def test_no_hostile_text_does_anything_in_a_mail(request, visitor, proof):
    texts = hostile_payloads(request)
    proof.count(len(texts), len(texts))
    reader = visitor()
    for text in texts:
        reader.page.set_content(page_of(text))
    harm = reader.dialogs + reader.outside
    proof.state(
        "mail: hostile texts in a browser",
        measured=f"{len(reader.dialogs)} dialogs, {len(reader.outside)} requests",
        target="0 dialogs, 0 requests",
        holds=not harm,
    )

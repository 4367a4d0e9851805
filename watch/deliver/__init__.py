"""Edition → digest → text, HTML, mail and files.

Invariants: ``compose`` decides every word and is pure; rendering only lays out.
A digest holds at most 600 words. Feed text is plain text on one line, escaped
at output and never in a header; a link is http or https, or is no link.
"""

from __future__ import annotations

from watch.deliver.compose import compose
from watch.deliver.digest import (
    Deadline,
    Digest,
    Followed,
    Item,
    News,
    Note,
    Quote,
    Return,
    Section,
)
from watch.deliver.files import write
from watch.deliver.language_model import ChatModel, chat_model
from watch.deliver.mail import message
from watch.deliver.render import render_html, render_text
from watch.deliver.reword import Summary, reword

__all__ = [
    "ChatModel",
    "Deadline",
    "Digest",
    "Followed",
    "Item",
    "News",
    "Note",
    "Quote",
    "Return",
    "Section",
    "Summary",
    "chat_model",
    "compose",
    "message",
    "render_html",
    "render_text",
    "reword",
    "write",
]

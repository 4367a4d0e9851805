"""Edition → digest → text, HTML, mail and files.

Invariants: ``compose`` decides every word and is pure; rendering only lays out.
A digest holds at most 600 words. Feed text is plain text on one line, escaped
at output and never in a header; a link is http or https, or is no link.
"""

from __future__ import annotations

from watch.deliver.compose import compose
from watch.deliver.context import Context, NewStory, SearchNews
from watch.deliver.digest import (
    Action,
    Deadline,
    Decided,
    Digest,
    Followed,
    Found,
    Item,
    News,
    Note,
    Quote,
    Return,
    Section,
    Topic,
)
from watch.deliver.files import write
from watch.deliver.language_model import ChatModel, chat_model
from watch.deliver.links_back import LinksBack
from watch.deliver.mail import message
from watch.deliver.render import render_html, render_text
from watch.deliver.reword import Summary, reword
from watch.deliver.smtp import Posted, post
from watch.deliver.tokens import MIN_SECRET, LinkExpired, claimed, new_secret
from watch.deliver.trial import as_trial, trial_note

__all__ = [
    "MIN_SECRET",
    "Action",
    "ChatModel",
    "Context",
    "Deadline",
    "Decided",
    "Digest",
    "Followed",
    "Found",
    "Item",
    "LinkExpired",
    "LinksBack",
    "NewStory",
    "News",
    "Note",
    "Posted",
    "Quote",
    "Return",
    "SearchNews",
    "Section",
    "Summary",
    "Topic",
    "as_trial",
    "chat_model",
    "claimed",
    "compose",
    "message",
    "new_secret",
    "post",
    "render_html",
    "render_text",
    "reword",
    "trial_note",
    "write",
]

"""The mail that shows whether mails arrive: a digest marked as a test, or a note before one is."""

from __future__ import annotations

from dataclasses import replace

from watch.deliver.digest import Digest
from watch.model import Week
from watch.wording import Translator


def as_trial(digest: Digest) -> Digest:
    """Return a digest that says it is a test."""
    translator = Translator(digest.language)
    subject = translator.translate("[Test] {subject}", subject=digest.subject)
    return replace(digest, subject=subject, banner=_banner(translator))


def trial_note(language: str) -> Digest:
    """Return what is sent as a test before there is any edition."""
    translator = Translator(language)
    title = translator.translate("Operations watch")
    return Digest(
        week=Week(""),
        reader="",
        language=translator.language,
        example=False,
        subject=translator.translate("[Test] {subject}", subject=title),
        title=title,
        period="",
        banner=_banner(translator),
        bottom_line=(translator.translate("No list is frozen yet: this is all there is to show."),),
        sections=(),
        footer=(),
    )


def _banner(translator: Translator) -> str:
    return translator.translate(
        "Test: somebody asked techwatch for this mail. Its links decide nothing."
    )

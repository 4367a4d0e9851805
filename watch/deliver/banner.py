"""What stands above everything else that is made for the example company."""

from __future__ import annotations

from watch.wording import Translator


def banner(translator: Translator, *, example: bool) -> str:
    """Return that nothing here is real; empty but for an example."""
    if not example:
        return ""
    return translator.translate(
        "Example: these articles, figures and companies are invented. "
        "Nothing here is to be decided on."
    )

"""What the doctor found → what a person reads."""

from __future__ import annotations

from watch.model import Finding
from watch.wording.translator import Translator

_MODEL = "model "


def finding_text(finding: Finding, translator: Translator) -> str:
    """Return what was found; the error of a library stays as it was written."""
    if not finding.message:
        return finding.text
    return translator.translate(finding.message, **finding.values)


def finding_hint(finding: Finding, translator: Translator) -> str:
    """Return what to do about it, or nothing."""
    return translator.translate(finding.hint) if finding.hint else ""


def finding_subject(finding: Finding, translator: Translator) -> str:
    """Return what was looked at; the name of a model stays."""
    name = finding.subject.removeprefix(_MODEL)
    if name != finding.subject:
        return translator.translate("model {name}", name=name)
    return translator.translate(finding.subject)

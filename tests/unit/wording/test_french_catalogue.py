"""The catalogue is complete: what the code says in English, it can say in French."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment

from watch.wording.catalogue import catalogue
from watch.wording.typography import french_spacing

WATCH = Path(__file__).parents[3] / "watch"
Message = str | tuple[str, str]


def from_python(path: Path) -> Iterator[Message]:
    """Yield the literal messages given to ``translate``, ``plural`` and ``mark``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        texts = [text for text in texts if isinstance(text, str)]
        if called in ("translate", "mark", "_") and texts:
            yield texts[0]
        elif called == "plural" and len(texts) > 1:
            yield (texts[0], texts[1])


def from_template(path: Path) -> Iterator[Message]:
    """Yield the messages given to ``_`` and ``ngettext`` in a template."""
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    found = environment.extract_translations(path.read_text(encoding="utf-8"))
    for _, function, message in found:
        if function == "ngettext":
            yield (message[0], message[1])
        else:
            yield message[0] if isinstance(message, tuple) else message


def used() -> set[Message]:
    found: set[Message] = set()
    for path in WATCH.rglob("*.py"):
        found.update(from_python(path))
    for path in WATCH.rglob("*.j2"):
        found.update(from_template(path))
    return found


def read():
    found = []
    for path in sorted((WATCH / "wording" / "locale" / "fr").glob("*.po")):
        with path.open("rb") as lines:
            found += [message for message in read_po(lines, locale="fr") if message.id]
    return found


def translated() -> set[Message]:
    return {tuple(m.id) if isinstance(m.id, list | tuple) else m.id for m in read()}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_extractor_sees_code_tables_and_templates():
    found = used()
    assert "Could reduce “{pain}”." in found
    assert "Customer service" in found
    assert "Why:" in found
    assert ("{n} story", "{n} stories") in found


def test_every_message_is_translated():
    assert sorted(map(str, used() - translated())) == []


def test_each_message_is_translated_in_one_file_only():
    counted = Counter(str(message.id) for message in read())
    assert [message for message, times in counted.items() if times > 1] == []


def test_no_translation_is_left_over():
    assert sorted(map(str, translated() - used())) == []


@pytest.mark.parametrize("message", read(), ids=lambda m: str(m.id)[:40])
def test_translation_is_complete_and_keeps_the_places(message):
    ids = message.id if isinstance(message.id, list | tuple) else [message.id]
    forms = message.string if isinstance(message.string, list | tuple) else [message.string]
    assert len(forms) == len(ids)
    assert not message.fuzzy
    for form, source in zip(forms, ids, strict=True):
        assert form.strip()
        assert places(form) == places(source)


def test_spoken_french_never_breaks_before_double_punctuation():
    french = catalogue("fr")
    for text in (*french.single.values(), *(f for forms in french.plurals.values() for f in forms)):
        assert not re.search(r" [:;!?%»]|« ", text), text


def test_french_spacing_is_idempotent():
    spaced = french_spacing("Est-ce vrai ? Oui : « 32 % » ; bien !")
    assert spaced == ("Est-ce vrai\u202f? Oui\u00a0: «\u00a032\u202f%\u00a0»\u202f; bien\u202f!")
    assert french_spacing(spaced) == spaced

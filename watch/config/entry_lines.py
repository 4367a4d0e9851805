"""What a person's entry in a file says, changed as little as can be; every comment stays.

ruamel hangs the comment lines between two entries on the last text of the first one. What is
added or removed at the end of an entry would leave them in the wrong place, so they are
taken off before a change and hung on the text that is last after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString
from ruamel.yaml.tokens import CommentToken

from watch.config.round_trip import quoted

_AFTER_TEXT, _AFTER_KEY = 0, 2
"""Where ruamel keeps the comment behind a text of a list, and behind the value of a key."""


def restate_list(entry: Any, name: str, wanted: Sequence[str]) -> None:  # noqa: ANN401 - ruamel's mapping
    """Change as little of a list as makes it hold the texts that are wanted."""
    if name not in entry:
        if wanted:
            entry[name] = CommentedSeq(quoted(list(wanted)))
        return
    if not wanted:
        _empty(entry, name)
        return
    held = entry[name]
    for place in reversed(range(len(held))):
        if str(held[place]).strip() not in wanted:
            _remove(held, place)
    said = {str(text).strip() for text in held}
    held.extend(quoted(text) for text in wanted if text not in said)


def restate_value(entry: Any, name: str, wanted: str | float | None) -> None:  # noqa: ANN401
    """Make a key say a text or a number; a text written over several lines stays so."""
    held = entry.get(name)
    block = isinstance(held, FoldedScalarString | LiteralScalarString)
    entry[name] = type(held)(wanted) if block else quoted(wanted)


def take_lines(entry: Any) -> str:  # noqa: ANN401
    """Take off the lines that follow an entry; the remark on its last line stays."""
    holder, key, slot = _last(entry)
    token = _token(holder, key, slot)
    if token is None:
        return ""
    remark, _, lines = token.value.partition("\n")
    if isinstance(holder[key], FoldedScalarString | LiteralScalarString):
        remark, lines = "", token.value  # such a text ends with its line
    holder.ca.items[key][slot] = _comment(f"{remark}\n", token) if remark else None
    return str(lines)


def hang_lines(entry: Any, lines: str) -> None:  # noqa: ANN401
    """Put lines behind an entry, below its last text."""
    if not lines:
        return
    holder, key, slot = _last(entry)
    token = _token(holder, key, slot)
    block = isinstance(holder[key], FoldedScalarString | LiteralScalarString)
    remark = token.value.partition("\n")[0] if token else ""
    text = lines if block else f"{remark}\n{lines}"
    held = holder.ca.items.setdefault(key, [None, None, None, None])
    held[slot] = _comment(text, token)


def remove_entry(document: Any, name: str, place: int) -> None:  # noqa: ANN401
    """Take an entry out of a list; the lines around it stay."""
    entries = document[name]
    lines = _lines_above(entries, place) + take_lines(entries[place])
    del entries[place]
    if place:
        before = entries[place - 1]
        hang_lines(before, take_lines(before) + lines)
    elif entries:
        _put_above(entries, 0, lines)
    else:
        _empty(document, name)
        held = document.ca.items.setdefault(name, [None, None, None, None])
        held[_AFTER_KEY] = _comment(f"\n{lines}", None) if lines else None


def _empty(entry: Any, name: str) -> None:  # noqa: ANN401
    """Make a list ``[]``; a remark beside its name stays."""
    entry[name] = CommentedSeq()
    entry[name].fa.set_flow_style()


def _remove(held: CommentedSeq, place: int) -> None:
    """Take a text out of a list; the lines below it stay, above the text that follows."""
    token = _token(held, place, _AFTER_TEXT)
    _, _, lines = token.value.partition("\n") if token else ("", "", "")
    del held[place]
    _put_above(held, place, lines)


def _put_above(held: CommentedSeq, place: int, lines: str) -> None:
    """Put lines above a text or an entry of a list, if there is one at that place."""
    if not lines.strip() or place >= len(held):
        return
    said = [line.strip() for line in lines.strip().splitlines()]
    marked = CommentMark(held.lc.col if held.lc.col is not None else 0)
    before = [CommentToken(f"{line}\n", marked) for line in said]
    held.ca.items.setdefault(place, [None, None, None, None])[1] = before


def _lines_above(held: CommentedSeq, place: int) -> str:
    """Return the lines that hang above an entry, not behind the one before it."""
    above = held.ca.items.get(place, [None, None])[1] or []
    return "".join(" " * token.start_mark.column + token.value for token in above)


def _last(entry: Any) -> tuple[Any, Any, int]:  # noqa: ANN401
    """Return where the comment behind the last text of an entry hangs."""
    key = next(reversed(entry))
    value = entry[key]
    if isinstance(value, CommentedSeq) and value and not value.fa.flow_style():
        return value, len(value) - 1, _AFTER_TEXT
    return entry, key, _AFTER_KEY


def _token(holder: Any, key: Any, slot: int) -> CommentToken | None:  # noqa: ANN401
    found = holder.ca.items.get(key)
    return found[slot] if found else None


def _comment(text: str, like: CommentToken | None) -> CommentToken:
    return CommentToken(text, like.start_mark if like else CommentMark(0))

"""Every hostile text of the shared corpora, and some of our own that need no corpus."""

from __future__ import annotations

import json
from pathlib import Path

OWN = (
    '=HYPERLINK("http://evil.example";"x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r\n=1",
    "  =1",
    "\u00a0\u2009=1",
    '"=1"',
    "'=1",
    "« =1 »",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "\u200b=1",
    "\ufeff=1",
    "prices;=1+1",
    "prices, -3 %",
    "a|b\t=1",
    "BEGIN:VEVENT\r\nSUMMARY:forged\r\nEND:VEVENT",
    "\u202egnp.exe",
    "\x00a\x1b[31m",
    "\ud800",
    "]]></title><script>alert(1)</script>",
    "<b>&amp;</b> &#x3c;",
)


def payloads(shared: Path) -> list[str]:
    """Return the 704 payloads of three public corpora and the formulas and tricks of ours."""
    hostile = shared / "hostile"
    found = [case["payload"] for case in json.loads(_read(hostile / "dompurify" / "expect.json"))]
    tests = sorted((hostile / "bleach" / "tests" / "data").glob("*.test"))
    found += [_read(path) for path in tests]
    found += json.loads(_read(hostile / "blns" / "package" / "blns.json"))
    assert len(found) == 704
    found += json.loads(_read(hostile / "own" / "csv_formulas.json"))
    found += json.loads(_read(hostile / "own" / "unicode_tricks.json"))
    return [*found, *OWN]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")

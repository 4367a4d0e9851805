"""Where things stand on a page of the documentation."""

from __future__ import annotations

import re


def span(text: str, *headings: str) -> tuple[int, int]:
    """Return where the text below a heading begins and ends, found below the ones before it.

    Raises:
        LookupError: If there is no such heading.
    """
    start, end = 0, len(text)
    for heading in headings:
        found = re.compile(rf"^(#+) {re.escape(heading)}$", re.MULTILINE).search(text, start, end)
        if not found:
            raise LookupError(f"no heading `{heading}`")
        start = found.end()
        after = re.compile(rf"^#{{1,{len(found[1])}}} ", re.MULTILINE).search(text, start, end)
        end = after.start() if after else end
    return start, end

"""What the current generation says of itself, read without its vectors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from watch.model import IndexedView, Manifest, ModelKey


def manifest(folder: Path) -> Manifest | None:
    """Return the manifest of the current generation; nothing when there is none fit for use.

    The vectors are not looked at: :func:`watch.index.latest` checks them before they answer.
    """
    try:
        number, print_ = (folder / "CURRENT").read_text(encoding="ascii").split()
        path = folder / str(int(number)) / "manifest.json"
        raw = path.read_bytes()
        if hashlib.sha256(raw).hexdigest() != print_:
            return None
        said = json.loads(raw)
        return Manifest(
            number=int(number),
            made_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
            change=int(said["change"]),
            views=tuple(_view(file) for file in said["files"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _view(file: Mapping[str, Any]) -> IndexedView:
    return IndexedView(
        model_key=ModelKey(file["model_key"]),
        count=int(file["count"]),
        dimension=int(file["dimension"]),
        size_bytes=int(file["size"]),
    )

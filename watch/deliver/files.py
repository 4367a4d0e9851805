"""Digest → files in a folder: a mail to open, a page to look at, a text to read."""

from __future__ import annotations

import os
import tempfile
from email.message import EmailMessage
from pathlib import Path

from watch.deliver.digest import Digest
from watch.deliver.render import render_html, render_text
from watch.errors import WatchError
from watch.text import fingerprint, slug


def write(digest: Digest, folder: Path, mail: EmailMessage) -> tuple[Path, ...]:
    """Return the files written: ``digest-2026-W47`` as ``.eml``, ``.html`` and ``.txt``.

    Those of a reader's own list bear the reader's name: ``digest-2026-W47-anne-colin``.

    Each file appears whole or not at all; those of an earlier run are replaced.

    Args:
        digest: Of the week and the reader that name the files.
        folder: Made if it is not there.
        mail: The digest as ``message`` returns it.

    Raises:
        WatchError: If the folder cannot be written; earlier files are untouched.
    """
    contents = {
        "eml": mail.as_bytes(),
        "html": render_html(digest).encode("utf-8"),
        "txt": render_text(digest).encode("utf-8"),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(
            _replace(folder / f"{_stem(digest)}.{suffix}", content)
            for suffix, content in contents.items()
        )
    except OSError as error:
        raise WatchError(
            f"the digest of {digest.week} cannot be written to {folder}: {error.strerror}",
            hint="Free some space or choose another folder, then run `techwatch digest` again.",
        ) from error


def _stem(digest: Digest) -> str:
    if not digest.reader:
        return f"digest-{digest.week}"
    name = slug(digest.reader) or fingerprint(digest.reader)[:12]  # no Latin letter: no slug
    return f"digest-{digest.week}-{name}"


def _replace(path: Path, content: bytes) -> Path:
    """Return the path once its new content is on disk under its own name."""
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return path

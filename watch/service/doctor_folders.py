"""What ``techwatch doctor`` finds about folders: may this user write where a run writes."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from watch.service.said import Said
from watch.settings import Home
from watch.wording import mark


def home_said(home: Home) -> Said:
    """Tell whether the home folder and what is in its state folder may be written."""
    kept = (home.state, home.database_path) if _seen(home.state) else ()
    return _writable([_nearest(home.root), *kept], mark("make it belong to who runs techwatch"))


def cache_said() -> Said:
    """Tell whether the models' files can be kept."""
    cache = Path(platformdirs.user_cache_dir("techwatch"))
    hint = mark("name a folder that may be written by the variable XDG_CACHE_HOME")
    return _writable([_nearest(cache)], hint)


def _writable(paths: list[Path], hint: str) -> Said:
    for path in paths:
        if _seen(path) and not os.access(path, os.W_OK):
            message = mark("{path} may not be written by this user")
            return Said(ok=False, message=message, hint=hint, values={"path": path})
    return Said(ok=True, message=mark("may be written"))


def _nearest(path: Path) -> Path:
    """Return a path, or the nearest folder above it that is there."""
    return next(one for one in (path, *path.parents) if _seen(one))


def _seen(path: Path) -> bool:
    """Tell whether something is there; what may not be looked at is there."""
    try:
        return path.exists()
    except PermissionError:
        return True

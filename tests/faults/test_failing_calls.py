"""Every write path, with the n-th open, write, sync or rename failing, for every n.

After each fault the old state is whole or the new one is, the error is one line with a hint,
nothing lies about that was not there, and the same act done again succeeds.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from failing_calls import CALLS, failing, files
from fakes import MOMENT, HashingEmbedder, pain, source
from lived_home import lived_home

from watch import config, index, store
from watch.clock import FixedClock
from watch.errors import WatchError
from watch.match.kept_file import keep, read_kept
from watch.model import ModelKey
from watch.service import Service, restore, write_whole

Read = dict[str, object]
"""What the product reads of what a path has written, part by part; None where there is none."""


def opened(root: Path) -> Service:
    return Service(root, clock=FixedClock(MOMENT), views=[HashingEmbedder()])


def with_service(act: Callable[[Service], object]) -> Callable[[Path], None]:
    def done(root: Path) -> None:
        with opened(root) as service:
            act(service)

    return done


def identity(root: Path) -> str:
    database = store.open_database(root / "index" / "watch.db")
    try:
        with database.read() as connection:
            return store.database_id(connection)
    finally:
        database.close()


def build_generation(root: Path) -> None:
    ids, rows = np.arange(3, dtype=np.int64), np.eye(3, dtype=np.float32)
    views = {ModelKey("a@1"): (ids, rows), ModelKey("b@1"): (ids, rows)}
    index.build(root / "index" / "generations", views, change=99, database_id=identity(root))


def read_generation(root: Path) -> Read:
    found = index.latest(root / "index" / "generations", identity(root))
    return {"change": found and found.change, "views": found and sorted(found.views)}


def read_backup(root: Path) -> Read:
    """Restore it elsewhere: a backup that does not restore is none."""
    archive, elsewhere = root / "b.zip", root.with_name(f"{root.name}-restored")
    if archive.read_bytes() == OLD:
        return {"b.zip": OLD}
    restore(archive, elsewhere)
    with opened(elsewhere) as copy:
        found = {"b.zip": len(copy.search("article"))}
    shutil.rmtree(elsewhere)
    return found


def read_restored(root: Path) -> Read:
    """A folder that is not there is the old state, and a whole home is the new one."""
    if not (root / "restored").exists():
        return {"restored": None}
    with opened(root / "restored") as copy:
        return {"restored": (len(copy.search("article")), len(copy.pains()))}


def back_up_and_restore(root: Path) -> None:
    restore(root / "kept.zip", root / "restored")


def bytes_of(*names: str) -> Callable[[Path], Read]:
    return lambda root: {
        path.name: path.read_bytes() for name in names for path in sorted(root.glob(name))
    }


@dataclass(frozen=True, kw_only=True)
class Writing:
    """One path on which something is written.

    Attributes:
        act: Writes.
        read: Tells what is there then.
        calls: Kinds of calls that it makes, or the test would prove nothing of them.
        tells: Whether a fault is told; a cache that cannot be written is only slower.
        was: Files that are there already, from an earlier time.
    """

    act: Callable[[Path], object]
    read: Callable[[Path], Read]
    calls: tuple[str, ...] = CALLS
    tells: bool = True
    was: tuple[str, ...] = ()


OLD = b"from an earlier time"
WRITINGS = {
    "generation": Writing(act=build_generation, read=read_generation),
    "pain point": Writing(
        act=with_service(lambda s: s.add_pain(pain("x", title="Late deliveries"))),
        read=bytes_of("painpoints.yaml"),
    ),
    "source": Writing(
        act=lambda root: config.add_sources(root / "sources.yaml", [source("added")]),
        read=bytes_of("sources.yaml"),
    ),
    "backup": Writing(
        act=with_service(lambda s: s.backup(s.home.root / "b.zip")),
        read=read_backup,
        was=("b.zip",),
    ),
    "restore": Writing(
        act=back_up_and_restore, read=read_restored, calls=("open", "write", "fsync", "rename")
    ),
    "digest": Writing(
        act=with_service(lambda s: s.digest(s.home.root / "mail")),
        read=bytes_of("mail/*.html", "mail/*.txt"),
        was=("mail/digest-2026-W47.html", "mail/digest-2026-W47.txt"),
    ),
    "export": Writing(
        act=lambda root: write_whole(root / "cards.csv", b"a,b\n" * 9),
        read=bytes_of("cards.csv"),
        was=("cards.csv",),
    ),
    "list of sources": Writing(
        act=with_service(lambda s: s.sources.export_opml(s.home.root / "s.opml", every=True)),
        read=bytes_of("s.opml"),
        was=("s.opml",),
    ),
    "paper": Writing(
        act=with_service(lambda s: s.briefs.save("<p>paper</p>", s.home.root / "p.html")),
        read=bytes_of("p.html"),
        was=("p.html",),
    ),
    "kept counts": Writing(
        act=lambda root: keep(root / "index" / "words.counts", b"counts"),
        read=lambda root: {
            "counts": bytes(found) if (found := read_kept(root / "index/words.counts")) else None
        },
        calls=("open", "write", "rename"),
        tells=False,
    ),
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A home to copy, beside a backup of it; no test changes it."""
    root = lived_home(tmp_path_factory.mktemp("lived") / "home")
    with opened(root) as service:
        service.backup(root / "kept.zip")
    return root


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("name", WRITINGS)
def test_failing_call_leaves_the_old_state_or_the_new(lived, tmp_path, name, call):
    writing = WRITINGS[name]
    old, new = states(lived, tmp_path, writing)
    failures = 0
    while fails_whole(made(lived, tmp_path / f"{failures}", writing), writing, call, failures + 1):
        check(tmp_path / f"{failures}", writing, old, new)
        failures += 1
    assert bool(failures) == (call in writing.calls), f"{failures} calls to {call} failed"


def made(lived: Path, root: Path, writing: Writing) -> Path:
    """Copy the home, with what an earlier time has left."""
    shutil.copytree(lived, root)
    for name in writing.was:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(OLD)
    return root


def states(lived: Path, tmp_path: Path, writing: Writing) -> tuple[Read, Read]:
    """Return what is read before the act, and after one without a fault."""
    root = made(lived, tmp_path / "whole", writing)
    old = writing.read(root)
    writing.act(root)
    new = writing.read(root)
    assert old != new
    return old, new


def fails_whole(root: Path, writing: Writing, call: str, last: int) -> bool:
    """Act while the n-th call fails; return whether there was one, told as it should be."""
    others = {name: raw for name, raw in files(root).items() if name.endswith(".yaml")}
    told: WatchError | None = None
    with failing(root, call, last) as disk:
        try:
            writing.act(root)
        except WatchError as error:
            told = error
    if not disk.failed:
        return False
    assert bool(told) == writing.tells
    if told:
        assert told.hint
        assert told.exit_code
        assert len(told.message.splitlines()) == 1
    assert others.keys() <= files(root).keys()
    return True


def check(root: Path, writing: Writing, old: Read, new: Read) -> None:
    """Check that each part is whole, that nothing lies about, and that it works the next time."""
    found = writing.read(root)
    for part in new.keys() | old.keys():
        assert found.get(part) in (old.get(part), new.get(part)), part
    assert [path.name for path in root.rglob(".*") if path.name != ".CURRENT.new"] == []
    if found != new:
        writing.act(root)
    assert writing.read(root) == new
    if found != new:
        assert list(root.rglob(".*")) == []

"""Small faults put into a module, one at a time: which of them do its unit tests not notice?

    python -m benchmarks.mutation                       # every module of TARGETS
    python -m benchmarks.mutation watch/rank/score.py --survivors

A mutant is the module with one thing changed: a comparison, an operator, a number, a condition, a
result. It is killed when a test fails, or takes ten times as long; else it survives, and either a
test is missing or the change makes no difference (a bound that no value meets). Each mutant runs
in a child of its own, forked after everything was imported that does not itself import the
module: a second or less for each.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parents[1]

RANK = "tests/unit/rank/test"

TARGETS: dict[str, tuple[str, ...]] = {
    "watch/rank/order.py": (f"{RANK}_rank_bounds.py", f"{RANK}_order.py"),
    "watch/rank/score.py": (f"{RANK}_rank_bounds.py", f"{RANK}_score.py", f"{RANK}_signals.py"),
    "watch/rank/signals.py": (f"{RANK}_rank_bounds.py", f"{RANK}_signals.py"),
    "watch/rank/prospect.py": (f"{RANK}_prospect.py",),
    "watch/rank/peers.py": (f"{RANK}_stake.py", f"{RANK}_prospect.py"),
    "watch/rank/cuts.py": (f"{RANK}_stake.py", f"{RANK}_prospect.py"),
    "watch/rank/knobs.py": (f"{RANK}_knobs.py",),
    "watch/rank/metrics.py": (f"{RANK}_metrics.py",),
    "watch/match/probability.py": (
        "tests/unit/match/test_probability.py",
        "tests/unit/match/test_probability_shape.py",
    ),
    "watch/collect/schedule.py": (
        "tests/unit/collect/test_schedule_bounds.py",
        "tests/unit/collect/test_schedule.py",
    ),
    "watch/service/schedule.py": (
        "tests/unit/service/test_schedule_jobs.py",
        "tests/unit/service/test_next_moments.py",
    ),
    "watch/deliver/outbox.py": (
        "tests/unit/deliver/test_outbox_times.py",
        "tests/unit/deliver/test_outbox.py",
    ),
}
"""Modules, and the unit tests that speak of them, those first that find the most."""

COMPARISONS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
PATIENCE = 10
"""A mutant may take so many times as long as the module as it is."""


@dataclass(frozen=True)
class Mutant:
    """One change: where, what, and the module with it."""

    line: int
    told: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module."""
    tree = ast.parse(source)
    left_alone = {id(node) for part in _undisturbed(tree) for node in ast.walk(part)}
    for number, node in enumerate(ast.walk(tree)):
        for told, change in () if id(node) in left_alone else changes(node):
            twin = copy.deepcopy(tree)
            place = next(one for n, one in enumerate(ast.walk(twin)) if n == number)
            before = ast.unparse(place)
            change(place)
            after = ast.unparse(place)
            if before != after:
                yield Mutant(getattr(node, "lineno", 0), f"{told}: {before} → {after}", twin)


def _swap_comparison(place: ast.AST, n: int) -> None:
    place.ops[n] = COMPARISONS[type(place.ops[n])]()


def _swap_condition(place: ast.AST) -> None:
    place.op = ast.Or() if isinstance(place.op, ast.And) else ast.And()


def _swap_operator(place: ast.AST) -> None:
    place.op = OPERATORS[type(place.op)]()


def _drop_sign(place: ast.AST) -> None:
    place.op = ast.UAdd() if isinstance(place.op, ast.USub) else ast.Not()
    if isinstance(place.op, ast.Not):
        place.operand = ast.UnaryOp(op=ast.Not(), operand=place.operand)


def _swap_choice(place: ast.AST) -> None:
    place.body, place.orelse = place.orelse, place.body


def _swap_loop(place: ast.AST) -> None:
    place.__class__ = ast.Continue if isinstance(place, ast.Break) else ast.Break


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _names_types(node: ast.BinOp) -> bool:
    """Return whether this is an annotation such as ``str | None``, not a sum."""
    sides = (node.left, node.right)
    return isinstance(node.op, ast.BitOr) and any(
        _is_none(side) or (isinstance(side, ast.Name) and side.id[0].isupper()) for side in sides
    )


def _undisturbed(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the decorators: that a value is frozen or has slots is for type checkers."""
    for node in ast.walk(tree):
        yield from getattr(node, "decorator_list", ())


Change = tuple[str, Callable[[ast.AST], None]]


def changes(node: ast.AST) -> Iterator[Change]:
    """Yield what can be changed about a node, and how."""
    if found := CHANGES.get(type(node)):
        yield from found(node)


def _of_comparison(node: ast.Compare) -> Iterator[Change]:
    for n, operator in enumerate(node.ops):
        if type(operator) in COMPARISONS:
            yield "comparison", lambda place, n=n: _swap_comparison(place, n)


def _of_sum(node: ast.BinOp) -> Iterator[Change]:
    if type(node.op) in OPERATORS and not _names_types(node):
        yield "operator", _swap_operator


def _of_sign(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield "sign", _drop_sign


def _of_constant(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield "truth", lambda place: setattr(place, "value", not place.value)
    elif isinstance(node.value, int | float):
        yield "number", lambda place: setattr(place, "value", place.value + 1)


def _of_call(node: ast.Call) -> Iterator[Change]:
    if isinstance(node.func, ast.Name) and node.func.id in CALLS:
        yield "call", lambda place: setattr(place.func, "id", CALLS[place.func.id])


def _of_result(node: ast.Return) -> Iterator[Change]:
    if node.value is not None and not _is_none(node.value):
        yield "result", lambda place: setattr(place, "value", ast.Constant(None))


CHANGES: dict[type[ast.AST], Callable[..., Iterator[Change]]] = {
    ast.Compare: _of_comparison,
    ast.BoolOp: lambda _: iter([("condition", _swap_condition)]),
    ast.BinOp: _of_sum,
    ast.UnaryOp: _of_sign,
    ast.Constant: _of_constant,
    ast.IfExp: lambda _: iter([("choice", _swap_choice)]),
    ast.Call: _of_call,
    ast.Return: _of_result,
    ast.Break: lambda _: iter([("loop", _swap_loop)]),
    ast.Continue: lambda _: iter([("loop", _swap_loop)]),
}


class Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a mutant for the module that it is a mutant of."""

    def __init__(self, name: str, path: Path, tree: ast.Module | None) -> None:
        self.name, self.path, self.tree = name, path, tree

    def find_spec(self, name, _path=None, _target=None):
        """Answer for the one module only."""
        if name != self.name or self.tree is None:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def create_module(self, spec):
        """Leave the making to the import system."""

    def exec_module(self, module) -> None:
        """Run the mutant in place of the module."""
        tree = ast.fix_missing_locations(self.tree)
        exec(compile(tree, str(self.path), "exec"), vars(module))


def _tested(planted: Planted, tests: tuple[str, ...], answer) -> None:
    """Run tests on a mutant, in a child; answer their exit code and what was imported."""
    import pytest

    os.setpgrp()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    sys.meta_path.insert(0, planted)
    plain = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly")
    plain += ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # imported before the fork
    code = pytest.main([*plain, "--hypothesis-profile=mutation", *tests])
    answer.send((int(code), sorted(sys.modules)))
    answer.close()
    os._exit(0)


def run(planted: Planted, tests: tuple[str, ...], limit_s: float) -> tuple[int, list[str], float]:
    """Return the exit code of tests on a mutant, what they import, and the seconds they took."""
    began = time.monotonic()
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_tested, args=(planted, tests, sender))
    child.start()
    sender.close()
    code, imported = 1, []
    with suppress(EOFError):
        if receiver.poll(limit_s):
            code, imported = receiver.recv()
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.join()
    return code, imported, time.monotonic() - began


def module_name(path: str) -> str:
    """Return the dotted name of a module."""
    return path.removesuffix(".py").replace("/", ".")


def preload(imported: list[str], target: str) -> None:
    """Import here what tests need and what does not, by any way, import the module."""
    import grimp

    graph = grimp.build_graph("watch")
    later = graph.find_downstream_modules(target) | {target}
    for name in imported:
        parents = {name.rsplit(".", n)[0] for n in range(name.count(".") + 1)}
        first = name.partition(".")[0]
        if first == "tests" or parents & later or _is_of_tests(name):
            continue
        with suppress(Exception):
            importlib.import_module(name)


def _is_of_tests(name: str) -> bool:
    found = sys.modules.get(name) or importlib.util.find_spec(name.partition(".")[0])
    place = getattr(found, "origin", None) or getattr(found, "__file__", None) or ""
    return str(place).startswith(str(ROOT / "tests")) or name == "__main__"


def judge(path: str, tests: tuple[str, ...]) -> tuple[int, list[Mutant]]:
    """Return how many mutants a module has, and those that survive its tests.

    Raises:
        SystemExit: If the tests fail on the module as it is.
    """
    name, file = module_name(path), ROOT / path
    code, imported, _ = run(Planted(name, file, None), tests, 600)
    if code:
        raise SystemExit(f"{path}: its tests fail as it is, or find nothing ({code})")
    preload(imported, name)
    _, _, usual_s = run(Planted(name, file, None), tests, 600)
    found = list(mutants(file.read_text(encoding="utf-8")))
    limit_s = max(10.0, PATIENCE * usual_s)
    survivors = [
        mutant for mutant in found if not run(Planted(name, file, mutant.tree), tests, limit_s)[0]
    ]
    return len(found), sorted(survivors, key=lambda mutant: mutant.line)


def prepare() -> None:
    """Let hypothesis look for failures without making them small, and remember nothing."""
    from hypothesis import Phase, settings

    settings.register_profile(
        "mutation",
        phases=(Phase.explicit, Phase.generate),
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=40,
    )
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.mkdtemp(prefix="techwatch-mutation-")
    sys.dont_write_bytecode = True


def _chosen(wanted: list[str]) -> dict[str, tuple[str, ...]]:
    return {path: tests for path, tests in TARGETS.items() if not wanted or path in wanted}


def main() -> int:
    """Print killed and survived per module, and the survivors if asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*", help="; ".join(TARGETS))
    parser.add_argument("--survivors", action="store_true", help="tell each mutant that survived")
    chosen = parser.parse_args()
    os.chdir(ROOT)
    prepare()
    total = left = 0
    for path, tests in _chosen(chosen.modules).items():
        count, survivors = apart(path, tests)
        total, left = total + count, left + len(survivors)
        _tell(path, count, len(survivors))
        if chosen.survivors:
            print("\n".join(f"    {line}: {told}" for line, told in survivors), flush=True)
    _tell("all", total, left)
    return 0


def apart(path: str, tests: tuple[str, ...]) -> tuple[int, list[tuple[int, str]]]:
    """Judge a module in a child: what is imported for it is not in the way of the next one."""
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(path, tests, sender))
    child.start()
    sender.close()
    answer = receiver.recv()
    child.join()
    return answer


def _answer(path: str, tests: tuple[str, ...], sender) -> None:
    count, survivors = judge(path, tests)
    sender.send((count, [(mutant.line, mutant.told) for mutant in survivors]))


def _tell(what: str, count: int, survived: int) -> None:
    killed = count - survived
    share = 100 * killed / max(count, 1)
    print(f"{what:32} {count:4} mutants {killed:4} killed {share:5.1f} %", flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""The ``techwatch`` program: its commands, and how any of them may end."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from watch import __version__
from watch.cli import verbs
from watch.cli.ending import ended
from watch.cli.manual import ABOUT, examples, page
from watch.cli.options import bare, shared

_QUIET = {
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",  # "Loading weights" bars of transformers as well
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TQDM_DISABLE": "1",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
}
"""Read by the libraries when they are imported, which is after this."""

_STOPPED = (130, 143)


class Program(TyperGroup):
    """The group of all commands; however one ends, the caller gets an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002, FBT - the signature that Typer calls
        windows_expand_args: bool = True,
        **extra: Any,  # noqa: ANN401 - passed on to Typer
    ) -> Any:  # noqa: ANN401
        """Run one command and leave with its exit code; never with a traceback unasked."""
        argv = list(sys.argv[1:] if args is None else args)
        run = super().main
        sys.exit(
            ended(
                argv,
                lambda: run(
                    args=argv,
                    prog_name=prog_name,
                    complete_var=complete_var,
                    standalone_mode=False,
                    windows_expand_args=windows_expand_args,
                    **extra,
                ),
            )
        )


app = typer.Typer(
    name="techwatch",
    cls=Program,
    help=ABOUT,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"techwatch {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
@bare
def techwatch(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 - acts through its callback
        bool,
        typer.Option(
            "--version", help="Show the version and end.", callback=_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Show the help when no command is named."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _add(group: typer.Typer, verb: Callable[..., int | None], name: str, *lines: str) -> None:
    group.command(name, help=page(verb), epilog=examples(*lines))(shared(verb))


def _group(name: str, about: str) -> typer.Typer:
    group = typer.Typer(help=about, rich_markup_mode="rich")
    group.callback(invoke_without_command=True)(bare(_show_help))
    app.add_typer(group, name=name)
    return group


def _show_help(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


_add(app, verbs.demo, "demo", "techwatch demo", "techwatch demo --no-app")
_add(app, verbs.run, "run", "techwatch run", "techwatch --home ~/veille run --due --json")
_add(
    app,
    verbs.opportunities,
    "opportunities",
    "techwatch opportunities",
    "techwatch opportunities --week 2026-W47 --limit 3 --lang en",
    "techwatch opportunities --what-if proof",
)
_add(
    app,
    verbs.search,
    "search",
    'techwatch search "robots d\'entrepôt"',
    'techwatch search "predictive maintenance" --language fr --since 30d',
)
_sources = _group("sources", "See, check, find and add the feeds that are read (sources.yaml).")
_add(_sources, verbs.list_sources, "list", "techwatch sources list")
_add(_sources, verbs.check_sources, "check", "techwatch sources check")
_add(_sources, verbs.find_sources, "find", "techwatch sources find https://www.example.org")
_add(
    _sources,
    verbs.add_source,
    "add",
    "techwatch sources add https://www.example.org",
    'techwatch sources add https://www.example.org/rss --name "Example" --language en',
)
_add(
    _sources,
    verbs.follow_news,
    "follow",
    "techwatch sources follow 1",
    'techwatch sources follow --words "fuite hydraulique, joint" --engine bing --language fr',
)
_add(_sources, verbs.import_sources, "import", "techwatch sources import my-feeds.opml")
_add(_sources, verbs.export_sources, "export", "techwatch sources export my-feeds.opml")
_packs = _group("packs", "Switch sources on and off together, by theme or sector.")
_add(_packs, verbs.list_packs, "list", "techwatch packs list")
_add(_packs, verbs.switch_on, "on", "techwatch packs on food construction")
_add(_packs, verbs.switch_off, "off", "techwatch packs off startups")
_add(_packs, verbs.suggest_packs, "suggest", "techwatch packs suggest")
_articles = _group("articles", "Keep single articles that no feed brought.")
_add(
    _articles,
    verbs.add_article,
    "add",
    "techwatch articles add https://www.example.org/2026/robots",
    "techwatch articles add https://www.example.org/robots --title 'Robots' --text article.txt",
)
_stories = _group("stories", "Read one story; say what is one event and what is not.")
_add(_stories, verbs.show_story, "show", "techwatch stories show 4611686018427387904")
_add(
    _stories,
    verbs.merge_stories,
    "merge",
    "techwatch stories merge 4611686018427387904 6917529027641081856",
)
_add(_stories, verbs.split_story, "split", "techwatch stories split 4611686018427387904")
_evaluate = _group("evaluate", "Measure how good techwatch is on data that you have labelled.")
_add(
    _evaluate,
    verbs.evaluate_stories,
    "stories",
    "techwatch evaluate stories tests/quality/stories.jsonl",
    "techwatch evaluate stories labelled.jsonl --json",
)
_add(
    _evaluate,
    verbs.evaluate_ranking,
    "ranking",
    "techwatch evaluate ranking graded/",
    "techwatch evaluate ranking graded/ --run ranked.tsv --json",
)
_pains = _group("pains", "See, add and refine the problems that news is matched with.")
_add(_pains, verbs.list_pains, "list", "techwatch pains list")
_add(_pains, verbs.show_pain, "show", "techwatch pains show 1")
_add(
    _pains,
    verbs.refine_pain,
    "refine",
    "techwatch pains refine 1 --accept goods-to-person-robots --exclude drone",
    'techwatch pains refine 1 --sketch "Un robot apporte les bacs au préparateur."',
)
_add(
    _pains,
    verbs.try_pain,
    "try",
    'techwatch pains try "Slow changeovers" --description "Two hours at each change of series."',
)
_add(
    _pains,
    verbs.add_pain,
    "add",
    'techwatch pains add "Trop de retours clients"',
    'techwatch pains add "Slow changeovers" --area production --yearly-cost 120000 --keyword SMED',
)
_solutions = _group("solutions", "Read the library of what a company can do about a problem.")
_add(
    _solutions,
    verbs.list_solutions,
    "list",
    "techwatch solutions list --area logistics",
    "techwatch solutions list --kind technology --maturity emerging",
)
_add(_solutions, verbs.show_solution, "show", "techwatch solutions show goods-to-person-robots")
_add(_solutions, verbs.find_solutions, "find", "techwatch solutions find trop de retours clients")
_add(app, verbs.digest, "digest", "techwatch digest --out ~/Desktop", "techwatch digest --lang en")
_add(app, verbs.doctor, "doctor", "techwatch doctor", "techwatch doctor --home ~/veille")
_add(app, verbs.show_app, "app", "techwatch app", "techwatch app --port 8600 --no-browser")


def main() -> None:
    """Run ``techwatch`` on the words it was called with, and leave the process."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    _speak_utf8()
    signal.signal(signal.SIGTERM, _end)
    try:
        app(prog_name="techwatch")
    except SystemExit as ending:
        if ending.code in _STOPPED:
            _leave_at_once(ending.code)
        raise


def _leave_at_once(code: int) -> None:
    """End a stopped process without its libraries' farewell, which can take seconds."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


def _speak_utf8() -> None:
    """Make accents and ticks come out everywhere, a Windows pipe or LANG=C included."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)

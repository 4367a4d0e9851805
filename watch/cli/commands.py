"""The commands of the program, with the examples of their help pages."""

from __future__ import annotations

import typer

from watch.cli import verbs
from watch.cli.decisions import register_decisions
from watch.cli.mailing import register_digest
from watch.cli.registering import add, new_group
from watch.cli.searching import register_searches


def register(app: typer.Typer) -> None:
    """Give the program all its commands."""
    _tops(app)
    _unattended(app)
    _home(app)
    _export(app)
    register_searches(app)
    register_decisions(app)
    register_digest(app)
    _sources(app)
    _packs(app)
    _articles(app)
    _stories(app)
    _evaluate(app)
    _pains(app)
    _solutions(app)


def _tops(app: typer.Typer) -> None:
    add(app, verbs.demo, "demo", "techwatch demo", "techwatch demo --no-app")
    add(app, verbs.run, "run", "techwatch run", "techwatch --home ~/veille run --due --json")
    add(
        app,
        verbs.opportunities,
        "opportunities",
        "techwatch opportunities",
        "techwatch opportunities --week 2026-W47 --limit 3 --lang en",
        "techwatch opportunities --what-if proof",
    )
    add(app, verbs.doctor, "doctor", "techwatch doctor", "techwatch doctor --home ~/veille")
    add(app, verbs.show_app, "app", "techwatch app", "techwatch app --port 8600 --no-browser")


def _unattended(app: typer.Typer) -> None:
    add(app, verbs.serve, "serve", "techwatch serve", "techwatch serve --no-app")
    add(
        app,
        verbs.worker,
        "worker",
        "techwatch worker",
        "techwatch worker --queue embed --queue match --concurrency 2",
    )
    add(app, verbs.health, "health", "techwatch health", "techwatch health --max-age 8 --json")
    add(app, verbs.tell_webhooks, "webhooks", "techwatch webhooks")


def _home(app: typer.Typer) -> None:
    add(app, verbs.runs, "runs", "techwatch runs", "techwatch runs --limit 50 --json")
    add(app, verbs.backup, "backup", "techwatch backup ~/techwatch.zip")
    add(app, verbs.restore, "restore", "techwatch restore ~/techwatch.zip ~/restored")
    add(
        app,
        verbs.copy,
        "copy",
        "techwatch copy --to postgresql://techwatch@db.lumera.example/techwatch",
        "techwatch copy --to ~/veille/index/watch.db --home ~/veille",
    )


def _export(app: typer.Typer) -> None:
    group = new_group(app, "export", "Write opportunities, editions, days or decisions as files.")
    add(group, verbs.export_csv, "csv", "techwatch export csv --out opportunities.csv")
    add(group, verbs.export_xlsx, "xlsx", "techwatch export xlsx --out opportunities.xlsx")
    add(group, verbs.export_json, "json", "techwatch export json --week 2026-W47 --out week.json")
    add(group, verbs.export_atom, "atom", "techwatch export atom > edition.atom")
    add(group, verbs.export_ics, "ics", "techwatch export ics --out deadlines.ics")
    add(group, verbs.export_ledger, "ledger", "techwatch export ledger --out ledger.csv")


def _sources(app: typer.Typer) -> None:
    group = new_group(
        app, "sources", "See, check, find and add the feeds that are read (sources.yaml)."
    )
    add(group, verbs.list_sources, "list", "techwatch sources list")
    add(group, verbs.check_sources, "check", "techwatch sources check")
    add(group, verbs.find_sources, "find", "techwatch sources find https://www.example.org")
    add(
        group,
        verbs.add_source,
        "add",
        "techwatch sources add https://www.example.org",
        'techwatch sources add https://www.example.org/rss --name "Example" --language en',
    )
    add(
        group,
        verbs.follow_news,
        "follow",
        "techwatch sources follow 1",
        'techwatch sources follow --words "fuite hydraulique, joint" --engine bing --language fr',
    )
    add(group, verbs.import_sources, "import", "techwatch sources import my-feeds.opml")
    add(group, verbs.export_sources, "export", "techwatch sources export my-feeds.opml")


def _packs(app: typer.Typer) -> None:
    group = new_group(app, "packs", "Switch sources on and off together, by theme or sector.")
    add(group, verbs.list_packs, "list", "techwatch packs list")
    add(group, verbs.switch_on, "on", "techwatch packs on food construction")
    add(group, verbs.switch_off, "off", "techwatch packs off startups")
    add(group, verbs.suggest_packs, "suggest", "techwatch packs suggest")


def _articles(app: typer.Typer) -> None:
    group = new_group(app, "articles", "Keep single articles that no feed brought.")
    add(
        group,
        verbs.add_article,
        "add",
        "techwatch articles add https://www.example.org/2026/robots",
        "techwatch articles add https://www.example.org/robots --title 'Robots' --text article.txt",
    )


def _stories(app: typer.Typer) -> None:
    group = new_group(app, "stories", "Read one story; say what is one event and what is not.")
    add(group, verbs.show_story, "show", "techwatch stories show 4611686018427387904")
    add(
        group,
        verbs.merge_stories,
        "merge",
        "techwatch stories merge 4611686018427387904 6917529027641081856",
    )
    add(group, verbs.split_story, "split", "techwatch stories split 4611686018427387904")


def _evaluate(app: typer.Typer) -> None:
    group = new_group(
        app, "evaluate", "Measure how good techwatch is on data that you have labelled."
    )
    add(
        group,
        verbs.evaluate_stories,
        "stories",
        "techwatch evaluate stories tests/quality/stories.jsonl",
        "techwatch evaluate stories labelled.jsonl --json",
    )
    add(
        group,
        verbs.evaluate_ranking,
        "ranking",
        "techwatch evaluate ranking graded/",
        "techwatch evaluate ranking graded/ --run ranked.tsv --json",
    )


def _pains(app: typer.Typer) -> None:
    group = new_group(app, "pains", "See, add and refine the problems that news is matched with.")
    add(group, verbs.list_pains, "list", "techwatch pains list")
    add(group, verbs.show_pain, "show", "techwatch pains show 1")
    add(
        group,
        verbs.refine_pain,
        "refine",
        "techwatch pains refine 1 --accept goods-to-person-robots --exclude drone",
        'techwatch pains refine 1 --sketch "Un robot apporte les bacs au préparateur."',
    )
    add(
        group,
        verbs.try_pain,
        "try",
        'techwatch pains try "Slow changeovers" --description "Two hours at each change."',
    )
    add(
        group,
        verbs.add_pain,
        "add",
        'techwatch pains add "Trop de retours clients"',
        'techwatch pains add "Slow changeovers" --area production --yearly-cost 120000',
    )
    add(
        group,
        verbs.edit_pain,
        "edit",
        "techwatch pains edit 1 --importance 9",
        'techwatch pains edit erreurs --title "Erreurs de préparation" --owner "Chef logistique"',
    )
    add(group, verbs.remove_pain, "remove", "techwatch pains remove 3")


def _solutions(app: typer.Typer) -> None:
    group = new_group(
        app, "solutions", "Read the library of what a company can do about a problem."
    )
    add(
        group,
        verbs.list_solutions,
        "list",
        "techwatch solutions list --area logistics",
        "techwatch solutions list --kind technology --maturity emerging",
    )
    add(group, verbs.show_solution, "show", "techwatch solutions show goods-to-person-robots")
    add(group, verbs.find_solutions, "find", "techwatch solutions find trop de retours clients")

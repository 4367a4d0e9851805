"""One function per command: it asks the service one question and shows the answer.

A verb takes the session first, then its own options; its docstring is its help page. It
returns an exit code, or nothing for 0, and imports what it needs when it is called:
``techwatch --help`` is instant.
"""

from watch.cli.verbs.application import show_app
from watch.cli.verbs.articles import add_article
from watch.cli.verbs.backup import backup, restore
from watch.cli.verbs.cards import card, cards, measure, merge, split
from watch.cli.verbs.copy import copy
from watch.cli.verbs.decide import assign, decide, note, place, undo
from watch.cli.verbs.demonstrate import demo
from watch.cli.verbs.digest import (
    approve_digest,
    bounce_digest,
    log_digests,
    send_digest,
    settle_digest,
    switch_sending_off,
    switch_sending_on,
    try_digest,
    unsubscribe_digest,
    write_digest,
)
from watch.cli.verbs.doctor import doctor
from watch.cli.verbs.editions import compare_editions, freeze_edition, list_editions, show_edition
from watch.cli.verbs.evaluation import evaluate_ranking, evaluate_stories
from watch.cli.verbs.export import (
    export_atom,
    export_csv,
    export_ics,
    export_json,
    export_ledger,
    export_xlsx,
)
from watch.cli.verbs.health import health
from watch.cli.verbs.initiatives import add_initiative, list_initiatives, remove_initiative
from watch.cli.verbs.insight import radar, trends
from watch.cli.verbs.learned import forget, show_learned
from watch.cli.verbs.ledger import ledger
from watch.cli.verbs.new_sources import add_source, find_sources
from watch.cli.verbs.news import follow_news
from watch.cli.verbs.opportunities import opportunities
from watch.cli.verbs.outcomes import outcomes, replay
from watch.cli.verbs.packs import list_packs, suggest_packs, switch_off, switch_on
from watch.cli.verbs.pain_edit import edit_pain, remove_pain
from watch.cli.verbs.pains import add_pain, list_pains, try_pain
from watch.cli.verbs.papers import brief, quarter
from watch.cli.verbs.refine import refine_pain, show_pain
from watch.cli.verbs.run import run
from watch.cli.verbs.runs import runs
from watch.cli.verbs.search import search
from watch.cli.verbs.searches import (
    create,
    list_searches,
    remove_search,
    show_search,
    tell_search,
)
from watch.cli.verbs.serve import serve
from watch.cli.verbs.solutions import find_solutions, list_solutions, show_solution
from watch.cli.verbs.sources import check_sources, export_sources, import_sources, list_sources
from watch.cli.verbs.stories import merge_stories, show_story, split_story
from watch.cli.verbs.webhooks import tell_webhooks
from watch.cli.verbs.worker import worker

__all__ = [
    "add_article",
    "add_initiative",
    "add_pain",
    "add_source",
    "approve_digest",
    "assign",
    "backup",
    "bounce_digest",
    "brief",
    "card",
    "cards",
    "check_sources",
    "compare_editions",
    "copy",
    "create",
    "decide",
    "demo",
    "doctor",
    "edit_pain",
    "evaluate_ranking",
    "evaluate_stories",
    "export_atom",
    "export_csv",
    "export_ics",
    "export_json",
    "export_ledger",
    "export_sources",
    "export_xlsx",
    "find_solutions",
    "find_sources",
    "follow_news",
    "forget",
    "freeze_edition",
    "health",
    "import_sources",
    "ledger",
    "list_editions",
    "list_initiatives",
    "list_packs",
    "list_pains",
    "list_searches",
    "list_solutions",
    "list_sources",
    "log_digests",
    "measure",
    "merge",
    "merge_stories",
    "note",
    "opportunities",
    "outcomes",
    "place",
    "quarter",
    "radar",
    "refine_pain",
    "remove_initiative",
    "remove_pain",
    "remove_search",
    "replay",
    "restore",
    "run",
    "runs",
    "search",
    "send_digest",
    "serve",
    "settle_digest",
    "show_app",
    "show_edition",
    "show_learned",
    "show_pain",
    "show_search",
    "show_solution",
    "show_story",
    "split",
    "split_story",
    "suggest_packs",
    "switch_off",
    "switch_on",
    "switch_sending_off",
    "switch_sending_on",
    "tell_search",
    "tell_webhooks",
    "trends",
    "try_digest",
    "try_pain",
    "undo",
    "unsubscribe_digest",
    "worker",
    "write_digest",
]

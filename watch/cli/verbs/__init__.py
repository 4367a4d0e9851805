"""One function per command: it asks the service one question and shows the answer.

A verb takes the session first, then its own options; its docstring is its help page. It
returns an exit code, or nothing for 0, and imports what it needs when it is called:
``techwatch --help`` is instant.
"""

from watch.cli.verbs.application import show_app
from watch.cli.verbs.demonstrate import demo
from watch.cli.verbs.digest import digest
from watch.cli.verbs.doctor import doctor
from watch.cli.verbs.opportunities import opportunities
from watch.cli.verbs.pains import add_pain, list_pains, try_pain
from watch.cli.verbs.run import run
from watch.cli.verbs.search import search
from watch.cli.verbs.sources import add_source, check_sources, import_sources, list_sources

__all__ = [
    "add_pain",
    "add_source",
    "check_sources",
    "demo",
    "digest",
    "doctor",
    "import_sources",
    "list_pains",
    "list_sources",
    "opportunities",
    "run",
    "search",
    "show_app",
    "try_pain",
]

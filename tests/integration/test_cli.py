"""The command line as a person runs it: processes, real feeds on loopback, real files."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from fakes import served

from watch.service import prepare_demo

ROOT = Path(__file__).parents[2]
HEAVY = (
    "babel",
    "faiss",
    "httpx",
    "numpy",
    "pandas",
    "scipy",
    "sentence_transformers",
    "sqlalchemy",
    "streamlit",
    "torch",
)
SOFT_END_S = 10.0
"""The promise: after one signal, a run has ended within ten seconds."""


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TECHWATCH", "COV"))}
    return kept | {"PYTHONPATH": str(ROOT), "COLUMNS": "80"} | more


def techwatch(*words: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "watch", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**more),
        timeout=300,
        check=False,
    )


def answer(*words: object, code: int = 0) -> dict:
    """Return the JSON a command prints, its exit code checked; stderr must be empty."""
    done = techwatch(*words, "--json")
    assert (done.returncode, done.stderr) == (code, ""), done.stderr + done.stdout
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Iterator[Path]:
    """An example home that was never run, its feeds served; one view, to be quick."""
    home = tmp_path_factory.mktemp("example") / "home"
    server = prepare_demo(home)
    with (home / "watch.yaml").open("a", encoding="utf-8") as file:
        file.write("understand:\n  models: [use]\n")
    yield home
    server.close()


@pytest.fixture(scope="module")
def first_run(example, tmp_path_factory) -> tuple[Path, dict]:
    """A home that was run once, and what the run said."""
    home = tmp_path_factory.mktemp("run") / "home"
    shutil.copytree(example, home)
    return home, answer("run", "--home", home, code=3)


@pytest.fixture
def home(first_run, tmp_path) -> Path:
    """A copy of the home that was run, to do with as a test likes."""
    return Path(shutil.copytree(first_run[0], tmp_path / "home"))


@pytest.mark.parametrize("words", [(), ("--help",), ("run", "--help"), ("sources", "--help")])
def test_help_loads_no_heavy_library(words):
    code = f"""
import sys
sys.argv = ["techwatch", *{words!r}]
from watch.cli import main
try:
    main()
except SystemExit as ending:
    assert not ending.code
print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stderr.strip() == "[]"


def test_importing_watch_loads_no_heavy_library():
    code = f"import sys, watch; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_run_counts_and_the_second_adds_nothing(first_run, home):
    _, first = first_run
    assert first["sources"]["failed"] == 2
    assert first["articles"]["new"] == first["articles"]["total"] > 200
    assert first["opportunities"] > 0
    assert first["seconds"]["read and embed"] > 0
    second = answer("run", "--home", home, code=3)
    assert second["articles"]["new"] == second["articles"]["updated"] == 0
    assert second["articles"]["total"] == first["articles"]["total"]
    assert second["opportunities"] == first["opportunities"]


@pytest.mark.slow
def test_summary_of_a_run_names_the_failures(home):
    done = techwatch("--home", home, "run", "--lang", "en")
    assert done.returncode == 3
    assert "Bulletin disparu" in done.stdout
    assert "no page at this" in " ".join(done.stdout.split())
    assert done.stderr.split() == f"See the list: techwatch opportunities --home {home}".split()


@pytest.mark.slow
def test_list_is_the_same_in_words_and_as_json(home):
    found = answer("opportunities", "--home", home)
    shown = techwatch("opportunities", TECHWATCH_HOME=str(home))
    assert shown.returncode == 0
    assert shown.stderr == ""
    for opportunity in found["opportunities"]:
        for word in opportunity["title"].split()[:4]:
            assert word in shown.stdout
        assert opportunity["evidence"][0]["url"] in shown.stdout
    assert "\x1b" not in shown.stdout
    assert "Sans piste cette semaine" in shown.stdout or not found["silences"]


@pytest.mark.slow
def test_decisions_are_kept_counted_and_taken_back(home):
    listed = answer("opportunities", "--home", home)["opportunities"]
    first, second = listed[0]["id"], listed[1]["id"]
    assert answer("decide", "1", "étudier", "--home", home)["standing"]["status"] == "to study"
    answer("decide", second[:8], "no", "--reason", "hors-sujet", "--home", home)
    cards = answer("cards", "--status", "study", "--home", home)["cards"]
    assert [card["id"] for card in cards] == [first]
    assert techwatch("decide", "1", "study", "--home", home).returncode == 2
    learned = answer("learned", "show", "--home", home)["learned"]
    assert [e["opportunity_id"] for one in learned for e in one["more"]] == [first]
    assert [e["opportunity_id"] for one in learned for e in one["less"]] == [second]
    answer("undo", second, "--home", home)
    rows = answer("ledger", "--home", home)["rows"]
    assert [(row["act"], row["undone"]) for row in rows] == [
        ("decide", False),
        ("decide", True),
        ("undo", False),
    ]
    shown = techwatch("card", "1", "--home", home, "--lang", "en").stdout
    assert "→ To study" in shown
    assert listed[0]["evidence"][0]["url"] in shown


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "language", "expected"),
    [
        ("réduire la facture d'électricité", "en", "power bill"),
        ("warehouse picking robots", "fr", "robots"),
    ],
)
def test_topic_finds_articles_of_the_other_language(home, query, language, expected):
    found = answer("search", query, "--home", home, "--language", language, "--limit", "5")
    assert {hit["language"] for hit in found["hits"]} == {language}
    assert any(expected in hit["title"].lower() for hit in found["hits"])


@pytest.mark.slow
def test_search_keeps_to_a_source(home):
    words = ("search", "robots", "--home", home, "--source", "ops wire", "--since", "90d")
    found = answer(*words)
    assert {hit["source"] for hit in found["hits"]} == {"Ops Wire (example)"}


@pytest.mark.slow
def test_check_polls_everything_and_shows_failures_first(home):
    done = techwatch("sources", "check", "--home", home, "--lang", "en")
    assert done.returncode == 3
    failed, working = done.stdout.index("Failed once (2)"), done.stdout.index("Working (15)")
    assert failed < done.stdout.index("Bulletin disparu") < working
    assert "Its site has no page at this address." in done.stdout
    assert "18 sources (failed once: 2" in done.stdout


@pytest.mark.slow
def test_listed_page_leads_to_its_feed(site):
    """What the check advises for a page among the sources works: give it to sources add."""
    home, base = site
    (home / "sources.yaml").write_text(f"sources: [{{url: {base}/alone}}]\n", encoding="utf-8")
    (failed,) = answer("sources", "check", "--home", home, code=3)["sources"]
    assert "sources add" in failed["remedy"]
    (added,) = answer("sources", "add", f"{base}/alone", "--home", home)["added"]
    assert added["url"] == f"{base}/news.xml"


@pytest.mark.slow
def test_source_is_added_once_and_imported_from_opml(home, tmp_path):
    url = next(s["url"] for s in answer("sources", "list", "--home", home)["sources"])
    (home / "sources.yaml").write_text("# mine\nsources: []\n", encoding="utf-8")
    added = answer("sources", "add", url, "--home", home, "--name", "Mon flux")
    (source,) = added["added"]
    assert (source["name"], source["entries"] > 0) == ("Mon flux", True)
    assert (home / "sources.yaml").read_text(encoding="utf-8").startswith("# mine")
    assert "already" in answer("sources", "add", url, "--home", home, code=2)["error"]

    opml = tmp_path / "feeds.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed"/>'
        f'<outline text="B" xmlUrl="{url}"/></body></opml>',
        encoding="utf-8",
    )
    assert answer("sources", "import", opml, "--home", home) == {"added": 1, "known": 1}
    assert len(answer("sources", "list", "--home", home)["sources"]) == 2


@pytest.mark.slow
def test_what_is_no_feed_is_not_added(home):
    failing = answer("sources", "list", "--home", home)["sources"]
    (url,) = [s["url"] for s in failing if "gone" in s["url"]]
    (home / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    refused = answer("sources", "add", url, "--home", home, code=2)
    assert "404" in refused["error"]


RSS = """<rss version="2.0"><channel><title>{title}</title><item><title>Robots</title>
<link>https://www.example.org/1</link><pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate></item>
</channel></rss>"""


@pytest.fixture
def site(tmp_path) -> Iterator[tuple[Path, str]]:
    """An empty home, and a web site with two feeds behind its first page and an article."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}.xml">'
        for name in ("news", "jobs", "dead")
    )
    text = "<p>Twelve robots bring the bins; wrong orders fell by a quarter in six months.</p>" * 9
    files = {
        "blog": f"<html><head>{links}</head><body>Welcome</body></html>".encode(),
        "alone": b'<html><head><link rel="alternate" type="application/rss+xml"'
        b' href="/news.xml"></head><body>Welcome</body></html>',
        "news.xml": RSS.format(title="All the news").encode(),
        "jobs.xml": RSS.format(title="Jobs").encode(),
        "plain": b"<html><body>Nothing here</body></html>",
        "robots.txt": b"User-agent: *\nDisallow: /\n",
        "article": f"<html lang=en><head><title>Robots at work</title></head><body><article>"
        f"<h1>Robots at work</h1>{text}</article></body></html>".encode(),
    }
    home = tmp_path / "home"
    home.mkdir()
    (home / "sources.yaml").write_text("# mine\nsources: []\n", encoding="utf-8")
    (home / "painpoints.yaml").write_text("company: {language: en}\n", encoding="utf-8")
    (home / "watch.yaml").write_text(
        "collect: {allow_hosts: [127.0.0.1], per_host_rate: 1000}\nunderstand: {models: [use]}\n",
        encoding="utf-8",
    )
    with served(files) as base:
        yield home, base


@pytest.mark.slow
def test_feeds_behind_a_page_are_found_chosen_and_added(site, tmp_path):
    home, base = site
    found = answer("sources", "find", f"{base}/blog", "--home", home)["feeds"]
    assert [(feed["title"], feed["entries"]) for feed in found] == [
        ("All the news", 1),
        ("Jobs", 1),
    ]
    told = answer("sources", "add", f"{base}/blog", "--home", home, code=2)
    assert [feed["title"] for feed in told["feeds"]] == ["All the news", "Jobs"]
    (added,) = answer("sources", "add", f"{base}/alone", "--home", home)["added"]
    assert (added["name"], added["url"]) == ("All the news", f"{base}/news.xml")
    added = answer("sources", "add", f"{base}/blog", "--all", "--pack", "hr", "--home", home)[
        "added"
    ]
    assert [source["name"] for source in added] == ["Jobs"]
    nothing = answer("sources", "add", f"{base}/plain", "--home", home, code=2)
    assert "No feed was found" in nothing["error"]
    assert (home / "sources.yaml").read_text(encoding="utf-8").startswith("# mine")

    opml = tmp_path / "feeds.opml"
    assert answer("sources", "export", opml, "--home", home)["sources"] == 2
    (home / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    assert answer("sources", "import", opml, "--home", home) == {"added": 2, "known": 0}
    packs = answer("packs", "list", "--home", home)["packs"]
    assert [(pack["id"], pack["sources"]) for pack in packs] == [("hr", 1)]


@pytest.mark.slow
def test_pack_that_is_switched_off_is_not_asked(site):
    home, base = site
    answer("sources", "add", f"{base}/blog", "--all", "--pack", "wire", "--home", home)
    assert answer("packs", "off", "wire", "--home", home)["switched"] == ["wire"]
    assert answer("sources", "check", "--home", home)["sources"] == []
    answer("packs", "on", "wire", "--home", home)
    assert len(answer("sources", "check", "--home", home)["sources"]) == 2


@pytest.mark.slow
def test_single_article_is_kept_and_found_at_once(site):
    """The person asked for it, so that robots.txt, which closes the site, is not consulted."""
    home, base = site
    url = f"{base}/article"
    assert answer("articles", "add", url, "--home", home)["added"]["title"] == "Robots at work"
    (hit,) = answer("search", "robots", "--home", home)["hits"]
    assert hit["url"] == url
    refused = answer("articles", "add", f"{base}/absent", "--home", home, code=2)
    assert "404" in refused["error"]
    assert "--text" in refused["hint"]


@pytest.mark.slow
def test_pain_is_added_and_listed(home):
    title = "Changements de série trop longs"
    words = ("--area", "production", "--yearly-cost", "90000", "--keyword", "SMED")
    assert answer("pains", "add", title, *words, "--home", home)["added"]["title"] == title
    stated = answer("pains", "list", "--home", home)["pains"]
    assert (stated[-1]["title"], stated[-1]["keywords"]) == (title, ["SMED"])
    assert "already" in answer("pains", "add", title, "--home", home, code=2)["error"]


@pytest.mark.slow
def test_digest_is_written_and_its_subject_told(home, tmp_path):
    told = answer("digest", "--home", home, "--out", tmp_path / "mail")
    paths = [Path(path) for path in told["paths"]]
    assert {path.suffix for path in paths} == {".eml", ".html", ".txt"}
    assert all(path.stat().st_size for path in paths)
    mail = next(path for path in paths if path.suffix == ".eml")
    subject = message_from_bytes(mail.read_bytes(), policy=policy.default)["subject"]
    assert told["subject"] == subject
    assert subject.startswith("[Exemple]")


@pytest.mark.slow
def test_doctor_is_content_then_finds_the_damage(home):
    assert answer("doctor", "--home", home)["ok"] is True
    (home / "painpoints.yaml").write_text("pain_points: []\n", encoding="utf-8")
    found = answer("doctor", "--home", home, code=1)
    assert [f["subject"] for f in found["findings"] if not f["ok"]] == ["pain points"]


def test_mistakes_of_a_file_are_told_with_file_and_line(tmp_path):
    (tmp_path / "sources.yaml").write_text(
        "sources:\n  - url: https://a.example/feed\n    lnaguage: fr\n  - name: B\n",
        encoding="utf-8",
    )
    (tmp_path / "painpoints.yaml").write_text("pain_points: []\n", encoding="utf-8")
    done = techwatch("run", "--home", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[:2] == [
        "erreur\u00a0: sources.yaml:3: unknown key `lnaguage`; did you mean `language`?",
        "erreur\u00a0: sources.yaml:4: `url` is missing",
    ]
    assert done.stderr.splitlines()[2].startswith("conseil\u00a0: ")
    assert "did you mean" in answer("run", "--home", tmp_path, code=2)["error"]


def test_empty_folder_is_told_what_is_missing_and_left_as_it_is(tmp_path):
    done = techwatch("opportunities", "--home", tmp_path)
    assert done.returncode == 2
    assert "there is no painpoints.yaml" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_closed_pipe_is_quiet(home):
    command = f"'{sys.executable}' -m watch opportunities --home '{home}' | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM there")
def test_stopped_run_keeps_its_promise_and_the_next_completes(example, first_run, tmp_path):
    home = Path(shutil.copytree(example, tmp_path / "home"))
    running = subprocess.Popen(
        [sys.executable, "-m", "watch", "run", "--home", str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    _wait_for(home / "index" / "watch.db")
    time.sleep(1)
    running.send_signal(signal.SIGTERM)
    told_at = time.monotonic()
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 143
    assert time.monotonic() - told_at < SOFT_END_S
    assert "Traceback" not in errors
    after = answer("run", "--home", home, code=3)
    assert after["articles"]["total"] == first_run[1]["articles"]["total"]
    assert after["opportunities"] == first_run[1]["opportunities"]


def _wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} did not appear")


@pytest.mark.slow
def test_demo_fills_a_list_from_nothing(tmp_path):
    found = answer("demo", "--no-app", "--home", tmp_path)
    assert Path(found["home"]) == tmp_path / "index" / "demo"
    assert found["run"]["articles"]["new"] > 200
    assert found["edition"]["example"] is True
    assert len(found["edition"]["opportunities"]) >= 3


@pytest.mark.slow
def test_demo_leaves_a_folder_that_is_not_its_own(tmp_path):
    mine = tmp_path / "index" / "demo"
    mine.mkdir(parents=True)
    (mine / "thesis.txt").write_text("ten years of work", encoding="utf-8")
    assert "does not touch it" in answer("demo", "--home", tmp_path, code=2)["error"]
    assert (mine / "thesis.txt").exists()

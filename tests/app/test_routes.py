"""What the app answers besides its screens, asked over HTTP as programs do."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from app_homes import HEADLINE, MOMENT, PICKING, lived_home, write_files
from starlette.applications import Starlette
from starlette.testclient import TestClient

from watch import store
from watch.clock import FixedClock
from watch.deliver.tokens import Claim, signed
from watch.model import (
    LinkPurpose,
    OpportunityId,
    PollRecord,
    RunRecord,
    RunReport,
    SourceStanding,
    SourceState,
    Status,
    Week,
)
from watch.present.access import Access
from watch.present.feed_token import feed_address
from watch.present.routes import Door, routes
from watch.present.routes.api import operations
from watch.present.routes.health import LATE_AFTER, reasons
from watch.service import Service

KEY = "the key"
SECRET = "c" * 32
LINK_SECRET = "the secret of the links"
READER = "coo@lumera.example"
OPEN = Access(api_key=KEY)
RUN = RunRecord(
    number=1,
    started_at=MOMENT,
    seen_at=MOMENT,
    ended_at=MOMENT,
    report=RunReport(
        sources={"ok": 3},
        entries=9,
        articles_new=7,
        articles_updated=0,
        articles_duplicate=2,
        articles=7,
        stories=7,
        matches=4,
        pages=0,
        opportunities=3,
        seconds={"collect": 1.5},
        peak_memory_mb=300,
        stopped=False,
    ),
)
SIGNED_IN = Access(sign_in={"cookie_secret": SECRET}, api_key=KEY)


class Asked:
    """A home, its service, and a client that asks for routes."""

    def __init__(self, root, access):
        self.service = Service(root, clock=FixedClock(MOMENT), views=[])
        door = Door(access=access, opened=lambda: self.service, language=lambda: "fr")
        self.client = TestClient(
            Starlette(routes=routes(door)), base_url="http://localhost", follow_redirects=False
        )
        self.get, self.post = self.client.get, self.client.post

    def rows(self):
        """Return how many decisions the ledger holds."""
        return len(self.service.reviews.ledger())


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A lived-in home, to be copied."""
    home = lived_home(tmp_path_factory.mktemp("lived") / "home")
    with (home / "watch.yaml").open("a", encoding="utf-8") as settings:
        settings.write("app: {readers: ['@lumera.example']}\n")
    return home


@pytest.fixture
def asked(lived, tmp_path, monkeypatch):
    """Return a function that serves a copy of that home, or another, reached in some way."""
    monkeypatch.setenv("TECHWATCH_SECRET", LINK_SECRET)
    opened = []

    def serve(access=OPEN, root=None):
        home = root or shutil.copytree(lived, tmp_path / "home", dirs_exist_ok=True)
        opened.append(Asked(home, access))
        return opened[-1]

    yield serve
    for one in opened:
        one.client.close()
        one.service.close()


CARD = OpportunityId("opportunity-1")


def token(purpose=LinkPurpose.DECIDE, at=MOMENT, **fields):
    """Return the token of a mail's link."""
    usual = {"recipient": READER, "reader": "", "week": Week("2026-W47")}
    if purpose is LinkPurpose.DECIDE:
        usual |= {"opportunity_id": CARD, "status": Status.TO_STUDY}
    return signed(Claim(purpose=purpose, **usual | fields), LINK_SECRET, at)


def written(asked, order, path="decide", key=KEY, **headers):
    """Return the answer to an order of the API."""
    keyed = {"x-api-key": key} if key else {}
    return asked.post(f"/api/opportunities/{CARD}/{path}", json=order, headers=keyed | headers)


def test_half_a_character_never_reaches_the_ledger(asked):
    served = asked()
    order = b'{"status": "to study", "owner": "Ma\\ud800rie", "by": "Ana"}'
    headers = {"x-api-key": KEY, "content-type": "application/json"}
    path = f"/api/opportunities/{CARD}/decide"
    assert served.post(path, content=order, headers=headers).status_code == 200
    (row,) = served.service.reviews.ledger()
    assert row.owner == "Marie"
    assert served.get("/api/opportunities").status_code == 200


# --- health


def test_health_tells_run_edition_and_sources_and_nothing_else(asked):
    answer = asked().get("/healthz")
    assert answer.json() == {
        "status": "ok",
        "reasons": [],
        "running": False,
        "last_good_run_at": MOMENT.isoformat(),
        "edition": "2026-W47",
        "sources": 3,
        "sources_failing": 0,
    }
    assert answer.status_code == 200


def test_health_of_a_home_that_never_ran_says_why(asked, tmp_path):
    answer = asked(root=write_files(tmp_path / "new")).get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["no run has ended well yet"]


def test_health_of_a_home_with_a_mistake_quotes_nothing_of_it(asked, tmp_path):
    home = write_files(tmp_path / "new")
    (home / "sources.yaml").write_text("sources: [{url: a secret place}]", "utf-8")
    answer = asked(root=home).get("/healthz")
    assert answer.status_code == 503
    assert "secret" not in answer.text


def test_metrics_are_figures_that_prometheus_reads_without_a_name(asked):
    from prometheus_client.parser import text_string_to_metric_families as families

    served = asked()
    database = store.open_database(served.service.home.database_path)
    with closing(database), database.write() as connection:
        number = store.runs.begin(connection, MOMENT)
        store.runs.note(connection, replace(RUN, number=number))
    answer = served.get("/metrics")
    read = {s.name: s for family in families(answer.text) for s in family.samples}
    assert answer.status_code == 200
    assert read["techwatch_last_good_run_timestamp_seconds"].value == MOMENT.timestamp()
    assert read["techwatch_opportunities"].value == 3
    assert {label for sample in read.values() for label in sample.labels} <= {"state", "stage"}
    assert "Lumera" not in answer.text


def test_metrics_need_the_key_where_people_sign_in(asked):
    served = asked(SIGNED_IN)
    assert served.get("/metrics").status_code == 401
    assert served.get("/metrics", headers={"x-api-key": KEY}).status_code == 200


def standing(source, state):
    return SourceStanding(source=source, record=PollRecord(source_id=source.id, state=state))


@pytest.mark.parametrize(
    ("age", "running", "state", "told"),
    [
        (timedelta(hours=1), False, SourceState.OK, []),
        (
            LATE_AFTER + timedelta(hours=1),
            True,
            SourceState.OK,
            ["no run has ended well for 8 days"],
        ),
        (None, True, SourceState.OK, []),
        (timedelta(0), False, SourceState.FAILING, ["every source fails"]),
    ],
)
def test_reasons_are_those_that_a_person_must_mend(age, running, state, told):
    from fakes import source

    good_at = None if age is None else MOMENT - age
    assert reasons(good_at, MOMENT, [standing(source(), state)], running=running) == told


# --- reading


@pytest.mark.parametrize("path", ["/atom.xml", "/brief/opportunity-1", "/quarter/2026-Q4",
                                  "/api/editions", "/api/opportunities", "/api/docs"])  # fmt: skip
def test_reading_is_open_on_loopback_and_closed_where_people_sign_in(asked, path):
    assert asked().get(path).status_code == 200
    closed = asked(SIGNED_IN)
    assert closed.get(path).status_code == 401
    assert HEADLINE not in closed.get(path).text
    assert closed.get(path, headers={"x-api-key": "another"}).status_code == 401
    assert closed.get(path, headers={"x-api-key": KEY}).status_code == 200


def test_signed_in_person_reads_by_the_cookie_alone(asked, monkeypatch):
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    from watch.present import identity

    monkeypatch.setattr(identity, "get_cookie_secret", lambda: SECRET)
    served = asked(SIGNED_IN)

    def seen_by(secret, address):
        claims = f'{{"is_logged_in": true, "email": "{address}"}}'
        cookie = create_signed_value(secret, "_streamlit_user", claims).decode()
        return served.get("/api/editions", headers={"cookie": f"_streamlit_user={cookie}"})

    assert seen_by(SECRET, "ana@lumera.example").status_code == 200
    assert seen_by(SECRET, "eve@other.example").status_code == 401
    assert seen_by("d" * 32, "ana@lumera.example").status_code == 401


def test_feed_opens_by_the_address_of_somebody_who_may_read(asked):
    served = asked(SIGNED_IN)
    assert served.get("/" + feed_address(SECRET, "ana@lumera.example")).status_code == 200
    assert served.get("/" + feed_address(SECRET, "eve@other.example")).status_code == 401
    assert served.get("/" + feed_address("d" * 32, "ana@lumera.example")).status_code == 401


def test_feed_and_pages_are_confidential(asked):
    served = asked()
    for path in ("/atom.xml", "/brief/opportunity-1", "/api/editions", f"/feedback/{token()}"):
        assert served.get(path).headers["cache-control"] == "no-store"


def test_printed_page_allows_no_script_and_speaks_the_language_asked_for(asked):
    answer = asked().get("/brief/opportunity-1?lang=en")
    assert '<html lang="en"' in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("path", ["/brief/nothing", "/quarter/2026-Q7", "/nowhere"])
def test_page_that_is_not_there_is_told_in_the_language_of_the_home(asked, path):
    answer = asked().get(path)
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.text


def test_pages_of_the_app_and_files_are_left_to_streamlit(asked):
    served = asked()
    for path in ("/sources", "/pain-points", "/favicon.png", "/oauth2callback", "/"):
        assert served.get(path).text == "Not Found"


# --- the API, reading


def test_described_operations_answer_and_are_all_listed(asked):
    served = asked()
    described = served.get("/api/openapi.json").json()
    listed = served.get("/api/docs").text
    for _, path, _ in operations(described):
        assert path in listed
    assert described["openapi"].startswith("3.1")
    assert "<script" not in listed


def test_edition_is_found_by_week_and_as_the_latest(asked):
    served = asked()
    assert served.get("/api/editions").json() == ["2026-W47", "2026-W46"]
    latest = served.get("/api/editions/latest").json()
    assert latest == served.get("/api/editions/2026-W47").json()
    assert latest["opportunities"][0]["title"] == HEADLINE


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        (f"pain={PICKING}", 2),
        ("status=new", 3),
        ("status=pilot&status=new", 3),
        ("status=pilot", 0),
        ("owner=nobody", 0),
    ],
)
def test_opportunities_are_filtered(asked, query, found):
    answer = asked().get(f"/api/opportunities?{query}")
    assert len(answer.json()) == found
    assert answer.headers["x-total-count"] == str(found)


def test_opportunities_come_page_by_page(asked):
    served = asked()
    seen, path = [], "/api/opportunities?limit=2&status=new"
    while path:
        answer = served.get(path)
        seen += [line["head"]["id"] for line in answer.json()]
        path = answer.links.get("next", {}).get("url")
    assert sorted(seen) == ["opportunity-1", "opportunity-2", "opportunity-3"]


def test_card_comes_with_evidence_and_history(asked):
    served = asked()
    written(served, {"status": "to study", "owner": "Ana", "due_on": "2026-12-01", "by": "Bo"})
    card = served.get(f"/api/opportunities/{CARD}").json()
    assert card["opportunity"]["evidence"][0]["sentence"]
    assert [row["by"] for row in card["history"]] == ["Bo"]


def test_pain_points_and_sources_are_those_of_the_files(asked):
    served = asked()
    assert served.get("/api/pains").json()[0]["id"] == PICKING
    states = {
        one["source"]["name"]: one["record"]["state"] for one in served.get("/api/sources").json()
    }
    assert states["Broken Feed"] == "failed"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/nothing", 404),
        ("/api/editions/2026-W01", 404),
        ("/api/editions/soon", 422),
        ("/api/editions/latest?reader=nobody", 422),
        ("/api/opportunities/zzz", 404),
        ("/api/opportunities?status=thrilled", 422),
        ("/api/opportunities?limit=1000", 422),
        ("/api/search", 422),
        ("/api/search?q=%20", 422),
    ],
)
def test_what_cannot_be_answered_is_a_problem_document(asked, path, status):
    answer = asked().get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


# --- the API, writing


def test_decision_is_recorded_with_the_name_that_is_given(asked):
    served = asked()
    answer = written(served, {"status": "rejected", "reason": "too early", "by": " Ana "})
    assert answer.status_code == 200
    assert answer.json()["standing"]["status"] == "rejected"
    assert answer.json()["standing"]["decided_by"] == "Ana"


def test_assignment_note_and_undoing_are_recorded(asked):
    served = asked()
    written(served, {"status": "to study", "owner": "Ana", "due_on": "2026-12-01"})
    assert written(served, {"owner": "Bo"}, "assign").json()["standing"]["owner"] == "Bo"
    noted = written(served, {"note": "Asked a supplier"}, "note").json()["standing"]["notes"]
    assert [(one["by"], one["text"]) for one in noted] == [("API", "Asked a supplier")]
    undone = written(served, {"number": 1}, "undo").json()
    assert undone["standing"]["status"] == "new"


@pytest.mark.parametrize(
    ("access", "key", "headers", "status"),
    [
        (Access(), KEY, {}, 403),
        (Access(api_key=KEY), "", {}, 401),
        (Access(api_key=KEY), "another", {}, 403),
        (Access(api_key=KEY), "the key ", {}, 403),
        (Access(api_key=KEY), KEY, {"sec-fetch-site": "cross-site"}, 403),
        (Access(api_key=KEY), KEY, {"sec-fetch-site": "same-site"}, 403),
        (Access(api_key=KEY), KEY, {"content-length": "999999"}, 413),
        (SIGNED_IN, "", {}, 401),
    ],
)
def test_write_without_the_right_to_it_records_nothing(asked, access, key, headers, status):
    served = asked(access)
    answer = written(served, {"status": "to study"}, key=key, **headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert served.rows() == 0


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"status": "thrilled"},
        {"status": "to study", "onwer": "Ana"},
        {"status": "rejected"},
        {"status": "to study", "owner": "A" * 81},
        {"status": "to study", "due_on": "soon"},
        [],
    ],
)
def test_order_with_a_mistake_records_nothing_and_says_which(asked, order):
    served = asked()
    answer = written(served, order)
    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert served.rows() == 0


def test_order_about_nothing_is_not_found(asked):
    served = asked()
    answer = served.post(
        "/api/opportunities/zzz/note", json={"note": "x"}, headers={"x-api-key": KEY}
    )
    assert answer.status_code == 404
    assert served.rows() == 0


# --- links of a mail


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND"])
@pytest.mark.parametrize("purpose", LinkPurpose)
def test_only_pressing_the_button_records(asked, method, purpose):
    served = asked()
    path = "feedback" if purpose is LinkPurpose.DECIDE else "unsubscribe"
    headers = {"sec-purpose": "prefetch", "purpose": "prefetch"}
    answer = served.client.request(method, f"/{path}/{token(purpose)}", headers=headers)
    assert answer.status_code == (200 if method in {"GET", "HEAD"} else 405)
    assert served.rows() == 0
    assert not served.service.digests.link(token(purpose)).already


def test_question_names_the_decision_and_the_opportunity(asked):
    answer = asked().get(f"/feedback/{token()}")
    assert "Noter «\u00a0À étudier\u00a0»" in answer.text
    assert HEADLINE in answer.text
    assert '<form method="post">' in answer.text
    assert "form-action 'self'" in answer.headers["content-security-policy"]


def test_button_records_once_however_often_it_is_pressed(asked):
    served = asked()
    for _ in range(3):
        answer = served.post(f"/feedback/{token()}")
        assert answer.status_code == 200
        assert "C’est noté" in answer.text
    rows = served.service.reviews.ledger()
    assert [(row.by, row.status) for row in rows] == [(READER, Status.TO_STUDY)]
    assert "<form" not in served.get(f"/feedback/{token()}").text


def test_one_click_of_a_mail_program_unsubscribes(asked):
    served = asked()
    link = token(LinkPurpose.UNSUBSCRIBE)
    answer = served.post(f"/unsubscribe/{link}", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert served.service.digests.link(link).already


def test_title_of_a_feed_stays_text_on_the_page(tmp_path, asked):
    from app_homes import opportunity

    hostile = replace(opportunity(1), title='<script>alert(1)</script>"><img src=x>')
    served = asked(root=lived_home(tmp_path / "hostile", hostile))
    answer = served.get(f"/feedback/{token()}")
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "<img" not in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/feedback/{token(at=MOMENT - timedelta(days=61))}", 410),
        (f"/feedback/{token()}x", 404),
        (f"/feedback/{token()[:-2]}", 404),
        (f"/feedback/{token(LinkPurpose.UNSUBSCRIBE)}", 404),
        (f"/unsubscribe/{token()}", 404),
        (f"/feedback/{token(opportunity_id=OpportunityId('gone'))}", 404),
        ("/feedback/a", 404),
        ("/unsubscribe/%00", 404),
    ],
)
def test_link_that_does_not_work_is_told_kindly_and_records_nothing(asked, path, status):
    served = asked()
    for answer in (served.get(path), served.post(path)):
        assert answer.status_code == status
        assert "Ce lien ne fonctionne plus" in answer.text
    assert served.rows() == 0

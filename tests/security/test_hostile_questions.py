"""Questions and orders made to break what answers them: all of them are text, or refused."""

from __future__ import annotations

import shutil

import pytest
from app_homes import VIEW, lived_home
from starlette.applications import Starlette
from starlette.testclient import TestClient

from watch import store
from watch.errors import UsageError
from watch.model import SearchFilter
from watch.present.access import Access
from watch.present.routes import Door, routes
from watch.service import Service

KEY = "k" * 32
BREAKING = (
    "'; DROP TABLE article; --",
    '" OR 1=1 --',
    "robots'); DELETE FROM decision; --",
    '"robots" NEAR/2 *',
    "title:robots AND NOT (a OR b",
    "robots* ^ + - : { } ( ) \\",
    "%_%",
    ":pain %(pain)s {0} ? $1",
    "a" * 300,
    "\x00robots\x00",
    "\ud800robots",
    "\u202etobor\u202c",
    "' || pg_sleep(9) || '",
)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    return lived_home(tmp_path_factory.mktemp("asked") / "home")


@pytest.fixture
def home(untouched, tmp_path, own_cache):
    return shutil.copytree(untouched, tmp_path / "home")


@pytest.fixture
def service(home):
    with Service(home, views=[VIEW]) as opened:
        yield opened


@pytest.fixture
def client(service):
    door = Door(
        access=Access(api_key=KEY), opened=lambda: service, language=lambda: "en"
    )  # fmt: skip
    app = Starlette(routes=routes(door))
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


def counts(home):
    """Return how many rows each table has that a person would miss."""
    database = store.open_database(home / "index" / "watch.db")
    try:
        with database.read() as connection:
            every = ("article", "source", "opportunity", "edition")
            return [
                connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar()
                for name in every
            ]
    finally:
        database.close()


@pytest.mark.parametrize("words", BREAKING)
def test_topic_is_never_part_of_a_statement(service, home, words):
    before = counts(home)
    try:
        hits = service.search(words, SearchFilter(language=""))
    except UsageError:
        hits = []
    assert len(hits) <= 3
    assert counts(home) == before
    assert before[0] == 3


@pytest.mark.parametrize("words", BREAKING)
def test_topic_asked_of_the_api_is_answered_or_refused(client, words):
    answer = client.get("/api/search", params={"q": words.encode("utf-8", "replace")})
    assert answer.status_code in {200, 422}


@pytest.mark.parametrize("path", ["%2e%2e%2fwatch.yaml", "..%5cwatch.yaml", "'--", "%00", "a" * 41])
@pytest.mark.parametrize("route", ["/brief/", "/quarter/", "/api/opportunities/", "/api/editions/"])
def test_name_in_an_address_leads_to_no_file(client, route, path):
    answer = client.get(f"{route}{path}")
    assert answer.status_code in {404, 422}
    assert "pain_points" not in answer.text


@pytest.mark.parametrize(
    "order",
    [
        {"number": 10**30},
        {"number": -1},
        {"number": "1; DROP TABLE decision"},
        {"number": 1, "by": "x" * 81},
        {"number": 1, "role": "admin"},
    ],
)
def test_order_beyond_reason_is_refused_as_a_mistake_of_who_gave_it(client, service, order):
    headers = {"x-api-key": KEY}
    answer = client.post("/api/opportunities/opportunity-1/undo", json=order, headers=headers)
    assert answer.status_code == 422
    assert not service.reviews.ledger()


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "offset=-1", f"offset={10**30}"])
def test_part_of_a_list_beyond_reason_is_refused_or_empty(client, query):
    answer = client.get(f"/api/opportunities?{query}")
    assert answer.status_code == 422 or answer.json() == []

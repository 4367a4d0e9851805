"""The sources page: full, empty and failing; one source; new ones; packs; OPML."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest
from app_homes import write_files, write_home
from fakes import MOMENT, article, served

from watch import collect, store, understand
from watch.config import read_packs, read_sources
from watch.links import source_id
from watch.model import Discovery, FailureKind, FoundFeed, PollRecord, SourceStanding, SourceState
from watch.present.controls import source_files
from watch.present.roles import Role
from watch.present.session import Visit
from watch.service import Answer
from watch.service.source_desk import SourceDesk

PRESS = source_id("https://press.example/feed")
FEEDS = (
    FoundFeed(url="https://new.example/rss", title="New *Gazette*", entry_count=12),
    FoundFeed(url="https://new.example/notes", title="Notes", entry_count=3),
)


@pytest.fixture(autouse=True)
def _no_model(monkeypatch):
    def refuse(name):
        raise AssertionError(f"the page loaded the model {name}")

    monkeypatch.setattr(understand, "load_view", refuse)


@contextmanager
def writing(home):
    """Give a connection that writes to the database of a home."""
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        yield connection
    database.close()


def listed(home):
    return {source.name: source for source in read_sources(home / "sources.yaml").values()}


def at(opened, home, language="fr", **query):
    """Open the sources page with something in its address."""
    app = opened(home, "sources", language)
    part = query.pop("part", "")
    if part:
        app.button_group(key="part").set_value(part)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def links(app):
    return [element.proto.label for element in app.main.get("page_link")]


def told(app):
    """Return every label and text on the page, with the HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", ["list", "add", "packs", "files"])
def test_each_part_is_drawn_in_each_language(home, opened, text, part, language):
    app = at(opened, home, language, part=part)
    assert not app.exception
    assert f'lang="{language}"' in text(app)
    assert "tw-panel-bad" not in text(app)


def test_failed_source_comes_first_and_is_counted(home, opened, text):
    app = opened(home, "sources")
    assert "En échec\u00a0: 1" in text(app)
    assert "À régler" not in text(app)
    assert links(app)[0] == "Broken Feed"


def test_source_that_needs_a_person_comes_on_top_with_what_to_do(home, opened, text):
    lost = PollRecord(
        source_id=PRESS,
        state=SourceState.FAILING,
        failure=FailureKind.MISSING,
        reason="the server answered 404 <Not> Found",
        failure_count=12,
        failing_since_at=MOMENT,
    )
    with writing(home) as connection:
        store.sources.save_record(connection, lost)
    said = text(opened(home, "sources"))
    assert "1 demande votre attention." in said
    places = ["À régler", "Son site n’a pas de page à cette adresse.", "Que faire"]
    places += ["«\u00a0Ajouter\u00a0», qui cherche le flux", "<code>techwatch sources add</code>"]
    places += ["Détail technique", "404 &lt;Not&gt; Found", "Toutes les sources"]
    found = [said.index(place) for place in places]
    assert found == sorted(found)


def test_line_of_a_source_tells_what_it_has_given(home, opened, text):
    with writing(home) as connection:
        store.harvest.note(connection, PRESS, [1, 2], MOMENT)
    said = text(opened(home, "sources"))
    places = [
        said.index(title)
        for title in ("État", "Le plus récent", "Articles", "Doublons", "Opportunités")
    ]
    assert places == sorted(places)
    assert "17 nov. 2026" in said


def test_list_is_searched_filtered_and_sorted(home, opened, text):
    app = opened(home, "sources")
    app.text_input(key="source-words").set_value("QUAI editions").run()
    assert links(app) == ["L’Atelier"]
    app.text_input(key="source-words").set_value("nowhere").run()
    assert "Rien avec ces filtres" in text(app)
    app.text_input(key="source-words").set_value("").run()
    app.selectbox(key="source-state").select("failed").run()
    assert links(app) == ["Broken Feed"]
    app.selectbox(key="source-state").select("").run()
    app.selectbox(key="source-order").select("name").run()
    assert links(app) == ["Broken Feed", "L’Atelier", "Press"]


def test_home_without_sources_says_where_to_list_them(tmp_path, opened, text):
    write_files(tmp_path)
    (tmp_path / "sources.yaml").write_text("sources: []\n", "utf-8")
    assert "Ajoutez-en une" in text(opened(tmp_path, "sources"))


def test_mistake_in_painpoints_does_not_hide_the_sources(home, opened, text):
    (home / "painpoints.yaml").write_text("pain_points: [{titel: x}]\n", "utf-8")
    app = opened(home, "sources")
    assert not app.exception
    assert "Broken Feed" in links(app)


def test_source_is_renamed_on_its_page(home, opened, text):
    app = at(opened, home, source=PRESS)
    assert "Press" in text(app)
    app.text_input(key="f-name").set_value("La Presse")
    app.selectbox(key="f-reliability").select("high")
    save(app).click().run()
    assert "Enregistré." in text(app)
    assert listed(home)["La Presse"].reliability == "high"


def test_source_is_switched_off_on_its_page(home, opened, text):
    app = at(opened, home, source=PRESS)
    app.toggle(key="f-enabled").set_value(False)
    save(app).click().run()
    assert not listed(home)["Press"].enabled
    assert "Désactivée" in text(app)


def save(app):
    return next(button for button in app.button if button.label == "Enregistrer")


def test_source_is_asked_now_and_its_answer_told(home, opened, text):
    app = at(opened, home, source=PRESS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SourceDesk, "ask", lambda _desk, source: answered(source))
        app.button(key="ask-source").click().run()
    assert "Its <b>robots</b>" not in text(app)
    assert "Its &lt;b&gt;robots&lt;/b&gt;" in text(app)


def test_unknown_source_is_told_kindly(home, opened, text):
    app = at(opened, home, "en", source="none")
    assert not app.exception
    assert "There is no such source" in text(app)


def test_source_of_a_pack_that_is_off_says_so(home, opened, text):
    (home / "sources.yaml").write_text(
        "packs: {trade: {fr: Presse pro, enabled: false}}\n"
        "sources: [{url: 'https://press.example/feed', pack: trade}]\n",
        "utf-8",
    )
    assert "Presse pro" in text(at(opened, home, source=PRESS))


def answered(source):
    record = PollRecord(source_id=source.id, state=SourceState.OK)
    news = article(7, title="Its <b>robots</b>", url="https://press.example/7")
    return Answer(standing=SourceStanding(source=source, record=record), newest=(news,))


def looked(app, monkeypatch, found):
    """Look for the feeds of an address, with what the web would answer."""
    monkeypatch.setattr(SourceDesk, "discover", lambda _desk, _address: found)
    monkeypatch.setattr(SourceDesk, "ask", lambda _desk, source: answered(source))
    app.text_input(key="new-address").set_value("new.example")
    next(b for b in app.button if b.label == "Chercher les flux").click().run()
    return app


def test_feed_is_found_previewed_and_added(home, opened, text, monkeypatch):
    app = looked(at(opened, home, part="add"), monkeypatch, Discovery(feeds=FEEDS))
    assert "2 flux trouvés" in text(app)
    assert "Its &lt;b&gt;robots" in text(app)
    app.radio(key="found-feed").set_value(1).run()
    next(b for b in app.button if b.label == "Ajouter ce flux").click().run()
    assert "« Notes » est ajouté".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in text(app)
    assert listed(home)["Notes"].url == "https://new.example/notes"


def test_feed_that_is_listed_already_is_told(home, opened, text, monkeypatch):
    known = replace(FEEDS[0], url="https://press.example/feed")
    app = looked(at(opened, home, part="add"), monkeypatch, Discovery(feeds=(known,)))
    next(b for b in app.button if b.label == "Ajouter ce flux").click().run()
    assert "déjà dans sources.yaml" in text(app)
    assert len(listed(home)) == 3


def test_address_without_a_feed_says_what_to_try(home, opened, text, monkeypatch):
    app = looked(at(opened, home, part="add"), monkeypatch, Discovery(reason="<b>404</b>"))
    assert "Aucun flux trouvé" in text(app)
    assert "&lt;b&gt;404" in text(app)
    assert not app.exception


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (FailureKind.NO_ADDRESS, "Ce n’est pas l’adresse d’un site"),
        (FailureKind.NO_HOST, "Aucun site n’est connu sous ce nom"),
        (FailureKind.NO_HOST, "<code>collect.proxy</code>"),
        (FailureKind.UNREACHABLE, "Aucune connexion à ce site n’est possible"),
        (FailureKind.TIMEOUT, "Ce site n’a pas répondu à temps"),
        (FailureKind.REFUSED, "Cette adresse est refusée par sécurité"),
    ],
)
def test_address_that_cannot_be_reached_says_so(home, opened, text, monkeypatch, kind, said):
    found = Discovery(reason="no such host", kind=kind)
    app = looked(at(opened, home, part="add"), monkeypatch, found)
    assert said in text(app)
    assert "en bas de page" not in text(app)


def test_news_search_shows_its_words_and_sends_nothing_before_yes(home, opened, text, monkeypatch):
    asked = []
    monkeypatch.setattr(SourceDesk, "follow", lambda _desk, search: asked.append(search.words))
    monkeypatch.setattr(collect, "poll", lambda *_: pytest.fail("a word left the house"))
    app = at(opened, home, part="add")
    app.text_input(key="news-words-").set_value("fuite hydraulique, SMED").run()
    assert "fuite hydraulique" in text(app)
    assert "partent chez Google" in text(app)
    assert app.button(key="news-follow").disabled
    app.checkbox(key="news-agreed").check().run()
    app.button(key="news-follow").click().run()
    assert asked == [("fuite hydraulique", "SMED")]


def test_news_search_that_does_not_answer_is_told(home, opened, text):
    with served({}) as address:
        app = at(opened, home, part="add")
        app.text_input(key="news-words-").set_value("SMED").run()
        app.checkbox(key="news-agreed").check().run()
        with pytest.MonkeyPatch.context() as patch:
            moved = replace(source_of(address), pack="search")
            patch.setattr("watch.service.news_search.new_source", lambda *_, **__: moved)
            app.button(key="news-follow").click().run()
    assert "n’a pas été ajoutée" in text(app)
    assert len(listed(home)) == 3


def source_of(address):
    from watch.service.addresses import new_source

    return new_source(f"{address}/rss")


def test_pack_is_switched_and_told(tmp_path, opened, text):
    home = write_home(tmp_path)
    (home / "sources.yaml").write_text(
        "packs: {trade: {fr: Presse pro, enabled: false}}\n"
        "sources: [{url: 'https://press.example/feed', pack: trade, topics: [logistics]}]\n",
        "utf-8",
    )
    app = at(opened, home, part="packs")
    assert "Aiderait pour" in text(app)
    app.toggle(key="pack-on-trade").set_value(True).run()
    assert read_packs(home / "sources.yaml")[0].enabled
    assert "dès le prochain passage" in text(app)


def test_reader_sees_the_sources_and_changes_nothing(home, opened, monkeypatch):
    monkeypatch.setattr(Visit, "may_configure", property(lambda _visit: False))
    assert Role.READER < Role.ADMIN
    app = at(opened, home, part="files")
    assert not app.exception
    assert len(app.get("download_button")) == 0
    page = at(opened, home, source=PRESS)
    assert not page.button
    assert len(page.text_input) == 1  # the name in the sidebar


def test_head_counts_what_was_just_imported(home, opened, text, monkeypatch):
    """The head of the page is drawn before the file is read."""
    feeds = '<opml version="2.0"><body><outline xmlUrl="https://n.example/rss"/></body></opml>'
    file = SimpleNamespace(name="feeds.opml", getvalue=feeds.encode)
    files = []
    monkeypatch.setattr(
        source_files.st, "file_uploader", lambda *_, **__: files.pop() if files else None
    )
    app = at(opened, home, part="files")
    assert "3 sources" in text(app)
    files.append(file)
    next(b for b in app.button if b.label == "Importer").click().run()
    assert "1 source ajoutée, 0 déjà connue." in text(app)
    assert "4 sources" in text(app)

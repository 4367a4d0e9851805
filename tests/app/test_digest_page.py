"""The digest page: empty, full and in trouble, in both languages; what is done there is done."""

from __future__ import annotations

from contextlib import closing

import pytest
from app_homes import SETTINGS, lived_home, write_files, write_home
from fakes import MOMENT

from watch import store
from watch.model import Delivery, DeliveryState, Week
from watch.present.markup import framed
from watch.service import Service

DELIVER = """\
app: {public_url: "https://veille.example"}
deliver:
  recipients: [coo@lumera.example]
  approval: true
  smtp: {host: 127.0.0.1, port: 9, security: none}
"""


@pytest.fixture
def full(tmp_path):
    """A home with a frozen edition, a recipient, and a mail in each state that needs a person."""
    home = lived_home(tmp_path / "full")
    (home / "watch.yaml").write_text(SETTINGS + DELIVER, encoding="utf-8")
    database = store.open_database(home / "index" / "watch.db")
    told = (DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.FAILED, DeliveryState.BOUNCED)
    with database.write() as connection:
        for state in told:
            row = Delivery(
                week=Week("2026-W45"),
                reader="",
                recipient=f"{state.value}@lumera.example",
                state=state,
                message_id=f"<{state.value}@x>",
                created_at=MOMENT,
                reason="550 <b>no</b> such user" if state is not DeliveryState.SENT else "",
            )
            store.deliveries.queue(connection, row)
    database.close()
    return home


def frames(app):
    return [one.proto.srcdoc for one in app.get("iframe")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_digest_page_is_drawn_full_and_empty(full, tmp_path, opened, text, language):
    for home in (full, write_home(tmp_path / "open"), write_files(tmp_path / "new")):
        app = opened(home, "digest", language)
        assert not app.exception
        assert "tw-panel-bad" not in text(app)


def test_home_with_a_mistake_says_so(full, opened, text):
    (full / "watch.yaml").write_text("deliver: {when_empty: maybe}\n", encoding="utf-8")
    app = opened(full, "digest", "en")
    assert not app.exception
    assert "tw-panel-bad" in text(app)


def test_preview_is_the_mail_in_a_frame_that_runs_nothing(full, opened):
    (shown,) = frames(opened(full, "digest"))
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in shown
    assert "allow-scripts" not in shown
    assert "allow-same-origin" not in shown
    with closing(Service(full)) as service:
        mail = service.digests.preview()
    assert framed(mail.html, "Aperçu du courriel") == shown
    assert "&lt;html lang=&quot;fr&quot;" in shown


def test_frame_holds_a_hostile_page_in(full):
    shown = framed('<head></head>"><script>alert(1)</script>', 'a "title"')
    assert "<script>" not in shown
    assert shown.count("<iframe") == 1


def test_preview_of_an_open_list_is_a_draft(tmp_path, opened, text):
    app = opened(write_home(tmp_path / "open"), "digest", "en")
    assert "this is a draft, and it is never sent" in text(app)


def test_preview_is_shown_narrow_and_as_plain_text(full, opened, text):
    app = opened(full, "digest", "fr")
    widths = next(one for one in app.get("button_group") if one.key == "digest-width")
    widths.set_value(360).run()
    assert frames(app)
    widths = next(one for one in app.get("button_group") if one.key == "digest-width")
    widths.set_value(0).run()
    assert frames(app) == []
    assert "tw-plain" in text(app)


def test_why_nothing_leaves_is_one_plain_sentence(full, opened, text):
    with closing(Service(full)) as service:
        service.digests.switch(on=False)
    assert "L’envoi est désactivé." in text(opened(full, "digest", "fr"))


def test_sending_is_switched_off_and_on(full, opened):
    app = opened(full, "digest", "fr")
    app.toggle(key="sending-on").set_value(False).run()
    with closing(Service(full)) as service:
        assert not service.digests.switched_on
    app.toggle(key="sending-on").set_value(True).run()
    with closing(Service(full)) as service:
        assert service.digests.switched_on


def test_mails_that_need_a_person_are_settled(full, opened, text):
    app = opened(full, "digest", "en")
    assert "550 &lt;b&gt;no&lt;/b&gt; such user" in text(app)
    with closing(Service(full)) as service:
        rows = {row.state: row.number for row in service.digests.log()}
    keys = {button.key for button in app.button}
    assert f"arrived-{rows[DeliveryState.FAILED]}" not in keys
    app.button(key=f"arrived-{rows[DeliveryState.UNKNOWN]}").click().run()
    app.button(key=f"again-{rows[DeliveryState.FAILED]}").click().run()
    with closing(Service(full)) as service:
        now = {row.number: row.state for row in service.digests.log()}
    assert now[rows[DeliveryState.UNKNOWN]] is DeliveryState.SENT
    assert now[rows[DeliveryState.FAILED]] is DeliveryState.QUEUED


def test_test_mail_without_a_server_tells_what_to_do(full, opened, text):
    app = opened(full, "digest", "en")
    app.text_input(key="test-address").set_value("coo@lumera.example")
    next(b for b in app.button if b.label == "Send a test mail").click()
    app.run()
    assert "was not taken" in text(app)


def test_recipients_and_what_keeps_mail_from_them_are_shown(full, opened, text):
    with closing(Service(full)) as service:
        service.digests.unsubscribe("coo@lumera.example")
    app = opened(full, "digest", "en")
    assert "coo@lumera.example" in text(app)
    assert "Unsubscribed" in text(app)
    assert "Nobody receives it now" in text(app)

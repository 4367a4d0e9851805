"""Who may not do a thing cannot do it, whatever their browser still shows or sends."""

from __future__ import annotations

import inspect

import pytest
from app_homes import MOMENT

from watch.clock import FixedClock
from watch.errors import UsageError
from watch.present import session
from watch.present.guarded import DECIDING, READING, guarded, needed
from watch.present.roles import Role
from watch.service import Service

EDITOR, READER, ADMIN = "ed@lumera.example", "rita@lumera.example", "ada@lumera.example"
PAGES = (
    "this_week",
    "opportunities",
    "radar",
    "search",
    "insight",
    "pain_points",
    "sources",
    "digest",
    "settings",
)


def asked_of(service):
    """Return every verb of the service by name: its own, and those of its desks."""
    found = {name for name in dir(type(service)) if not name.startswith("_")}
    for desk, held in vars(service).items():
        if not desk.startswith("_"):
            found |= {f"{desk}.{name}" for name in dir(type(held)) if not name.startswith("_")}
    return found


def rows():
    return len(session.service().reviews.ledger())


def pressed(app, label):
    return next(button for button in app.button if button.label == label)


@pytest.fixture
def service(tmp_path):
    with Service(tmp_path, clock=FixedClock(MOMENT)) as opened:
        yield opened


def test_every_verb_that_is_open_is_one_of_the_service(service):
    known = asked_of(service)
    assert len(known) > 100
    assert known >= READING | DECIDING
    assert not READING & DECIDING


def test_verb_that_nobody_named_is_for_admins():
    assert needed("reviews.a_new_one") is Role.ADMIN
    assert needed("run") is Role.ADMIN


@pytest.mark.parametrize("role", [None, *Role])
def test_each_verb_is_closed_below_its_role(service, role):
    """Asked with an argument that no verb takes, so that what is open does nothing either."""
    open_to = {verb: role is not None and role >= needed(verb) for verb in asked_of(service)}
    held = guarded(service, lambda: role)
    for verb, is_open in open_to.items():
        desk, _, name = verb.rpartition(".")
        owner = getattr(service, desk) if desk else service
        if isinstance(inspect.getattr_static(type(owner), name), property):
            continue
        ask = getattr(getattr(held, desk) if desk else held, name)
        with pytest.raises(TypeError if is_open else UsageError):
            ask(no_such_argument=1)


def test_role_is_asked_at_the_call_not_when_a_page_was_drawn(service):
    role = [Role.ADMIN]
    switch = guarded(service, lambda: role[0]).digests.switch
    role[0] = Role.READER
    with pytest.raises(UsageError, match="your role does not allow this"):
        switch(on=True)


def test_inside_of_the_service_is_out_of_reach(service):
    with pytest.raises(UsageError):
        getattr(guarded(service, lambda: Role.EDITOR), "_open")  # noqa: B009


def test_button_drawn_for_an_editor_does_nothing_for_a_reader(signed_in):
    """A browser that kept the button of a role that was taken away presses it."""
    app = signed_in.opens("this_week", EDITOR)
    pressed(app, "Study").click().run()
    confirm = pressed(app, "Confirm")
    signed_in.address = READER
    confirm.click().run()
    assert rows() == 0
    signed_in.address = EDITOR
    pressed(app, "Confirm").click().run()
    assert rows() == 1


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("address", [READER, EDITOR])
def test_page_draws_for_every_role_without_asking_too_much(signed_in, page, address):
    app = signed_in.opens("" if page == "this_week" else page, address)
    assert not app.exception
    told = "\n".join(element.proto.body for element in app.get("html"))
    assert "your role does not allow" not in told


def test_reader_who_looks_again_does_not_put_back_what_an_admin_changed(signed_in):
    """A switch that is only shown keeps the value of its first drawing."""
    reading = signed_in.opens("digest", READER)
    assert session.service().digests.switched_on
    session.service().digests.switch(on=False)
    reading.run()
    assert not session.service().digests.switched_on
    assert "your role does not allow" not in "\n".join(
        element.proto.body for element in reading.get("html")
    )


def test_reader_who_looks_again_does_not_put_back_the_language(signed_in):
    reading = signed_in.opens("settings", READER)
    session.service().setup.speak("en" if session.service().language == "fr" else "fr")
    changed = session.service().language
    reading.run()
    assert session.service().language == changed

"""Tokens of mails: ours, whole, in time, and for one purpose; anything else is refused."""

from __future__ import annotations

import random
import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.deliver.tokens import GOOD_FOR, Claim, LinkExpired, claimed, new_secret, signed
from watch.errors import UsageError
from watch.model import LinkPurpose, OpportunityId, Status, Week

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
SECRET = "a secret of more than sixteen characters"
ALPHABET = string.ascii_letters + string.digits + "-_."
CLAIM = Claim(
    purpose=LinkPurpose.DECIDE,
    recipient="coo@lumera.example",
    reader="Nadia",
    week=Week("2026-W47"),
    opportunity_id=OpportunityId("opportunity-1"),
    status=Status.TO_STUDY,
)
UNSUBSCRIBE = Claim(
    purpose=LinkPurpose.UNSUBSCRIBE, recipient="coo@lumera.example", reader="", week=CLAIM.week
)


def accepted(token: str, secret: str = SECRET, now: datetime = NOW) -> Claim | None:
    try:
        return claimed(token, secret, now)
    except UsageError:
        return None


@pytest.mark.parametrize("claim", [CLAIM, UNSUBSCRIBE], ids=lambda c: c.purpose.value)
def test_token_says_what_was_signed(claim):
    assert claimed(signed(claim, SECRET, NOW), SECRET, NOW + timedelta(days=59)) == claim


def test_token_expires_and_says_so():
    token = signed(CLAIM, SECRET, NOW)
    assert accepted(token, now=NOW + GOOD_FOR) == CLAIM
    with pytest.raises(LinkExpired):
        claimed(token, SECRET, NOW + GOOD_FOR + timedelta(seconds=1))


def test_token_of_another_home_is_not_ours():
    with pytest.raises(UsageError) as refused:
        claimed(signed(CLAIM, new_secret(), NOW), SECRET, NOW)
    assert not isinstance(refused.value, LinkExpired)


def test_token_signed_for_one_purpose_is_good_for_no_other():
    from watch.deliver.tokens import _read

    token = signed(UNSUBSCRIBE, SECRET, NOW)
    assert _read(token, LinkPurpose.DECIDE, SECRET) is None
    assert _read(token, LinkPurpose.UNSUBSCRIBE, SECRET)


def test_every_other_spelling_of_a_token_is_refused():
    """Base64 ignores strange characters and spare bits; we do not."""
    token = signed(CLAIM, SECRET, NOW)
    for position in range(len(token) + 1):
        for letter in ALPHABET + "=!~ \n%é":
            assert accepted(token[:position] + letter + token[position:]) is None
            changed = token[:position] + letter + token[position + 1 :]
            assert changed == token or accepted(changed) is None
    assert accepted(token) == CLAIM


@pytest.mark.proof
@pytest.mark.slow
def test_forged_tokens_open_nothing(proof):
    """Altered, cut, swapped, signed with other secrets, and plain noise."""
    chance = random.Random(20261123)
    good = [signed(CLAIM, SECRET, NOW), signed(UNSUBSCRIBE, SECRET, NOW)]
    bodies = [token.rpartition(".") for token in good]
    tried, opened, wanted = 0, [], proof.count(30_000, 100_000)
    while tried < wanted:
        for forged in _forged(chance, good, bodies):
            if forged not in good:
                tried += 1
                opened += [forged] * (accepted(forged) is not None)
    proof.state(
        "mail: forged tokens",
        measured=f"{len(opened)} accepted",
        target="0 accepted",
        holds=not opened,
    )


def _forged(chance, good, bodies):
    token = chance.choice(good)
    place = chance.randrange(len(token))
    yield token[:place] + chance.choice(ALPHABET) + token[place + 1 :]
    yield token[:place]
    yield token[place:] + token[:place]
    yield bodies[0][0] + "." + bodies[1][2]
    yield bodies[1][0] + "." + bodies[0][2]
    yield "".join(chance.choices(ALPHABET, k=chance.randrange(300)))
    yield bodies[0][0] + "." + "".join(chance.choices(ALPHABET, k=43))
    yield signed(CLAIM, f"{chance.random()} another secret", NOW)
    yield token.swapcase() if chance.random() < 0.5 else token * 2


@given(st.text(max_size=400))
def test_any_text_at_all_is_refused_without_a_crash(text):
    assert accepted(text) is None

"""The address of a person's feed: feed readers can neither sign in nor send a key.

Each person's is their own, and good for as long as they have a role.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

_SIGNED = 64
"""Characters of a signature: SHA-256, written in hexadecimal."""


def feed_address(secret: str, address: str) -> str:
    """Return the path of the feed of a person, from the root, with the token that opens it.

    Args:
        secret: Of the sign-in cookies; a new one ends all feed addresses.
        address: The person's mail address.
    """
    who = urlsafe_b64encode(address.encode()).decode().rstrip("=")
    return f"atom?token={_signature(secret, address)}{who}"


def owner_of_token(secret: str, token: str) -> str:
    """Return the mail address that a token was made for; empty if it was not made here."""
    signature, who = token[:_SIGNED], token[_SIGNED:]
    try:
        address = urlsafe_b64decode(who + "=" * (-len(who) % 4)).decode()
    except ValueError:
        return ""
    good = hmac.compare_digest(_signature(secret, address).encode(), signature.encode())
    return address if good else ""


def _signature(secret: str, address: str) -> str:
    return hmac.new(secret.encode(), f"feed:{address}".encode(), hashlib.sha256).hexdigest()

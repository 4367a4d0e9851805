"""``/atom.xml``: the newest frozen edition, for feed readers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from watch.errors import UsageError, WatchError
from watch.present.feed_token import owner_of_token
from watch.present.routes.door import Door
from watch.present.routes.page import CONFIDENTIAL, closed
from watch.wording import Translator


def feed(door: Door, request: Request) -> Response:
    """Answer the feed, in the language asked for or the home's."""
    if not (door.may_read(request) or _holds_token(door, request)):
        return closed(Translator(door.spoken(request)))
    try:
        body = door.opened().exports.atom(language=door.spoken(request))
    except UsageError as error:
        return PlainTextResponse(f"{error.message}: {error.hint}\n", 404, CONFIDENTIAL)
    except WatchError as error:
        return PlainTextResponse(f"{error.message}\n", 503, CONFIDENTIAL)
    return Response(body, media_type="application/atom+xml", headers=CONFIDENTIAL)


def _holds_token(door: Door, request: Request) -> bool:
    secret, token = door.access.sign_in.get("cookie_secret", ""), request.query_params.get("token")
    owner = owner_of_token(secret, token) if secret and token else ""
    return bool(owner) and door.reads(owner)

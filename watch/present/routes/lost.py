"""Addresses at which there is nothing: told by us, as Streamlit tells it in English only."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from watch.present import menu
from watch.present.routes.door import Door
from watch.present.routes.page import page, way_in
from watch.wording import Translator

_STREAMLIT = frozenset({"oauth2callback"})
"""What Streamlit answers at the root besides files, which have a dot."""


class Lost(Route):
    """Matches the paths of one word that name no page."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Leave what is known, and all files, to the routes after this one."""
        match, child = super().matches(scope)
        name = child.get("path_params", {}).get("name", "")
        if match is Match.NONE or "." in name or name in menu.paths() | _STREAMLIT:
            return Match.NONE, {}
        return match, child


def lost(door: Door, request: Request) -> Response:
    """Answer that there is no such page, and where the app is."""
    translator = Translator(door.spoken(request))
    title = translator.translate("There is no such page")
    return page(title, translator, way_in(translator), status=404)

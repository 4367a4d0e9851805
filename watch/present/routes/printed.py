"""Pages to print: the brief of one opportunity, the summary of a quarter; as HTML or PDF."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from watch.errors import UsageError, WatchError
from watch.present.markup import element, prose
from watch.present.routes.door import Door
from watch.present.routes.page import CONFIDENTIAL, closed, page
from watch.present.views import fault
from watch.wording import Translator

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_PDF = ".pdf"
INSTALL = 'pip install "techwatch[pdf]"'

Composed = Callable[[str, str], str]
"""Name and language → a whole HTML page."""


def brief(door: Door, request: Request) -> Response:
    """Answer the brief of one opportunity: a sheet for a meeting."""
    return _printed(door, request, door.opened().briefs.card_html)


def quarter(door: Door, request: Request) -> Response:
    """Answer the summary of a quarter, named as 2026-Q3."""
    return _printed(door, request, door.opened().briefs.quarter_html)


def _printed(door: Door, request: Request, composed: Composed) -> Response:
    translator = Translator(door.spoken(request))
    if not door.may_read(request):
        return closed(translator)
    name: str = request.path_params["name"]
    try:
        whole = composed(name.removesuffix(_PDF), translator.language)
    except UsageError:
        title = translator.translate("There is no such page")
        said = translator.translate("Its address may be cut; open it from the app again.")
        return page(title, translator, element("p", said), status=404)
    except WatchError as error:
        return page(fault(error, translator).title, translator, prose(error.hint), status=503)
    if name.endswith(_PDF):
        return _pdf(door, whole, translator)
    return HTMLResponse(whole, headers={"content-security-policy": _POLICY, **CONFIDENTIAL})


def _pdf(door: Door, whole: str, translator: Translator) -> Response:
    try:
        content = door.opened().briefs.pdf(whole)
    except UsageError:
        title = translator.translate("PDF files cannot be made here")
        said = translator.translate("Print the page from the browser, or have this installed:")
        code = element("p", element("code", INSTALL))
        return page(title, translator, element("p", said), code, status=501)
    return Response(content, media_type="application/pdf", headers=CONFIDENTIAL)

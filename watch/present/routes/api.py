"""``/api``: the same home for programs, described by OpenAPI at ``/api/openapi.json``."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from watch.errors import WatchError
from watch.present.markup import Html, element
from watch.present.routes import reads, writes
from watch.present.routes.door import Door
from watch.present.routes.gate import Gate
from watch.present.routes.given import unkept
from watch.present.routes.page import own_link, page
from watch.present.routes.problem import MEDIA_TYPE, SCHEMA, problem, problem_of
from watch.wording import Translator


def api(door: Door) -> FastAPI:
    """Return the API of a home."""
    made = FastAPI(
        title="techwatch",
        version=version("techwatch"),
        summary="Editions, opportunities and decisions of one home folder.",
        docs_url=None,  # Swagger UI would load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        dependencies=[Depends(unkept)],
        responses={status: _described(status) for status in (401, 403, 404, 422, 503)},
        middleware=[Middleware(Gate, door=door)],
        exception_handlers={
            WatchError: _expected,
            HTTPException: _refused,
            RequestValidationError: _misspelt,
            Exception: _unexpected,
        },
    )
    made.state.door = door
    made.include_router(reads.router)
    made.include_router(writes.router)
    made.add_route("/docs", _docs, include_in_schema=False)
    return made


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield method, path and summary of each operation of an OpenAPI description."""
    for path, item in described["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation["summary"]


def _described(status: int) -> dict[str, Any]:
    problems = {MEDIA_TYPE: {"schema": SCHEMA}}
    return {"description": HTTPStatus(status).phrase, "content": problems}


def _docs(request: Request) -> Response:
    """Answer the list of operations, for people."""
    translator = Translator(request.app.state.door.spoken(request))
    rows = [_row(*operation, translator) for operation in operations(request.app.openapi())]
    described = own_link("/api/openapi.json", "/api/openapi.json")
    told = translator.translate(
        "What programs may ask of this home. Reading is as open as the app; writing needs the "
        "key, sent as X-API-Key. The whole description, for tools:"
    )
    table = element("table", element("tbody", *rows))
    title = translator.translate("Programming interface")
    return page(title, translator, element("p", told, " ", described), table)


def _row(method: str, path: str, summary: str, translator: Translator) -> Html:
    return element(
        "tr",
        element("th", method, scope="row"),
        element("td", element("code", f"/api{path}")),
        element("td", translator.translate(summary)),
    )


async def _expected(_request: Request, error: WatchError) -> Response:
    return problem_of(error)


async def _refused(_request: Request, error: HTTPException) -> Response:
    return problem(error.status_code, str(error.detail), headers=error.headers)


async def _misspelt(_request: Request, error: RequestValidationError) -> Response:
    mistakes = [
        {"where": ".".join(str(part) for part in one["loc"]), "what": one["msg"]}
        for one in error.errors()
    ]
    return problem(422, "the request is not in the format", errors=mistakes)


async def _unexpected(_request: Request, _error: Exception) -> Response:
    return problem(500, "something went wrong; the log of the app tells what")

"""Errors of the API as problem documents (RFC 9457): what happened, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import JSONResponse

from watch.errors import ConfigError, ModelMissing, StoreError, UsageError, WatchError

MEDIA_TYPE = "application/problem+json"

_FIELDS = ("type", "title", "detail", "hint")
SCHEMA = {
    "type": "object",
    "properties": {
        **{name: {"type": "string"} for name in _FIELDS},
        "status": {"type": "integer"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
    "required": ["type", "title", "status", "detail"],
}
"""Of a problem document, for the description of the API."""

_STATUSES: Mapping[type[WatchError], int] = {
    UsageError: 422,
    ConfigError: 500,
    ModelMissing: 503,
    StoreError: 503,
}


def problem(
    status: int,
    detail: str,
    *,
    hint: str = "",
    errors: object = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return a problem document.

    Args:
        detail: What happened, in one line.
        hint: What can be done about it.
        errors: Each mistake of a request, where it has several.
    """
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "hint": hint,
        "errors": errors,
    }
    told = {name: value for name, value in body.items() if value}
    kept = {"cache-control": "no-store", **(headers or {})}
    return JSONResponse(told, status, headers=kept, media_type=MEDIA_TYPE)


def problem_of(error: WatchError) -> JSONResponse:
    """Return the problem document of an expected error."""
    status = next((code for kind, code in _STATUSES.items() if isinstance(error, kind)), 500)
    return problem(status, error.message, hint=error.hint)

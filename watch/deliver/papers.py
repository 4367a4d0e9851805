"""Briefs and summaries → pages to print: one file each, nothing loaded from anywhere; and PDF."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from watch.deliver.brief import Brief
from watch.deliver.quarter import QuarterSummary
from watch.errors import UsageError
from watch.wording import Translator


def brief_html(brief: Brief) -> str:
    """Return a brief as a page that prints on one sheet of A4."""
    return _page("brief.html.j2", brief.language, brief=brief)


def quarter_html(summary: QuarterSummary) -> str:
    """Return a summary as a page that prints on one or two sheets of A4."""
    return _page("quarter.html.j2", summary.language, summary=summary)


def pdf(html: str) -> bytes:
    """Return a page made here as PDF; nothing is fetched for it.

    Raises:
        UsageError: If what makes PDF files is not installed.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:  # OSError: the library is there, Pango is not
        message = "PDF files need the extra `pdf`"
        hint = "`pip install techwatch[pdf]`, or take .html and print it from a browser"
        raise UsageError(message, hint=hint) from error
    nothing = URLFetcher(allowed_protocols=())
    return bytes(HTML(string=html, url_fetcher=nothing).write_pdf())


def _page(template: str, language: str, **values: object) -> str:
    page = _environment().get_template(template)
    return page.render(_=Translator(language).translate, **values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("watch.deliver"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

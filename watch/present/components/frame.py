"""What every page shares: its head, notices, faults, references."""

from __future__ import annotations

from watch.present.markup import Content, Html, bar, element, joined, link, prose
from watch.present.views import Fault, Quote, Reference
from watch.wording import Aspect, Translator

SEPARATOR = "\u00a0· "
"""Never at the beginning of a line."""


def head(title: str, *, eyebrow: str = "", lead: str = "") -> Html:
    """Return the head of a page: where we are, its title, the line that sums it up."""
    return element(
        "header",
        element("p", eyebrow, class_="tw-eyebrow") if eyebrow else None,
        element("h1", title),
        element("p", lead, class_="tw-lead") if lead else None,
        class_="tw-head",
    )


def notice(text: str, *, kind: str = "") -> Html:
    """Return a line set apart: an example, a caution; nothing where there is no text."""
    if not text:
        return joined()
    return element("p", text, class_=f"tw-notice {kind}".strip(), role="note")


def fault_box(fault: Fault, translator: Translator) -> Html:
    """Return what happened and what to do, where a page should have been."""
    lines = (element("li", prose(line)) for line in fault.lines)
    remedy = joined(element("b", translator.translate("What to do:")), " ", prose(fault.hint))
    return element(
        "section",
        element("h2", fault.title),
        element("ul", *lines, class_="tw-faults"),
        element("p", remedy) if fault.hint else None,
        element("p", translator.translate("Then reload this page."), class_="tw-note"),
        class_="tw-panel tw-panel-bad",
        role="alert",
    )


def steps(title: str, text: str, commands: tuple[tuple[str, str], ...]) -> Html:
    """Return what to type where there is nothing to show yet: (what it does, command)."""
    rows = (
        element("li", element("span", said), element("code", command)) for said, command in commands
    )
    return element(
        "section",
        element("h2", title),
        element("p", text),
        element("ol", *rows, class_="tw-steps"),
        class_="tw-panel",
    )


def nothing(title: str, text: Content) -> Html:
    """Return a panel that says kindly that there is nothing here."""
    return element("section", element("h2", title), element("p", text), class_="tw-panel")


def count(text: str) -> Html:
    """Return how much there is, said before the list begins."""
    return element("p", text, class_="tw-note", role="status")


def heading(text: str, note: str = "") -> Html:
    """Return the heading of a part of a page, with a word of explanation."""
    said = element("p", note, class_="tw-note") if note else None
    return element("div", element("h2", text), said, class_="tw-heading")


def headline(reference: Reference, translator: Translator, level: str = "h3") -> Html:
    """Return a title as a link, in the language it is written in.

    Args:
        level: "h2" right below the title of the page, where no other heading stands between.
    """
    return element(level, opening(reference, translator), lang=reference.language)


def opening(reference: Reference, translator: Translator) -> Html:
    """Return the link to what a reference names; its text alone where there is no address."""
    told = translator.translate("opens {domain} in a new tab", domain=reference.domain)
    return link(reference.url, reference.title, title=told if reference.url else "")


def where(reference: Reference) -> Html:
    """Return where and when a text was published: source, day, domain."""
    parts = (reference.source, reference.day, reference.domain)
    return element("span", SEPARATOR.join(part for part in parts if part), class_="tw-where")


def quotation(quote: Quote) -> Html:
    """Return the verbatim sentence that supports a claim, and where it stands."""
    return element(
        "blockquote",
        element("p", quote.text, lang=quote.language),
        element("footer", where(quote.reference)),
    )


def basis(aspect: Aspect, translator: Translator) -> Content:
    """Return what something was read from, in quotation marks where it stands so."""
    if not aspect.basis:
        return None
    said = aspect.basis
    if aspect.quoted:
        said = translator.translate("“{text}”", text=said)
    return element("span", said, class_="tw-where")


def measured(name: Content, percent: float, value: str, note: Content = None) -> Html:
    """Return a quantity by its name, a bar and its figure."""
    return element(
        "li",
        element("span", name, class_="tw-name"),
        bar(percent),
        element("span", value, class_="tw-figure"),
        element("span", note, class_="tw-basis") if note else None,
    )

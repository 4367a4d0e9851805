"""Pain points: what hurts, as the company stated it, the most pressing first."""

from __future__ import annotations

from watch.present import session
from watch.present.components import frame, lists
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import pain_rows


def draw(visit: Visit) -> None:
    """Draw the stated pain points with what each calls for and what this week brought."""
    translator = visit.translator
    pains = visit.service.pains()
    currency = visit.service.company().currency
    rows = pain_rows(pains, visit.service.edition(), currency, translator)
    lead = translator.translate(
        "What every article is compared with, the greatest need first. "
        "Edit painpoints.yaml to change them."
    )
    show(frame.head(translator.translate("Pain points"), lead=lead), translator.language)
    show(lists.pain_list(rows, translator), translator.language)


draw(session.visit())

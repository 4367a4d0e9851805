"""What the app answers besides its screens: health, feed, API, links of mails, pages to print.

*Request → may it? → one call of the service → JSON, Atom or a small page.*
Invariants: reading is open on loopback and asks for a person or a key elsewhere; nothing is
written by GET, HEAD or OPTIONS; every page is whole without a script and loads nothing.
"""

from __future__ import annotations

from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Mount, Route

from watch.present.routes.api import api
from watch.present.routes.door import Door
from watch.present.routes.feed import feed
from watch.present.routes.health import healthz
from watch.present.routes.lost import Lost, lost
from watch.present.routes.mail_links import answer_feedback, unsubscribe
from watch.present.routes.metrics import metrics
from watch.present.routes.printed import brief, quarter
from watch.present.routes.uploads import Uploads

__all__ = ["Door", "Uploads", "routes"]


def routes(door: Door) -> list[BaseRoute]:
    """Return what is served beside Streamlit's own routes, before them."""
    return [
        Route("/healthz", door.serving(healthz), methods=["GET"]),
        Route("/metrics", door.serving(metrics), methods=["GET"]),
        Route("/atom.xml", door.serving(feed), methods=["GET"]),
        Route("/atom", door.serving(feed), methods=["GET"]),  # of one person, with a token
        Route("/feedback/{token}", door.serving(answer_feedback), methods=["GET", "POST"]),
        Route("/unsubscribe/{token}", door.serving(unsubscribe), methods=["GET", "POST"]),
        Route("/brief/{name}", door.serving(brief), methods=["GET"]),
        Route("/quarter/{name}", door.serving(quarter), methods=["GET"]),
        Route("/api", RedirectResponse("/api/docs")),
        Mount("/api", api(door)),
        Lost("/{name}", door.serving(lost), methods=["GET"]),
    ]

"""What a person sees when something breaks that nobody foresaw: never a traceback.

The log has the traceback once, under a reference that the person can name.
"""

from __future__ import annotations

import secrets

from watch.errors import WatchError
from watch.logs import get_logger
from watch.present import session
from watch.present.components import frame
from watch.present.markup import show
from watch.present.views import Fault, fault
from watch.wording import Translator

_log = get_logger(__name__)


def shown(error: Exception) -> bool:
    """Show an error in place of what it kept from being drawn; return that it is dealt with."""
    translator = session.translator()
    told = fault(error, translator) if isinstance(error, WatchError) else _broken(error, translator)
    show(frame.fault_box(told, translator), translator.language)
    return True


def _broken(error: Exception, translator: Translator) -> Fault:
    reference = secrets.token_hex(3)
    _log.error("page.broken", reference=reference, exc_info=error)
    return Fault(
        title=translator.translate("Something went wrong on our side"),
        lines=(translator.translate("Reference: {reference}", reference=reference),),
        hint=translator.translate(
            "Nothing was lost. If it happens again, give this reference to whoever runs "
            "techwatch here: it stands in the log of the app."
        ),
    )

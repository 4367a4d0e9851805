"""``techwatch doctor``: is everything there that a run needs."""

from __future__ import annotations

from watch.cli.session import Session


def doctor(session: Session) -> int:
    """Look at everything a run needs; say what is wrong and what to do.

    Ends with 1 when something is wrong.
    """
    from watch.cli.show.findings import shown_findings

    with session.service() as service:
        findings, translator = service.doctor(), session.any_translator(service)
    well = all(finding.ok for finding in findings)
    if session.screen.json:
        session.screen.answer({"ok": well, "findings": findings})
    else:
        shown_findings(session.screen, findings, translator)
    return 0 if well else 1

"""A pain nobody has stated is tried on what was collected."""

from __future__ import annotations

import pytest

from watch.model import PainId, PainPoint
from watch.service import Service, prepare_demo


@pytest.mark.slow
def test_unseen_pain_finds_what_helps_and_is_not_stated(tmp_path, use_view):
    """Two sentences are enough; the files and the list of the week stay as they were."""
    server = prepare_demo(tmp_path / "home")
    try:
        with Service(tmp_path / "home", views=[use_view]) as service:
            service.run()
            before, stated = service.edition(), service.pains()
            pain = PainPoint(
                id=PainId(""),
                title="Too much paper in accounts payable",
                description="Clerks retype supplier bills and we pay them late.",
            )
            found = service.try_pain(pain, limit=5)
            assert len(found) == 5
            assert [o.score for o in found] == sorted((o.score for o in found), reverse=True)
            assert any("Quillefer" in o.title for o in found)
            assert {o.pain_title for o in found} == {pain.title}
            assert (service.edition(), service.pains()) == (before, stated)
    finally:
        server.close()

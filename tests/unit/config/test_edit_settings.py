"""Settings written into a person's file; the rest of it stays as it was."""

from __future__ import annotations

import pytest

from watch.config import read_settings, set_setting
from watch.errors import ConfigError, UsageError
from watch.service import Service
from watch.settings import Home

WRITTEN = """\
# how we run
language: fr  # ask Nadia
rank:
  floor: 10  # since March
  # nothing else
collect: {contact: ops@example.org}
"""


@pytest.fixture
def path(tmp_path):
    written = tmp_path / "watch.yaml"
    written.write_text(WRITTEN, "utf-8")
    return written


def test_setting_is_written_and_comments_stay(path):
    set_setting(path, "profile", "proof", part="rank")
    set_setting(path, "language", "en")
    settings = read_settings(Home(root=path.parent))
    assert (settings.rank.profile, settings.rank.floor, settings.language) == ("proof", 10.0, "en")
    text = path.read_text("utf-8")
    for remark in ("# how we run", "# ask Nadia", "# since March", "# nothing else"):
        assert remark in text


def test_file_is_made_when_it_is_missing(tmp_path):
    set_setting(tmp_path / "watch.yaml", "profile", "early", part="rank")
    assert read_settings(Home(root=tmp_path)).rank.profile == "early"


def test_chosen_profile_and_language_count_at_once(path):
    with Service(path.parent) as service:
        assert service.settings.rank.profile == "balanced"
        service.setup.use_profile("early")
        service.setup.speak("en")
        assert (service.settings.rank.profile, service.language) == ("early", "en")


def test_choice_that_does_not_exist_is_refused(path):
    with Service(path.parent) as service:
        with pytest.raises(UsageError, match="no profile"):
            service.setup.use_profile("best")
        with pytest.raises(UsageError, match="not a language"):
            service.setup.speak("de")
    assert path.read_text("utf-8") == WRITTEN


def test_file_with_a_mistake_is_not_written(path):
    with Service(path.parent) as service:
        assert service.settings.language == "fr"
        path.write_text("langage: fr\n", "utf-8")
        with pytest.raises(ConfigError):
            service.setup.speak("en")
    assert path.read_text("utf-8") == "langage: fr\n"

"""What a person may choose about how the home is run, written into ``watch.yaml``."""

from __future__ import annotations

from watch import config
from watch.errors import UsageError
from watch.model import LANGUAGES
from watch.service.open_home import OpenHome


class SettingsDesk:
    """The choices of ``watch.yaml`` that need no text editor; they count from now on."""

    def __init__(self, home: OpenHome) -> None:
        self._home = home

    def use_profile(self, name: str) -> None:
        """Rank by another profile of weights from the next run on.

        Raises:
            ConfigError: If ``watch.yaml`` has a mistake.
            UsageError: If there is no such profile.
        """
        known = self._home.settings.rank.known_profiles
        if name not in known:
            message = f"no profile is called `{name}`"
            raise UsageError(message, hint=f"there are {', '.join(known)}")
        self._write("profile", name, part="rank")

    def speak(self, language: str) -> None:
        """Make a language that of the home: of the screens, the lists and the mails.

        Raises:
            ConfigError: If ``watch.yaml`` has a mistake.
            UsageError: If it is not one of those served.
        """
        if language not in LANGUAGES:
            message = f"`{language}` is not a language of techwatch"
            raise UsageError(message, hint=f"there are {', '.join(LANGUAGES)}")
        self._write("language", language)

    def _write(self, name: str, value: str, *, part: str = "") -> None:
        config.read_settings(self._home.home)
        config.set_setting(self._home.home.settings_path, name, value, part=part)
        self._home.forget_settings()

"""What leaves the house, where the app is reached, what runs by itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """The server that mails leave by; without a host, none is sent.

    ``user`` and ``password`` come from the environment only.

    Attributes:
        security: "starttls", "tls" (from the first byte) or "none" (loopback relays).
    """

    host: str = ""
    port: int = 587
    security: str = "starttls"
    timeout_s: float = 30.0
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A chat room or a program that is told of each new edition.

    Attributes:
        format: "generic", "teams", "slack" or "mattermost".
        url_variable: The environment variable that holds its address, which is a secret.
    """

    name: str
    format: str = "generic"
    url_variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverSettings:
    """Who receives the digest, when, and from whom it comes.

    Attributes:
        send_day: English name of a day; the digest leaves at the first occasion from ``send_time``.
        send_time: Clock time in the company's time zone, as "07:00".
        approval: Whether a person must approve an edition before its digest leaves.
        when_empty: "short" sends two lines, "nothing" sends nothing.
    """

    sender: str = "techwatch@localhost"
    recipients: tuple[str, ...] = ()
    max_opportunities: int = 5
    send_day: str = "monday"
    send_time: str = "07:00"
    approval: bool = False
    when_empty: str = "short"
    smtp: SmtpSettings = SmtpSettings()
    webhooks: tuple[Webhook, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSettings:
    """Where the app is reached, and who may do what in it once people sign in.

    People are named by mail address, or all of a domain as "@lumera.example".

    Attributes:
        public_url: The address that readers open, for the links of the digest; without it the
            digest has no links back.
        readers: May look.
        editors: May also decide.
        admins: May also change pain points, sources and deliveries.
    """

    public_url: str = ""
    readers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeSettings:
    """What ``techwatch serve`` does by itself.

    Units:
        ``run_every_h`` hours between two runs.
    """

    run_every_h: float = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmSettings:
    """A language model that may re-word what a story says; off unless switched on.

    ``api_key`` comes from the environment only.
    """

    enabled: bool = False
    base_url: str = ""
    model: str = ""
    api_key: str = field(default="", repr=False)

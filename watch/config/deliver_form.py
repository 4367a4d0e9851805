"""What leaves the house, where the app is reached and what runs by itself, checked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from pydantic import Field, field_validator

from watch.config.form import Form
from watch.config.moments import ClockTime, Day
from watch.settings import DeliverSettings, SmtpSettings, Webhook

_WHO = re.compile(r"[^@\s]*@[^@\s]+")


class SmtpForm(Form):
    """The server that mails leave by."""

    host: str | None = None
    port: int | None = Field(default=None, ge=1, le=65_535)
    security: Literal["starttls", "tls", "none"] | None = None
    timeout_s: float | None = Field(default=None, gt=0, le=300)


class WebhookForm(Form):
    """A chat room or a program that is told of each new edition."""

    name: str = Field(min_length=1, max_length=60)
    format: Literal["generic", "teams", "slack", "mattermost"] = "generic"
    url_variable: str = Field(pattern=r"^[A-Z][A-Z0-9_]*$")


class DeliverForm(Form):
    """Who receives the digest, when, and from whom it comes."""

    sender: str | None = None
    recipients: list[str] | None = None
    max_opportunities: int | None = Field(default=None, ge=1, le=20)
    send_day: Day | None = None
    send_time: ClockTime | None = None
    approval: bool | None = None
    when_empty: Literal["short", "nothing"] | None = None
    smtp: SmtpForm = Field(default_factory=SmtpForm)
    webhooks: list[WebhookForm] = Field(default_factory=list)


class AppForm(Form):
    """Where the app is reached, and who may do what in it."""

    public_url: str | None = None
    readers: list[str] = Field(default_factory=list)
    editors: list[str] = Field(default_factory=list)
    admins: list[str] = Field(default_factory=list)

    @field_validator("public_url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url and not url.startswith(("http://", "https://")):
            msg = "must begin with http:// or https://"
            raise ValueError(msg)
        return url.rstrip("/") if url else url

    @field_validator("readers", "editors", "admins")
    @classmethod
    def _people(cls, named: list[str]) -> list[str]:
        for one in named:
            if not _WHO.fullmatch(one):
                msg = f"`{one}` must be a mail address, or all of a domain as @example.org"
                raise ValueError(msg)
        return [one.casefold() for one in named]


class ServeForm(Form):
    """What ``techwatch serve`` does by itself."""

    run_every_h: float | None = Field(default=None, gt=0, le=168)


def deliver_settings(form: DeliverForm, user: str, password: str) -> DeliverSettings:
    """Return what the form says over the defaults; who signs in comes from the environment."""
    said = form.model_dump(exclude_none=True, exclude={"smtp", "webhooks", "recipients"})
    smtp = SmtpSettings(**form.smtp.model_dump(exclude_none=True), user=user, password=password)
    webhooks = tuple(Webhook(**webhook.model_dump()) for webhook in form.webhooks)
    recipients = tuple(form.recipients or ())
    return replace(DeliverSettings(), **said, smtp=smtp, webhooks=webhooks, recipients=recipients)

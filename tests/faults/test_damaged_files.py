"""A database or a model that is damaged or from elsewhere: told with its remedy, not replaced."""

from __future__ import annotations

import io
import random
import sqlite3
import zipfile
from collections import Counter

import pytest
from fakes import MOMENT, HashingEmbedder, served
from fed_home import fed_home, feeds
from lived_home import lived_home

from watch.cli.ending import refusal
from watch.clock import FixedClock
from watch.errors import ModelMissing, StoreError, WatchError
from watch.model import Act
from watch.service import Service
from watch.understand import load_view
from watch.understand.built_once import built

PAGE = 4096
"""Bytes of a page of SQLite."""


def cut_in_half(raw, _draw):
    return raw[: len(raw) // 2]


def cut_within_the_first_page(raw, _draw):
    return raw[: PAGE // 2]


def cut_to_one_page(raw, _draw):
    return raw[:PAGE]


def flip_the_head(raw, _draw):
    return bytes(byte ^ 0xFF for byte in raw[:100]) + raw[100:]


def scramble_every_page(raw, draw):
    return raw[:PAGE] + draw.randbytes(len(raw) - PAGE)


def become_a_text(_raw, _draw):
    return b"sources:\n  - url: https://press.example/feed\n" * 200


def become_a_zip(_raw, _draw):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("watch.db", b"x" * 10_000)
    return packed.getvalue()


SURE = (
    cut_in_half,
    cut_within_the_first_page,
    cut_to_one_page,
    flip_the_head,
    scramble_every_page,
    become_a_text,
    become_a_zip,
)
"""Damages that leave nothing to work with."""


def flip_some_bits(raw, draw):
    bad = bytearray(raw)
    for _ in range(draw.randrange(1, 20)):
        bad[draw.randrange(len(bad))] ^= 1 << draw.randrange(8)
    return bytes(bad)


def blank_a_page(raw, draw):
    start = PAGE * draw.randrange(len(raw) // PAGE)
    return raw[:start] + bytes(PAGE) + raw[start + PAGE :]


def swap_two_pages(raw, draw):
    pages = [raw[start : start + PAGE] for start in range(0, len(raw), PAGE)]
    one, other = draw.sample(range(len(pages)), 2)
    pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)


PERHAPS = (flip_some_bits, blank_a_page, swap_two_pages)
"""Damages that may hit what nothing asks for, or a letter of a text."""


def settled(root):
    """Return the database of a home, all of it in its one file."""
    path = root / "index" / "watch.db"
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    return path


def opened(root):
    return Service(root, clock=FixedClock(MOMENT), views=[HashingEmbedder()])


@pytest.fixture
def fed(tmp_path, own_cache):
    """A home that has run, whose feeds can still be read."""
    with served(feeds()) as base:
        root = fed_home(tmp_path / "fed", base)
        with opened(root) as service:
            service.run()
        yield root


@pytest.mark.parametrize("damage", SURE)
def test_database_that_is_none_is_told_and_left_as_it_is(fed, damage):
    """By the doctor and by a run, in one line with what to do; its bytes stay for a rescue."""
    path = settled(fed)
    bad = damage(path.read_bytes(), random.Random(3))
    path.write_bytes(bad)
    with opened(fed) as service:
        found = {finding.subject: finding for finding in service.doctor()}["database"]
        assert not found.ok
        assert "backup" in found.hint or "move the file away" in found.hint
        with pytest.raises(StoreError) as caught:
            service.run()
    told = refusal(caught.value)
    assert told.exit_code == 1
    assert len(told.lines) == 1
    assert str(path) in told.lines[0]
    assert "backup" in told.hint or "move the file away" in told.hint
    assert path.read_bytes() == bad


def test_file_moved_away_as_told_is_made_anew(fed):
    path = settled(fed)
    path.write_bytes(become_a_text(b"", None))
    path.rename(path.with_suffix(".broken"))
    with opened(fed) as service:
        assert service.run().articles_new == len(service.search("line stoppages", limit=100))
        assert {f.ok for f in service.doctor() if f.subject == "database"} == {True}


@pytest.mark.proof
def test_damaged_database_never_ends_in_a_traceback(tmp_path, own_cache, proof):
    """Whatever is damaged, looking and writing either work or are refused with a remedy."""
    root = lived_home(tmp_path / "home", articles=60)
    path, draw, found = settled(root), random.Random(5), Counter()
    good = path.read_bytes()
    for case in range(proof.count(short=30, full=300)):
        damages = (*SURE, *PERHAPS)
        damage = damages[case % len(damages)]
        for left in root.glob("index/watch.db-*"):
            left.unlink()
        path.write_bytes(damage(good, draw))
        found += judged(root, sure=damage in SURE)
    proof.state(
        "damaged database files",
        measured=f"{found['uncaught']} uncaught, {found['without a remedy']} without a remedy, "
        f"{found['missed']} missed by the doctor; {found['refused']} refused, "
        f"{found['worked']} worked",
        target="0 uncaught, 0 without a remedy, 0 missed",
        holds=not found["uncaught"] + found["without a remedy"] + found["missed"],
    )


def judged(root, *, sure):
    """Count how a home fares whose database is damaged."""
    found = Counter()
    with opened(root) as service:
        said = {finding.subject: finding for finding in service.doctor()}["database"]
        found["missed"] += sure and said.ok
        found["without a remedy"] += not said.ok and not said.hint
        for look in (
            service.edition,
            service.reviews.cards,
            service.sources.standings,
            lambda: service.search("article"),
            lambda: service.reviews.record("one", Act.NOTE, note="seen", by="Nadia"),
        ):
            try:
                look()
                found["worked"] += 1
            except WatchError as error:
                found["refused"] += 1
                found["without a remedy"] += not error.hint
            except Exception as error:  # noqa: BLE001 - what a person would see as a traceback
                found["uncaught"] += 1
                print(f"uncaught: {error!r}")
    return found


@pytest.fixture
def model(tmp_path):
    """A small model of the kind that a person may name in watch.yaml."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = Tokenizer(models.WordLevel({"[UNK]": 0, "[PAD]": 1, "line": 2}, unk_token="[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    shape = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1}
    parts = tmp_path / "parts"
    BertModel(BertConfig(vocab_size=3, intermediate_size=8, **shape)).save_pretrained(parts)
    PreTrainedTokenizerFast(
        tokenizer_object=words, unk_token="[UNK]", pad_token="[PAD]"
    ).save_pretrained(parts)
    folder = tmp_path / "model"
    SentenceTransformer(
        modules=[Transformer(str(parts)), Pooling(8, pooling_mode="mean")], device="cpu"
    ).save(str(folder))
    return folder


MODEL_FILES = ("model.safetensors", "config.json", "tokenizer.json", "modules.json")


@pytest.mark.parametrize("name", MODEL_FILES)
@pytest.mark.parametrize("damage", [cut_in_half, become_a_zip])
def test_damaged_model_is_told_with_its_remedy_and_left_as_it_is(model, name, damage):
    path = model / name
    bad = damage(path.read_bytes(), None)
    path.write_bytes(bad)
    with pytest.raises(ModelMissing) as caught:
        load_view(str(model))
    assert str(model) in caught.value.message
    assert "watch.yaml" in caught.value.hint
    assert "\n" not in caught.value.message
    assert path.read_bytes() == bad


def test_whole_model_of_a_folder_loads(model):
    assert load_view(str(model)).documents(["line"]).shape == (1, 8)


def test_run_with_a_damaged_model_says_so_and_loses_nothing(fed, model):
    (model / "model.safetensors").write_bytes(b"not a model")
    with (fed / "watch.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"understand: {{models: ['{model}']}}\n")
    path = settled(fed)
    with opened(fed) as service:
        articles = len(service.search("line stoppages", limit=100))
    with Service(fed, clock=FixedClock(MOMENT)) as service:
        with pytest.raises(ModelMissing) as caught:
            service.run()
        assert refusal(caught.value).exit_code == 1
    with opened(fed) as service:
        assert len(service.search("line stoppages", limit=100)) == articles
    assert path.exists()


@pytest.mark.parametrize("damage", [cut_in_half, flip_some_bits, become_a_zip])
def test_damaged_file_in_the_cache_of_models_is_made_again(own_cache, damage):
    """What we can make ourselves needs nobody's help."""
    made = []

    def write(folder):
        made.append(folder)
        (folder / "weights.bin").write_bytes(bytes(range(256)) * 64)

    path = built("use", write) / "weights.bin"
    good = path.read_bytes()
    path.write_bytes(damage(good, random.Random(2)))
    assert (built("use", write) / "weights.bin").read_bytes() == good
    assert len(made) == 2

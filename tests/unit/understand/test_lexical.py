"""Texts are alike by the letter as far as they share what few others say."""

from __future__ import annotations

import numpy as np
import pytest

from watch.understand.lexical import Numbering, common_marks, common_words, counts

OTHERS = [f"texte{number:03d}" for number in range(40)]


def dense(rows):
    return (rows @ rows.T).toarray()


def test_text_with_itself_gives_the_weight():
    alike = dense(common_words(["hydrogen plant", *OTHERS], 0.8))
    assert alike[0, 0] == pytest.approx(0.8)


def test_beginning_of_a_word_is_enough_in_either_language():
    alike = dense(common_words(["hydrogène", "hydrogen", *(f"{n}word" for n in range(40))], 0.8))
    assert alike[0, 1] == pytest.approx(0.8)


def test_words_of_two_letters_and_common_words_join_nothing():
    texts = ["ax steel", "ax iron", *(f"steel {number}word" for number in range(40))]
    alike = dense(common_words(texts, 0.8))
    assert alike[0].max() == 0.0


def test_rarer_mark_in_common_counts_more_up_to_its_weight():
    texts = [["rare", "often"], ["rare"], ["often"], ["often"], ["other"]]
    numbering = Numbering(str)
    alike = dense(common_marks(counts(texts, numbering), np.full(3, 0.15)))
    assert 0.15 > alike[0, 1] > alike[0, 2] > 0

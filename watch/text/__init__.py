"""Text made safe and comparable: cleaning, folding, stemming, sentences, quoting, prints.

Every function is pure. ``clean_text`` is the one gate through which untrusted
text enters the product.
"""

from watch.text.cleaning import clean_text, folded, shorten
from watch.text.prints import fingerprint, number_id, slug
from watch.text.quotable import boilerplate, concreteness, dangling, quotable
from watch.text.splitting import sentences
from watch.text.terms import FUNCTION_WORDS, fold, stems, telling_stems, words

__all__ = [
    "FUNCTION_WORDS",
    "boilerplate",
    "clean_text",
    "concreteness",
    "dangling",
    "fingerprint",
    "fold",
    "folded",
    "number_id",
    "quotable",
    "sentences",
    "shorten",
    "slug",
    "stems",
    "telling_stems",
    "words",
]

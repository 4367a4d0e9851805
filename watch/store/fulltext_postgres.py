"""Full text on PostgreSQL: a ``tsvector`` finds, the tokens themselves are counted.

A ``tsvector`` knows at most 255 places of a word, none beyond the 16,383rd, and no phrase across
a cut word. So it only says which articles may hold a phrase, by a GIN index; phrases are then
looked for, and counted, in the tokens. A search thus gives what FTS5 gives, weights included,
up to the candidates of very frequent words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    Text,
    any_,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from watch.model import Article
from watch.store.bm25 import K1, TITLE_WEIGHT, B, rarity
from watch.store.months import article_fts, article_fts_total, make_room, month_of

_CANDIDATES = 10_000
"""Articles that are weighed at most, beyond those of the rarest word: 3 microseconds a word each.
Where more hold a word of the query, the rarest words choose them, ``ts_rank`` the first of those,
and the frequent words only weigh."""

_LEXEME = 200
"""Characters of a token in the ``tsvector``, which takes 2,046 bytes; the rest is looked for in
the tokens."""

_LEXEMES = 900_000
"""Characters of all its tokens: PostgreSQL refuses a megabyte. Of a longer text, later words that
are not among the first 900,000 characters' are not found."""

_COUNTS = text(
    """
    SELECT phrase.number, count(*)
    FROM unnest(CAST(:sought AS tsquery[]), CAST(:spelt AS text[])) WITH ORDINALITY
        AS phrase (sought, spelt, number)
    JOIN article_fts AS held ON held.words @@ phrase.sought
        AND (strpos(held.title, phrase.spelt) > 0 OR strpos(held.body, phrase.spelt) > 0)
    GROUP BY phrase.number
    """
)

_WEIGHTS = text(
    """
    WITH held AS MATERIALIZED (
        SELECT article_id, length, words, title, body FROM article_fts
        WHERE words @@ CAST(:any_of AS tsquery)
        ORDER BY ts_rank(words, CAST(:any_of AS tsquery)) DESC, article_id
        LIMIT :candidates
    )
    SELECT held.article_id, sum(
        phrase.rarity * (found.times * (:k1 + 1)
        / (found.times + :k1 * (1 - :b + :b * held.length / :mean_length)))
    ) AS weight
    FROM held
    JOIN unnest(
        CAST(:sought AS tsquery[]), CAST(:spelt AS text[]), CAST(:rarities AS float8[])
    ) AS phrase (sought, spelt, rarity) ON held.words @@ phrase.sought
    CROSS JOIN LATERAL (
        SELECT CASE WHEN phrase.spelt LIKE '%  %'
            THEN :title_weight * regexp_count(held.title, '(?=' || phrase.spelt || ')')
                + regexp_count(held.body, '(?=' || phrase.spelt || ')')
            ELSE (
                :title_weight * (length(held.title) - length(replace(held.title, phrase.spelt, '')))
                + length(held.body) - length(replace(held.body, phrase.spelt, ''))
            ) / length(phrase.spelt)
        END AS times
    ) AS found
    WHERE found.times > 0
    GROUP BY held.article_id
    ORDER BY weight DESC, held.article_id
    LIMIT :limit
    """
)
"""A word is counted by what is left of the tokens without it, ten times as quick as by a pattern;
the places of a phrase may overlap, which only a pattern sees."""

_FORGET = (
    delete(article_fts)
    .where(article_fts.c.article_id == any_(bindparam("ids", type_=ARRAY(BigInteger))))
    .returning(article_fts.c.length)
)
_INDEX = insert(article_fts).values(
    words=func.array_to_tsvector(bindparam("lexemes", type_=ARRAY(Text)))
)


def replace(
    connection: Connection, rows: Sequence[tuple[Article, Sequence[str], Sequence[str]]]
) -> None:
    """Index articles by the tokens of their titles and bodies, in place of what was there."""
    found = [_row(*row) for row in rows]
    make_room(connection, article_fts, {row["month"] for row in found})
    ids = [row["article_id"] for row in found]
    former = connection.execute(_FORGET, {"ids": ids}).scalars().all()
    connection.execute(_INDEX, found)
    total = article_fts_total.c
    connection.execute(
        update(article_fts_total).values(
            articles=total.articles + len(found) - len(former),
            tokens=total.tokens + sum(row["length"] for row in found) - sum(former),
        )
    )


def best(
    connection: Connection, phrases: Sequence[Sequence[str]], limit: int
) -> list[tuple[int, float]]:
    """Return the articles that hold any of the phrases, best first, with their weight."""
    sought = [" & ".join(_lexemes(tokens)) for tokens in phrases]
    spelt = [_spelt(tokens) for tokens in phrases]
    counts: dict[int, int] = dict(
        connection.execute(_COUNTS, {"sought": sought, "spelt": spelt}).all()
    )
    if not counts:
        return []
    held = sorted(counts)
    articles, tokens = connection.execute(select(article_fts_total)).one()
    rows = connection.execute(
        _WEIGHTS,
        {
            "sought": [sought[n - 1] for n in held],
            "spelt": [spelt[n - 1] for n in held],
            "rarities": [rarity(articles, counts[n]) for n in held],
            "any_of": " | ".join(f"({sought[n - 1]})" for n in _choosing(counts)),
            "candidates": _CANDIDATES,
            "mean_length": tokens / articles,
            "title_weight": TITLE_WEIGHT,
            "k1": K1,
            "b": B,
            "limit": limit,
        },
    )
    return [(int(row[0]), float(row[1])) for row in rows]


def _choosing(counts: Mapping[int, int]) -> Iterator[int]:
    """Yield the numbers of the phrases whose articles are weighed, the rarest first."""
    candidates = 0
    for number, held in sorted(counts.items(), key=lambda pair: (pair[1], pair[0])):
        if candidates >= _CANDIDATES:
            return
        yield number
        candidates += held


def _row(article: Article, title: Sequence[str], body: Sequence[str]) -> dict[str, Any]:
    return {
        "month": month_of(article.first_seen_at),
        "article_id": article.id,
        "length": len(title) + len(body),
        "lexemes": _lexemes([*title, *body]),
        "title": _spelt(title),
        "body": _spelt(body),
    }


def _lexemes(tokens: Sequence[str]) -> list[str]:
    """Return what the ``tsvector`` holds of tokens, each once."""
    each = dict.fromkeys(token[:_LEXEME] for token in tokens)
    ends = accumulate(map(len, each))
    return [lexeme for lexeme, end in zip(each, ends, strict=True) if end <= _LEXEMES]


def _spelt(tokens: Sequence[str]) -> str:
    """Return tokens as they are looked for: with a space of its own on each side of each."""
    return "".join(f" {token} " for token in tokens)

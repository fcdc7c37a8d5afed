"""Search over folded keys: every word must match, one typo per word is forgiven.

A word cut in three parts keeps at least one of them whole under one typo (insertion, deletion,
substitution, or swap of two neighbours: a swap across a cut touches two parts, never three). So
rows that hold any part are candidates, and the distance is then measured on their words alone.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import TypeVar

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Select, inspect, or_

from facilitator.db import Searchable, db
from facilitator.formats import search_key

Row = TypeVar("Row", bound=Searchable)

FORGIVING = 4
"""Letters from which a word may hold a typo: shorter ones would match anything."""
PARTS = 3
CANDIDATES = 20_000
WORDS = 8
SPACED_NUMBER = re.compile(r"\d[\d\s\u00a0\u202f.]{7,}\d")


def words_of(text: str) -> list[str]:
    """What is looked for: folded words, the first eight; a SIREN or SIRET typed with spaces is one."""
    return search_key(SPACED_NUMBER.sub(_joined, text)).split()[:WORDS]


def _joined(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    return digits if len(digits) in (9, 14) else found[0]


@lru_cache(maxsize=1000)
def parts(word: str) -> list[str]:
    """The word in three consecutive parts as even as can be (`clause` → `cl`, `au`, `se`)."""
    cuts = [len(word) * rank // PARTS for rank in range(PARTS + 1)]
    return [word[start:end] for start, end in zip(cuts, cuts[1:], strict=False)]


def is_forgiven(word: str) -> bool:
    """Whether a typo is forgiven: four letters or more, and never in a number."""
    return len(word) >= FORGIVING and not word.isdigit()


def matches(word: str, other: str) -> bool:
    """Whether a row's word answers: it starts so, holds it, or is one typo away, beginning included."""
    if word in other:
        return True
    if not is_forgiven(word) or not any(piece in other for piece in parts(word)):
        return False
    lengths = range(len(word) - 1, len(word) + 2)
    return any(OSA.distance(word, other[:length], score_cutoff=1) <= 1 for length in lengths)


def rank(words: Sequence[str], key: str) -> tuple[int, int, str] | None:
    """How well a key answers (less is better), or None: typos, then words found inside a word."""
    others = key.split()
    typos = inside = 0
    for word in words:
        if any(other.startswith(word) for other in others):
            continue
        if word in key:
            inside += 1
        elif any(matches(word, other) for other in others):
            typos += 1
        else:
            return None
    return typos, inside, key


def candidate(model: type[Searchable], word: str) -> ColumnElement[bool]:
    """The rows that could hold this word."""
    pieces = parts(word) if is_forgiven(word) else [word]
    return or_(*(model.search_key.contains(piece) for piece in pieces))


def find(rows: Select[Row], model: type[Row], text: str, limit: int = 20) -> list[Row]:
    """The best answers among rows that the asker may see: `rows` is a select that starts from her.

    Exact answers come first; typos are looked for only where these do not fill the limit.
    """
    words = words_of(text)
    if not words or max(map(len, words)) < 2:
        return []
    found = best(rows.where(*(model.search_key.contains(word) for word in words)), model, words, limit)
    if len(found) < limit:
        wide = rows.where(*(candidate(model, word) for word in words))
        found += [row for row in best(wide, model, words, limit) if row not in found]
    return found[:limit]


def best(rows: Select[Row], model: type[Row], words: Sequence[str], limit: int) -> list[Row]:
    """The rows that answer, the best first. Only keys are read until the best are known."""
    identity = inspect(model).primary_key[0]
    keys = rows.with_only_columns(identity, model.search_key).order_by(None).limit(CANDIDATES)
    ranked = [(place, one) for one, key in db.session.execute(keys) if (place := rank(words, key))]
    order = [one for _, one in nsmallest(limit, ranked)]
    found = db.session.scalars(rows.where(identity.in_(order))).unique()
    return sorted(found, key=lambda row: order.index(inspect(row).identity[0]))

"""No participant is named where a buyer reads: logs, recovery actions, penalty files."""

from collections.abc import Iterator

from sqlalchemy import select

from clauses.people.participants.models import Participant
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.identity import refuse_nir
from facilitator.words import RuleBroken

NAMED = "Ne nommez aucune personne suivie : écrivez « une personne », « deux maçons »."
LONGEST_NAME = 4
"""Words of a given and a family name together that are looked for side by side."""


def check_nobody_named(body_id: int, text: str, field: str) -> str:
    """The text, stripped; raises `RuleBroken` on `field` when it names a participant of the body (given and
    family names side by side, in either order) or holds a social-security number.
    """
    text = text.strip()
    refuse_nir(text, field)
    keys = set(_keys(search_key(text).split()))
    named = select(Participant.id).where(
        Participant.body_id == body_id, Participant.search_key.in_(sorted(keys))
    )
    if keys and db.session.scalar(named.limit(1)) is not None:
        raise RuleBroken(NAMED, field)
    return text


def _keys(words: list[str]) -> Iterator[str]:
    """Every run of two to four words, and the same run with its parts exchanged."""
    for length in range(2, LONGEST_NAME + 1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            for cut in range(length):
                yield " ".join(run[cut:] + run[:cut])

"""How far an asker may read a pathway; the glass: a reason, an hour, the head told. Pure.

Need to know inside one body is what the CNIL asks of social support (référentiel of 2023), and where France
Travail failed (deliberation SAN-2026-003): an account that reads whom it does not follow leaves a reason.
"""

from datetime import datetime, timedelta

from facilitator.words import RuleBroken, Word

GLASS_LASTS = timedelta(minutes=60)
FEWEST_WORDS = 4
FEWEST_LETTERS = 15


class Reach(Word):
    """How far an asker may read a pathway."""

    FOLLOWS = "follows", "Vous suivez ce parcours"
    GLASS = "glass", "Lecture exceptionnelle"
    EXISTS = "exists", "Vous ne suivez pas ce parcours"


def check_glass(reason: str) -> str:
    """A reason that says something; raises `RuleBroken` on `reason`."""
    plain = " ".join(reason.split())
    words = {word.casefold() for word in plain.split() if any(char.isalpha() for char in word)}
    if len(words) < FEWEST_WORDS or len(plain) < FEWEST_LETTERS:
        raise RuleBroken("Dites pourquoi en quelques mots : la personne pourrait vous le demander.", "reason")
    return plain


def is_open(at: datetime, until: datetime) -> bool:
    """Whether a broken glass still lets its user read."""
    return at < until


def check_reading(author: int, reader: int, others: int) -> None:
    """A head does not approve her own reading when another head can (`others`)."""
    if author == reader and others:
        raise RuleBroken("Un autre responsable doit regarder votre propre lecture.")

"""The identity of a person: what must be said, how it is written down, what is refused."""

import unicodedata
from datetime import date

from facilitator.formats import NBSP
from facilitator.identity import has_nir as has_nir
from facilitator.identity import refuse_nir as refuse_nir
from facilitator.words import RuleBroken

YOUNGEST = 14
"""Under fourteen nobody works, not even on holiday (Code du travail, L4153-1 to L4153-3)."""
OLDEST = 90
"""Past it, a year was typed wrong."""
NAME_FIELDS = ("family_name", "given_name")


def tidy_name(text: str) -> str:
    """A name as it is kept: composed accents, one space between words, the typographic apostrophe."""
    composed = unicodedata.normalize("NFC", text).replace("'", "’").replace("‘", "’").replace("ʼ", "’")
    return " ".join(composed.replace(NBSP, " ").split())


def full_name(given: str, family: str) -> str:
    """Given name, then family name."""
    return f"{given} {family}".strip()


def checked_name(text: str, field: str, says: str) -> str:
    """A name that may be kept. Raises `RuleBroken` on its field when it is none."""
    name = tidy_name(text)
    refuse_nir(name, field)
    if not any(char.isalpha() for char in name):
        raise RuleBroken(f"Indiquez le {says}.", field)
    if any(char.isdigit() for char in name):
        raise RuleBroken(f"Un {says} ne contient pas de chiffre.", field)
    return name


def check_birth(birth_date: date | None, today: date) -> None:
    """Refuse a birth date that cannot be a worker's. Raises `RuleBroken` on `birth_date`."""
    if birth_date is None:
        return
    age = age_on(birth_date, today)
    if birth_date > today:
        raise RuleBroken("Cette date de naissance est à venir.", "birth_date")
    if not YOUNGEST <= age <= OLDEST:
        raise RuleBroken(
            f"Cette date de naissance donne {age} ans : vérifiez l’année.",
            "birth_date",
        )


def age_on(birth_date: date, day: date) -> int:
    """Whole years of age on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))

"""A need and the cohort that answers it, in right French: plurals of trades, lists, dates, what is too late.

A sentence is a row of pieces, so that a page links its numbers to their lists; `text_of` joins them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.formats import NBSP, day, month, plural
from geiq.cohorts.rules import CohortKind
from geiq.planning.back_rules import BackPlan
from geiq.planning.calling_rules import called
from geiq.planning.rules import cohorts_said

ROME = re.compile(r" \([A-N]\d{4}\)$")
PEOPLE = re.compile(
    r"(eurs?|euses?|iens?|iennes?|[cglntv]iers?|[cglntv]ières?|trices?|çons?|çonnes?|istes?)$"
)
"""Endings of French words for people at work; other trades are named, not counted."""
KNOWN = {
    "peintre", "agent", "agente", "aide", "chef", "cheffe", "manœuvre", "apprenti", "apprentie", "gardien",
    "conducteur", "soudeur", "jardinier", "jardinière", "ouvrier", "ouvrière", "aide-soignant", "assistant",
    "assistante", "employé", "employée", "technicien", "cordiste", "cuisinier", "plombier", "monteur",
}  # fmt: skip
THINGS = {"chantier", "métier", "atelier", "intérieur", "extérieur", "mobilier", "escalier", "papier"}
STOPS = {"de", "d", "du", "des", "en", "à", "au", "aux", "sur", "pour", "et", "ou", "sans", "par"}


@dataclass(frozen=True)
class Piece:
    """Some words of a sentence, and the list that shows what they say ('' for none)."""

    text: str
    about: str = ""


Sentence = tuple[Piece, ...]


def text_of(sentence: Iterable[Piece]) -> str:
    """The whole sentence."""
    return "".join(piece.text for piece in sentence)


def listed(items: Sequence[str]) -> str:
    """`2`, `2 et 4`, `2, 4 et 7`."""
    return " et ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def people_of(count: int, trade: str) -> str:
    """`9 canalisateurs`, `1 peintre`; `9 personnes pour « Gros œuvre »` for a trade that names no person."""
    if name := called(trade):
        return plural(count, name, _several(name))
    bare = ROME.sub("", trade).strip()
    first = re.split(r"[\s-]", bare.lower(), maxsplit=1)[0]
    is_person = first in KNOWN or (PEOPLE.search(first) and first not in THINGS)
    if not is_person or ROME.search(trade):
        return f"{plural(count, 'personne')} pour «{NBSP}{bare}{NBSP}»"
    said = bare[:1].lower() + bare[1:]
    return plural(count, said, _several(said))


def _several(words: str) -> str:
    """The plural of a trade: its noun and the adjectives that follow, up to a preposition."""
    said, open_ = [], True
    for word in re.split(r"(\s|’|'|-)", words):
        open_ = open_ and word.lower() not in STOPS
        said.append(_plural_word(word) if open_ and word.isalpha() and not word.isupper() else word)
    return "".join(said)


def _plural_word(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith(("eau", "eu")):
        return f"{word}x"
    return f"{word[:-2]}aux" if word.endswith("al") else f"{word}s"


def places_of(lots: Sequence[str], sites: Sequence[str]) -> Sentence:
    """` sur le lot 2`, ` sur les lots 2, 4 et 7`, ` sur 12 lots`, and the worksites when few."""
    found: list[Piece] = []
    if lots and len(lots) <= 6:
        word = "le lot" if len(lots) == 1 else "les lots"
        found += [Piece(" sur "), Piece(f"{word} {listed(lots)}", "lots")]
    elif lots:
        found += [Piece(" sur "), Piece(plural(len(lots), "lot"), "lots")]
    if sites and len(sites) <= 3:
        found.append(Piece(f" ({listed(sites)})"))
    elif sites:
        found.append(Piece(f" ({plural(len(sites), 'chantier')})"))
    return tuple(found)


@dataclass(frozen=True)
class Means:
    """What a cohort for the trade can be: its kind's short name, seats of one, the GEIQ to book."""

    kind: CohortKind = CohortKind.POEC
    most: int | None = None
    geiq: str = ""
    weeks: int | None = None
    """Of training, when a provider is known."""
    provider_id: int | None = None


def cohorts_of(seats: int, means: Means) -> tuple[int, int]:
    """How many cohorts, of how many seats each at most."""
    count = 1 if means.most is None else -(-seats // means.most)
    return count, -(-seats // count)


def needed(people: int, trade: str, needed_on: date, lots: Sequence[str], sites: Sequence[str]) -> Sentence:
    """`9 canalisateurs en mars 2027 sur les lots 2, 4 et 7 (InspiRe)`."""
    return (
        Piece(people_of(people, trade), "people"),
        Piece(f" en {month(needed_on)}"),
        *places_of(lots, sites),
    )


def opening(plan: BackPlan, means: Means, on: date) -> Sentence:
    """`ouvrir une POEC de 12 places avant le 8 janvier, réunion d’information avant le 10 décembre, réserver
    le GEIQ`; when the days are past, by how much."""
    count, each = cohorts_of(plan.seats, means)
    seats = Piece(f"{cohorts_said(count, means.kind)} de {plural(each, 'place')}", "seats")
    book = (
        Piece(", réserver "),
        Piece(f"le GEIQ {means.geiq}" if means.geiq else "un GEIQ", "geiq"),
        Piece("."),
    )
    if late := plan.late_weeks(on):
        return (
            Piece("il manque "),
            Piece(plural(late, "semaine"), "steps"),
            Piece(" pour former à temps par "),
            seats,
            Piece(f" (réunion d’information avant le {day(plan.information_by)})"),
            *book,
        )
    return (
        Piece("ouvrir "),
        seats,
        Piece(f" avant le {day(plan.starts_by)}, réunion d’information avant le "),
        Piece(day(plan.information_by), "steps"),
        *book,
    )


def too_short(weeks: int, least: int) -> Sentence:
    """Why nobody is trained for it."""
    return (
        Piece(f"besoin de {plural(weeks, 'semaine')} seulement : on ne forme pas pour moins de {least}."),
        Piece(" Pensez à l’intérim d’insertion ou aux personnes déjà formées."),
    )


def whole(need: Sentence, answer: Sentence) -> Sentence:
    """The need, a colon, its answer."""
    return (*need, Piece(f"{NBSP}: "), *answer)

"""Which two records may be one person, how sure that is and why. Nothing is ever merged by itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from clauses.people.participants.duplicates.spelling_rules import likeness, spelling
from facilitator.words import Word


class Birth(Word):
    """How two birth dates compare; the label is what the reader is told."""

    SAME = "same", "même date de naissance"
    SWAPPED = "swapped", "jour et mois de naissance inversés"
    NEAR = "near", "dates de naissance voisines"
    UNKNOWN = "unknown", "une date de naissance manque"
    DIFFERENT = "different", "dates de naissance différentes"


ENOUGH = {Birth.SAME: 70, Birth.SWAPPED: 80, Birth.NEAR: 90, Birth.UNKNOWN: 93}
"""How alike the names must be, in hundredths, by birth date. Set on the made-up people of the tests: the
recall and the precision that `test_rules.py` asks for say what they are worth.
"""
WEIGHT = {Birth.SAME: 100, Birth.SWAPPED: 95, Birth.NEAR: 85, Birth.UNKNOWN: 80, Birth.DIFFERENT: 60}
MIXED = 80
"""Below it, the words of both names are compared all together."""
SURE = 90
BLOCK = 400
"""A group of records under one key that is larger than this says nothing about who is who."""


class Likelihood(Word):
    """How sure a suggestion is."""

    STRONG = "strong", "Très probable"
    POSSIBLE = "possible", "À vérifier"


@dataclass(frozen=True)
class Identity:
    """What is compared of a person."""

    id: int
    family_name: str
    given_name: str
    birth_date: date | None = None
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Suggestion:
    """Two records that may be one person (`first` is the older), how alike in hundredths, and why."""

    first: int
    second: int
    score: int
    reasons: tuple[str, ...]

    @property
    def likelihood(self) -> Likelihood:
        """How sure it is."""
        return Likelihood.STRONG if self.score >= SURE else Likelihood.POSSIBLE


def compare_births(one: date | None, other: date | None) -> Birth:
    """How two birth dates compare. 1 January, which stands for an unknown day, proves nothing alone."""
    if one is None or other is None:
        return Birth.UNKNOWN
    if one == other:
        return Birth.SAME
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return Birth.SWAPPED
    if (one.day, one.month) == (other.day, other.month) == (1, 1):
        return Birth.DIFFERENT
    same = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
    return Birth.NEAR if same == 2 else Birth.DIFFERENT


def compare_names(a: Identity, b: Identity) -> tuple[int, str]:
    """How alike two full names are, given and family names exchanged or not; why, in French."""
    family, given = _both((a.family_name, b.family_name), (a.given_name, b.given_name))
    straight = family * given // 100
    if straight == 100:
        same = (a.family_name, a.given_name) == (b.family_name, b.given_name)
        return 100, "mêmes nom et prénom" if same else "mêmes nom et prénom, écrits autrement"
    one, other = _both((a.family_name, b.given_name), (a.given_name, b.family_name))
    inverted = 98 * one * other // 10_000
    ordered = max(straight, inverted)
    mixed = 95 if ordered < MIXED and _all_words(a) == _all_words(b) else 0
    best = max(ordered, mixed)
    if best == straight:
        return best, _said(family == 100, given == 100)
    return best, "nom et prénom inversés" if best == inverted else "mêmes mots, répartis autrement"


def _both(first: tuple[str, str], second: tuple[str, str]) -> tuple[int, int]:
    """How alike two pairs of names are; the second is not asked when the first has nothing in common."""
    found = likeness(*first)
    return found, likeness(*second) if found else 0


def _said(same_family: bool, same_given: bool) -> str:
    """Which of the names is written in two ways (`Kovalchuk`, `Kovaltchouk`)."""
    if same_given:
        return "même prénom, nom écrit de deux façons"
    return "même nom, prénom écrit de deux façons" if same_family else "nom et prénom écrits de deux façons"


def _all_words(one: Identity) -> list[str]:
    """What is heard of both names, in no order."""
    return sorted((*spelling(one.family_name).sounds, *spelling(one.given_name).sounds))


def compare(a: Identity, b: Identity) -> Suggestion | None:
    """The suggestion that two records are one person; None when they do not look so."""
    birth = compare_births(a.birth_date, b.birth_date)
    names, why = compare_names(a, b)
    contact = _contact(a, b)
    if names < ENOUGH.get(birth, 101):
        if not contact:
            return None
        if names < 97 and not (birth is Birth.SAME and likeness(a.given_name, b.given_name) >= 92):
            return None
        names, why = max(names, 75), why if names else "même prénom"
    score = names * WEIGHT[birth] // 100
    reasons = (why, birth.label, contact) if contact else (why, birth.label)
    first, second = sorted((a.id, b.id))
    return Suggestion(first, second, min(score + 10, 100) if contact else score, reasons)


def _contact(a: Identity, b: Identity) -> str:
    if a.phone and a.phone == b.phone:
        return "même téléphone"
    return "même courriel" if a.email and a.email.lower() == b.email.lower() else ""


def keys(one: Identity) -> Iterator[str]:
    """Under which keys a record is filed: two records are compared when they share one."""
    family, given = spelling(one.family_name).sounds, spelling(one.given_name).sounds
    if one.birth_date is not None:
        low, high = sorted((one.birth_date.day, one.birth_date.month))
        yield f"born {one.birth_date.year} {low} {high}"
    yield " ".join(sorted((*family, *given)))
    yield f"{''.join(family)}, {given[0][:1] if given else ''}"
    for word in (*family, *given):
        initials = sorted(name[0][:1] for name in (family, given) if name)
        if len(word) > 3:
            yield f"{word} {''.join(initials)}"
    if one.phone:
        yield f"phone {one.phone}"
    if one.email:
        yield f"email {one.email.lower()}"


def suggestions(people: Iterable[Identity]) -> list[Suggestion]:
    """Every two records that may be one person, the surest first.

    Records are filed by keys, so that twenty thousand are compared in seconds; a key that more than
    `BLOCK` records share is left to the other keys.
    """
    known = {one.id: one for one in people}
    filed: dict[str, list[int]] = defaultdict(list)
    for one in known.values():
        for key in set(keys(one)):
            filed[key].append(one.id)
    pairs = {pair for ids in filed.values() if 1 < len(ids) <= BLOCK for pair in combinations(sorted(ids), 2)}
    found = (compare(known[first], known[second]) for first, second in pairs)
    return sorted((one for one in found if one), key=lambda one: (-one.score, one.first, one.second))


def alike(person: Identity, others: Iterable[Identity]) -> list[Suggestion]:
    """Those that may be this person, the surest first."""
    found = (compare(person, other) for other in others if other.id != person.id)
    return sorted((one for one in found if one), key=lambda one: (-one.score, one.first, one.second))

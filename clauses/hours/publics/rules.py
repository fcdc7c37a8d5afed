"""How many people, by category, and what is hidden of it: never a name, never a reason of somebody's.

A buyer reads counts (CCAG 2021, article 16.1; GDPR, recital 26: what cannot be linked to a person any more).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.formats import number, plural
from facilitator.words import Word


class Group(Word):
    """A category of people, coarser than the criteria."""

    JOBLESS = "jobless", "Demandeurs d’emploi de longue durée"
    MINIMA = "minima", "Bénéficiaires d’un minimum social"
    DISABLED = "disabled", "Bénéficiaires de l’obligation d’emploi"
    RESIDENTS = "residents", "Habitants d’un quartier prioritaire ou d’une zone rurale"
    PROTECTED = "protected", "Réfugiés et personnes protégées"
    YOUNG = "young", "Jeunes"
    SENIORS = "seniors", "Seniors"
    PATHWAY = "pathway", "En parcours d’insertion (SIAE, GEIQ, PLIE…)"
    OTHER = "other", "Autres situations"


MEMBERS: Mapping[Group, frozenset[str]] = {
    Group.JOBLESS: frozenset({"long_term_jobseeker", "very_long_term_jobseeker", "jobless_year"}),
    Group.MINIMA: frozenset({"rsa", "ass", "aah", "disability_pension", "minimum_income"}),
    Group.DISABLED: frozenset({"disabled_worker"}),
    Group.RESIDENTS: frozenset({"qpv_resident", "rural_resident"}),
    Group.PROTECTED: frozenset({"refugee", "asylum_seeker"}),
    Group.YOUNG: frozenset({"youth", "youth_unqualified", "second_chance", "youth_contract"}),
    Group.SENIORS: frozenset({"senior", "senior_jobseeker"}),
    Group.PATHWAY: frozenset(
        {
            "insertion_structure",
            "adapted_structure",
            "geiq_pathway",
            "plie",
            "forced_change",
            "insertion_leaver",
        }
    ),
}
"""The criteria of each category; any other, or none, is « Autres situations »."""


def group_of(criteria: Sequence[str]) -> Group:
    """The one category that a person is counted in: the first, in the order of the categories."""
    known = set(criteria)
    return next((group for group, members in MEMBERS.items() if members & known), Group.OTHER)


@dataclass(frozen=True)
class Count:
    """A category as it is published; `people` None: hidden, from one to one less than the limit."""

    group: Group
    people: int | None
    least: int

    @property
    def said(self) -> str:
        """`12`, or `moins de 5`."""
        return f"moins de {self.least}" if self.people is None else number(self.people)


@dataclass(frozen=True)
class Publication:
    """The people in all (None: fewer than the limit), their categories where they may be told."""

    total: int | None
    least: int
    counts: tuple[Count, ...] = ()

    @property
    def said(self) -> str:
        """`18 personnes`, `moins de 5 personnes`, `aucune personne`."""
        if self.total is None:
            return f"moins de {self.least} personnes"
        return plural(self.total, "personne") if self.total else "aucune personne"

    @property
    def why(self) -> str:
        """Why no category is told, when some could be; '' otherwise."""
        if self.counts or self.total == 0:
            return ""
        return "Les catégories ne sont pas détaillées : elles désigneraient des personnes."


def publish(counts: Mapping[Group, int], least: int) -> Publication:
    """What may be read of these counts, a person being in one category. `least` 1 hides nothing.

    A category of fewer than `least` people is hidden. The total is always told from `least` people on; the
    categories only when it gives none of the hidden ones away: two hidden at least, whose sum, known by
    difference, leaves more than one value to each. With all in one category, it is not named.
    """
    total = sum(counts.values())
    met = {group: people for group in Group if (people := counts.get(group, 0))}
    if total and total < least:
        return Publication(None, least)
    small = [people for people in met.values() if people < least]
    unclear = len(small) > 1 and len(small) < sum(small) < len(small) * (least - 1)
    if least > 1 and (len(met) < 2 or (small and not unclear)):
        return Publication(total, least)
    told = tuple(Count(group, None if people < least else people, least) for group, people in met.items())
    return Publication(total, least, told)


@dataclass(frozen=True)
class Told:
    """A line of the file: a category, or all, and its number as it may be read."""

    said_group: str
    said: str


def rows_of(found: Publication) -> list[Told]:
    """The lines of the file, the total last."""
    return [*(Told(one.group.label, one.said) for one in found.counts), Told("Ensemble", found.said)]

"""The thread of a person: what happened, in its order, each with the page where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from facilitator.words import Word


class Strand(Word):
    """What a moment of the thread is about."""

    CANDIDATE = "candidate", "Candidature"
    TRAINING = "thread_training", "Formation"
    PROPOSAL = "proposal", "Proposition à une entreprise"
    EMPLOYMENT = "employment", "Contrat de travail"
    ASSIGNMENT = "assignment", "Affectation à un marché"
    HOURS = "hours_done", "Heures"
    EXIT = "exit", "Devenir"


@dataclass(frozen=True)
class Moment:
    """One thing that happened to a person; `minutes` when it counts some."""

    on: date
    strand: Strand
    what: str
    url: str = ""
    minutes: int | None = None
    ends_on: date | None = None


def in_order(moments: Iterable[Moment]) -> list[Moment]:
    """The oldest first; on one day, in the order of the thread."""
    strands = list(Strand)
    return sorted(moments, key=lambda one: (one.on, strands.index(one.strand), one.what))

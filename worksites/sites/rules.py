"""The words of the worksites: programmes, what a contract does there, the laws of a phase and of a share."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from facilitator.formats import day
from facilitator.words import RuleBroken, Word

MOST_WEEKS = 520
"""A phase of more than ten years is a typing fault."""
MOST_PEOPLE = Decimal(2000)
"""Heads of one phase."""


class ProgrammeKind(Word):
    """What a programme is, from which its rules follow."""

    URBAN_RENEWAL = "urban_renewal", "Renouvellement urbain (NPNRU)"
    TRANSPORT = "transport", "Transport"
    OTHER = "other", "Autre programme"


class SharePurpose(Word):
    """What a contract does on a worksite. The ANRU counts works and upkeep apart (charter of 2015)."""

    WORKS = "works", "Travaux"
    ENGINEERING = "engineering", "Ingénierie nécessaire aux travaux"
    UPKEEP = "upkeep", "Gestion urbaine de proximité (GUP)"
    OTHER = "other_purpose", "Autre objet"


class ResidenceProof(Word):
    """How it was seen that somebody lived in a priority neighbourhood on the day of the hire."""

    ADDRESS_TOOL = "address_tool", "Adresse vérifiée sur l’outil public des quartiers prioritaires"
    LANDLORD = "landlord", "Attestation du bailleur"
    REFERRER = "referrer", "Dit par le prescripteur"
    DECLARED = "declared", "Déclaré par la personne, à vérifier"


def check_dates(starts_on: date | None, ends_on: date | None) -> None:
    """Refuse an end before its start, or a span of more than ten years."""
    if starts_on is None or ends_on is None:
        return
    if ends_on < starts_on:
        raise RuleBroken(f"La fin vient avant le début ({day(starts_on)}).", "ends_on")
    if (ends_on - starts_on).days > MOST_WEEKS * 7:
        raise RuleBroken("Plus de dix ans séparent le début et la fin : vérifiez les dates.", "ends_on")


def check_phase(headcount: Decimal | None, minutes: int | None) -> None:
    """A phase says heads, or hours; neither, it says no need; both, one may contradict the other."""
    if headcount is None and minutes is None:
        raise RuleBroken("Indiquez un effectif ou un nombre d’heures.", "headcount")
    if headcount is not None and minutes is not None:
        raise RuleBroken("Indiquez un effectif ou un nombre d’heures, pas les deux.", "headcount")
    if headcount is not None and not 0 < headcount <= MOST_PEOPLE:
        raise RuleBroken(f"L’effectif va de 0,1 à {MOST_PEOPLE} personnes.", "headcount")
    if minutes is not None and minutes <= 0:
        raise RuleBroken("Le nombre d’heures est plus grand que zéro.", "minutes")


def check_shares(shares: Iterable[Decimal]) -> None:
    """The parts of one contract (or of one of its lots) on several worksites never pass the whole."""
    if sum(shares, Decimal(0)) > 1:
        raise RuleBroken("Les parts de ce marché sur ses chantiers dépassent 100 %.", "share")

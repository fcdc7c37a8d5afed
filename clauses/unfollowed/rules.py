"""What a published record suggests for the contract to follow, and why one may be dismissed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clauses.contracts.opendata.reading.shapes import Change, Party, Record
from clauses.contracts.rules import ClauseKind, ContractForm, Nature
from facilitator.words import RuleBroken, Word

INSEE_CODES = frozenset({"Code commune", "Code département"})
"""The kinds of place of which the code is INSEE's (a postcode is not)."""


class Outcome(Word):
    """What a body decided on a published contract."""

    TAKEN_OVER = "taken_over", "Pris en charge"
    DISMISSED = "dismissed", "Écarté"


class DismissalReason(Word):
    """Why a body does not follow a published contract, or a published modification."""

    ANOTHER_BODY = "another_body", "Une autre structure le suit"
    NO_CLAUSE = "no_clause", "Il n’y a pas de clause sociale en réalité"
    NO_HOURS = "no_hours", "La clause ne demande pas d’heures d’insertion"
    FINISHED = "finished", "Le marché est terminé"
    ALREADY_DONE = "already_done", "Déjà enregistré autrement"
    OTHER = "other", "Autre raison"


def check_reason(reason: DismissalReason, text: str) -> None:
    """« Autre raison » must be said in words."""
    if reason is DismissalReason.OTHER and not text:
        raise RuleBroken("Dites en quelques mots pourquoi.", "text")


@dataclass(frozen=True)
class Suggestion:
    """The contract that a published record would make; every value can be corrected."""

    reference: str
    title: str
    nature: Nature
    form: ContractForm
    clause: ClauseKind
    cpv: str
    amount: Decimal | None
    notified_on: date | None
    months: int | None
    place_code: str
    place: str


def suggestion_of(record: Record) -> Suggestion:
    """Read a published record as a contract to follow."""
    return Suggestion(
        reference=record.number[:80],
        title=" ".join(record.object.split())[:1000],
        nature=nature_of(record.cpv),
        form=form_of(record),
        clause=clause_of(record),
        cpv=record.cpv if len(record.cpv) == 8 else "",
        amount=euros_of(record.amount),
        notified_on=day_of(record.notified_on or record.started_on),
        months=record.months or None,
        place_code=record.place_code if record.place_type in INSEE_CODES else "",
        place=record.place_name[:120],
    )


def nature_of(cpv: str) -> Nature:
    """Works are CPV division 45; supplies are 03 to 44 and 48 (software); the rest is services.

    Source: regulation (EC) 213/2008, structure of the CPV.
    """
    if cpv.startswith("45"):
        return Nature.WORKS
    return Nature.SUPPLIES if "00" < cpv[:2] < "45" or cpv[:2] == "48" else Nature.SERVICES


def holders_of(record: Record) -> list[Party]:
    """The holders that can be linked, or at least named, each once."""
    named = {party.id or party.name: party for party in record.holders if party.id or party.name}
    return list(named.values())


def form_of(record: Record) -> ContractForm:
    """A concession, a framework agreement (nature of 2019, technique of 2022), else a contract."""
    if record.concession:
        return ContractForm.CONCESSION
    said = " ".join([record.nature, *record.techniques]).casefold()
    return (
        ContractForm.FRAMEWORK if "accord-cadre" in said or "accord cadre" in said else ContractForm.CONTRACT
    )


def clause_of(record: Record) -> ClauseKind:
    """The clause published: a condition first, else a reservation (to be made precise), else a criterion."""
    if record.clause:
        return ClauseKind.PERFORMANCE
    return ClauseKind.RESERVED_INSERTION if record.reserved else ClauseKind.CRITERION


def says(record: Record) -> str:
    """The considerations published, in words."""
    reserved = "Concession réservée" if record.concession else "Marché réservé"
    told = (
        (record.clause, "Clause sociale"),
        (record.criterion, "Critère social"),
        (record.reserved, reserved),
    )
    return ", ".join(label for is_said, label in told if is_said)


def euros_of(cents: int | None) -> Decimal | None:
    """Published cents as euros."""
    return None if cents is None else Decimal(cents).scaleb(-2)


def day_of(text: str | None) -> date | None:
    """A published ISO day."""
    return date.fromisoformat(text) if text else None


def name_of(party: Party) -> str:
    """How to call a company of which the publication may give only the number."""
    return party.name or (f"Entreprise {party.id}" if party.id else "")


def told(change: Change) -> list[str]:
    """What a published modification changes, in French."""
    said = []
    if change.amount is not None:
        said.append(f"montant porté à {Decimal(change.amount).scaleb(-2):.2f} €".replace(".", ","))
    if change.months is not None:
        said.append(f"durée portée à {change.months} mois")
    if change.holders:
        said.append("titulaires : " + ", ".join(name_of(party) for party in change.holders))
    return said or ["rien de précisé"]

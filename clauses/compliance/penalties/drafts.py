"""The Word files of a penalty file, filled from what it keeps."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from clauses.compliance.penalties.faith_rules import NOBODY
from clauses.compliance.penalties.letters import DECISION, NOTICE
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.rules import Ruling
from clauses.contracts.workload.rules import in_people
from clauses.texts.defaults.documents import build
from clauses.texts.filling.documents import fill
from clauses.texts.pack.queries import one_line
from facilitator.clock import PARIS
from facilitator.formats import day, euros, hours, plural, siret

WITH_NOTICE = "Projet de mise en demeure"
WITHOUT = "Projet d’invitation à présenter des observations"
"""When no line of the schedule asks for a notice: the company is heard all the same."""


@cache
def _templates() -> tuple[bytes, bytes]:
    return build(WITH_NOTICE, NOTICE), build("Projet de décision", DECISION)


def notice_title(file: PenaltyFile) -> str:
    """What the first letter is called."""
    return WITH_NOTICE if any(line.after_notice for line in file.snapshot.lines) else WITHOUT


def notice(file: PenaltyFile, body: str, on: date) -> bytes:
    """The draft notice, as a .docx."""
    title = notice_title(file)
    told = values(file, body, on) | {"titre": title, "delai": plural(file.days or 0, "jour")}
    return fill(_templates()[0], told, f"{title} — {file.number}")


def decision(file: PenaltyFile, body: str, on: date) -> bytes:
    """The draft decision, as a .docx: what was decided, else what is proposed."""
    chosen = file.decision or file.proposed_decision
    amount = file.amount if file.decision else file.proposed_amount
    last = file.comments[-1].received_at.astimezone(PARIS).date() if file.comments else None
    told = values(file, body, on) | {
        "envoyee_le": day(file.sent_on),
        "delai_fin": day(file.until),
        "observations": day(last) if last else "",
        "arrete_le": day(file.snapshot.on),
        "est_appliquee": chosen is Ruling.APPLIED,
        "est_reduite": chosen is Ruling.REDUCED,
        "est_remise": chosen is Ruling.REMITTED,
        "montant_retenu": euros(amount or Decimal(0)),
        "motif": one_line(file.decision_reason if file.decision else file.proposed_reason),
    }
    return fill(_templates()[1], told, f"Projet de décision — {file.number}")


def _missing(minutes: int) -> str:
    """Hours, and the people they are."""
    return f"{hours(minutes)} ({in_people(minutes)})" if minutes else hours(minutes)


def values(file: PenaltyFile, body: str, on: date) -> dict[str, Any]:
    """What both letters say."""
    contract, snapshot = file.contract, file.snapshot
    return {
        "structure": one_line(body),
        "jour": day(on),
        "acheteur": one_line(contract.buyer.name),
        "entreprise": one_line(file.organisation.name),
        "siret": siret(file.organisation.siret) if file.organisation.siret else "",
        "reference": one_line(contract.reference),
        "objet": one_line(contract.title),
        "lot": f"lot {one_line(file.commitment.terms.lot.number)}",
        "numero": file.number,
        "source": one_line(snapshot.clause_source),
        "constat": one_line(file.reason),
        "constate_le": day(snapshot.on),
        "heures_dues": hours(snapshot.hours.owed),
        "heures_comptees": hours(snapshot.hours.counted),
        "heures_manquantes": _missing(snapshot.hours.missing),
        "heures_en_attente": hours(snapshot.hours.waiting) if snapshot.hours.waiting else "",
        "bareme": [
            {"motif": line.trigger.label, "prix": line.said, "source": line.source} for line in snapshot.lines
        ],
        "limites": file.commitment.terms.limits,
        "bonne_foi": file.faith or [NOBODY],
        "etapes": [vars(step) for step in file.reckoning.steps],
        "montant": euros(file.reckoning.amount),
    }

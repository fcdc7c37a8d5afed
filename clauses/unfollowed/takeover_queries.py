"""Take a published contract over: the contract, its clause, who owes, what was modified and subcontracted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clauses.contracts.amendments.queries import apply_amendment
from clauses.contracts.amendments.rules import Change as Amended
from clauses.contracts.commitments.queries import add_commitment
from clauses.contracts.commitments.rules import split
from clauses.contracts.contract_rules import end_of
from clauses.contracts.models import ClauseTerms, Commitment, Contract
from clauses.contracts.opendata.reading.shapes import Change, Party, Record
from clauses.contracts.record_queries import create_contract
from clauses.contracts.rules import ClauseKind, Stage
from clauses.contracts.rules import Party as Part
from clauses.contracts.stages.queries import move_stage
from clauses.contracts.terms.queries import add_terms
from clauses.unfollowed.queries import Row, decide
from clauses.unfollowed.rules import Outcome, day_of, euros_of, holders_of, name_of, told
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import find_or_meet
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db
from facilitator.words import RuleBroken

LEAST_RESERVED_SHARE = Decimal("0.5")
"""R2113-7 of the procurement code: the least share a reservation may ask."""


@dataclass(frozen=True)
class Wanted:
    """What the facilitator asks for: columns of the contract, the clause, its hours, names by identifier."""

    columns: Mapping[str, Any]
    clause: ClauseKind
    minutes: int | None
    buyer_name: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Taken:
    """The contract made, and what could not be taken over with it (French sentences)."""

    contract: Contract
    left: list[str]


def take_over(asker: Asker, row: Row, wanted: Wanted) -> Taken:
    """Create the contract of the asker's body from its publication (the caller commits).

    Holders become the holder and its joint contractors, sharing the hours equally (to be corrected);
    published modifications become amendments in their order; subcontracting acts become
    subcontractors without hours. Raises `RuleBroken`.
    """
    assert asker.body_id is not None
    record = row.record
    buyer = find_or_meet(
        asker.body_id, OrganisationKind.AUTHORITY, row.published.buyer_siret, wanted.buyer_name
    )
    columns = dict(wanted.columns) | {"buyer_id": buyer.id, "published_contract_id": row.published.id}
    contract = create_contract(asker.body_id, **columns, followed_by_id=asker.user_id)
    terms = add_terms(
        contract.lots[0],
        kind=wanted.clause,
        minutes=wanted.minutes,
        reserved_share=LEAST_RESERVED_SHARE if wanted.clause.value.startswith("reserved_") else None,
        source="Données essentielles de la commande publique",
    )
    db.session.flush()
    owing = add_holders(asker, terms, holders_of(record), wanted)
    add_subcontractors(asker, terms, record, wanted, owing)
    db.session.flush()
    left = start(asker, contract, record)
    decide(asker, row.published, Outcome.TAKEN_OVER)
    return Taken(contract, left)


def start(asker: Asker, contract: Contract, record: Record) -> list[str]:
    """Notify the contract when its dates allow it, then amend it; answers what could not be done."""
    try:
        move_stage(contract, Stage.NOTIFIED, asker.role)
    except RuleBroken as broken:
        return [broken.message]
    return add_amendments(contract, record)


def company_of(asker: Asker, party: Party, wanted: Wanted) -> Organisation:
    """The company of a published party; one without a valid SIRET is known by its name alone."""
    assert asker.body_id is not None
    is_siret = party.linked and party.scheme == "SIRET"
    name = wanted.names.get(party.id) or name_of(party) or "Entreprise sans nom"
    return find_or_meet(asker.body_id, OrganisationKind.COMPANY, party.id if is_siret else None, name[:200])


def add_holders(asker: Asker, terms: ClauseTerms, parties: list[Party], wanted: Wanted) -> list[Commitment]:
    """The first published holder is the holder, the others its joint contractors, in equal shares."""
    parts = split(wanted.minutes or 0, [1] * len(parties))
    owing: list[Commitment] = []
    for party, minutes in zip(parties, parts, strict=True):
        company = company_of(asker, party, wanted)
        if company.id in {one.organisation_id for one in owing}:
            raise RuleBroken(
                f"« {company.name} » est publiée deux fois comme titulaire : nommez-les autrement."
            )
        part = Part.JOINT_CONTRACTOR if owing else Part.HOLDER
        owing.append(add_commitment(terms, company.id, part, minutes))
        db.session.flush()
    return owing


def add_subcontractors(
    asker: Asker, terms: ClauseTerms, record: Record, wanted: Wanted, owing: list[Commitment]
) -> None:
    """Published subcontractors work for the holder; their hours are to be agreed."""
    if not owing:
        return
    known = {owing[0].organisation_id}
    for act in record.subcontracts:
        if act.party is None:
            continue
        company = company_of(asker, act.party, wanted)
        if company.id not in known:
            known.add(company.id)
            add_commitment(
                terms, company.id, Part.SUBCONTRACTOR, 0, parent=owing[0], starts_on=day_of(act.notified_on)
            )


def add_amendments(contract: Contract, record: Record) -> list[str]:
    """The published modifications as amendments, in the order of their dates.

    One that repeats what is already so makes no amendment; one that a rule refuses is answered in a
    sentence, to be looked at by hand.
    """
    left = []
    for change in sorted(record.changes, key=lambda one: one.notified_on or one.published_on or ""):
        amended = amendment_of(contract, change)
        if amended is None:
            left += (
                [f"Modification {change.number or '—'} : {', '.join(told(change))}."]
                if change.holders
                else []
            )
            continue
        try:
            apply_amendment(contract, amended)
            db.session.flush()
        except RuleBroken as broken:
            left.append(f"Modification {change.number or '—'} : {broken.message}")
    return left


def amendment_of(contract: Contract, change: Change) -> Amended | None:
    """A published modification as an amendment of amount and end; None when it changes neither."""
    on = day_of(change.notified_on or change.published_on)
    if on is None or contract.notified_on is None:
        return None
    effective = max(on, contract.notified_on, contract.last_change_on or date.min)
    begun = contract.starts_on or contract.notified_on
    ends_on = end_of(begun, change.months) if change.months else None
    ends_on = ends_on if ends_on and ends_on >= effective else None
    amount = euros_of(change.amount)
    if amount in (None, contract.amount) and ends_on in (None, contract.ends_on):
        return None
    said = change.purpose or f"Modification publiée n° {change.number or '—'}"
    return Amended(signed_on=on, effective_on=effective, reason=said[:500], amount=amount, ends_on=ends_on)

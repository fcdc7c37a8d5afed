"""Write commitments down: who owes what. Each act leaves its event; the caller commits."""

from collections.abc import Mapping
from datetime import date

from clauses.contracts.commitments.rules import Share, check_new
from clauses.contracts.models import ClauseTerms, Commitment
from clauses.contracts.record_queries import remove
from clauses.contracts.rules import Party
from clauses.contracts.stages.rules import check_editable
from clauses.contracts.terms.queries import check_correctable
from facilitator.audit.queries import record
from facilitator.words import RuleBroken

NEW = 0
"""The key of a share that has no row yet."""


def add_commitment(
    terms: ClauseTerms,
    organisation_id: int,
    party: Party,
    minutes: int,
    parent: Commitment | None = None,
    starts_on: date | None = None,
) -> Commitment:
    """A company owes so many minutes of a clause. Leaves `contract.commitment_added`.

    Raises `RuleBroken` when the share cannot stand beside the others; their sum is not checked here
    (it is completed company after company): `ClauseTerms.missing()` says what lacks.
    """
    contract = terms.lot.contract
    check_editable(contract.stage)
    if party is not Party.SUBCONTRACTOR:
        parent = None
        if minutes:
            check_correctable(contract.stage)
    _check(terms, Share(NEW, organisation_id, party, minutes, parent.id if parent is not None else None))
    row = Commitment(
        organisation_id=organisation_id, party=party, minutes=minutes, parent=parent, starts_on=starts_on
    )
    terms.commitments.append(row)
    record(
        "contract.commitment_added",
        contract,
        lot=terms.lot.number,
        company=organisation_id,
        party=party.value,
        minutes=minutes,
    )
    return row


def change_commitment(row: Commitment, minutes: int, starts_on: date | None = None) -> None:
    """Correct a share until the contract runs. Leaves `contract.commitment_changed`."""
    contract = row.terms.lot.contract
    check_editable(contract.stage)
    if minutes != row.minutes:
        check_correctable(contract.stage)
        _check_versions(row)
    _check(row.terms, Share(row.id, row.organisation_id, row.party, minutes, row.parent_id))
    before, row.minutes, row.starts_on = row.minutes, minutes, starts_on
    record(
        "contract.commitment_changed",
        contract,
        lot=row.terms.lot.number,
        company=row.organisation_id,
        minutes_before=before,
        minutes=minutes,
    )


def share_out(terms: ClauseTerms, parts: Mapping[int, int]) -> None:
    """Set the shares of several companies at once (minutes by commitment). Leaves `contract.shared_out`."""
    contract = terms.lot.contract
    check_editable(contract.stage)
    check_correctable(contract.stage)
    for row in terms.commitments:
        if row.id in parts:
            _check_versions(row)
            row.minutes = parts[row.id]
    for share in terms.shares:
        _check(terms, share)
    record("contract.shared_out", contract, lot=terms.lot.number, minutes=sum(parts.values()))


def remove_commitment(row: Commitment) -> None:
    """Remove a commitment that nothing stands on. Leaves `contract.commitment_removed`."""
    contract = row.terms.lot.contract
    check_editable(contract.stage)
    if row.subcontracted:
        raise RuleBroken("Des sous-traitants travaillent pour cette entreprise : retirez-les d’abord.")
    _check_versions(row)
    record("contract.commitment_removed", contract, lot=row.terms.lot.number, company=row.organisation_id)
    remove(row)


def _check(terms: ClauseTerms, share: Share) -> None:
    if share.minutes < 0:
        raise RuleBroken("Des heures ne peuvent pas être négatives.", "hours")
    check_new(share, terms.shares)


def _check_versions(row: Commitment) -> None:
    if row.versions:
        raise RuleBroken(
            "Un avenant ou un bon de commande a déjà changé ces heures : passez par un avenant.", "hours"
        )

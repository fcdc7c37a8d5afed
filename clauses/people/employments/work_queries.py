"""Where a person works and worked, as her page tells it: plain rows, in one select."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import bindparam

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.queries import employments_of
from clauses.people.employments.rules import ContractType
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.prepared import PREPARED, Prepared


class Place(NamedTuple):
    """A commitment that an employment works for, with what names it."""

    commitment_id: int
    organisation_id: int
    """Who owes its hours."""
    reference: str
    window_months: int | None
    """How long a person counts by its clause; None when the clause does not say it itself."""


@dataclass(frozen=True)
class Work:
    """An employment, with the places that the asker may know."""

    id: int
    employer_id: int
    employer: str
    contract_type: ContractType
    trade: str
    starts_on: date
    ends_on: date | None
    places: Sequence[Place]


def work_of(asker: Asker, participant_id: int) -> list[Work]:
    """A person's employments that the asker may see, the latest first."""
    found: list[Work] = []
    rows = _work_of(asker).rows({"person": participant_id})
    for (key, employer_id, employer, kind, trade, start, end), several in groupby(rows, lambda row: row[:7]):
        places = _known(asker, employer_id, [row[7:] for row in several])
        found.append(Work(key, employer_id, employer, kind, trade, start, end, places))
    return found


def _known(
    asker: Asker, employer_id: int, rows: Sequence[tuple[int, int, str, int | None, bool]]
) -> list[Place]:
    """For whom an employment works, as far as the asker may know (`assignments_seen`)."""
    places = [
        Place(key, owing, reference, months if own else None)
        for key, owing, reference, months, own in rows
        if key is not None
    ]
    if asker.body_id is not None or employer_id == asker.organisation_id:
        return places
    return [one for one in places if one.organisation_id == asker.organisation_id]


@lru_cache(maxsize=PREPARED)
def _work_of(asker: Asker) -> Prepared:
    return Prepared(
        employments_of(asker)
        .where(Employment.participant_id == bindparam("person"))
        .join(Organisation, Organisation.id == Employment.employer_id)
        .outerjoin(Assignment, Assignment.employment_id == Employment.id)
        .outerjoin(Commitment, Commitment.id == Assignment.commitment_id)
        .outerjoin(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .outerjoin(Lot, Lot.id == ClauseTerms.lot_id)
        .outerjoin(Contract, Contract.id == Lot.contract_id)
        .order_by(Employment.starts_on.desc(), Employment.id.desc(), Assignment.id)
        .with_only_columns(
            Employment.id,
            Employment.employer_id,
            Organisation.name,
            Employment.contract_type,
            Employment.trade,
            Employment.starts_on,
            Employment.ends_on,
            Commitment.id,
            Commitment.organisation_id,
            Contract.reference,
            ClauseTerms.counting_window_months,
            ClauseTerms.window_is_own,
        )
    )

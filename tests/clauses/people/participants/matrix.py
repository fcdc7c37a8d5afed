"""Access to the people: a body's own; a company's and a partner's as far as they employ or follow them."""

from typing import Any

from clauses.people.participants.models import Participant, ParticipantMerge
from facilitator.clock import now
from tests.factories import add, make_user
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms
from tests.factories_hours import make_certificate, make_employment, make_participant
from tests.matrix import BODY, COMPANIES, PARTNERS, Corner, Line

READERS = BODY | COMPANIES | PARTNERS


def make_person(corner: Corner) -> Participant:
    """Somebody whom the corner's company employs and whom its partner follows."""
    row = make_participant(
        corner.body,
        family_name=corner.canary,
        given_name=corner.canary,
        city=corner.canary,
        notes=corner.canary,
        referrer_id=corner.partner.id,
        archived_on=corner.archived_on,
    )
    make_certificate(row)
    contract = make_contract(corner.body, buyer=corner.buyer, title=corner.canary)
    commitment = make_commitment(make_terms(make_lot(contract)), organisation=corner.company)
    make_employment(commitment, row, trade=corner.canary)
    return row


def person(corner: Corner) -> dict[str, Any]:
    """The person."""
    return {"participant_id": make_person(corner).id}


def pair(corner: Corner) -> dict[str, Any]:
    """Two records that look alike."""
    one, other = make_person(corner), make_person(corner)
    return {"first": one.id, "second": other.id}


def merged(corner: Corner) -> dict[str, Any]:
    """A merge."""
    one, other = make_person(corner), make_person(corner)
    other.merged_into_id = one.id
    row = ParticipantMerge(
        body_id=corner.body.id, kept=one, dropped=other, moved={}, made_at=now(), author_id=make_user().id
    )
    return {"merge_id": add(row).id}


def a_file(_corner: Corner) -> dict[str, Any]:
    """A list as a file."""
    return {"ending": "csv"}


LINES = (
    Line("people.index", READERS),
    Line("people.index_file", READERS, a_file, client=READERS, other=READERS),
    Line("people.show", READERS, person),
    Line("people.new", BODY),
    Line("people.edit", BODY, person),
    Line("people.archive", BODY, person),
    Line("duplicates.index", BODY),
    Line("duplicates.index_file", BODY, a_file, client=BODY, other=BODY),
    Line("duplicates.compare_two", BODY, pair),
    Line("duplicates.distinct", BODY, pair),
    Line("duplicates.split", BODY, merged),
)

"""The list of people: what its filters leave, in order, with how each one stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import joinedload

from clauses.contracts.models import Commitment, Contract, Lot
from clauses.contracts.queries import Key, commitments_of
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.eligibility.queries import windows_of
from clauses.people.eligibility.rules import Decision, Scheme
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.queries import employments_of
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participants_of
from clauses.people.participants.standing_rules import SOON_DAYS, Countdown, EligibilityStanding, countdown
from facilitator.access import COMPANY_ROLES, Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.prepared import PREPARED, Prepared

MANY = 5_000
"""People read at once by an export: databases limit how many values a statement holds."""
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class PersonRow:
    """A line of the list: the person, how she stands, the present employment or the last one."""

    person: Participant
    countdown: Countdown
    employment: Employment | None
    referrer: str | None


def find_people(asker: Asker, values: Mapping[str, str], on: date) -> Select[Participant]:
    """The people that answer the filters of the list's address."""
    found = participants_of(asker)
    for word in search_key(values.get("q", "")).split():
        found = found.where(Participant.search_key.contains(word))
    if standing := values.get("eligibilite"):
        found = found.where(stands(EligibilityStanding(standing), on))
    if employer := values.get("employeur"):
        found = found.where(_employed(asker, Employment.employer_id == int(employer)))
    if trade := values.get("metier"):
        found = found.where(_employed(asker, Employment.trade == trade))
    if referrer := values.get("suivi"):
        found = found.where(Participant.referrer_id == int(referrer))
    if contract := values.get("marche"):
        found = found.where(Participant.id.in_(on_contract(asker, int(contract))))
    archived = Participant.archived_on.is_not(None)
    return found.where(archived if values.get("archives") else ~archived)


def count_on(asker: Asker, contract_id: int) -> int:
    """How many people the list of a contract holds."""
    return int(_counted_on(asker).scalar({"contract": contract_id}))


@lru_cache(maxsize=PREPARED)
def _counted_on(asker: Asker) -> Prepared:
    seen = participants_of(asker).where(Participant.archived_on.is_(None))
    seen = seen.where(Participant.id.in_(on_contract(asker, bindparam("contract"))))
    return Prepared(select(func.count()).select_from(seen.with_only_columns(Participant.id).subquery()))


def on_contract(asker: Asker, contract_id: Key) -> Select[int]:
    """The ids of the people assigned to a contract's commitments, as far as the asker may know."""
    commitments = commitments_of(asker, contract_id)
    if asker.role in COMPANY_ROLES:
        commitments = commitments.where(Commitment.organisation_id == asker.organisation_id)
    return (
        employments_of(asker)
        .join(Assignment, Assignment.employment_id == Employment.id)
        .where(Assignment.commitment_id.in_(commitments.with_only_columns(Commitment.id)))
        .with_only_columns(Employment.participant_id)
    )


def contracts_offered(asker: Asker) -> Choices:
    """(id, reference) of the contracts on which somebody works."""
    assigned = select(Assignment.commitment_id).where(
        Assignment.employment_id.in_(employments_of(asker).with_only_columns(Employment.id))
    )
    found = (
        commitments_of(asker)
        .where(Commitment.id.in_(assigned))
        .join(Lot.contract)
        .with_only_columns(Contract.id, Contract.reference)
        .distinct()
    )
    return _named(found)


def _employed(asker: Asker, how: ColumnElement[bool]) -> ColumnElement[bool]:
    return Participant.id.in_(employments_of(asker).where(how).with_only_columns(Employment.participant_id))


def _certified(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether some decision opens a window, of which more may be asked."""
    return exists().where(
        EligibilityCertificate.participant_id == Participant.id,
        EligibilityCertificate.scheme == Scheme.CLAUSE,
        EligibilityCertificate.decision == Decision.ELIGIBLE,
        or_(
            EligibilityCertificate.revoked_on.is_(None),
            EligibilityCertificate.revoked_on > EligibilityCertificate.starts_on,
        ),
        *more,
    )


def _covers(on: date) -> ColumnElement[bool]:
    revoked = EligibilityCertificate.revoked_on
    return and_(
        EligibilityCertificate.starts_on <= on,
        EligibilityCertificate.ends_on >= on,
        or_(revoked.is_(None), revoked > on),
    )


def stands(standing: EligibilityStanding, on: date) -> ColumnElement[bool]:
    """Whether a person stands so on a day: the same words as `standing_rules.countdown`."""
    now, later = _certified(_covers(on)), _certified(_covers(on + timedelta(days=SOON_DAYS + 1)))
    coming = _certified(EligibilityCertificate.starts_on > on)
    return {
        EligibilityStanding.NOW: and_(now, later),
        EligibilityStanding.SOON: and_(now, ~later),
        EligibilityStanding.ENDED: and_(~now, ~coming, _certified()),
        EligibilityStanding.NEVER: and_(~now, or_(coming, ~_certified())),
    }[standing]


def until() -> ScalarSelect[date | None]:
    """The last day of a person's last window."""
    return (
        select(func.max(EligibilityCertificate.ends_on))
        .where(
            EligibilityCertificate.participant_id == Participant.id,
            EligibilityCertificate.scheme == Scheme.CLAUSE,
            EligibilityCertificate.decision == Decision.ELIGIBLE,
        )
        .scalar_subquery()
    )


def ordered(found: Select[Participant], sort: str) -> Select[Participant]:
    """The list in the order of its address; whoever lacks the sorted thing comes last."""
    name = sort.removeprefix("-")
    keys = {"nom": Participant.search_key, "naissance": Participant.birth_date, "eligible": until()}
    key: ColumnElement[object] = keys.get(name, Participant.search_key)  # type: ignore[assignment]
    way = key.desc() if sort.startswith("-") else key.asc()
    return found.order_by(key.is_(None), way, Participant.search_key, Participant.id)


def rows_of(asker: Asker, people: Sequence[Participant], on: date) -> Iterator[PersonRow]:
    """The lines of a list of people, as the asker may read them."""
    for start in range(0, len(people), MANY):
        some = people[start : start + MANY]
        ids = [person.id for person in some]
        windows, work, names = windows_of(ids), current_work(asker, ids, on), _referrers(some)
        for person in some:
            yield PersonRow(
                person,
                countdown(windows.get(person.id, ()), on),
                work.get(person.id),
                names.get(person.referrer_id or 0),
            )


def _referrers(people: Sequence[Participant]) -> dict[int, str]:
    ids = {person.referrer_id for person in people if person.referrer_id}
    rows = db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def current_work(asker: Asker, ids: Sequence[int], on: date) -> dict[int, Employment]:
    """The present employment of each person, or else the last one, among those the asker may see."""
    found: dict[int, Employment] = {}
    seen = (
        employments_of(asker)
        .where(Employment.participant_id.in_(ids))
        .order_by(Employment.starts_on, Employment.id)
        .options(joinedload(Employment.employer))
    )
    for one in db.session.scalars(seen):
        other = found.get(one.participant_id)
        ended = one.ends_on is not None and one.ends_on < on
        if other is None or not ended or (other.ends_on is not None and other.ends_on < on):
            found[one.participant_id] = one
    return found


def choices_of(asker: Asker) -> dict[str, Choices]:
    """What the filters by choice offer: employers, trades, referrers of the people the asker sees."""
    seen = employments_of(asker)
    employers = select(Organisation.id, Organisation.name).where(
        Organisation.id.in_(seen.with_only_columns(Employment.employer_id))
    )
    trades = seen.where(Employment.trade != "").with_only_columns(Employment.trade).distinct()
    referrers = select(Organisation.id, Organisation.name).where(
        Organisation.id.in_(participants_of(asker).with_only_columns(Participant.referrer_id))
    )
    return {
        "employeur": _named(employers),
        "metier": [(trade, trade) for trade in sorted(db.session.scalars(trades), key=search_key)],
        "suivi": _named(referrers),
        "marche": contracts_offered(asker),
    }


def _named(rows: Select[int, str]) -> Choices:
    found = [(str(row[0]), row[1]) for row in db.session.execute(rows)]
    return sorted(found, key=lambda pair: search_key(pair[1]))

"""The structures that an asker may see; who works for them today; write them down. The caller commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.contracts.contract_rules import Outdated
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import EmployerKind, check_employer
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.words import RuleBroken
from geiq.groups.models import GroupMember, InsertionStructure, StructureTrade
from geiq.groups.rules import Membership, check_capacity, check_member, check_membership, check_structure

Choices = list[tuple[str, str]]


def structures_of(asker: Asker) -> Select[InsertionStructure]:
    """The structures an asker may see: its body's; a partner's own, as each body knows it."""
    if asker.body_id is not None:
        return owned(InsertionStructure, asker)
    if asker.role is Role.PARTNER:
        return select(InsertionStructure).where(InsertionStructure.organisation_id == asker.organisation_id)
    return select(InsertionStructure).where(false())


def structure_of(asker: Asker, structure_id: int) -> InsertionStructure | None:
    """One structure, if the asker may see it."""
    return db.session.scalar(structures_of(asker).where(InsertionStructure.id == structure_id))


@dataclass(frozen=True)
class StructureRow:
    """A line of the list: the structure, its members, the people it employs for clauses today."""

    structure: InsertionStructure
    members: int
    people: int

    @property
    def trades(self) -> str:
        """Its trades."""
        return ", ".join(one.trade for one in self.structure.trades)


def find_structures(asker: Asker, values: Mapping[str, str]) -> Select[InsertionStructure]:
    """The structures that answer the filters of the list's address; archived ones when asked for."""
    found = structures_of(asker).join(InsertionStructure.organisation)
    for word in search_key(values.get("q", "")).split():
        found = found.where(Organisation.search_key.contains(word))
    if kind := values.get("nature"):
        found = found.where(InsertionStructure.kind == kind)
    if trade := values.get("metier"):
        found = found.where(InsertionStructure.trades.any(StructureTrade.trade == trade))
    archived = InsertionStructure.archived_on.is_not(None)
    return found.where(archived if values.get("archives") else ~archived)


def ordered(found: Select[InsertionStructure], sort: str) -> Select[InsertionStructure]:
    """In the order of the address; a structure without the sorted thing comes last."""
    keys = {
        "nom": Organisation.search_key,
        "capacite": InsertionStructure.capacity,
        "ville": Organisation.city,
    }
    key = keys.get(sort.removeprefix("-"), Organisation.search_key)
    way = key.desc() if sort.startswith("-") else key.asc()
    return found.order_by(key.is_(None), way, Organisation.search_key, InsertionStructure.id)


def rows_of(
    found: Select[InsertionStructure], on: date, offset: int = 0, limit: int | None = None
) -> list[StructureRow]:
    """The lines of the list."""
    loaded = found.options(
        joinedload(InsertionStructure.organisation), selectinload(InsertionStructure.trades)
    )
    rows = db.session.scalars(loaded.offset(offset or None).limit(limit)).all()
    ids = [one.id for one in rows]
    members, people = _members(ids, on), _people(ids, on)
    return [StructureRow(one, members.get(one.id, 0), people.get(one.id, 0)) for one in rows]


def _members(ids: Sequence[int], on: date) -> dict[int, int]:
    """By structure, how many companies are members on a day."""
    return _counted(
        select(GroupMember.structure_id, func.count())
        .where(
            GroupMember.structure_id.in_(ids),
            GroupMember.since <= on,
            or_(GroupMember.until.is_(None), GroupMember.until >= on),
        )
        .group_by(GroupMember.structure_id)
    )


def _people(ids: Sequence[int], on: date) -> dict[int, int]:
    """By structure, how many people of its body it employs on a day."""
    employs = and_(
        Employment.employer_id == InsertionStructure.organisation_id,
        Employment.body_id == InsertionStructure.body_id,
    )
    return _counted(
        select(InsertionStructure.id, func.count(Employment.participant_id.distinct()))
        .join(Employment, employs)
        .where(
            InsertionStructure.id.in_(ids),
            Employment.starts_on <= on,
            or_(Employment.ends_on.is_(None), Employment.ends_on >= on),
        )
        .group_by(InsertionStructure.id)
    )


def _counted(found: Select[int, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(found)}


def trades_known(asker: Asker) -> Choices:
    """The trades of the structures that the asker may see."""
    seen = structures_of(asker).with_only_columns(InsertionStructure.id)
    found = select(StructureTrade.trade).where(StructureTrade.structure_id.in_(seen)).distinct()
    return [(trade, trade) for trade in sorted(db.session.scalars(found), key=search_key)]


def at_work(structure: InsertionStructure, on: date) -> list[Employment]:
    """The people whom a structure employs on a day, for the body that follows them, by name."""
    found = (
        select(Employment)
        .where(
            Employment.body_id == structure.body_id,
            Employment.employer_id == structure.organisation_id,
            Employment.starts_on <= on,
            or_(Employment.ends_on.is_(None), Employment.ends_on >= on),
        )
        .options(joinedload(Employment.participant))
    )
    works = db.session.scalars(found).all()
    return sorted(works, key=lambda one: (one.participant.search_key, one.id))


def hours_by_contract(structure: InsertionStructure) -> list[tuple[Contract, int]]:
    """The validated minutes of a structure's people, by public contract, the largest first."""
    total = func.sum(StatementLine.counted)
    rows = db.session.execute(
        select(Contract, total)
        .join(Lot, Lot.contract_id == Contract.id)
        .join(ClauseTerms, ClauseTerms.lot_id == Lot.id)
        .join(Commitment, Commitment.terms_id == ClauseTerms.id)
        .join(Statement, Statement.commitment_id == Commitment.id)
        .join(StatementLine, StatementLine.statement_id == Statement.id)
        .join(Employment, Employment.id == StatementLine.employment_id)
        .where(
            Contract.body_id == structure.body_id,
            Employment.employer_id == structure.organisation_id,
            StatementLine.counted.is_not(None),
        )
        .group_by(*Contract.__table__.columns)
        .order_by(total.desc())
    )
    return [(row[0], int(row[1] or 0)) for row in rows]


def create_structure(body_id: int, organisation: Organisation, **values: Any) -> InsertionStructure:
    """What a body knows of a structure, from now on. Leaves `structure.created`; raises `RuleBroken`."""
    twin = select(InsertionStructure.id).where(
        InsertionStructure.body_id == body_id, InsertionStructure.organisation_id == organisation.id
    )
    with db.session.no_autoflush:
        if organisation.id and db.session.scalar(twin) is not None:
            raise RuleBroken("Cette structure est déjà dans votre liste.", "organisation_id")
    structure = InsertionStructure(body_id=body_id, organisation=organisation)
    with db.session.no_autoflush:
        _fill(structure, values)
    db.session.add(structure)
    record("structure.created", structure, kind=structure.kind.value)
    return structure


def change_structure(structure: InsertionStructure, version: int | None, **values: Any) -> None:
    """Change what is known of a structure; another version raises `Outdated`. Leaves `structure.changed`."""
    if version is not None and version != structure.version:
        raise Outdated
    with db.session.no_autoflush:
        _fill(structure, values)
    record("structure.changed", structure)


def _fill(structure: InsertionStructure, values: Mapping[str, Any]) -> None:
    trades = values.get("trades")
    for name, value in values.items():
        if name != "trades":
            setattr(structure, name, value)
    check_structure(structure.kind)
    check_employer(structure.kind, structure.organisation.kind)
    check_capacity(structure.capacity)
    if trades is not None:
        set_trades(structure, trades)


def set_trades(structure: InsertionStructure, trades: Mapping[str, int | None]) -> None:
    """The trades of a structure are these, with how many people each."""
    known = {one.trade: one for one in structure.trades}
    for trade, capacity in trades.items():
        if trade in known:
            known[trade].capacity = capacity
        else:
            structure.trades.append(StructureTrade(trade=trade, capacity=capacity))
    for trade, row in known.items():
        if trade not in trades:
            structure.trades.remove(row)


def add_member(
    structure: InsertionStructure, organisation: Organisation, since: date, until: date | None
) -> GroupMember:
    """A company is a member of a GEIQ during some days. Leaves `structure.member_added`."""
    check_member(structure.kind)
    if structure.kind is EmployerKind.GEIQ and organisation.id == structure.organisation_id:
        raise RuleBroken("Un GEIQ n’est pas son propre adhérent.", "organisation_id")
    spans = [
        Membership(one.since, one.until)
        for one in structure.members
        if one.organisation_id == organisation.id
    ]
    check_membership(Membership(since, until), spans)
    member = GroupMember(organisation=organisation, since=since, until=until)
    structure.members.append(member)
    record("structure.member_added", structure, organisation=organisation.id)
    return member


def end_member(structure: InsertionStructure, member_id: int, on: date) -> None:
    """A company is no more a member from a day on. Leaves `structure.member_ended`."""
    for member in structure.members:
        if member.id == member_id and (member.until is None or member.until > on):
            member.until = max(on, member.since)
            record("structure.member_ended", structure, organisation=member.organisation_id)


def archive_structure(structure: InsertionStructure, on: date | None) -> None:
    """Put a structure away (None: take it back). It leaves the lists, and nothing is lost."""
    structure.archived_on = on
    record("structure.archived" if on else "structure.restored", structure)

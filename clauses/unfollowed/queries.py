"""Published contracts that a body should look at. All start from the asker's body."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from clauses.contracts.models import Contract
from clauses.contracts.opendata.models import PublishedContract
from clauses.contracts.opendata.reading.shapes import Record
from clauses.contracts.queries import contracts_of
from clauses.unfollowed.models import PublicationDecision
from clauses.unfollowed.rules import Outcome
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import buyers_of, owned
from facilitator.audit.queries import record as leave
from facilitator.clock import now
from facilitator.db import db

SORTS: dict[str, Any] = {
    "numero": PublishedContract.number,
    "acheteur": PublishedContract.buyer_siret,
    "notification": PublishedContract.notified_on,
    "montant": PublishedContract.amount,
}


ACTS = {Outcome.TAKEN_OVER: "publication.taken_over", Outcome.DISMISSED: "publication.dismissed"}


@dataclass(frozen=True)
class Row:
    """A published contract as a list shows it."""

    published: PublishedContract
    record: Record
    buyer_name: str

    @property
    def id(self) -> int:
        """Of the published contract."""
        return self.published.id


def departments_of(asker: Asker) -> list[str]:
    """The departments that the asker's body works in."""
    body = db.session.get(Organisation, asker.body_id) if asker.body_id else None
    return body.departments.split() if body else []


def in_reach(asker: Asker) -> Any:
    """Of the body's departments, or of a buyer it works with."""
    sirets = buyers_of(asker).with_only_columns(Organisation.siret)
    return or_(
        PublishedContract.department.in_(departments_of(asker)), PublishedContract.buyer_siret.in_(sirets)
    )


def followed(asker: Asker) -> Any:
    """Whether a contract of the body is this one: taken over, or with the same buyer and reference."""
    buyer = aliased(Organisation)
    return exists(
        select(Contract.id)
        .join(buyer, buyer.id == Contract.buyer_id)
        .where(
            Contract.body_id == asker.body_id,
            or_(
                Contract.published_contract_id == PublishedContract.id,
                and_(
                    buyer.siret == PublishedContract.buyer_siret,
                    func.lower(Contract.reference) == func.lower(PublishedContract.number),
                ),
            ),
        )
    )


def dismissed(asker: Asker) -> Any:
    """Whether the body has set it aside."""
    return exists(
        select(PublicationDecision.id).where(
            PublicationDecision.body_id == asker.body_id,
            PublicationDecision.published_contract_id == PublishedContract.id,
            PublicationDecision.outcome == Outcome.DISMISSED,
        )
    )


def concerned_of(asker: Asker) -> Select[PublishedContract]:
    """Published with a social clause or reserved; nothing for whoever works for no body."""
    if asker.body_id is None:
        return select(PublishedContract).where(false())
    return select(PublishedContract).where(
        PublishedContract.concerned, PublishedContract.merged_into_id.is_(None)
    )


def forgotten_of(asker: Asker, asked: Mapping[str, str] | None = None) -> Select[PublishedContract]:
    """Followed by nobody of the body. `asked` are the filters of the list (`etat`, `ou`, `q`, `annee`)."""
    asked = asked or {}
    found = concerned_of(asker).where(~followed(asker))
    found = found.where(dismissed(asker) if asked.get("etat") == "ecartees" else ~dismissed(asker))
    if asked.get("ou") != "france":
        found = found.where(in_reach(asker))
    if asked.get("annee"):
        found = found.where(func.extract("year", PublishedContract.notified_on) == int(asked["annee"]))
    if text := asked.get("q"):
        like = f"%{text.replace('%', '').replace('_', '')}%"
        found = found.where(
            or_(
                PublishedContract.body.ilike(like),
                PublishedContract.number.ilike(like),
                PublishedContract.buyer_siret.ilike(like),
            )
        )
    return found


def ordered(found: Select[PublishedContract], sort: str) -> Select[PublishedContract]:
    """Sorted as the address says (`-montant` goes down)."""
    column = SORTS.get(sort.removeprefix("-"), PublishedContract.notified_on)
    way = column.desc() if sort.startswith("-") else column.asc()
    return found.order_by(way.nulls_last(), PublishedContract.id)


def count_of(found: Select[PublishedContract]) -> int:
    """How many answer."""
    return db.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0


def rows_of(found: Select[PublishedContract]) -> list[Row]:
    """The published contracts with their records, and the names of the buyers that somebody knows."""
    published = list(db.session.scalars(found))
    names = buyer_names({each.buyer_siret for each in published})
    return [row_of(each, names) for each in published]


def row_of(published: PublishedContract, names: Mapping[str, str]) -> Row:
    """One published contract, decoded once."""
    record = published.record
    name = names.get(published.buyer_siret) or record.buyer_name or published.buyer_siret
    return Row(published, record, name)


def buyer_names(sirets: set[str]) -> dict[str, str]:
    """The names of the organisations with these SIRETs: public facts, whoever works with them."""
    found = db.session.execute(
        select(Organisation.siret, Organisation.name).where(Organisation.siret.in_(sirets))
    )
    return {siret: name for siret, name in found if siret}


def published_of(asker: Asker, published_id: int) -> Row | None:
    """One published contract that concerns social clauses, for a facilitator."""
    found = db.session.scalar(concerned_of(asker).where(PublishedContract.id == published_id))
    return row_of(found, buyer_names({found.buyer_siret})) if found else None


def decision_of(asker: Asker, published_id: int) -> PublicationDecision | None:
    """What the body decided on it."""
    return db.session.scalar(
        owned(PublicationDecision, asker).where(PublicationDecision.published_contract_id == published_id)
    )


def decide(
    asker: Asker, published: PublishedContract, outcome: Outcome, **values: Any
) -> PublicationDecision:
    """Write the body's decision, or change it (the caller commits). Leaves `publication.<outcome>`."""
    assert asker.body_id is not None
    decision = decision_of(asker, published.id)
    if decision is None:
        decision = PublicationDecision(body_id=asker.body_id, published_contract_id=published.id)
        db.session.add(decision)
    decision.outcome = outcome
    decision.decided_by_id, decision.decided_at = asker.user_id, now()
    decision.changes_seen = len(published.record.changes)
    for name, value in values.items():
        setattr(decision, name, value)
    leave(
        ACTS[outcome],
        published,
        uid=f"{published.buyer_siret}{published.number}",
        reason=str(values.get("reason") or ""),
    )
    return decision


def take_back(decision: PublicationDecision) -> None:
    """Undo a dismissal: the published contract is to look at again (the caller commits)."""
    leave("publication.taken_back", decision.published)
    db.session.delete(decision)


@dataclass(frozen=True)
class Changed:
    """A followed contract, its publication, and how many of its modifications are still to look at."""

    contract: Contract
    row: Row
    seen: int

    @property
    def fresh(self) -> list[Any]:
        """The published modifications that nobody has looked at."""
        return self.row.record.changes[self.seen :]


def changed_of(asker: Asker) -> list[Changed]:
    """Followed contracts of which modifications were published since they were last looked at."""
    found = _followed_publications(asker)
    decisions = {
        each.published_contract_id: each.changes_seen
        for each in db.session.scalars(owned(PublicationDecision, asker))
    }
    names = buyer_names({published.buyer_siret for _, published in found})
    all_changed = (
        Changed(contract, row_of(published, names), decisions.get(published.id, 0))
        for contract, published in found
    )
    return [each for each in all_changed if each.fresh]


def _followed_publications(asker: Asker) -> Sequence[tuple[Contract, PublishedContract]]:
    buyer = aliased(Organisation)
    return [
        (contract, published)
        for contract, published in db.session.execute(
            contracts_of(asker)
            .add_columns(PublishedContract)
            .join(buyer, buyer.id == Contract.buyer_id)
            .join(
                PublishedContract,
                or_(
                    Contract.published_contract_id == PublishedContract.id,
                    and_(
                        buyer.siret == PublishedContract.buyer_siret,
                        func.lower(Contract.reference) == func.lower(PublishedContract.number),
                    ),
                ),
            )
            .where(PublishedContract.changes > 0, PublishedContract.merged_into_id.is_(None))
            .order_by(Contract.id)
        )
    ]


def changed_one(asker: Asker, contract_id: int) -> Changed | None:
    """One followed contract with fresh published modifications."""
    return next((each for each in changed_of(asker) if each.contract.id == contract_id), None)

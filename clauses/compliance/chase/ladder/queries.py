"""The ladders in force; set one, go back. The caller commits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from clauses.compliance.chase.ladder.models import LadderVersion, read
from clauses.compliance.chase.rules import STANDARD, ChaseStep, Ladder, check_ladder
from clauses.contracts.models import Contract
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.prepared import Prepared


@dataclass(frozen=True)
class Ladders:
    """The ladder of a body, and those of the buyers who want another."""

    own: Ladder = STANDARD
    by_buyer: Mapping[int, Ladder] = field(default_factory=dict)

    def of(self, buyer_id: int | None) -> Ladder:
        """The ladder of a buyer's contracts."""
        return self.own if buyer_id is None else self.by_buyer.get(buyer_id, self.own)


VERSIONS = Prepared(
    select(LadderVersion.buyer_id, LadderVersion.offsets)
    .where(LadderVersion.body_id == bindparam("body"), LadderVersion.valid_from <= bindparam("on"))
    .order_by(LadderVersion.valid_from, LadderVersion.id)
)


def ladders_of(body_id: int, on: date) -> Ladders:
    """The ladders that hold on a day."""
    rows = VERSIONS.rows({"body": body_id, "on": on})
    latest = {buyer: None if offsets is None else read(offsets) for buyer, offsets in rows}
    own = latest.pop(None, None) or STANDARD
    return Ladders(own, {buyer: ladder for buyer, ladder in latest.items() if buyer and ladder})


def set_ladder(
    asker: Asker, buyer: Organisation | None, offsets: Mapping[ChaseStep, int | None], on: date
) -> LadderVersion:
    """A new ladder from a day on. Leaves `ladder.set`. Raises `RuleBroken` on the step that is wrong."""
    used = check_ladder(offsets)
    return _keep(asker, buyer, {step.value: days for step, days in used.items()}, on)


def go_back(asker: Asker, buyer: Organisation | None, on: date) -> LadderVersion:
    """Back to the body's own ladder, or the house's. Leaves `ladder.set`."""
    return _keep(asker, buyer, None, on)


def _keep(
    asker: Asker, buyer: Organisation | None, offsets: dict[str, int] | None, on: date
) -> LadderVersion:
    kept = LadderVersion(
        body_id=asker.organisation_id,
        buyer_id=buyer.id if buyer else None,
        valid_from=on,
        offsets=offsets,
        author_id=asker.user_id,
        made_at=now(),
    )
    db.session.add(kept)
    record("ladder.set", kept, buyer=kept.buyer_id, offsets=offsets)
    return kept


def history_of(asker: Asker, buyer_id: int | None) -> list[LadderVersion]:
    """The versions of one ladder, the latest first."""
    same = LadderVersion.buyer_id.is_(None) if buyer_id is None else LadderVersion.buyer_id == buyer_id
    found = owned(LadderVersion, asker).where(same).options(joinedload(LadderVersion.author))
    return list(db.session.scalars(found.order_by(LadderVersion.id.desc())))


def buyers_followed(asker: Asker) -> list[Organisation]:
    """The buyers of the body's contracts, by name."""
    held = owned(Contract, asker).with_only_columns(Contract.buyer_id)
    return list(
        db.session.scalars(select(Organisation).where(Organisation.id.in_(held)).order_by(Organisation.name))
    )

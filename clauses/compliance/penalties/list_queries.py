"""The list of penalty files, and what was told about one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Select, bindparam, func, or_, select

from clauses.compliance.exchanges.models import Exchange
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.compliance.penalties.facts_queries import hours_of
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.queries import WHOLE, files_of
from clauses.compliance.penalties.rules import FileState
from clauses.contracts.models import Contract
from clauses.contracts.rules import Stage
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.clock import PARIS
from facilitator.db import db
from facilitator.prepared import PREPARED, Prepared
from facilitator.traces import leaves_trace
from facilitator.words import Word

TOLD = (
    ExchangeKind.REMINDER,
    ExchangeKind.CANDIDATES_OFFERED,
    ExchangeKind.CANDIDATES_ANSWERED,
    ExchangeKind.RECOVERY,
    ExchangeKind.NOTICE,
    ExchangeKind.COMMENTS,
    ExchangeKind.PENALTY,
)
"""What a file tells of its contract: reminders, offers and answers, actions, its own steps. No free note."""


UNNAMED = "L’entreprise a été prévenue ou relancée."
"""What others than the body read of an exchange that is not meant for the buyer."""


class Awaited(Word):
    """Whose turn it is."""

    COMPANY = "company", "À l’entreprise"
    BODY = "body", "Au facilitateur"
    BUYER = "buyer", "À l’acheteur"


@dataclass(frozen=True)
class Moment:
    """One line of the timeline."""

    on: date
    kind: str
    text: str


def find_files(asker: Asker, values: Mapping[str, str], on: date) -> Select[PenaltyFile]:
    """The files that answer the filters, inside what the asker may see."""
    found = files_of(asker).join(PenaltyFile.organisation).join(PenaltyFile.contract)
    found = found.where(Contract.archived_on.is_(None))
    if values.get("etat"):
        found = found.where(PenaltyFile.state == FileState(values["etat"]))
    if values.get("marche"):
        found = found.where(Contract.id == int(values["marche"]))
    open_window = (PenaltyFile.state == FileState.SENT) & (PenaltyFile.until >= on)
    turns = {
        Awaited.COMPANY: open_window,
        Awaited.BUYER: PenaltyFile.state.in_((FileState.DRAFTED, FileState.PROPOSED)),
        Awaited.BODY: PenaltyFile.state.in_((FileState.OPENED, FileState.COMMENTED, FileState.DECIDED))
        | ((PenaltyFile.state == FileState.SENT) & (PenaltyFile.until < on)),
    }
    if not values.get("tour"):
        return found
    return found.where(turns[Awaited(values["tour"])], Contract.stage != Stage.CLOSED)


def has_files(asker: Asker, contract_id: int) -> bool:
    """Whether the asker may see a file of a contract: most have none."""
    held = leaves_trace(PenaltyFile, Contract, contract_id)
    return held and _files_on(asker).first({"contract": contract_id}) is not None


@lru_cache(maxsize=PREPARED)
def _files_on(asker: Asker) -> Prepared:
    found = files_of(asker).where(PenaltyFile.contract_id == bindparam("contract"))
    return Prepared(found.with_only_columns(PenaltyFile.id).limit(1))


def rows_of(
    found: Select[PenaltyFile], sort: str = "-numero", offset: int = 0, size: int | None = None
) -> Sequence[PenaltyFile]:
    """The lines of the list."""
    keys = {
        "entreprise": Organisation.name,
        "marche": Contract.reference,
        "constat": PenaltyFile.found_on,
        "delai": PenaltyFile.until,
    }
    key = keys.get(sort.removeprefix("-"), PenaltyFile.id)
    way = key.desc() if sort.startswith("-") else key.asc()
    loaded = found.options(*WHOLE).order_by(way.nulls_last(), PenaltyFile.id)
    return db.session.scalars(loaded.offset(offset).limit(size)).all()


def count(found: Select[PenaltyFile]) -> int:
    """How many files a list holds."""
    return db.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0


def timeline_of(file: PenaltyFile, asker: Asker) -> list[Moment]:
    """What happened, day after day: what the log tells of the company, and the reports that were late.

    A reminder names the contact it was sent to: only the body reads that.
    """
    told = select(Exchange).where(
        Exchange.contract_id == file.contract_id,
        Exchange.kind.in_(TOLD),
        or_(Exchange.organisation_id == file.organisation_id, Exchange.organisation_id.is_(None)),
    )
    moments = [
        Moment(_day(row.happened_at), row.kind.label, _said(row, asker)) for row in db.session.scalars(told)
    ]
    for delays in file.snapshot.delays.values():
        for delay in delays:
            moments.append(Moment(delay.due_on, "Échéance", f"{delay.label} attendu ce jour-là."))
            if delay.done_on:
                moments.append(Moment(delay.done_on, "Reçu en retard", f"{delay.label} reçu."))
    return sorted(moments, key=lambda one: one.on)


def _said(row: Exchange, asker: Asker) -> str:
    return row.summary if row.buyer_sees or asker.body_id is not None else UNNAMED


def _day(at: datetime) -> date:
    return at.astimezone(PARIS).date()


def since(file: PenaltyFile, on: date) -> int:
    """Minutes counted today beyond those that the file rests on: late hours that came after."""
    return hours_of(file.commitment, on).counted - file.snapshot.hours.counted

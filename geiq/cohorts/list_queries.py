"""The list of cohorts: what its filters leave, in order, with the seats of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, select
from sqlalchemy.orm import joinedload

from clauses.contracts.operations.models import Operation
from facilitator.access import BODY_ROLES, BUYER_ROLES, Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.formats import search_key
from geiq.cohorts.enrolments.rules import SEATED, Seats
from geiq.cohorts.models import Cohort
from geiq.cohorts.person_queries import cohorts_with
from geiq.cohorts.queries import cohorts_of, hired_in, least_of, states_in
from geiq.cohorts.rules import SHORT, CohortStage

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class CohortRow:
    """A line of the list; `seats` None where the asker may not count people."""

    cohort: Cohort
    taken: int | None
    hired: int | None
    least: int = 1

    @property
    def kind(self) -> str:
        """Its kind, in short."""
        return SHORT[self.cohort.kind]

    @property
    def held(self) -> str | None:
        """`9 sur 12`; `moins de 5 sur 12` where small numbers are hidden."""
        return None if self.taken is None else f"{shown(self.taken, self.least)} sur {self.cohort.seats}"

    @property
    def hires(self) -> str | None:
        """How many were hired."""
        return None if self.hired is None else shown(self.hired, self.least)

    @property
    def seats(self) -> Seats:
        """Its seats."""
        return Seats(self.cohort.seats, self.taken or 0)


def shown(count: int, least: int) -> str:
    """A count as it may be read: `12`, `aucun`… or `moins de 5`."""
    return f"moins de {least}" if 0 < count < least else str(count)


def find_cohorts(asker: Asker, values: Mapping[str, str]) -> Select[Cohort]:
    """The cohorts that answer the filters of the list's address; cancelled ones when asked for."""
    found = cohorts_of(asker)
    for word in search_key(values.get("q", "")).split():
        found = found.where(Cohort.search_key.contains(word))
    for name, column in (
        ("nature", Cohort.kind),
        ("metier", Cohort.trade),
        ("programme", Cohort.operation_id),
        ("geiq", Cohort.geiq_id),
        ("organisme", Cohort.provider_id),
    ):
        if value := values.get(name):
            found = found.where(column == (int(value) if name in NUMBERED else value))
    if year := values.get("annee"):
        found = found.where(
            Cohort.starts_on <= date(int(year), 12, 31), Cohort.ends_on >= date(int(year), 1, 1)
        )
    if person := values.get("personne"):
        found = found.where(Cohort.id.in_(cohorts_with(asker, int(person))))
    if stage := values.get("etape"):
        return found.where(Cohort.stage == stage)
    if person:
        return found
    return found.where(Cohort.stage != CohortStage.CANCELLED)


NUMBERED = frozenset({"programme", "geiq", "organisme"})


def ordered(found: Select[Cohort], sort: str) -> Select[Cohort]:
    """The list in the order of its address; a cohort without dates comes last."""
    rank = case({stage.value: index for index, stage in enumerate(CohortStage)}, value=Cohort.stage)
    keys = {"nom": Cohort.search_key, "debut": Cohort.starts_on, "fin": Cohort.ends_on, "etape": rank}
    key = keys.get(sort.removeprefix("-"), Cohort.starts_on)
    way = key.desc() if sort.startswith("-") else key.asc()
    return found.order_by(key.is_(None), way, Cohort.search_key, Cohort.id)


def rows_of(
    asker: Asker, found: Select[Cohort], offset: int = 0, limit: int | None = None
) -> list[CohortRow]:
    """The lines of the list, as the asker may read them: a body counts, a buyer reads large counts."""
    loaded = found.options(joinedload(Cohort.operation), joinedload(Cohort.geiq), joinedload(Cohort.provider))
    cohorts = db.session.scalars(loaded.offset(offset or None).limit(limit)).all()
    if asker.role not in BODY_ROLES | BUYER_ROLES:
        return [CohortRow(one, None, None) for one in cohorts]
    ids = [one.id for one in cohorts]
    states, hired = states_in(ids), hired_in(ids)
    return [
        CohortRow(
            one,
            sum(states[one.id][state] for state in SEATED),
            hired.get(one.id, 0),
            1 if asker.role in BODY_ROLES else least_of(one.body_id),
        )
        for one in cohorts
    ]


def choices_of(asker: Asker) -> dict[str, Choices]:
    """What the filters by choice offer: trades, programmes, groups, providers, years of these cohorts."""
    seen = cohorts_of(asker)
    trades = db.session.scalars(seen.with_only_columns(Cohort.trade).distinct())
    spans = db.session.execute(seen.with_only_columns(Cohort.starts_on, Cohort.ends_on).distinct())
    years = {day.year for span in spans for day in span if day is not None}
    operations = select(Operation.id, Operation.name).where(
        Operation.id.in_(seen.with_only_columns(Cohort.operation_id))
    )
    return {
        "metier": [(trade, trade) for trade in sorted(trades, key=search_key)],
        "programme": _named(operations),
        "geiq": _named(_organisations(seen.with_only_columns(Cohort.geiq_id))),
        "organisme": _named(_organisations(seen.with_only_columns(Cohort.provider_id))),
        "annee": [(str(year), str(year)) for year in sorted(years, reverse=True)],
    }


def _organisations(ids: Select[int]) -> Select[int, str]:
    return select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))


def _named(rows: Select[int, str]) -> Choices:
    found = [(str(row[0]), row[1]) for row in db.session.execute(rows)]
    return sorted(found, key=lambda pair: search_key(pair[1]))

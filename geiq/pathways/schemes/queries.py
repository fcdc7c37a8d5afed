"""The schemes that an asker may see, their forms' verbs, and what their pathways add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select
from sqlalchemy.orm import joinedload

from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import organisations_of, owned, partners_of
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.words import RuleBroken
from geiq.pathways.course.record_queries import entered_in
from geiq.pathways.course.rules import is_positive
from geiq.pathways.models import Pathway
from geiq.pathways.rules import PathwayExit
from geiq.pathways.scheme_models import (
    SchemeEventGoal,
    SchemeExitRule,
    SchemeFigure,
    SchemeFunding,
    SchemeOffer,
    SchemePartner,
    SchemePost,
    SupportScheme,
)
from geiq.pathways.schemes.rules import Financing, Part, check_scheme, financing

SchemePart = SchemeOffer | SchemeFunding | SchemePartner | SchemePost | SchemeFigure | SchemeEventGoal
TAKEN = "Un dispositif porte déjà ce nom."


@dataclass(frozen=True)
class SchemeRow:
    """A line of the list: the scheme, how many entered this year, how many are in it."""

    scheme: SupportScheme
    entered: int
    running: int


@dataclass(frozen=True)
class ExitLine:
    """How many left in one way, and whether it is a positive exit."""

    how: PathwayExit
    count: int
    positive: bool


def schemes_of(asker: Asker) -> Select[SupportScheme]:
    """The schemes of the asker's body; for a partner, those that it leads or takes part in."""
    if asker.body_id is not None:
        return owned(SupportScheme, asker)
    if asker.role is not Role.PARTNER:
        return select(SupportScheme).where(false())
    here = asker.organisation_id
    taking = select(SchemePartner.scheme_id).where(SchemePartner.organisation_id == here)
    following = select(Pathway.scheme_id).where(Pathway.organisation_id == here)
    return select(SupportScheme).where(
        or_(SupportScheme.lead_id == here, SupportScheme.id.in_(taking), SupportScheme.id.in_(following))
    )


def scheme_of(asker: Asker, scheme_id: int) -> SupportScheme | None:
    """One scheme, if the asker may see it."""
    return db.session.scalar(schemes_of(asker).where(SupportScheme.id == scheme_id))


def find_schemes(asker: Asker, values: Mapping[str, str], sort: str) -> Select[SupportScheme]:
    """The schemes that answer the list's filters, in its order."""
    found = schemes_of(asker).options(joinedload(SupportScheme.lead))
    for word in search_key(values.get("q", "")).split():
        found = found.where(SupportScheme.search_key.contains(word))
    away = SupportScheme.archived_on.is_not(None)
    found = found.where(away if values.get("archives") else ~away)
    key: Any = SupportScheme.starts_on if sort.removeprefix("-") == "debut" else SupportScheme.search_key
    return found.order_by(key.desc() if sort.startswith("-") else key, SupportScheme.id)


def rows_of(asker: Asker, schemes: Sequence[SupportScheme], on: date) -> list[SchemeRow]:
    """The schemes with their counts, which the body and the lead read; a partner reads its own."""
    year = Pathway.starts_on.between(date(on.year, 1, 1), date(on.year, 12, 31))
    found = (
        select(
            Pathway.scheme_id,
            func.count().filter(year),
            func.count().filter(and_(Pathway.ended_on.is_(None))),
        )
        .where(Pathway.scheme_id.in_([one.id for one in schemes]))
        .group_by(Pathway.scheme_id)
    )
    if asker.body_id is None:
        found = found.where(Pathway.organisation_id == asker.organisation_id)
    counts = {key: (entered, running) for key, entered, running in db.session.execute(found)}
    return [SchemeRow(one, *counts.get(one.id, (0, 0))) for one in schemes]


def money_of(scheme: SupportScheme) -> Financing:
    """Its budget against its funders."""
    parts = [Part(one.funder, one.title, one.amount, one.is_state) for one in scheme.fundings]
    return financing(scheme.budget, parts)


def exit_rules(scheme: SupportScheme) -> dict[PathwayExit, bool]:
    """What the scheme says of each exit."""
    return {rule.exit: rule.is_positive for rule in scheme.exit_rules}


def exits_of(asker: Asker, scheme: SupportScheme) -> list[ExitLine]:
    """How people left a scheme, the most frequent first; a partner reads those that it followed."""
    found = select(Pathway.exit, func.count()).where(
        Pathway.scheme_id == scheme.id, Pathway.exit.is_not(None)
    )
    if asker.body_id is None:
        found = found.where(Pathway.organisation_id == asker.organisation_id)
    rules = exit_rules(scheme)
    rows = db.session.execute(found.group_by(Pathway.exit).order_by(func.count().desc(), Pathway.exit))
    return [ExitLine(how, count, is_positive(how, rules)) for how, count in rows if how]


def leads_offered(asker: Asker) -> list[tuple[int, str]]:
    """(id, name) of the organisations that may lead a scheme: the body itself, and its partners."""
    chosen = list(db.session.scalars(partners_of(asker).order_by(Organisation.name)))
    own = db.session.get_one(Organisation, asker.organisation_id)
    return [(one.id, one.name) for one in (own, *chosen)]


def organisations_offered(asker: Asker) -> list[tuple[int, str]]:
    """(id, name) of the organisations that the asker's body knows."""
    chosen = organisations_of(asker).order_by(Organisation.name)
    return [(one.id, one.name) for one in db.session.scalars(chosen)]


def create_scheme(body_id: int, **values: Any) -> SupportScheme:
    """A new scheme of a body. Leaves `scheme.created`. The caller commits."""
    scheme = SupportScheme(body_id=body_id)
    _fill(scheme, values)
    db.session.add(scheme)
    db.session.flush()
    record("scheme.created", scheme)
    return scheme


def change_scheme(scheme: SupportScheme, **values: Any) -> None:
    """Change what is said of a scheme. Leaves `scheme.changed`. The caller commits."""
    _fill(scheme, values)
    entered, capacity = entered_in(scheme, today().year), scheme.yearly_capacity
    if capacity is not None and capacity < entered:
        raise RuleBroken(f"{entered} personnes y sont déjà entrées cette année.", "yearly_capacity")
    record("scheme.changed", scheme)


def _fill(scheme: SupportScheme, values: Mapping[str, Any]) -> None:
    check_scheme(values["name"], values.get("most_months"), values.get("yearly_capacity"))
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        raise RuleBroken("La fin vient avant le début.", "ends_on")
    same = select(SupportScheme.id).where(
        SupportScheme.body_id == scheme.body_id, SupportScheme.name == values["name"]
    )
    with db.session.no_autoflush:
        if any(one != scheme.id for one in db.session.scalars(same)):
            raise RuleBroken(TAKEN, "name")
    for name, value in values.items():
        setattr(scheme, name, value)


def put_part(scheme: SupportScheme, part: SchemePart, values: Mapping[str, Any]) -> None:
    """Add or change an offer, a funding, a partner, a post, a figure, a goal of events. Leaves
    `scheme.changed`; refuses a second goal for the same kind of events."""
    if isinstance(part, SchemeEventGoal) and any(
        one.kind is values["kind"] for one in scheme.event_goals if one is not part
    ):
        raise RuleBroken("Ce dispositif a déjà un nombre pour ce type d’événement.", "kind")
    for name, value in values.items():
        setattr(part, name, value)
    if isinstance(part, SchemeOffer) and part.rank is None:
        part.rank = max((one.rank for one in scheme.offers), default=0) + 1
    if part.scheme is None:
        part.scheme = scheme
        db.session.add(part)
    record("scheme.changed", scheme, part=part.__tablename__)


def drop_part(scheme: SupportScheme, part: SchemePart) -> None:
    """Take one of them away. Leaves `scheme.changed`."""
    db.session.delete(part)
    record("scheme.changed", scheme, part=part.__tablename__)


def set_exits(scheme: SupportScheme, positive: Sequence[PathwayExit]) -> None:
    """Say of every exit whether it is a positive one. Leaves `scheme.changed`."""
    known = {rule.exit: rule for rule in scheme.exit_rules}
    for how in PathwayExit:
        rule = known.get(how)
        if rule is None:
            rule = SchemeExitRule(exit=how)
            scheme.exit_rules.append(rule)
        rule.is_positive = how in positive
    record("scheme.changed", scheme, part=SchemeExitRule.__tablename__)


def archive_scheme(scheme: SupportScheme, on: date | None) -> None:
    """Put a scheme away, or take it back (None). Leaves `scheme.archived` or `scheme.restored`."""
    scheme.archived_on = on
    record("scheme.archived" if on else "scheme.restored", scheme)

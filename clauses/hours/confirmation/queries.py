"""The employers' figures, as the ledger and the queue read them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from sqlalchemy import select

from clauses.hours.checks.rules import Code, Finding, Level
from clauses.hours.confirmation.models import EmployerFigure
from clauses.hours.confirmation.rules import Key, Said, agree, differs
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import LineState
from clauses.people.employments.rules import LENDERS
from facilitator.formats import hours
from facilitator.prepared import Prepared, several


def said_in(statement: Statement) -> list[Said]:
    """The lines of a statement, as they are compared."""
    return [
        Said(line.employment_id, line.kind, line.minutes, line.employment.employer_kind in LENDERS)
        for line in statement.lines
        if line.corrects_id is None and line.state is not LineState.REFUSED
    ]


Figures = Mapping[int, Mapping[Key, int]]


class OfMonth(Protocol):
    """A statement, or a row that stands for it."""

    @property
    def id(self) -> int:
        """The statement's."""

    @property
    def commitment_id(self) -> int:
        """Its commitment's."""

    @property
    def month(self) -> date:
        """Its first day."""


FIGURES = Prepared(
    select(EmployerFigure.commitment_id, EmployerFigure.month, EmployerFigure.employment_id)
    .add_columns(EmployerFigure.kind, EmployerFigure.minutes)
    .where(
        EmployerFigure.commitment_id.in_(several("commitments")), EmployerFigure.month.in_(several("months"))
    )
)


def figures_of(statements: Sequence[OfMonth]) -> dict[int, dict[Key, int]]:
    """By statement: the employers' figures, by employment and kind."""
    asked = {
        "commitments": list({each.commitment_id for each in statements}),
        "months": list({each.month for each in statements}),
    }
    by_month: dict[tuple[int, date], dict[Key, int]] = {}
    for commitment, month, employment, kind, minutes in FIGURES.rows(asked):
        by_month.setdefault((commitment, month), {})[employment, kind] = minutes
    return {each.id: by_month.get((each.commitment_id, each.month), {}) for each in statements}


def confirmed_among(statements: Sequence[Statement], figures: Figures | None = None) -> set[int]:
    """The statements of which the employers say exactly the same as the company.

    `figures` are the employers', where the caller has read them already.
    """
    lent = [each for each in statements if each.lines and all(one.lent for one in said_in(each))]
    if figures is None:
        figures = figures_of(lent) if lent else {}
    return {each.id for each in lent if agree(said_in(each), figures[each.id])}


def differences_of(
    statements: Sequence[Statement], figures: Figures | None = None
) -> dict[int, list[Finding]]:
    """By statement: each line of which the employer says another figure, with both values."""
    if figures is None:
        figures = figures_of(statements) if statements else {}
    found: dict[int, list[Finding]] = {}
    for each in statements:
        found[each.id] = []
        for line in said_in(each) if figures[each.id] else ():
            other = differs(line, figures[each.id])
            if other is None:
                continue
            employment = next(one.employment for one in each.lines if one.employment_id == line.employment)
            person = employment.participant.name
            said = (
                f"{person} : {hours(line.minutes)} selon l’entreprise, "
                f"{hours(other)} selon {employment.employer.name}."
            )
            found[each.id].append(
                Finding(Level.WARNING, Code.EMPLOYER, said, line.employment, line.kind, person=person)
            )
    return found

"""Last month, two employers that lend people say their own figures: one agrees, one does not."""

from collections.abc import Sequence

from clauses.hours.confirmation.partner_queries import months_for, state_figures
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import State
from facilitator.access import Asker, Role, asking
from facilitator.accounts.demonstration.demo import named
from facilitator.accounts.demonstration.queries import acting
from facilitator.accounts.demonstration.rules import door

LESS = 7 * 60
"""The temp agency counts a day less than the company."""


def say(statements: Sequence[Statement]) -> None:
    """The GEIQ confirms one month and has the others to look at; the temp agency differs on one."""
    with acting(door("partenaire")) as geiq:
        for statement in _lent_by(geiq.organisation_id, statements)[:1]:
            _state(geiq, statement, 0)
    agency = named("etti")
    guest = Asker(None, None, Role.PARTNER, agency.id, "Cécile Tardif", agency.name)
    token = asking.set(guest)
    try:
        for statement in _lent_by(agency.id, statements)[:1]:
            _state(guest, statement, LESS)
    finally:
        asking.reset(token)


def _lent_by(employer_id: int, statements: Sequence[Statement]) -> list[Statement]:
    """Those sent in which every line is of somebody whom this organisation lends."""
    return [
        one
        for one in statements
        if one.state is State.SUBMITTED
        and one.lines
        and not any(line.remark or line.employment.employer_id != employer_id for line in one.lines)
    ]


def _state(asker: Asker, statement: Statement, less: int) -> None:
    (month,) = months_for(asker, [statement])
    state_figures(asker, month, {row.key: row.company - less for row in month.rows if row.company})

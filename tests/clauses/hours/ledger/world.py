"""The rows that every story of the ledger starts from, and the same as plain facts."""

from datetime import date

from clauses.contracts.rules import Party
from clauses.hours.checks.rules import DAY_LIMIT_MINUTES, working_days
from clauses.hours.ledger.rules import last_of
from clauses.people.employments.models import Assignment
from facilitator.access import Asker, Role
from tests.clauses.hours.ledger.model import Agreement, Model
from tests.clauses.hours.pooling.factories import make_agreement
from tests.conftest import keep
from tests.factories import add, make_body, make_user
from tests.factories_contracts import make_commitment
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)

MONTHS = tuple(date(2026, month, 1) for month in (8, 9, 10))
NEVER, EVER = -1, 99
END = date(2028, 3, 1)


class World:
    """The rows that every story starts from, made once: only their ids are kept."""

    def __init__(self) -> None:
        body = make_body()
        holder = make_running(body)
        under = make_commitment(
            holder.terms, party=Party.SUBCONTRACTOR, parent=holder, minutes=holder.minutes // 4
        )
        other = make_running(body)
        rows = (holder, under, other)
        self.commitments = [row.id for row in rows]
        self.clause_of = {0: 0, 1: 0, 2: 1}
        self.author, self.body = make_user().id, body.id
        self.asker = Asker(self.author, None, Role.FACILITATOR, body.id, "Camille Essai", body.name)
        people = [make_participant(body) for _ in range(4)]
        self.people = [person.id for person in people]
        self.certificates = [make_certificate(person).id for person in people[:3]]
        spans = ({}, {}, {"ends_on": date(2026, 9, 30)}, {})
        self.employments = [
            make_employment(holder, person, **span).id for person, span in zip(people, spans, strict=True)
        ]
        for employment in self.employments:  # everybody works everywhere: what is told is the ledger
            for row in (under, other):
                add(Assignment(employment_id=employment, commitment=row, starts_on=date(2026, 3, 2)))
        self.statements = {
            (index, month): make_statement(row, day).id
            for index, row in enumerate(rows)
            for month, day in enumerate(MONTHS)
        }
        for row in rows:
            row.terms.pooling_allowed = True
        self.minutes = holder.minutes
        span = {"starts_on": MONTHS[0], "ends_on": last_of(MONTHS[1])}
        made = (make_agreement([holder, other], 2, 1), make_agreement(list(rows), **span))
        keep()
        self.agreements = [agreement.id for agreement in made]

    def model(self) -> Model:
        """What the rows say, as plain facts."""
        return Model(
            self.clause_of,
            windows={0: (NEVER, EVER), 1: (NEVER, EVER), 2: (NEVER, EVER), 3: None},
            runs={0: (NEVER, EVER), 1: (NEVER, EVER), 2: (NEVER, 1), 3: (NEVER, EVER)},
            limits={
                month: working_days(day, last_of(day)) * DAY_LIMIT_MINUTES for month, day in enumerate(MONTHS)
            },
            versions={clause: [(date.min, self.minutes)] for clause in (0, 1)},
            ended=dict.fromkeys((0, 1), END),
            agreements=[
                Agreement({0: 2, 2: 1}, NEVER, EVER),
                Agreement({0: 1, 1: 1, 2: 1}, 0, 1),
            ],
            persons={number: number for number in range(4)},
        )

"""A served site with grids: thirty people over four months, three hundred over four others."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from clauses.contracts.models import Commitment
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import put_line, submit, touched, validate
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import bear
from facilitator.db import db, unaudited
from facilitator.schema import upgrade
from tests.browser.looking import Looker
from tests.browser.sites import Site, aside, cookie_of, make_app, served
from tests.factories import make_membership
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)


@dataclass
class Grids:
    """The site, its two contracts, and the cookies of two people of the company."""

    site: Site
    small: int
    large: int
    cookies: tuple[str, str]

    def url(self, commitment: int) -> str:
        """The grid of a contract."""
        return self.site.url("grid.contract", commitment_id=commitment)

    def enter(self, looker: Looker, commitment: int, who: int = 0) -> None:
        """Open a grid as one of the two."""
        name, _, value = self.cookies[who].partition("=")
        looker.page.context.add_cookies([{"name": name, "value": value, "url": self.site.address}])
        looker.page.goto(self.url(commitment))

    def minutes(self, commitment: int) -> int:
        """All the minutes that the database holds for a contract."""
        lines = select(func.sum(StatementLine.minutes)).join(Statement)
        held = lines.where(Statement.commitment_id == commitment)

        def count() -> int:
            with self.site.app.app_context():
                return db.session.scalar(held) or 0

        return aside(count)


def make_crew(company: Organisation | None, people: int) -> Commitment:
    """A commitment, its people, July to October 2026."""
    over = {"organisation": company} if company else {}
    commitment = make_running(**over)
    body_id = commitment.terms.lot.contract.body_id
    for number in range(people):
        person = make_participant(body_id=body_id, family_name=f"Nom{number:03d}", given_name="Camille")
        make_certificate(person)
        make_employment(commitment, person)
    for month in (7, 8, 9, 10):
        make_statement(commitment, date(2026, month, 1))
    return commitment


def close_july(commitment: Commitment) -> None:
    """July is validated: a first person worked ten hours."""
    statement = db.session.scalars(select(Statement).filter_by(commitment_id=commitment.id)).first()
    assert statement is not None
    put_line(statement, make_employment(commitment), MinutesKind.WORK, 600)
    touched(statement)
    submit([statement], "Camille Essai")
    validate(statement)


def build(folder: Path) -> Grids:
    """The site, not served yet."""
    site = Site(make_app(folder, "grids"))
    with site.app.app_context(), unaudited(db.session, "a test prepares"):
        upgrade(db.engine)
        bear(is_demo=False)
        small = make_crew(None, 30)
        close_july(small)
        large = make_crew(small.organisation, 300)
        first, second = (
            cookie_of(site.app, make_membership(role, small.organisation))
            for role in (Role.DECLARANT, Role.COMPANY_ADMIN)
        )
        grids = Grids(site, small.id, large.id, (first, second))
        db.session.commit()
    return grids


@contextmanager
def serving(folder: Path) -> Iterator[Grids]:
    """The site, served."""
    grids = aside(lambda: build(folder))
    server = served(grids.site)
    aside(server.__enter__)
    yield grids
    aside(lambda: server.__exit__(None, None, None))

"""The pages of compliance on a national-size base, and the jobs that prepare them."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from sqlalchemy import String, cast, insert, literal, select

from clauses.compliance.bench import bare
from clauses.compliance.monday.jobs import run as write_packs
from clauses.compliance.standing.jobs import run as conclude_all
from clauses.hours.bench.pages import Asked, page
from clauses.hours.bench.world import BUYERS
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import OPEN_STATES
from facilitator.accounts.models import Contact, Meeting
from facilitator.db import db, unaudited

BODY = 1
READERS = 25
PAGES: Mapping[str, Asked] = {
    "board": Asked("/suivi/", bare.BOARD),
    "chase": Asked("/relances/", bare.CHASE),
    "packs": Asked("/lundi/", bare.PACK),
}


def measured(app: Flask) -> dict[str, Any]:
    """Conclude on every clause, look at the pages, write the packs of every buyer."""
    meet_companies(app)
    facts: dict[str, Any] = {"conclusions": timed(app, conclude_all)}
    facts["conclusions_again"] = timed(app, conclude_all)
    facts["pages"] = {name: page(app, asked) for name, asked in PAGES.items()}
    reach_buyers(app)
    facts["monday_packs"] = timed(app, write_packs)
    return facts


def timed(app: Flask, job: Callable[[], str]) -> dict[str, Any]:
    """What a job says, and how long it takes."""
    with app.app_context():
        start = time.perf_counter()
        said = job()
        seconds = time.perf_counter() - start
        db.session.rollback()
    return {"said": said, "seconds": round(seconds, 2)}


def reach_buyers(app: Flask) -> None:
    """Give an address to twenty-five buyers: the others are not written to."""
    with app.app_context(), unaudited(db.session, "a bench prepares"):
        for key in BUYERS[:READERS]:
            address = f"acheteur{key}@exemple.fr"
            db.session.add(Contact(organisation_id=key, rank=1, name="Suivi des clauses", email=address))
        db.session.commit()


def meet_companies(app: Flask) -> None:
    """The body works with the companies whose months are open, those that it chases; each has somebody to
    write to.
    """
    company = Statement.organisation_id
    met = select(literal(BODY), company).where(Statement.state.in_(OPEN_STATES)).distinct()
    address = literal("contact") + cast(company, String) + "@essai.example"
    known = select(company, literal(1), literal("Contact"), address).where(Statement.state.in_(OPEN_STATES))
    with app.app_context(), unaudited(db.session, "a bench prepares"):
        db.session.execute(insert(Meeting).from_select(["body_id", "organisation_id"], met))
        db.session.execute(
            insert(Contact).from_select(["organisation_id", "rank", "name", "email"], known.distinct())
        )
        db.session.commit()

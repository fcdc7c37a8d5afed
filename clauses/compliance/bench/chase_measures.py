"""What the chase list costs on two hundred companies that owe something, beside the bare SQL."""

from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection

from clauses.compliance.chase.line_queries import lines_of
from clauses.hours.bench.pages import Asked, counting, milliseconds, page
from clauses.hours.bench.world import BODY, FIRST_COMPANY, Plan, build, fill
from clauses.hours.ledger.rules import previous_month
from facilitator.accounts.models import Contact, Meeting
from facilitator.app import create_app
from facilitator.audit.queries import bear
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.schema import upgrade

COMPANIES, CONTRACTS = 200, 600
SECRET = "the secret of a base that lives as long as a bench"
BARE = (
    """
SELECT s.id, s.organisation_id, s.month, s.due_on, s.opened_on, s.state, e.reporting_period, c.ends_on, c.id,
  c.title, c.reference, c.buyer_id, b.name, c.followed_by_id
FROM statement s JOIN commitment m ON m.id = s.commitment_id JOIN clause_terms e ON e.id = m.terms_id
JOIN lot l ON l.id = e.lot_id JOIN contract c ON c.id = l.contract_id
JOIN organisation b ON b.id = c.buyer_id JOIN meeting w ON w.organisation_id = s.organisation_id
WHERE s.body_id = 1 AND w.body_id = 1 AND w.archived_on IS NULL AND c.archived_on IS NULL
  AND s.state IN ('expected', 'draft', 'returned') ORDER BY s.due_on, s.id
""",
    """
SELECT o.id, o.name, o.siret, k.rank, k.name, k.email, k.phone, k.confirmed_on FROM organisation o
JOIN contact k ON k.organisation_id = o.id JOIN meeting w ON w.organisation_id = o.id WHERE w.body_id = 1
""",
    "SELECT organisation_id, max(sent_at) FROM reminder WHERE body_id = 1 GROUP BY organisation_id",
    "SELECT organisation_id, key, step FROM reminder_part WHERE body_id = 1",
)
"""What a hand would read for the same list."""


def chase_facts(folder: Path) -> dict[str, Any]:
    """Make a base in a folder, then measure the list, its page and its export."""
    url = f"sqlite:///{folder}/chase.sqlite3"
    app = create_app(SECRET_KEY=SECRET, DATABASE_URL=url, UPLOAD_DIR=str(folder))
    with app.app_context():
        upgrade(db.engine)
        bear(is_demo=False)
        db.session.commit()
        with db.engine.begin() as base:
            build(base, Plan(CONTRACTS, COMPANIES, 1, 1, previous_month(today().replace(day=1))), now())
            owing(base)
    facts = measured(app)
    with app.app_context():
        db.engine.dispose()
    return facts


def owing(base: Connection) -> None:
    """The body works with every company of the base, and each has somebody to write to."""
    fill(base, Meeting, COMPANIES, {"body_id": BODY, "organisation_id": f"={FIRST_COMPANY} + i"})
    contact = {"organisation_id": f"={FIRST_COMPANY} + i", "rank": 1, "name": "='Contact ' || i"}
    fill(base, Contact, COMPANIES, contact | {"email": "='contact' || i || '@essai.example'"})


def measured(app: Flask) -> dict[str, Any]:
    """The list as the rules make it, and its page beside the bare SQL; milliseconds."""
    with app.app_context():
        found = lines_of(BODY, today())
        with counting() as selects:
            lines_of(BODY, today())
        list_ms = min(milliseconds(lambda: lines_of(BODY, today())) for _ in range(5))
        db.session.rollback()
    return {
        "companies": len(found),
        "debts": sum(len(line.standings) for line in found),
        "list_ms": round(list_ms, 1),
        "list_selects": len(selects),
        "page": page(app, Asked("/relances/", BARE), 11),
    }

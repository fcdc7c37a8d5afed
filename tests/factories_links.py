"""Links sent to contacts, and browsers that have one open; rows are flushed, never committed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Flask

from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.queries import meet
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.queries import PATH, new_link, open_task
from facilitator.clock import now
from facilitator.db import db
from tests.factories import make_body, make_contact, make_organisation

MONTHS = (date(2026, 9, 1), date(2026, 10, 1))
RAW_CSRF = "0" * 40


def make_link(
    body: Organisation | None = None,
    company: Organisation | None = None,
    months: Iterable[date] = MONTHS,
    **over: Any,
) -> tuple[TaskLink, str]:
    """A link to declare these months, and its pointer; the company has a contact and meets the body."""
    body, company = body or make_body(), company or make_organisation()
    meet(body.id, company)
    known = db.session.query(Contact).filter_by(organisation_id=company.id).order_by(Contact.rank).first()
    contact = known or make_contact(company)
    link, url = new_link(body.id, contact, over.pop("purpose", "declare"), "Heures à déclarer", months)
    for name, value in over.items():
        setattr(link, name, value)
    db.session.flush()
    return link, url.rpartition(PATH)[2]


def open_link(app: Flask, link: TaskLink | None) -> str:
    """The cookie of a browser that has this link open; None: that only asked for a code."""
    browser, name = app.test_client(), app.config["SESSION_COOKIE_NAME"]
    with browser.session_transaction() as session:
        session["csrf_token"] = RAW_CSRF
        if link is not None:
            session["task"] = open_task(link)
            session["task_seen"] = int(now().timestamp())
    cookie = browser.get_cookie(name)
    return f"{name}={cookie.value}" if cookie else ""

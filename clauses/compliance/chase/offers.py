"""What the reminders add to the home page, to a contract, to a statement, to a company."""

from collections.abc import Iterator

from flask import url_for

from clauses.compliance.chase.exports import SAID
from clauses.compliance.chase.glance_queries import glances_of
from clauses.compliance.chase.line_queries import line_of, told_of
from clauses.compliance.chase.line_rules import TONES, Turn
from clauses.compliance.chase.models import ReminderPart
from clauses.compliance.chase.queries import has_reminders, last_about, reminders_of
from clauses.compliance.contacts.queries import requests_about
from clauses.compliance.contacts.rules import TONES as CONTACT_TONES
from clauses.contracts.models import Contract
from clauses.hours.ledger.queries import statement_of
from clauses.hours.ledger.rules import OPEN_STATES
from facilitator.access import BODY_ROLES, Asker
from facilitator.accounts.organisations.queries import organisation_live
from facilitator.accounts.rules import DECLARING_KINDS
from facilitator.clock import today
from facilitator.feature import Alert, Link, Panel
from facilitator.formats import plural
from facilitator.traces import leaves_trace

SHOWN = 5
"""Messages shown on the page of a contract; the company's page has them all."""


def alerts(asker: Asker) -> Iterator[Alert]:
    """The companies to chase, and those to telephone."""
    if asker.role not in BODY_ROLES:
        return
    lines = [one.line for one in glances_of(told_of(asker.organisation_id, today()))]
    chased = sum(line.late_count > 0 and not line.is_held for line in lines)
    if chased:
        said = plural(chased, "entreprise à relancer", "entreprises à relancer")
        yield Alert(chased, said, url_for("chase.index", retard="0"))
    calls = sum(line.turn is Turn.CALL for line in lines)
    if calls:
        said = plural(calls, "entreprise à appeler", "entreprises à appeler")
        yield Alert(calls, said, url_for("calls.index"), True)
    waiting = sum(line.turn is Turn.CONTACT for line in lines)
    if waiting:
        said = plural(waiting, "entreprise sans contact joignable", "entreprises sans contact joignable")
        yield Alert(waiting, said, url_for("chase.index", tour=Turn.CONTACT.value), True)


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """A facilitator reads then sends what a company should receive."""
    if kind == "organisation" and asker.role in BODY_ROLES:
        organisation = organisation_live(asker, thing_id)
        if organisation is not None and organisation.kind in DECLARING_KINDS:
            yield Link("Relances et lien sans compte", url_for("chase.company", organisation_id=thing_id))


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The last messages, wherever the company appears."""
    if asker.role not in BODY_ROLES:
        return
    if kind == "contract":
        if leaves_trace(ReminderPart, Contract, thing_id) and has_reminders(asker.organisation_id, thing_id):
            said = reminders_of(asker.organisation_id, contract_id=thing_id, most=SHOWN)
            yield Panel("clauses/compliance/chase/on_contract.html", {"said": said, "columns": SAID})
    elif kind == "organisation":
        yield from _on_company(asker, thing_id)
    elif kind == "statement":
        yield from _on_statement(asker, thing_id)


def _on_company(asker: Asker, organisation_id: int) -> Iterator[Panel]:
    line = line_of(asker.organisation_id, organisation_id, today())
    waiting = requests_about(organisation_id, asker.organisation_id)
    if line is not None or waiting:
        shown = {
            "line": line,
            "waiting": waiting,
            "organisation_id": organisation_id,
            "tones": TONES,
            "contact_tones": CONTACT_TONES,
        }
        yield Panel("clauses/compliance/chase/on_company.html", shown)


def _on_statement(asker: Asker, statement_id: int) -> Iterator[Panel]:
    statement = statement_of(asker, statement_id)
    if statement is None or statement.state not in OPEN_STATES:
        return
    last = last_about(asker.organisation_id, statement.id, statement.organisation_id)
    shown = {"last": last, "organisation_id": statement.organisation_id}
    yield Panel("clauses/compliance/chase/on_statement.html", shown)

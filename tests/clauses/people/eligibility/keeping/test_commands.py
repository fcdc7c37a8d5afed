"""Dry unless asked: then the criteria go, and what proves the hours stays."""

from datetime import date

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask

from clauses.people.eligibility.doctor_queries import INVARIANTS
from clauses.people.eligibility.keeping.commands import eligibility
from clauses.people.eligibility.keeping.jobs import run
from clauses.people.eligibility.models import CertifiedCriterion, EligibilityCertificate
from facilitator.audit.models import AuditEvent
from facilitator.db import db
from tests.conftest import keep
from tests.factories import add, make_user
from tests.factories_hours import make_certificate, make_participant

ENDS = date(2028, 3, 1)


@pytest.fixture
def certificate(app: Flask) -> EligibilityCertificate:
    made = make_certificate(make_participant(), reason="Avis de la mission locale")
    seen = {"proof": "benefit", "seen_on": date(2026, 3, 2), "seen_by_id": make_user().id}
    add(CertifiedCriterion(certificate=made, criterion="rsa", **seen))
    keep()
    return made


def reduced(app: Flask, *options: str) -> str:
    result = CliRunner().invoke(eligibility, ["reduce", *options])
    assert result.exit_code == 0, result.output
    db.session.expire_all()
    return result.output.replace("\u00a0", " ")


@pytest.mark.parametrize(("on", "due"), [("2033-03-01", 0), ("2033-03-02", 1)])
def test_the_job_counts_and_deletes_nothing(certificate: EligibilityCertificate, on: str, due: int) -> None:
    with time_machine.travel(f"{on} 09:00+01:00"):
        assert run().replace("\u00a0", " ").startswith("1 décision à réduire" if due else "Aucune")
    db.session.expire_all()
    assert len(certificate.criteria) == 1


@time_machine.travel("2033-03-02 09:00+01:00")
def test_the_command_deletes_why_and_keeps_what_proves(
    app: Flask, certificate: EligibilityCertificate
) -> None:
    assert "Rien n’a été écrit" in reduced(app)
    assert len(certificate.criteria) == 1
    reduced(app, "--apply")
    assert (certificate.criteria, certificate.reason) == ([], "")
    assert (certificate.decided_on, certificate.ends_on) == (date(2026, 3, 2), ENDS)
    assert certificate.reduced_on == date(2033, 3, 2)
    assert certificate.decided_by.name
    (event,) = db.session.query(AuditEvent).filter_by(action="eligibility.reduced")
    assert event.details == {"criteria": 1}
    assert "0 décision" in reduced(app, "--apply")
    assert [breach for each in INVARIANTS for breach in each.breaches()] == []

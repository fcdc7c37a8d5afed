"""From the report to the certificate, and back: by the verbs."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from clauses.compliance.closing.certificates.queries import draw
from clauses.compliance.closing.certificates.queries import issue as issue_certificates
from clauses.compliance.closing.certificates.rules import CertificateState
from clauses.compliance.closing.doctor_queries import bytes_kept, hours
from clauses.compliance.closing.paper.pdf import pdf_of
from clauses.compliance.closing.paper.rules import fingerprint
from clauses.compliance.closing.queries import companies_of, current_of, data_of, issue, make
from clauses.compliance.closing.report_rules import document
from clauses.contracts.rules import Stage
from clauses.contracts.stages.queries import missing_for_next, move_stage
from clauses.hours.ledger.rules import State
from clauses.people.participants.models import Participant
from facilitator.access import Role
from facilitator.clock import today
from facilitator.db import db, unaudited
from facilitator.words import RuleBroken
from tests.factories_closing import DONE, asker_of, make_attestation, make_ending, make_report
from tests.factories_hours import make_statement


def test_a_report_counts_what_the_ledger_counts_and_names_nobody(app: Flask) -> None:
    with unaudited(db.session, "a test"):
        contract = make_ending()
        report = make_report(contract, "Recruter plus tôt.")

        data = data_of(report)
        assert data.totals == (833 * 60, DONE, DONE, DONE)
        assert sum(one.counted for one in data.modalities) == DONE
        assert data.people.total is None
        assert contract.stage is Stage.COMPANY_COMMENTS
        assert fingerprint(report.content) == report.file_fingerprint
        assert pdf_of(document(data)) == report.content
        assert not list(bytes_kept())
        report.content += b" "
        db.session.flush()
        assert [one.split()[0] for one in bytes_kept()] == ["Marché"]


def test_what_is_not_finished_is_said_and_blocks_the_report(app: Flask) -> None:
    with unaudited(db.session, "a test"):
        contract = make_ending()
        commitment = contract.commitments[0]
        make_statement(commitment, today().replace(day=1) - timedelta(days=400))
        sent = make_statement(commitment, today().replace(day=1) - timedelta(days=800))
        sent.state = State.SUBMITTED
        db.session.flush()

        with pytest.raises(RuleBroken, match="1.mois n’est pas déclaré.*1.relevé reste à contrôler"):
            make(asker_of(contract), contract, "")
        assert "Établissez le bilan final." in missing_for_next(contract, today())


def test_nobody_is_named_in_what_was_learned(app: Flask) -> None:
    with unaudited(db.session, "a test"):
        contract = make_ending()
        person = db.session.scalars(select(Participant)).one()
        report = make_report(contract, "Recruter plus tôt.")

        with pytest.raises(RuleBroken, match="Ne nommez"):
            make(asker_of(contract), contract, f"{person.given_name} {person.family_name} a tout fait.")
        assert person.family_name not in str(report.data)
        assert person.family_name.encode() not in report.content


def test_hours_that_change_after_the_report_ask_for_another_edition(app: Flask) -> None:
    with unaudited(db.session, "a test"):
        report = make_report()
        contract = report.contract
        contract.commitments[0].minutes += 60
        contract.terms[0].minutes = (contract.terms[0].minutes or 0) + 60
        db.session.flush()

        assert any("nouvelle édition" in one for one in missing_for_next(contract, today()))
        asker = asker_of(contract)
        again = issue(asker, contract, make(asker, contract, ""))
        db.session.flush()
        assert (again.edition, report.replaced_on) == (2, today())
        assert current_of(contract.id) is again


def test_a_contract_opened_again_loses_its_certificate_and_the_next_replaces_it(app: Flask) -> None:
    with unaudited(db.session, "a test"):
        first = make_attestation()
        contract = first.contract
        assert first.state is CertificateState.VALID
        assert not list(hours())

        with pytest.raises(RuleBroken, match="responsable"):
            move_stage(contract, Stage.BUYER_VISA, Role.FACILITATOR, "erreur")
        move_stage(contract, Stage.BUYER_VISA, Role.HEAD, "des heures oubliées")
        assert first.state is CertificateState.CANCELLED
        assert "des heures oubliées" in first.cancelled_because
        move_stage(contract, Stage.CLOSED, Role.BUYER_VALIDATOR)
        second = issue_certificates(contract, draw(contract, companies_of(contract)))[0]

        assert first.state is CertificateState.REPLACED
        assert first.replaced_by is second
        assert second.number != first.number

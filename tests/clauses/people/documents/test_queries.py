"""Receive, seal, delete on schedule; whoever asks sees only her own."""

from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from os import utime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from clauses.people.documents.jobs import delete_documents
from clauses.people.documents.models import SupportingDocument
from clauses.people.documents.queries import (
    delete_due,
    document_of,
    documents_of,
    proved_by,
    receive,
    seal,
    sweep,
)
from clauses.people.documents.rules import LARGEST, DocumentKind, DocumentState
from clauses.people.documents.storage import place_of
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.audit.models import AuditEvent
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.clauses.people.documents.samples import HEIC, JPEG, PDF, stream
from tests.factories import make_body, make_membership, make_organisation


def asker(role: Role, organisation: Organisation) -> Asker:
    """Somebody of this organisation."""
    membership = make_membership(role, organisation)
    return Asker(membership.user_id, membership.id, role, organisation.id, "Camille", organisation.name)


def files(app: Flask) -> list[Path]:
    """What is on the disk."""
    return [path for path in Path(app.config["UPLOAD_DIR"]).rglob("*") if path.is_file()]


def test_a_file_is_kept_under_a_random_name_with_its_fingerprint(app: Flask) -> None:
    body = make_body()
    document = receive(stream(), DocumentKind.PAYSLIP, body.id)
    db.session.commit()
    place = place_of(document.path)
    assert place.read_bytes() == PDF
    assert place.stat().st_mode & 0o077 == 0
    assert document.fingerprint == sha256(PDF).hexdigest()
    assert (document.media.ending, document.size, document.state) == ("pdf", len(PDF), DocumentState.TO_SEE)
    assert document.delete_on == today() + timedelta(days=90)
    assert receive(stream(JPEG), DocumentKind.OTHER, body.id, retention=7).delete_on == today() + timedelta(7)


@pytest.mark.parametrize(
    "content", [b"", HEIC, b"<html>", PDF + bytes(LARGEST)], ids=["empty", "heic", "html", "large"]
)
def test_what_is_refused_leaves_nothing(app: Flask, content: bytes) -> None:
    with pytest.raises(RuleBroken):
        receive(BytesIO(content), DocumentKind.PAYSLIP, make_body().id)
    assert files(app) == []
    assert db.session.scalar(select(SupportingDocument)) is None


def test_a_body_sees_what_it_received_and_a_company_only_what_it_sent(app: Flask) -> None:
    body, other = make_body(), make_body()
    company, rival = make_organisation(), make_organisation()
    sent = receive(stream(), DocumentKind.PAYSLIP, body.id, organisation_id=company.id)
    own = receive(stream(JPEG), DocumentKind.ELIGIBILITY, body.id)
    db.session.commit()
    seen = {
        (Role.FACILITATOR, body): {sent.id, own.id}, (Role.HEAD, body): {sent.id, own.id},
        (Role.FACILITATOR, other): set(), (Role.DECLARANT, company): {sent.id},
        (Role.COMPANY_ADMIN, rival): set(), (Role.PARTNER, company): set(),
        (Role.BUYER_READER, company): set(),
    }  # fmt: skip
    for (role, organisation), expected in seen.items():
        found = db.session.scalars(documents_of(asker(role, organisation)))
        assert {one.id for one in found} == expected, (role, organisation.name)


def test_seen_once_it_stays_proved_after_the_file_is_gone(app: Flask) -> None:
    body = make_body()
    checker = asker(Role.FACILITATOR, body)
    document = receive(stream(), DocumentKind.OTHER, body.id, retention=1)
    seal(checker, document, DocumentKind.ELIGIBILITY)
    db.session.commit()
    assert delete_due(today()) == 0
    assert delete_due(today() + timedelta(days=1)) == 1
    assert delete_due(today() + timedelta(days=1)) == 0
    assert files(app) == []
    kept = document_of(checker, document.id)
    assert kept is not None
    assert (kept.state, kept.kind, kept.checked_by_id) == (
        DocumentState.DELETED, DocumentKind.ELIGIBILITY, checker.user_id,
    )  # fmt: skip
    assert [one.id for one in proved_by(checker, sha256(PDF).hexdigest())] == [document.id]
    assert proved_by(checker, sha256(JPEG).hexdigest()) == []
    with pytest.raises(RuleBroken, match="déjà"):
        seal(checker, kept, DocumentKind.ELIGIBILITY)
    acts = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert [act for act in acts if act.startswith("document.")] == [
        "document.received", "document.seen", "document.deleted",
    ]  # fmt: skip


def test_a_deletion_stopped_after_the_bytes_went_is_ended_by_the_next_run(app: Flask) -> None:
    document = receive(stream(), DocumentKind.OTHER, make_body().id, retention=0)
    db.session.commit()
    place_of(document.path).unlink()
    assert delete_documents() == "1\u00a0fichier supprimé, 0\u00a0reste effacé."
    assert document.path == ""
    assert document.deleted_at is not None


def test_the_rest_of_a_sending_never_ended_goes_after_a_day(app: Flask) -> None:
    document = receive(stream(), DocumentKind.OTHER, make_body().id)
    path = place_of(document.path)
    db.session.rollback()
    assert sweep() == 0
    utime(path, (path.stat().st_atime, path.stat().st_mtime - 2 * 86400))
    assert sweep() == 1
    assert files(app) == []


def test_what_the_antivirus_stops_is_not_kept(app: Flask) -> None:
    app.config["SCANNER"] = "sh -c 'exit 1'"
    with pytest.raises(RuleBroken, match="antivirus a trouvé"):
        receive(stream(), DocumentKind.PAYSLIP, make_body().id)
    app.config["SCANNER"] = "clamd://127.0.0.1:1"
    with pytest.raises(RuleBroken, match="antivirus ne répond pas"):
        receive(stream(), DocumentKind.PAYSLIP, make_body().id)
    assert [path for path in Path(app.config["UPLOAD_DIR"]).rglob("*") if path.is_file()] == []

"""A job proposed on two contracts, changed, agreed, printed."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from clauses.hours.pooling.models import PoolingAgreement
from facilitator.access import Role
from facilitator.db import db
from tests.clauses.hours.pooling.factories import make_poolable
from tests.conftest import Client
from tests.factories import make_meeting


@pytest.fixture
def job(client: Client) -> dict[str, str]:
    """A full-time job from November 2026 in a company that owes 900 hours on each of two contracts."""
    body = client.as_role(Role.FACILITATOR).organisation
    first, second = make_poolable(body)
    second.organisation_id = first.organisation_id
    for rank, commitment in enumerate((first, second)):
        commitment.minutes = commitment.terms.minutes = 200 * 60
        commitment.terms.lot.contract.ends_on = date(2027, 6 + rank, 30)
    make_meeting(body, first.organisation)
    return {
        "employer": str(first.organisation_id),
        "trade": "F1703",
        "person": "0",
        "starts_on": "2026-11-02",
        "ends_on": "2026-12-31",
        "weekly": "35",
    }


def test_the_split_is_proposed_changed_agreed_and_printed(client: Client, job: dict[str, str]) -> None:
    page = client.post("pooled_jobs.create", job)
    fields = {one["name"]: one["value"] for one in page.select("input[name^=part_]")}
    first, second = fields
    assert fields[first] == "200\u00a0h"
    assert "passe d’abord" in page.text

    said = job | {"seen": "1", "title": "Un maçon pour deux écoles", "signed_on": "2026-11-02"}
    refused = client.post("pooled_jobs.create", said | {first: "250", second: "10"})
    assert "il n’en reste que" in refused.errors
    assert refused.one(f"#{first}")["value"] == "250"

    done = client.post("pooled_jobs.create", said | {first: "150", second: "50"})
    assert done.status == 302
    (agreement,) = db.session.scalars(select(PoolingAgreement)).all()
    assert [share.weight for share in agreement.shares] == [150, 50]
    assert (agreement.starts_on, agreement.ends_on) == (date(2026, 11, 1), date(2026, 12, 31))

    answer = client.ask("GET", client.url("pooled_jobs.document", agreement_id=agreement.id))
    told = Document(BytesIO(answer.data))
    cells = [cell.text for table in told.tables for row in table.rows for cell in row.cells]
    assert "75,0\u00a0%" in cells
    assert any("Un maçon pour deux écoles" in paragraph.text for paragraph in told.paragraphs)


def test_one_contract_alone_makes_no_agreement(client: Client, job: dict[str, str]) -> None:
    page = client.post("pooled_jobs.create", job)
    first, second = (one["name"] for one in page.select("input[name^=part_]"))
    said = job | {"seen": "1", "title": "Seul", "signed_on": "2026-11-02", first: "150", second: "0"}

    refused = client.post("pooled_jobs.create", said)

    assert "au moins deux engagements" in refused.errors


def test_a_job_that_ends_before_it_begins_is_refused(client: Client, job: dict[str, str]) -> None:
    page = client.post("pooled_jobs.create", job | {"ends_on": "2026-10-01"})

    assert "La fin de l’emploi précède son début." in page.errors

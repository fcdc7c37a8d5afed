"""The training provider says when its cohort was certified, and who; nobody else but the body does."""

from datetime import timedelta

from facilitator.access import Role
from facilitator.accounts.rules import OrganisationKind
from facilitator.audit.models import AuditEvent
from facilitator.clock import today
from facilitator.db import db
from geiq.cohorts.rules import CohortStage, EnrolmentState
from tests.conftest import Client
from tests.factories import make_body, make_organisation
from tests.factories_cohorts import make_cohort, make_trainee


def test_the_provider_certifies_its_people_and_mends_a_day(client: Client) -> None:
    body, provider = make_body(), make_organisation(OrganisationKind.TRAINING_PROVIDER)
    start, end = today() - timedelta(days=100), today() - timedelta(days=20)
    cohort = make_cohort(
        body, provider=provider, stage=CohortStage.CERTIFICATION, starts_on=start, ends_on=end
    )
    done = {"state": EnrolmentState.COMPLETED, "entered_on": start, "completed_on": end}
    one, other = make_trainee(cohort, **done), make_trainee(cohort, **done)
    gone = make_trainee(cohort, entered_on=start)
    jury, late = today() - timedelta(days=5), today() - timedelta(days=2)
    client.as_role(Role.PARTNER, provider)
    page = client.get("cohorts.show", cohort_id=cohort.id)
    assert page.select("a[href$='/certification']")

    sent = {"certified_on": jury.isoformat(), "people": [str(one.id)], "on": jury.isoformat()}
    page = client.follow(client.post("cohort_steps.certification", sent, cohort_id=cohort.id))

    assert "1 personne certifiée" in page.text.replace("\u00a0", " ")
    assert (cohort.certified_on, one.state, one.certified_on) == (jury, EnrolmentState.CERTIFIED, jury)
    assert other.state is EnrolmentState.COMPLETED
    client.post(
        "cohort_steps.certification",
        sent | {"people": [str(one.id), str(other.id)], "on": late.isoformat()},
        cohort_id=cohort.id,
    )
    assert (one.certified_on, other.certified_on, cohort.certified_on) == (late, late, jury)
    assert db.session.query(AuditEvent).filter_by(action="cohort.changed").count() == 1
    page = client.post("cohort_steps.certification", sent | {"people": [str(gone.id)]}, cohort_id=cohort.id)
    assert "pas un choix valide" in page.errors
    before = sent | {"certified_on": (start - timedelta(days=1)).isoformat()}
    page = client.post("cohort_steps.certification", before, cohort_id=cohort.id)
    assert "vient avant" in page.errors
    page = client.post(
        "cohort_steps.certification",
        sent | {"on": (today() + timedelta(days=1)).isoformat()},
        cohort_id=cohort.id,
    )
    assert "pas encore passé" in page.errors


def test_a_geiq_or_a_referrer_certifies_nobody(client: Client) -> None:
    geiq = make_organisation(OrganisationKind.GEIQ)
    cohort = make_cohort(make_body(), geiq_id=geiq.id, stage=CohortStage.CERTIFICATION)
    client.as_role(Role.PARTNER, geiq)

    assert client.get("cohort_steps.certification", cohort_id=cohort.id).status == 404
    assert 'certification"' not in client.get("cohorts.show", cohort_id=cohort.id).html

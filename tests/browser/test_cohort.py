"""A cohort in a browser with axe: a referrer proposes, the body chooses, the provider marks, a GEIQ hires."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import today
from facilitator.db import db, unaudited
from geiq.cohorts.rules import PartnerPart
from tests.browser.looking import Looker, looking
from tests.browser.pages import Visit
from tests.browser.sites import Site, aside, cookie_of
from tests.browser.steps import follow
from tests.browser.test_story import check, press
from tests.factories import make_membership, make_organisation
from tests.factories_cohorts import make_cohort, make_half_day, make_partner
from tests.factories_hours import make_participant

pytestmark = pytest.mark.browser
PERSON = "Inès Loriot-Essai"


@pytest.fixture
def looker(chromium_browser: Browser) -> Iterator[Looker]:
    """One tab, which changes hands."""
    with looking(chromium_browser) as found:
        yield found


def prepared(site: Site) -> tuple[int, dict[str, Site]]:
    """A cohort that begins today, and the site as each partner holds it."""

    def prepare() -> tuple[int, dict[str, Site]]:
        with site.app.app_context(), unaudited(db.session, "a test prepares"):
            kind = OrganisationKind.FACILITATION_BODY
            body = db.session.scalars(
                select(Organisation).where(Organisation.kind == kind).order_by(Organisation.id)
            ).first()
            partners = {
                "referrer": make_organisation(OrganisationKind.REFERRER),
                "provider": make_organisation(OrganisationKind.TRAINING_PROVIDER),
                "geiq": make_organisation(OrganisationKind.GEIQ, name="GEIQ de l’essai"),
            }
            cohort = make_cohort(
                body,
                name="POEC de l’essai",
                provider=partners["provider"],
                geiq=partners["geiq"],
                starts_on=today(),
                ends_on=today() + timedelta(days=60),
            )
            make_partner(cohort, partners["referrer"], PartnerPart.REFERRER)
            make_half_day(cohort, on=today())
            given, _, family = PERSON.partition(" ")
            referrer_id = partners["referrer"].id
            make_participant(body, given_name=given, family_name=family, referrer_id=referrer_id)
            held = {}
            for name, organisation in partners.items():
                cookie = cookie_of(site.app, make_membership(Role.PARTNER, organisation))
                held[name] = replace(site, cookies=site.cookies | {Role.PARTNER: cookie})
            db.session.commit()
            return cohort.id, held

    return aside(prepare)


def come(looker: Looker, site: Site, role: Role, endpoint: str, cohort_id: int) -> Page:
    """Open a page of the cohort as somebody else."""
    visit = Visit(role.value, "story", endpoint, role, args={"cohort_id": cohort_id})
    assert looker.open(site, visit), endpoint
    check(looker)
    return looker.page


def test_somebody_is_proposed_chosen_trained_and_hired(looker: Looker, sites: dict[str, Site]) -> None:
    site = sites["story"]
    cohort_id, held = prepared(site)

    page = come(looker, held["referrer"], Role.PARTNER, "enrolments.propose_people", cohort_id)
    page.get_by_label(PERSON).check()
    press(page, "Proposer")
    assert page.get_by_text("Orienté").count()
    check(looker)

    move(come(looker, site, Role.FACILITATOR, "enrolments.index", cohort_id), "Retenu")
    page = looker.page
    move(page, "Entré en formation")
    check(looker)

    page = come(looker, held["provider"], Role.PARTNER, "attendance.index", cohort_id)
    follow(page.locator("a.row-link").first)
    check(looker)
    press(page, "Tous présents, sauf ceux que j’ai marqués")
    assert page.get_by_text("100,0").count()
    check(looker)

    page = come(looker, held["geiq"], Role.PARTNER, "enrolments.index", cohort_id)
    press(page, "Embauche")
    check(looker)
    page.get_by_label("Employeur").select_option(label="GEIQ de l’essai")
    page.get_by_label("Type de contrat").select_option(label="Contrat de professionnalisation")
    page.get_by_label("Début du contrat").fill(str(today()))
    press(page, "Annoncer")
    assert page.get_by_text("Annoncée").count()
    check(looker)


def move(page: Page, state: str) -> None:
    """Tick the only candidate, and make her take a step."""
    page.get_by_label(f"Cocher {PERSON}").check()
    page.get_by_label("Les personnes cochées deviennent").select_option(label=state)
    press(page, "Enregistrer")
    assert page.locator("td", has_text=state).count()

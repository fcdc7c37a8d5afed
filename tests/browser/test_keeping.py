"""Keeping an installation, in a browser with axe: the jobs, a letter given up, messages in great number."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from facilitator.access import Role
from facilitator.clock import now
from facilitator.db import db, unaudited
from facilitator.jobs.models import JobRun
from facilitator.jobs.queries import last_run
from facilitator.jobs.rules import RunState
from facilitator.mail.models import MailBatch, OutboxMessage
from facilitator.mail.queries import mark_hopeless, post
from facilitator.mail.rules import BatchState, MailState
from tests.browser.looking import Looker, looking
from tests.browser.pages import Visit
from tests.browser.sites import Site, aside
from tests.browser.steps import act_of, follow
from tests.browser.test_story import check

pytestmark = pytest.mark.browser
DRILL = "backup-drill"
MANY = 201


@pytest.fixture
def looker(chromium_browser: Browser) -> Iterator[Looker]:
    """The tab of whoever keeps the platform."""
    with looking(chromium_browser) as found:
        yield found


def trouble(site: Site) -> tuple[int, int]:
    """A letter given up, a batch that waits, a drill that failed: the letter's and the batch's numbers."""

    def make() -> tuple[int, int]:
        with site.app.app_context(), unaudited(db.session, "a test prepares"):
            letter = post("Rappel", "absent@essai.example", "Mars", "Bonjour")
            mark_hopeless(letter, "5.1.1 no such user")
            batch = MailBatch(kind="Invitation", created_at=now())
            db.session.add(batch)
            db.session.flush()
            for rank in range(MANY):
                held = post("Invitation", f"a{rank}@essai.example", "Votre accès", "Bonjour")
                held.state, held.batch_id = MailState.TO_CONFIRM, batch.id
            run = {"job": DRILL, "period": "essai", "started_at": now(), "next_try_at": now()}
            outcome = "20270301T030000Z ne sert pas. Table lot : 3 au lieu de 4."
            db.session.add(JobRun(**run, state=RunState.DEAD, outcome=outcome))
            db.session.commit()
            return letter.id, batch.id

    return aside(make)


def states(site: Site, letter: int, batch: int) -> tuple[MailState, BatchState, RunState | None]:
    """What became of the three."""

    def look() -> tuple[MailState, BatchState, RunState | None]:
        with site.app.app_context():
            run = last_run(DRILL)
            held = db.session.get_one(MailBatch, batch).state
            return db.session.get_one(OutboxMessage, letter).state, held, run.state if run else None

    return aside(look)


def test_what_went_wrong_is_seen_and_taken_up_again(looker: Looker, sites: dict[str, Site]) -> None:
    site = sites["story"]
    letter, batch = trouble(site)
    page = looker.page
    assert looker.open(site, Visit("home", "story", "home.index", Role.PLATFORM_ADMIN))
    check(looker)

    assert looker.open(site, Visit("jobs", "story", "jobs.index", Role.PLATFORM_ADMIN))
    assert page.get_by_text("Table lot").count()
    check(looker)
    follow(page.get_by_role("link", name="Restaurer à part la dernière sauvegarde"))
    check(looker)
    follow(act_of(page, "Réessayer", "main"))

    assert looker.open(site, Visit("home", "story", "home.index", Role.PLATFORM_ADMIN))
    follow(page.get_by_role("link", name="1 message abandonné"))
    follow(page.locator("main tbody a.row-link").first)
    check(looker)
    follow(act_of(page, "Remettre en file", "main"))

    assert looker.open(site, Visit("home", "story", "home.index", Role.PLATFORM_ADMIN))
    follow(page.get_by_role("link", name="1 envoi en nombre à confirmer"))
    follow(page.locator("main tbody a.row-link").first)
    check(looker)
    follow(act_of(page, f"Envoyer les {MANY}", "main"))
    check(looker)

    assert states(site, letter, batch) == (MailState.QUEUED, BatchState.CONFIRMED, RunState.ASKED)

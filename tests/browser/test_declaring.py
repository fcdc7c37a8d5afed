"""The five-minute story in real browsers: from the mail to the receipt on a phone, then queue and board."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from playwright.sync_api import Browser, Page

from clauses.compliance.chase.line_queries import lines_of
from clauses.compliance.chase.sending.queries import send
from clauses.compliance.chase.sending.writing import drafts_of
from clauses.contracts.rules import ReportingPeriod
from clauses.hours.ledger.asking_rules import due_on
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, submit, touched, validate
from clauses.hours.ledger.rules import State, first_of, previous_month
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.audit.queries import bear
from facilitator.clock import today
from facilitator.db import db, unaudited
from facilitator.mail.models import OutboxMessage
from facilitator.schema import upgrade
from tests.browser.looking import Looker, looking
from tests.browser.sites import Site, make_app, served, sign_in_all
from tests.browser.steps import act_of, follow, ready
from tests.factories import make_body, make_contact, make_meeting, make_membership, make_organisation
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)

pytestmark = pytest.mark.browser
Answer = TypeVar("Answer")
TITLE = "Réseau de chaleur de La Gauthière"


def inside(site: Site, act: Callable[[], Answer]) -> Answer:
    """What an act answers inside the application, on a thread of its own: the browser’s loop holds ours."""

    def acted() -> Answer:
        with site.app.app_context():
            return act()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(acted).result()


def last_month() -> date:
    """The month to declare."""
    return previous_month(first_of(today()))


def territory(site: Site) -> None:
    """A company whose two people worked two months ago, and whose last month is to be declared."""
    with unaudited(db.session, "a test prepares"):
        upgrade(db.engine)
        bear(is_demo=False)
        body, company = make_body(), make_organisation(name="Sancy Terrassement")
        make_meeting(body, company)
        make_contact(company, name="Nadia Essai", email="nadia@sancy.example")
        start = previous_month(previous_month(last_month()))
        dates = {"notified_on": start, "starts_on": start, "ends_on": None, "title": TITLE}
        commitment = make_running(body, organisation=company, contract=dates)
        before = make_statement(commitment, previous_month(last_month()))
        for name in ("Alix Durand", "Sacha Petit"):
            given, _, family = name.partition(" ")
            person = make_participant(body, given_name=given, family_name=family)
            make_certificate(person, starts_on=start, ends_on=date(start.year + 2, start.month, 1))
            put_line(before, make_employment(commitment, person, starts_on=start), MinutesKind.WORK, 7200)
        touched(before)
        submit([before], "Nadia Essai")
        validate(before)
        due = due_on(ReportingPeriod.MONTHLY, last_month(), None)
        make_statement(commitment, last_month(), due_on=due)
        sign_in_all(site, {Role.FACILITATOR: make_membership(Role.FACILITATOR, body)})


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A territory of its own, served."""
    site = Site(make_app(tmp_path, "declaring"))
    inside(site, lambda: territory(site))
    with ThreadPoolExecutor(1) as pool:
        server = served(site)
        pool.submit(server.__enter__).result()
        yield site
        pool.submit(server.__exit__, None, None, None).result()


@pytest.fixture
def phone(chromium_browser: Browser) -> Iterator[Looker]:
    """The company's telephone, 320 px wide."""
    with looking(chromium_browser) as looker:
        looker.show("light", "phone")
        yield looker


@pytest.fixture
def desk(site: Site, chromium_browser: Browser) -> Iterator[Looker]:
    """The facilitator's screen, signed in."""
    with looking(chromium_browser) as looker:
        name, _, value = site.cookies[Role.FACILITATOR].partition("=")
        looker.page.context.add_cookies([{"name": name, "value": value, "url": site.address}])
        yield looker


def last_message(site: Site) -> tuple[str, str]:
    """The subject and the text of what was written last."""

    def read() -> tuple[str, str]:
        message = db.session.query(OutboxMessage).order_by(OutboxMessage.id.desc()).first()
        assert message is not None
        return message.subject, message.text

    return inside(site, read)


def found_in(said: str, shape: str) -> str:
    """What a message holds of this shape."""
    found = re.search(shape, said)
    assert found is not None, said
    return found[0]


def check(looker: Looker, size: str) -> None:
    """The page has no fault, whatever the size and the colours."""
    faults = list(looker.faults())
    assert not faults, f"{looker.page.url}: " + " ; ".join(faults)
    looker.show("light", size)


def press(page: Page, name: str) -> None:
    """Press a button or follow a link, by what it says."""
    follow(act_of(page, name))


def small(page: Page) -> list[str]:
    """The controls of the page that a finger would miss: under 44 px high."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('main button, main .button, main input:not([type=hidden])')]
        .filter(one => one.getClientRects().length && !one.matches('.sr-only, [type=checkbox]'))
        .filter(one => one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)"""
    )
    return found


def open_link(site: Site, phone: Looker) -> None:
    """From the message to the task list: one press, one code."""
    assert inside(site, ask) == 1
    subject, text = last_message(site)
    assert "à déclarer" in subject
    phone.page.goto(site.address + found_in(text, r"/d/\S+"))
    check(phone, "phone")
    press(phone.page, "Recevoir mon code")
    check(phone, "phone")
    phone.page.locator("[name=code]").fill(found_in(last_message(site)[1], r"\d{6}"))
    press(phone.page, "Continuer")
    assert phone.page.locator("h1").inner_text() == "Heures à déclarer"
    check(phone, "phone")


def declare(phone: Looker) -> str:
    """One question a page, then the receipt: its number."""
    page = phone.page
    press(page, "Déclarer")
    check(phone, "phone")
    press(page, "Oui, il y a eu des heures")
    assert page.locator("[name=worked]:checked").count() == 2
    check(phone, "phone")
    press(page, "Continuer")
    first, second = page.locator(".stepper input").nth(0), page.locator(".stepper input").nth(1)
    assert first.input_value() == ""
    first.fill("120")
    page.locator("[data-step='-420']").first.click()
    page.locator("[data-step='30']").first.click()
    assert first.input_value() == "113 h 30"
    second.fill("7h30")
    assert small(page) == []
    check(phone, "phone")
    with page.expect_navigation():
        second.press("Enter")
    assert page.locator("h1").inner_text().startswith("Vérifiez")
    assert "121" in page.locator("main").inner_text()
    check(phone, "phone")
    press(page, "J’atteste et j’envoie")
    check(phone, "phone")
    return found_in(page.locator("main").inner_text(), r"D-\d{6}")


def ask() -> int:
    """Send the company its message, whatever the day; how many left."""
    body_id = db.session.query(Statement).first().body_id
    drafts = drafts_of(lines_of(body_id, today()), body_id)
    for draft in drafts:
        send(draft, body_id, "Encore")
    db.session.commit()
    return len(drafts)


def declared() -> tuple[State, int]:
    """Where last month's statement stands."""
    found = db.session.query(Statement).filter_by(month=last_month()).one()
    return found.state, found.validated_minutes


def test_from_the_mail_to_the_board(site: Site, phone: Looker, desk: Looker) -> None:
    open_link(site, phone)
    number = declare(phone)
    assert number in last_message(site)[0]
    phone.page.go_back()
    ready(phone.page)
    assert phone.page.url.startswith(site.address)
    desk.page.goto(site.url("queue.index"))
    press(desk.page, "Sancy Terrassement")
    assert number in desk.page.locator("main").inner_text()
    assert "Alix Durand" in desk.page.locator("main").inner_text()
    press(desk.page, "Valider ce relevé")
    assert inside(site, declared) == (State.VALIDATED, 121 * 60)
    desk.page.goto(site.url("board.index"))
    assert "361" in desk.page.locator("main").inner_text()
    assert phone.complaints == desk.complaints == []


def test_the_same_story_without_javascript(site: Site, chromium_browser: Browser) -> None:
    context = chromium_browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    phone = Looker(context.new_page())
    inside(site, ask)
    page = phone.page
    page.goto(site.address + found_in(last_message(site)[1], r"/d/\S+"))
    press(page, "Recevoir mon code")
    page.locator("[name=code]").fill(found_in(last_message(site)[1], r"\d{6}"))
    press(page, "Continuer")
    press(page, "Déclarer")
    press(page, "Oui, il y a eu des heures")
    press(page, "Continuer")
    page.locator(".stepper input").first.fill("7")
    follow(page.locator("[data-step='30']").first)
    assert page.locator(".stepper input").first.input_value().replace("\u00a0", " ") == "7 h 30"
    press(page, "Continuer")
    press(page, "J’atteste et j’envoie")
    assert page.locator("h1").inner_text() == "C’est envoyé"
    context.close()


def filled(model: Path) -> Path:
    """The template as a company fills it: the hours of one person, and somebody whom nobody knows."""
    book = openpyxl.load_workbook(model)
    sheet = book["Heures"]
    sheet["G5"], sheet["D7"], sheet["G7"] = 113.5, "Personne Inconnue", 7
    book.save(model)
    return model


def test_the_months_are_filled_by_a_workbook_on_the_phone(site: Site, phone: Looker, tmp_path: Path) -> None:
    open_link(site, phone)
    page = phone.page
    press(page, "remplir notre modèle")
    assert page.get_by_role("link", name="Aujourd’hui").count() == 0
    check(phone, "phone")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le modèle").click()
    download.value.save_as(tmp_path / "modele.xlsx")
    press(page, "Envoyer un fichier")
    page.locator("[type=file]").set_input_files(filled(tmp_path / "modele.xlsx"))
    press(page, "Lire le fichier")
    assert "Cette personne n’est pas connue sous ce nom." in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    check(phone, "phone")
    press(page, "Importer 1")
    assert "Les heures sont dans les relevés" in page.locator("main").inner_text()
    check(phone, "phone")
    press(page, "Envoyer mes relevés")
    assert "113" in page.locator("main").inner_text()
    assert inside(site, declared)[0] is State.DRAFT
    assert phone.complaints == []

"""The workbook, from the template to the ledger: filled, previewed, mended, imported, taken back."""

import io
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import Source, State
from clauses.hours.workbooks.models import HoursImport
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.clauses.hours.workbooks.sheets import xlsx
from tests.conftest import Client, keep
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)
from tests.page import Page

HEADINGS = ("Nom", "Prénom", "Mois", "Heures")


class Ground:
    """A company with one commitment, October open, two people."""

    def __init__(self) -> None:
        self.commitment = make_running()
        self.body = db.session.get_one(Organisation, self.commitment.terms.lot.contract.body_id)
        self.statement = make_statement(self.commitment)
        self.people = [self.hire("Durand", "Zoé"), self.hire("Le Goff", "Yann")]
        keep()

    def hire(self, family: str, given: str) -> Any:
        """Somebody eligible who works for the commitment."""
        person = make_participant(self.body, family_name=family, given_name=given)
        make_certificate(person)
        return make_employment(self.commitment, person)

    def lines(self) -> dict[str, int]:
        """Minutes by person, as the ledger has them."""
        db.session.expire_all()
        found = db.session.scalars(select(StatementLine).order_by(StatementLine.id))
        return {line.participant.family_name: line.minutes for line in found}


@pytest.fixture
def ground(app: object) -> Ground:
    return Ground()


def send(client: Client, content: bytes, name: str = "heures.xlsx") -> Page:
    """Send a file; the page that follows."""
    page = client.post("workbooks.send", {"file": (io.BytesIO(content), name)})
    while page.status == 302:
        page = client.follow(page)
    return page


def the_import() -> HoursImport:
    return db.session.scalars(select(HoursImport).order_by(HoursImport.id.desc())).first()  # type: ignore[return-value]


def held(page: Page) -> dict[str, str]:
    """What the import button sends."""
    inputs = page.select(".heading-acts form[action$=importer] input")
    return {tag["name"]: tag["value"] for tag in inputs if tag["name"] != "csrf_token"}


def confirm(client: Client, page: Page) -> Page:
    """Press the import button of a preview."""
    return client.follow(client.post("workbooks.confirm", held(page), import_id=the_import().id))


def test_a_sheet_is_previewed_then_written_once(client: Client, ground: Ground) -> None:
    client.as_role(Role.DECLARANT, ground.commitment.organisation)
    rows = [HEADINGS, ("DURAND", "Zoé", "octobre 2026", 151.67), ("Le Goff", "Yann", "10/2026", "7h30")]
    page = send(client, xlsx(("Feuil1", rows)))
    assert "2 à créer" in page.text.replace("\u00a0", " ")
    assert ground.lines() == {}
    sent = held(page)
    for _ in range(2):
        done = client.follow(client.post("workbooks.confirm", sent, import_id=the_import().id))
    assert "2 lignes créées" in done.text.replace("\u00a0", " ")
    assert ground.lines() == {"Durand": 9100, "Le Goff": 450}
    statement = db.session.get_one(Statement, ground.statement.id)
    assert (statement.state, {line.source for line in statement.lines}) == (State.DRAFT, {Source.WORKBOOK})
    again = send(client, xlsx(("Feuil1", rows)))
    assert "2 inchangées" in again.text.replace("\u00a0", " ")
    assert not again.select("form[action$=importer]")


def test_a_wrong_cell_is_mended_on_the_page_and_good_rows_go_without_the_bad(
    client: Client, ground: Ground
) -> None:
    client.as_role(Role.DECLARANT, ground.commitment.organisation)
    rows = [HEADINGS, ("Durand", "Zoé", "10/2026", "12 environ"), ("Le Goff", "Yann", "10/2026", 7)]
    page = send(client, xlsx(("Feuil1", rows)))
    assert "1 en erreur" in page.text.replace("\u00a0", " ")
    key = "cell-0:2:3"
    assert page.one(f"input[name='{key}']")["value"] == "12 environ"
    number = the_import().id
    mended = client.follow(client.post("workbooks.mend", {key: "12", "shown": "0:3:3"}, import_id=number))
    assert "1 à créer" in mended.text.replace("\u00a0", " ")
    assert "1 laissées de côté" in mended.text.replace("\u00a0", " ")
    confirm(client, mended)
    assert ground.lines() == {"Durand": 720}


def test_a_name_nearly_right_is_chosen_among_suggestions(client: Client, ground: Ground) -> None:
    client.as_role(Role.DECLARANT, ground.commitment.organisation)
    page = send(client, xlsx(("Feuil1", [HEADINGS, ("Durant", "Zoé", "10/2026", 10)])))
    person = ground.people[0].participant_id
    choice = page.one("select[name^='person-']")
    assert str(person) in {tag["value"] for tag in choice.select("option")}
    page = client.follow(
        client.post("workbooks.mend", {choice["name"]: str(person)}, import_id=the_import().id)
    )
    confirm(client, page)
    assert ground.lines() == {"Durand": 600}


def test_the_template_comes_back_as_it_went(client: Client, ground: Ground) -> None:
    client.as_role(Role.DECLARANT, ground.commitment.organisation)
    send(client, xlsx(("Feuil1", [HEADINGS, ("Durand", "Zoé", "10/2026", "33h20")])))
    confirm(client, client.get("workbooks.show", import_id=the_import().id))
    response = client.ask("GET", client.url("workbooks.model", months="2026-10"))
    page = send(client, response.data)
    assert "1 inchangées" in page.text.replace("\u00a0", " ")
    assert not page.select("form[action$=importer]")
    cells = CalamineWorkbook.from_filelike(io.BytesIO(response.data)).get_sheet_by_name("Heures").to_python()
    assert "Zoé Durand" in {cell for row in cells for cell in row}


def test_the_last_import_is_taken_back_while_nothing_was_sent(client: Client, ground: Ground) -> None:
    client.as_role(Role.FACILITATOR, ground.body)
    send(client, xlsx(("Feuil1", [HEADINGS, ("Durand", "Zoé", "10/2026", 10)])))
    confirm(client, client.get("workbooks.show", import_id=the_import().id))
    send(
        client,
        xlsx(("Feuil1", [HEADINGS, ("Durand", "Zoé", "10/2026", 20), ("Le Goff", "Yann", "10/2026", 5)])),
    )
    confirm(client, client.get("workbooks.show", import_id=the_import().id))
    assert ground.lines() == {"Durand": 1200, "Le Goff": 300}
    client.get("workbooks.undo", import_id=the_import().id)
    client.post("workbooks.undo", import_id=the_import().id)
    assert ground.lines() == {"Durand": 600}


def test_what_changed_since_the_preview_is_not_overwritten(client: Client, ground: Ground) -> None:
    client.as_role(Role.DECLARANT, ground.commitment.organisation)
    first = send(client, xlsx(("Feuil1", [HEADINGS, ("Durand", "Zoé", "10/2026", 10)])))
    sent, number = held(first), the_import().id
    send(client, xlsx(("Feuil1", [HEADINGS, ("Durand", "Zoé", "10/2026", 30)])))
    confirm(client, client.get("workbooks.show", import_id=the_import().id))
    page = client.follow(client.post("workbooks.confirm", sent, import_id=number))
    assert "ont changé depuis" in page.text
    assert ground.lines() == {"Durand": 1800}


def test_a_week_on_two_months_is_shared_by_working_day_and_the_next_one_adds(
    client: Client, ground: Ground
) -> None:
    september = make_statement(ground.commitment, date(2026, 9, 1))
    keep()
    client.as_role(Role.FACILITATOR, ground.body)
    heads = ("Intérimaire", "Semaine", "Heures")
    page = send(client, xlsx(("S40", [heads, ("DURAND Zoé", "S40 2026", 35)])))
    assert "21 h pour 3 jours en septembre 2026" in page.text.replace("\u00a0", " ")
    confirm(client, page)
    page = send(client, xlsx(("S41", [heads, ("DURAND Zoé", "S41 2026", 35)])))
    confirm(client, page)
    db.session.expire_all()
    assert [line.minutes for line in db.session.get_one(Statement, september.id).lines] == [21 * 60]
    assert [line.minutes for line in ground.statement.lines] == [14 * 60 + 35 * 60]
    again = send(client, xlsx(("S40", [heads, ("DURAND Zoé", "S40 2026", 35)])))
    assert "2 inchangées" in again.text.replace("\u00a0", " ")


def test_a_social_security_number_is_neither_kept_nor_shown(client: Client, ground: Ground) -> None:
    client.as_role(Role.DECLARANT, ground.commitment.organisation)
    heads = (*HEADINGS, "Remarque")
    page = send(client, xlsx(("F", [heads, ("Durand", "Zoé", "10/2026", 10, "1 85 05 78 006 084 91")])))
    assert "006" not in page.text
    assert "ni lue ni gardée" in page.text


def test_columns_that_were_corrected_are_remembered(client: Client, ground: Ground) -> None:
    client.as_role(Role.DECLARANT, ground.commitment.organisation)
    rows = [("Salarié", "Mois", "Quantum"), ("Durand Zoé", "10/2026", 10)]
    page = send(client, xlsx(("F", rows)))
    assert page.h1 == "Colonnes du fichier"
    fields = {"header": "1", "month": "", "column_0": "full_name", "column_1": "period", "column_2": "work"}
    page = client.follow(client.post("workbooks.columns", fields, import_id=the_import().id))
    assert "1 à créer" in page.text.replace("\u00a0", " ")
    assert "1 à créer" in send(client, xlsx(("F", rows))).text.replace("\u00a0", " ")

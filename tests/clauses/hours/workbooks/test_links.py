"""The workbook without an account: by the link of its message, a company fills these months, no others."""

import io
from collections.abc import Iterator
from datetime import date
from zipfile import ZipFile

import pytest
import time_machine
from flask import Flask
from python_calamine import CalamineWorkbook

from clauses.contracts.models import Commitment
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import Source, State
from clauses.people.employments.models import Employment
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.audit.models import AuditEvent
from facilitator.db import db
from tests.clauses.hours.workbooks.sheets import csv, xlsx
from tests.clauses.hours.workbooks.test_views import confirm, held, send, the_import
from tests.conftest import Client, keep
from tests.factories import make_body
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)
from tests.factories_links import make_link, open_link

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
HEADINGS = ("Nom", "Prénom", "Marché", "Mois", "Heures")
CANARY = "Canarigris"


def hired(commitment: Commitment, family: str, **over: object) -> Employment:
    """Somebody eligible who works for a commitment."""
    body_id = commitment.terms.lot.contract.body_id
    person = make_participant(db.session.get_one(Organisation, body_id), family_name=family, given_name="Zoé")
    make_certificate(person)
    return make_employment(commitment, person, **over)


class Ground:
    """A company with one commitment, October asked by a link; around it, all that the link must not show."""

    def __init__(self, app: Flask) -> None:
        self.commitment = make_running()
        self.company = self.commitment.organisation
        self.body = db.session.get_one(Organisation, self.commitment.terms.lot.contract.body_id)
        self.people = [hired(self.commitment, name) for name in ("Durand", "Le Goff")]
        self.months = [make_statement(self.commitment, month) for month in (SEPTEMBER, OCTOBER)]
        gone = {"ends_on": date(2026, 9, 20)}
        self.hidden = [
            hired(self.commitment, f"{CANARY} parti", **gone),  # worked here, not in these months
            hired(make_running(self.body), f"{CANARY} voisine"),  # of another company
            hired(
                make_running(make_body(), organisation=self.company), f"{CANARY} ailleurs"
            ),  # of another body
        ]
        for one in self.hidden[1:]:
            row = one.assignments[0].commitment
            row.terms.lot.contract.reference = row.terms.lot.contract.title = f"{CANARY} {row.id}"
            make_statement(row)
        self.other_link = open_link(app, make_link(self.body, self.company, (SEPTEMBER,))[0])
        self.link = open_link(app, make_link(self.body, self.company, (OCTOBER,))[0])
        keep()


@pytest.fixture
def ground(app: Flask) -> Iterator[Ground]:
    with time_machine.travel("2026-11-03 09:00+01:00"):
        yield Ground(app)


@pytest.fixture
def by_link(client: Client, ground: Ground) -> Client:
    """A browser that has the link of October open."""
    return opened(client, ground.link)


def opened(client: Client, cookie: str) -> Client:
    """A browser with this cookie."""
    name, _, value = cookie.partition("=")
    client.web.set_cookie(name, value)
    return client


def lines(statement: Statement) -> list[tuple[str, int, Source]]:
    """What a statement holds."""
    found = db.session.query(StatementLine).filter_by(statement_id=statement.id).order_by(StatementLine.id)
    return [(line.participant.family_name, line.minutes, line.source) for line in found]


def test_the_template_is_filled_and_imported_and_the_month_is_sent_from_there(
    by_link: Client, ground: Ground
) -> None:
    assert by_link.get("workbooks.index").select("input[name=months]")[0]["value"] == "2026-10"
    content = by_link.web.get("/classeurs/modele.xlsx?months=2026-10&months=2026-09").data
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Heures").to_python()
    assert rows[3][2:] == ["Marché", "Nom", "Date de naissance", "Nature des heures", "octobre\u00a02026"]
    assert [row[3:5] for row in rows[4:6]] == [["Zoé Durand", ""], ["Zoé Le Goff", ""]]
    rows[4][6] = rows[5][6] = 151.67
    preview = send(by_link, xlsx(("Heures", rows)))
    assert "2 à créer" in preview.text.replace("\u00a0", " ")
    assert lines(ground.months[1]) == []
    done = confirm(by_link, preview)
    assert done.one("main a[href='/declarer/']")
    assert lines(ground.months[1]) == [("Durand", 9100, Source.WORKBOOK), ("Le Goff", 9100, Source.WORKBOOK)]
    assert db.session.get_one(Statement, ground.months[1].id).state is State.DRAFT
    event = db.session.query(AuditEvent).filter_by(action="workbook.imported").one()
    assert (event.user_id, event.role) == (None, "link")


def test_a_sheet_of_its_own_is_mapped_mended_and_its_good_rows_go_without_the_bad(
    by_link: Client, ground: Ground
) -> None:
    rows = [
        ("Salarié", "Total"),
        ("DURAND Zoé", "151,67"),
        ("Le Gof Zoé", "7h30"),
        ("Durand Zoé", "beaucoup"),
    ]
    page = send(by_link, csv(*rows), "nos heures.csv")
    assert "Indiquez de quel mois sont ces heures." in page.text
    form = {"header": "1", "month": "2026-10-01", "column_0": "full_name", "column_1": "work"}
    page = by_link.follow(by_link.post("workbooks.columns", form, import_id=the_import().id))
    assert "1 à créer" in page.text.replace("\u00a0", " ")
    errors = by_link.web.get(f"/classeurs/{the_import().id}/erreurs.xlsx").data
    (sheet,) = CalamineWorkbook.from_filelike(io.BytesIO(errors)).sheet_names
    found = CalamineWorkbook.from_filelike(io.BytesIO(errors)).get_sheet_by_name(sheet).to_python()
    assert [row[0] for row in found] == ["Salarié", "Le Gof Zoé", "Durand Zoé"]
    mended = {"cell-0:3:0": "Le Goff Zoé"}
    page = by_link.follow(by_link.post("workbooks.mend", mended, import_id=the_import().id))
    assert "2 à créer" in page.text.replace("\u00a0", " ")
    confirm(by_link, page)
    assert [line[:2] for line in lines(ground.months[1])] == [("Durand", 9100), ("Le Goff", 450)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("Durand", "Zoé", "", "09/2026", 7), "Le relevé de septembre 2026 n’est pas ouvert."),
        (("Canarigris parti", "Zoé", "", "10/2026", 7), "Cette personne n’est pas connue sous ce nom."),
        (("Canarigris voisine", "Zoé", "", "10/2026", 7), "Cette personne n’est pas connue sous ce nom."),
        (("Canarigris ailleurs", "Zoé", "", "10/2026", 7), "Cette personne n’est pas connue sous ce nom."),
        (("Durand", "Zoé", "Chantier d’ailleurs", "10/2026", 7), "Aucun de ses marchés ne s’appelle ainsi."),
    ],
)
def test_another_month_person_or_contract_is_an_error_of_its_row(
    by_link: Client, ground: Ground, row: tuple[object, ...], said: str
) -> None:
    page = send(by_link, xlsx(("Feuil1", [HEADINGS, ("Le Goff", "Zoé", "", "10/2026", 8), row])))
    assert said in page.text
    assert "1 en erreur" in page.text.replace("\u00a0", " ")
    confirm(by_link, page)
    assert lines(ground.months[0]) == []
    assert [line[:2] for line in lines(ground.months[1])] == [("Le Goff", 480)]


def test_nothing_of_others_ever_shows(by_link: Client, ground: Ground) -> None:
    numbers = ("N° contrat de travail Facilitator", "N° engagement Facilitator")
    near = [("Canarigri voisin", "Zoé", "10/2026", 7, "", ""), ("Canarigri", "Zoé", "10/2026", 7, "", "")]
    there = [(one.id, one.assignments[0].commitment_id) for one in ground.hidden]
    rows = [*near, *(("", "", "10/2026", 7, job, owed) for job, owed in there)]
    rows += [("Durand", "Zoé", "10/2026", 7, "", owed) for _, owed in there[1:]]
    page = send(by_link, xlsx(("Feuil1", [("Nom", "Prénom", "Mois", "Heures", *numbers), *rows])))
    number = the_import().id
    chosen = {f"person-{word}": str(ground.hidden[1].participant_id) for word in ("canarigri zoe",)}
    page = by_link.follow(by_link.post("workbooks.mend", chosen, import_id=number))
    assert held(page) == {}
    shown = ("", "envoyer", "modele.xlsx?months=2026-10")
    for address in (*shown, *(f"{number}{page}" for page in ("", "/colonnes", "/erreurs.xlsx"))):
        assert CANARY.encode() not in plain(by_link.web.get(f"/classeurs/{address}").data), address


def plain(content: bytes) -> bytes:
    """What an answer says: a workbook, unzipped."""
    if not content.startswith(b"PK"):
        return content
    with ZipFile(io.BytesIO(content)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


def test_a_link_sees_the_files_that_it_sent_and_the_account_of_the_company_sees_them_all(
    by_link: Client, ground: Ground
) -> None:
    send(by_link, xlsx(("Feuil1", [HEADINGS, ("Durand", "Zoé", "", "10/2026", 7)])))
    number = the_import().id
    opened(by_link, ground.other_link)
    assert by_link.get("workbooks.show", import_id=number).status == 404
    assert "heures.xlsx" not in by_link.get("workbooks.index").text
    by_link.as_role(Role.COMPANY_ADMIN, ground.company)
    assert "Lien sans compte" in by_link.get("workbooks.index").text
    assert by_link.get("workbooks.show", import_id=number).status == 200


def test_a_link_exports_nothing(by_link: Client, ground: Ground) -> None:
    assert by_link.get("workbooks.lines", ending="csv").status == 404
    assert "Exporter" not in by_link.get("workbooks.index").text

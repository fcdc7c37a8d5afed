"""Hours worked told by documents: they stand for the phases, once, with their source."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from sqlalchemy import select

from facilitator.access import Role
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.conftest import Client
from tests.factories_contracts import make_contract, make_lot, make_operation, make_terms
from tests.factories_sites import make_phase, make_worksite, make_worksite_share
from tests.worksites.sites.test_needs import make_standing
from worksites.sites.models import WorkedHours
from worksites.sites.rules import SharePurpose
from worksites.sites.worked.rules import Base, Key, SharePart, Spent, Worked, base_of, check_worked
from worksites.sites.worked.sheet_rules import read_worked

WORKS, UPKEEP = SharePurpose.WORKS, SharePurpose.UPKEEP
ONE: Key = (1, None)
TWO: Key = (2, None)
TODAY = date(2026, 11, 22)


def part(key: Key, site: int, share: str = "1", purpose: SharePurpose = WORKS) -> SharePart:
    return SharePart(key, site, Decimal(share), purpose)


def spent(site: int, key: Key | None, year: int, planned: int, done: int | None = None) -> Spent:
    return Spent(site, key, WORKS, year, planned if done is None else done, planned)


@pytest.mark.parametrize(
    ("told", "phases", "found"),
    [
        ({}, [spent(1, ONE, 2025, 100)], (100, 100, 0)),
        ({(ONE, 2025): 80}, [spent(1, ONE, 2025, 100)], (80, 80, 80)),
        ({(ONE, 2025): 80}, [spent(1, ONE, 2026, 100, 40)], (120, 180, 80)),
        ({(ONE, 2025): 80}, [spent(1, TWO, 2025, 100)], (180, 180, 80)),
        ({(ONE, 2025): 80}, [spent(1, None, 2025, 100)], (100, 100, 80)),
        ({(ONE, 2025): 80}, [spent(1, None, 2025, 50)], (80, 80, 80)),
        ({(ONE, 2025): 80, (TWO, 2025): 70}, [spent(1, None, 2025, 900)], (150, 150, 150)),
        ({(ONE, 2025): 80}, [spent(1, ONE, 2025, 60), spent(1, None, 2025, 50)], (130, 130, 80)),
        ({((9, None), 2025): 80}, [spent(1, ONE, 2025, 100)], (100, 100, 0)),
        ({(ONE, 2025): 80}, [], (80, 80, 80)),
    ],
)
def test_a_total_stands_for_the_phases_of_its_contract_and_year_and_for_no_other(
    told: dict[tuple[Key, int], int], phases: list[Spent], found: tuple[int, int, int]
) -> None:
    base = base_of(told, [part(ONE, 1), part(TWO, 1)], phases, [1])

    assert tuple(sum(getattr(one, name) for one in base) for name in ("worked", "planned", "told")) == found


def test_a_total_is_shared_by_the_worksites_and_counted_for_its_purpose() -> None:
    parts = [part(ONE, 1, "0.3"), part(ONE, 2, "0.5", UPKEEP), part(ONE, 3, "0.2")]

    assert base_of({(ONE, 2025): 1000}, parts, [], [1, 2]) == [
        Base(WORKS, 300, 300, 300),
        Base(UPKEEP, 500, 500, 500),
    ]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Worked(2027, 60, "Décompte", TODAY), "year"),
        (Worked(1999, 60, "Décompte", TODAY), "year"),
        (Worked(2025, 0, "Décompte", TODAY), "hours"),
        (Worked(2025, 60, " ", TODAY), "source"),
        (Worked(2025, 60, "Décompte", date(2026, 11, 23)), "dated_on"),
    ],
)
def test_a_total_without_year_hours_source_or_day_is_refused(told: Worked, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_worked(told, TODAY)
    assert refused.value.field == field


def test_a_sheet_says_which_of_its_rows_do_not_read() -> None:
    known: dict[Key, str] = {(1, None): "2025-GAU-01", (2, 7): "2025-GAU-02, lot 2"}
    good = ["2025-GAU-02", "2", "2025", "1 234,5", "Décompte final", "31/01/2026"]
    rows = read_worked(
        [
            ["Marché", "Lot", "Année", "Heures travaillées"],
            good,
            ["2025-GAU-01", "", "2025", "12", "Décompte", "demain"],
            ["2025-GAU-09", "", "2025", "12", "Décompte", "31/01/2026"],
            good,
        ],
        known,
        TODAY,
    )

    assert rows[0].told == Worked(2025, 74_070, "Décompte final", date(2026, 1, 31))
    assert rows[0].key == (2, 7)
    assert ["n’est pas une date" in rows[1].fault, "rattaché" in rows[2].fault] == [True, True]
    assert "déjà plus haut" in rows[3].fault


@pytest.fixture
def programme(client: Client) -> int:
    """A renewal whose one contract counts 100 h of insertion, 1,000 h of phases of no lot being over."""
    found = client.as_role(Role.FACILITATOR).organisation
    programme = make_operation(found, name="La Gauthière")
    contract = make_contract(found, operation_id=programme.id, reference="2025-GAU-01")
    make_standing(make_terms(make_lot(contract)))
    site = make_worksite(found, name="Pradou", operation=programme)
    make_worksite_share(site, contract)
    make_phase(site, starts_on=date(2020, 1, 6), ends_on=date(2020, 2, 28), minutes=1000 * 60)
    client.post("programmes.edit", {"kind": "urban_renewal"}, operation_id=programme.id)
    return programme.id


def test_a_total_typed_then_loaded_again_is_the_base_of_the_rate(client: Client, programme: int) -> None:
    here = {"operation_id": programme}
    assert "toutes des phases des semaines finies" in client.get("operations.show", **here).text
    choice = client.get("worked_hours.create", **here).select("select option")[1]["value"]
    said = {"what": choice, "year": "2020", "hours": "2500", "source": "Décompte final"}

    page = client.follow(client.post("worked_hours.create", said | {"dated_on": "2021-02-01"}, **here))

    assert "2 500 h" in page.text.replace("\u00a0", " ").replace("\u202f", " ")
    shown = client.get("operations.show", **here).text
    assert "4,0 % 5,0 % sous le taux" in shown.replace("\u00a0", " ")
    assert "toutes des totaux que donnent les entreprises" in shown
    twice = client.post("worked_hours.create", said | {"dated_on": "2021-02-01"}, **here)
    assert "déjà noté" in twice.errors

    sheet = client.get("worked_hours.index_file", ending="csv", **here).html.replace("2500", "1250")
    sent = {"file": (BytesIO(sheet.encode()), "heures.csv")}
    review = client.post("worked_hours.load", sent, **here)
    held = {str(one["name"]): str(one["value"]) for one in review.select("main form input[type=hidden]")}
    client.post("worked_hours.review", held, **here)
    assert [row.minutes for row in db.session.scalars(select(WorkedHours))] == [1250 * 60]

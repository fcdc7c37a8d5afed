"""Measures for `facilitator bench hours`: lines imported from a workbook, lines exported to one.

Each runs beside its bare cost: the file read and inserted, or written, without any check.
"""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import ClauseKind, Nature, Party, Stage
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import first_of, previous_month
from clauses.hours.workbooks.bulk import add_rows, insert_many
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import ContractType, EmployerKind
from clauses.people.participants.models import Participant
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.formats import search_key

PEOPLE, MONTHS = 17, 12
"""A statement of the bench holds so many people; each commitment so many months."""
HEADINGS = (
    "Entreprise",
    "SIRET",
    "Marché",
    "Lot",
    "Nom",
    "Prénom",
    "Date de naissance",
    "Mois",
    "Nature",
    "Heures",
    "Type de contrat",
    "Remarque",
)


def months_before(day: date) -> list[date]:
    """The months of a bench, the oldest first, all past."""
    found, month = [], first_of(day)
    for _ in range(MONTHS):
        month = previous_month(month)
        found.append(month)
    return found[::-1]


def rows(lines: int, day: date, wrong: int = 0) -> Iterator[tuple[Any, ...]]:
    """The rows of a file of so many lines; one in `wrong` has a cell that cannot be read."""
    months = months_before(day)
    for number in range(lines):
        commitment, rest = divmod(number, PEOPLE * MONTHS)
        who, month = divmod(rest, MONTHS)
        hours: Any = (number % 150) + 1
        if wrong and number % wrong == 0:
            hours = "beaucoup"
        yield (
            f"Entreprise {commitment}",
            siret(commitment),
            f"BANC-{commitment}",
            "Lot unique",
            *names(commitment, who),
            "17/05/1990",
            f"{months[month]:%m/%Y}",
            "Travail",
            hours,
            "CDD",
            "",
        )


OWED = 60_000
"""Minutes of each commitment."""
LETTERS = str.maketrans("0123456789", "abcdefghij")


def siret(number: int) -> str:
    """A number of fourteen digits that no real company has."""
    return f"{90000000000000 + number}"


def watched(work: Any) -> dict[str, Any]:
    """How long a work took, and what it answered."""
    start = time.perf_counter()
    answer = work()
    return {"seconds": round(time.perf_counter() - start, 2), "answer": answer}


def prepare(lines: int, day: date) -> Asker:
    """A body with the contracts, statements and people that a file of so many lines speaks of.

    The caller commits (`unaudited`); gives who imports.
    """
    body = _one(
        Organisation,
        kind=OrganisationKind.FACILITATION_BODY,
        name="Structure du banc",
        search_key="structure",
    )
    buyer = _one(
        Organisation, kind=OrganisationKind.AUTHORITY, name="Acheteur du banc", search_key="acheteur"
    )
    count = -(-lines // (PEOPLE * MONTHS))
    first = months_before(day)[0]
    companies = add_rows(Organisation, [company(number) for number in range(count)])
    commitments = _commitments(body, buyer, companies, first)
    add_rows(
        Statement,
        [
            {
                "body_id": body,
                "commitment_id": commitment,
                "organisation_id": companies[number],
                "month": month,
                "opened_on": month,
                "due_on": month,
            }
            for number, commitment in enumerate(commitments)
            for month in months_before(day)
        ],
    )
    _people(body, companies, commitments, first)
    return Asker(0, 0, Role.FACILITATOR, body, "Banc", "Structure du banc")


def _one(model: Any, **values: Any) -> int:
    return add_rows(model, [values])[0]


def company(number: int) -> dict[str, Any]:
    """A company of the bench."""
    name = f"Entreprise {number}"
    return {
        "kind": OrganisationKind.COMPANY,
        "name": name,
        "siret": siret(number),
        "search_key": search_key(f"{name} {siret(number)}"),
    }


def contract(body: int, buyer: int, number: int, first: date) -> dict[str, Any]:
    """A contract of the bench."""
    return {
        "body_id": body,
        "buyer_id": buyer,
        "reference": f"BANC-{number}",
        "title": f"Travaux {number}",
        "nature": Nature.WORKS,
        "stage": Stage.RUNNING,
        "stage_since": first,
        "notified_on": first,
        "search_key": f"banc {number}",
    }


def _commitments(body: int, buyer: int, companies: list[int], first: date) -> list[int]:
    numbers = range(len(companies))
    contracts = add_rows(Contract, [contract(body, buyer, number, first) for number in numbers])
    lots = add_rows(
        Lot, [{"contract_id": one, "rank": 1, "number": "", "title": "Lot unique"} for one in contracts]
    )
    clause = {"kind": ClauseKind.PERFORMANCE, "minutes": OWED}
    terms = add_rows(ClauseTerms, [{"lot_id": lot, **clause} for lot in lots])
    owed = {"party": Party.HOLDER, "minutes": OWED}
    return add_rows(
        Commitment,
        [{"terms_id": one, "organisation_id": companies[number], **owed} for number, one in enumerate(terms)],
    )


def person(body: int, commitment: int, number: int, first: date) -> dict[str, Any]:
    """Somebody of the bench."""
    family, given = names(commitment, number)
    return {
        "body_id": body,
        "family_name": family,
        "given_name": given,
        "birth_date": date(1990, 5, 17),
        "created_on": first,
        "search_key": search_key(f"{family} {given}"),
    }


def names(commitment: int, number: int) -> tuple[str, str]:
    """A name of letters only, as names are."""
    return f"NOM{commitment}X{number}".translate(LETTERS), f"Prénom{number}".translate(LETTERS)


def _people(body: int, companies: list[int], commitments: list[int], first: date) -> None:
    places = [(number, each) for number in range(len(companies)) for each in range(PEOPLE)]
    people = add_rows(Participant, [person(body, *place, first) for place in places])
    job = {
        "body_id": body,
        "employer_kind": EmployerKind.COMPANY,
        "contract_type": ContractType.FIXED_TERM,
        "starts_on": first,
    }
    jobs = add_rows(
        Employment,
        [
            {"participant_id": one, "employer_id": companies[number], **job}
            for (number, _), one in zip(places, people, strict=True)
        ],
    )
    assigned = [
        {"employment_id": one, "commitment_id": commitments[number], "starts_on": first}
        for (number, _), one in zip(places, jobs, strict=True)
    ]
    add_rows(Assignment, assigned)


def bare_insert(connection: Connection, path: Path, frames: Any, table: str) -> int:
    """Read a file and insert its cells without any check: the least that an import can cost."""
    names = [f"c{place}" for place in range(len(HEADINGS))]
    connection.exec_driver_sql(f"CREATE TABLE {table} ({', '.join(f'{name} text' for name in names)})")
    count = 0
    for frame in frames(path):
        if frame[0] == "rows":
            cells = [tuple((said + [""] * len(names))[: len(names)]) for _, said in frame[1]]
            insert_many(connection, table, names, cells)
            count += len(cells)
    return count

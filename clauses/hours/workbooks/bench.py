"""Measures for `facilitator bench hours`: lines imported from a workbook, lines exported to one.

Each runs beside its bare cost: the file read and inserted, or written, without any check.
"""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from flask import Flask

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import ClauseKind, Nature, Party, Stage
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import first_of, previous_month
from clauses.hours.workbooks.bulk import add_rows, insert_many
from clauses.hours.workbooks.exports import LINES
from clauses.hours.workbooks.history.queries import open_history
from clauses.hours.workbooks.history.running import apply, read_file
from clauses.hours.workbooks.line_queries import lines_of, rows_of
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import ContractType, EmployerKind
from clauses.people.participants.models import Participant
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import now, today
from facilitator.db import db, unaudited
from facilitator.exchange.columns import Column, Kind
from facilitator.exchange.files import Source, csv_lines, workbook
from facilitator.exchange.sheets.reading import frames_of
from facilitator.exchange.sheets.rules import HISTORY
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


@dataclass(frozen=True)
class Measure:
    """A work beside its bare cost: seconds of the clock and of the processor (children included)."""

    lines: int
    seconds: str
    cpu_seconds: str
    bare_seconds: str
    bare_cpu_seconds: str
    megabytes: int
    """What the work added to the most memory that the process held."""
    errors: int = 0


@dataclass
class Watch:
    """A work being measured."""

    seconds: str = ""
    cpu_seconds: str = ""
    megabytes: int = 0


@contextmanager
def watched() -> Iterator[Watch]:
    """Measure what is done inside."""
    watch, before, start, cpu = Watch(), peak(), time.perf_counter(), processor()
    yield watch
    watch.seconds = f"{time.perf_counter() - start:.2f}"
    watch.cpu_seconds = f"{processor() - cpu:.2f}"
    watch.megabytes = peak() - before


def write_file(path: Path, lines: int, day: date, wrong: int = 0) -> None:
    """The file of a bench, with text and numbers as companies type them."""
    columns = [Column(name, itemgetter(place)) for place, name in enumerate(HEADINGS)]
    columns[HEADINGS.index("Heures")] = Column("Heures", itemgetter(HEADINGS.index("Heures")), Kind.NUMBER)
    source = Source("Banc", "Banc", now())
    path.write_bytes(workbook(columns, rows(lines, day, wrong), source))


def measured(app: Flask, folder: Path, lines: int) -> dict[str, Any]:
    """Both directions on a throw-away base, where a body of its own is made."""
    with app.app_context():
        with unaudited(db.session, "the ground of a bench"):
            asker = prepare(lines, today())
            db.session.commit()
        found = {
            "import": asdict(import_measure(lines, folder, asker)),
            "export_xlsx": asdict(export_measure(asker)),
            "export_csv": asdict(export_measure(asker, "csv")),
        }
        db.engine.dispose()
    return found


def import_measure(lines: int, folder: Path, asker: Asker, wrong: int = 0) -> Measure:
    """Import a file of so many lines, every check made, written and durable; beside reading and inserting.

    `prepare` made the ground. One line in `wrong` has a cell that does not read.
    """
    path = folder / "banc.xlsx"
    write_file(path, lines, today(), wrong)
    with watched() as whole:
        read = read_file(path, asker, False)
        apply(read, open_history(asker, "", path.name, False), asker)
    with watched() as bare:
        bare_import(path)
    return measure(lines, whole, bare, read.report.counts.error)


def export_measure(asker: Asker, ending: str = "xlsx") -> Measure:
    """Export every line that the asker sees, twelve columns; beside reading the same rows."""
    with watched() as bare:
        lines = sum(1 for _ in rows_of(lines_of(asker)))
    with watched() as whole:
        found = rows_of(lines_of(asker))
        if ending == "xlsx":
            workbook(LINES, found, Source("Lignes", "Banc", now()))
        else:
            b"".join(csv_lines(LINES, found))
    return measure(lines, whole, bare)


def measure(lines: int, whole: Watch, bare: Watch, errors: int = 0) -> Measure:
    """Both side by side."""
    spent = (whole.seconds, whole.cpu_seconds, bare.seconds, bare.cpu_seconds)
    return Measure(lines, *spent, whole.megabytes, errors)


def processor() -> Any:
    """Seconds of processor spent so far, by this process and by those it started that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def peak() -> int:
    """The most memory that this process held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def bare_import(path: Path) -> int:
    """Read a file and insert its cells without any check: the least that an import can cost; then forget."""
    names = [f"c{place}" for place in range(len(HEADINGS))]
    connection, count = db.session.connection(), 0
    connection.exec_driver_sql(f"CREATE TABLE bare_bench ({', '.join(f'{name} text' for name in names)})")
    for kind, *said in frames_of(path, HISTORY):
        if kind == "rows":
            cells = [tuple((cells + [""] * len(names))[: len(names)]) for _, cells in said[0]]
            insert_many(connection, "bare_bench", names, cells)
            count += len(cells)
    db.session.rollback()
    return count

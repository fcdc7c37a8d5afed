"""Reading a file of past years against the base, then writing it in one transaction, or nothing."""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select

from clauses.contracts.models import Commitment
from clauses.hours.opening.queries import open_these, openable
from clauses.hours.workbooks.bulk import CHANGED, VALUES, Change, add_rows, put_many
from clauses.hours.workbooks.entries import Reader, without_nir
from clauses.hours.workbooks.headers import LOOKED_AT, guess
from clauses.hours.workbooks.history.matching import HistoryMatcher
from clauses.hours.workbooks.history.rules import Report
from clauses.hours.workbooks.known import Known
from clauses.hours.workbooks.known_queries import known_of, learn_commitments, learn_lines, learn_statements
from clauses.hours.workbooks.rules import Entry, Layout
from clauses.hours.workbooks.weeks import month_of
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import ContractType, EmployerKind
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.sheets.reading import frames_of
from facilitator.exchange.sheets.rules import HISTORY, Row, Sheet
from facilitator.formats import search_key
from facilitator.words import RuleBroken

NO_HEADINGS = (
    "On ne reconnaît pas les titres des colonnes\u00a0: nom, marché, mois et heures sont nécessaires."
)
ARRAY = b"\xdd"
"""How an array of MessagePack begins, before its length in four bytes."""
encode = msgspec.msgpack.Encoder().encode
Part = tuple[str, Layout, Iterator[Entry]]
Progress = Callable[[int, int], None]


def quiet(_done: int, _total: int) -> None:
    """Tells nobody how far it is."""


@dataclass
class Reading:
    """A file read against the base: what it would write."""

    matcher: HistoryMatcher
    report: Report = field(default_factory=Report)
    first: date = date.max
    last: date = date.min

    def take(self, entry: Entry, layout: Layout, sheet: str) -> None:
        """Match one entry; keep its errors only."""
        self.matcher.add(entry, layout)
        if entry.errors:
            headings = {column.index: column.heading for column in layout.columns}
            for index, sentence in entry.errors.items():
                place = {"sheet": sheet, "row": entry.row, "column": headings.get(index, "")}
                self.report.errors.append(place | {"sentence": sentence})
            self.report.counts.error += 1
        elif entry.period is not None:
            self.first = min(self.first, month_of(entry.period.first))
            self.last = max(self.last, month_of(entry.period.last))


def read_history(path: Path, asker: Asker, creating: bool, progress: Progress = quiet) -> Reading:
    """Read a whole file against the base as it is; nothing is written.

    Raises `RuleBroken` when the file is not read.
    """
    known, months = known_of(asker, None, None, with_lines=False), openable(asker.organisation_id, today())
    learn_commitments(known, months.keys() - known.owed.keys())
    reading = Reading(HistoryMatcher(known, creating, months))
    for sheet, layout, entries in parts_of(path, reading.report, progress):
        for entry in entries:
            reading.take(entry, layout, sheet)
    report = reading.report
    if reading.first <= reading.last:
        learn_lines(known, asker, reading.first, reading.last)
    matcher = reading.matcher
    report.counts = matcher.counts(report.counts.error)
    report.people, report.jobs, report.months = (
        len(matcher.new_people),
        len(matcher.new_jobs),
        len(matcher.months_to_open()),
    )
    return reading


def parts_of(path: Path, report: Report, progress: Progress) -> Iterator[Part]:
    """Batch after batch: the sheet's name, its layout, the entries of the batch.

    Hidden sheets, and those without headings beside one that has some, are not read.
    """
    name, place, total, missing = "", -1, 0, NO_HEADINGS
    layout: Layout | None = None
    reader: Reader | None = None
    for kind, *said in frames_of(path, HISTORY):
        if kind == "sheet":
            name, place, layout, reader = said[0], place + (not said[1]), None, None
            wanted, total = not said[1], total + said[2]
            continue
        rows = [Row(number, without_nir(cells)) for number, cells in said[0]] if wanted else []
        if rows and reader is None and layout is None:
            layout = guess(Sheet(name, False, rows[: LOOKED_AT * 2]), path.name, today().year, {})
            missing = " ".join(layout.missing()) if layout else missing
            reader = Reader(place, layout, today().year) if layout and not missing else None
        if reader is not None and layout is not None:
            below = [row for row in rows if row.number > reader.layout.header]
            yield name, layout, (entry for row in below for entry in reader.read(row))
            report.rows += len(below)
            progress(report.rows, total)
    if missing:
        raise RuleBroken(missing, "file")


def write_history(reading: Reading, asker: Asker) -> bytes:
    """Write what was read, in the present transaction; the lines written, packed.

    Raises `RuleBroken` when the base changed since it was read. The caller records and commits.
    """
    matcher = reading.matcher
    if next(matcher.changing(), None) is None:
        return b""
    check_same(matcher.known, asker, reading)
    opened = make_months(matcher)
    people = make_people(matcher, asker)
    jobs = make_jobs(matcher, asker, people)
    whose = {jobs.get(number, number): person for number, person in matcher.participants(people).items()}
    packed, count = bytearray(), 0

    def told() -> Iterator[Change]:
        nonlocal count
        for (statement, job, kind), before, after in matcher.changing():
            count += 1
            target = opened.get(statement, statement), jobs.get(job, job), kind
            packed.extend(encode([target[0], target[1], VALUES[kind], before, after]))
            yield target, before, after

    put_many(told(), whose)
    reading.report.applied = True
    return zlib.compress(ARRAY + struct.pack(">I", count) + packed, 1)


def check_same(known: Known, asker: Asker, reading: Reading) -> None:
    """Refuse to write on what changed since it was read."""
    now = Known()
    statements = learn_statements(now, asker, reading.first, reading.last)
    learn_lines(now, asker, reading.first, reading.last)
    meant = {slot.id: slot for slot in known.slots.values() if slot.id in statements}
    if any(meant.get(slot.id) != slot for slot in now.slots.values()) or now.lines != known.lines:
        raise RuleBroken(CHANGED)


def make_months(matcher: HistoryMatcher) -> dict[int, int]:
    """Open the months that miss; their number by the negative one."""
    made = matcher.months_to_open()
    born = open_these(made, today())
    return {slot.id: one.id for slot, one in zip(made.values(), born, strict=True)}


def make_people(matcher: HistoryMatcher, asker: Asker) -> dict[int, int]:
    """Make the people that miss; their number by the negative one."""
    made = list(matcher.new_people.values())
    ids = add_rows(
        Participant,
        [
            {
                "body_id": asker.organisation_id,
                "family_name": each.family[:100],
                "given_name": each.given[:100],
                "birth_date": each.birth,
                "created_on": today(),
                "search_key": search_key(f"{each.family} {each.given}")[:600],
            }
            for each in made
        ],
    )
    return {each.number: one for each, one in zip(made, ids, strict=True)}


def make_jobs(matcher: HistoryMatcher, asker: Asker, people: dict[int, int]) -> dict[int, int]:
    """Make the employments that miss, each assigned to its commitment; their number by the negative one."""
    made = list(matcher.new_jobs.values())
    found_employers = select(Commitment.id, Commitment.organisation_id)
    employers = {row.id: row.organisation_id for row in db.session.execute(found_employers)}
    ids = add_rows(
        Employment,
        [
            {
                "body_id": asker.organisation_id,
                "participant_id": people.get(each.participant, each.participant),
                "employer_id": employers[each.commitment],
                "employer_kind": EmployerKind.COMPANY,
                "contract_type": contract_type_of(each.contract_type),
                "trade": each.trade[:120],
                "starts_on": each.starts_on,
            }
            for each in made
        ],
    )
    found = {each.number: one for each, one in zip(made, ids, strict=True)}
    assigned: list[dict[str, Any]] = [
        {"employment_id": found[each.number], "commitment_id": each.commitment, "starts_on": each.starts_on}
        for each in made
    ]
    add_rows(Assignment, assigned)
    return found


def contract_type_of(text: str) -> ContractType:
    """The contract type that a text names; « Autre contrat » when it names none."""
    key = search_key(text)
    return next(
        (each for each in ContractType if key in (each.value, search_key(each.label))), ContractType.OTHER
    )

"""What a sent workbook would do, computed afresh from the base: nothing of it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from clauses.hours.ledger.rules import first_of
from clauses.hours.workbooks.entries import entries_of
from clauses.hours.workbooks.headers import guess, layout_at, with_choice
from clauses.hours.workbooks.known import Job, Known
from clauses.hours.workbooks.matching import Line, Matcher
from clauses.hours.workbooks.models import HoursImport
from clauses.hours.workbooks.packing import unpack
from clauses.hours.workbooks.rules import Column, Counts, Entry, Layout, LineStatus
from clauses.hours.workbooks.values import whole_month
from facilitator.exchange.sheets.rules import Row, Sheet
from facilitator.formats import short_day

ALIKE = 0.82
SUGGESTED = 5
LAST = (LineStatus.ERROR, LineStatus.CREATE, LineStatus.UPDATE, LineStatus.UNCHANGED, LineStatus.LEFT)


@dataclass
class Read:
    """A sheet with its layout (None when no row looks like headings)."""

    place: int
    sheet: Sheet
    layout: Layout | None

    @property
    def missing(self) -> list[str]:
        """What must be said before it is read."""
        if self.layout is None:
            return ["On ne reconnaît pas la ligne des titres de colonnes : indiquez son numéro."]
        return self.layout.missing()


@dataclass
class Preview:
    """The lines of a file, errors first, and what an import would write."""

    lines: list[Line] = field(default_factory=list)
    matcher: Matcher = field(default_factory=lambda: Matcher(Known()))
    counts: Counts = field(default_factory=Counts)
    reads: list[Read] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """What tells this preview from another: all that it would write."""
        changes = sorted((target, said) for target, said in self.matcher.changes().items())
        return blake2b(repr(changes).encode(), digest_size=16).hexdigest()

    def suggestions(self, words: str) -> list[tuple[int, str]]:
        """People whose name is near: (participant, name and birth date, which tells homonyms apart)."""
        found = process.extract(
            words,
            list(self.matcher.known.by_words),
            scorer=JaroWinkler.similarity,
            score_cutoff=ALIKE,
            limit=SUGGESTED,
        )
        jobs = [job for near, _, _ in found for job in self.matcher.known.by_words[near]]
        return list({job.participant: (job.participant, who_is(job)) for job in jobs}.values())


def who_is(job: Job) -> str:
    """A name, with the birth date when it is known."""
    return f"{job.name} ({short_day(job.birth)})" if job.birth else job.name


def reads_of(row: HoursImport, known: Mapping[str, Mapping[str, str]]) -> list[Read]:
    """The sheets of a file with their layouts: guessed, remembered, or corrected on the page."""
    return [
        Read(place, sheet, layout_of(row, place, sheet, known))
        for place, sheet in enumerate(unpack(row.content))
        if sheet.rows
    ]


def layout_of(
    row: HoursImport, place: int, sheet: Sheet, known: Mapping[str, Mapping[str, str]]
) -> Layout | None:
    """The layout of one sheet."""
    said = row.layouts.get(str(place))
    if not said:
        return guess(sheet, row.file_name, row.year, known)
    header = next((each for each in sheet.rows if each.number == said["header"]), None)
    if header is None:
        return None
    layout = layout_at(sheet, header, row.file_name, row.year, {})
    columns = tuple(with_choice(column, said["fields"].get(str(column.index))) for column in layout.columns)
    period = whole_month(date.fromisoformat(said["month"])) if said["month"] else layout.period
    return Layout(layout.header, columns, period)


def entries_in(row: HoursImport, reads: Sequence[Read]) -> list[tuple[Entry, Layout]]:
    """Every figure of hours of the file, with the layout it was read under."""
    return [
        (entry, read.layout)
        for read in reads
        if read.layout is not None
        for entry in entries_of(read.place, read.sheet, read.layout, row.year, row.edits)
    ]


def span_of(entries: Sequence[tuple[Entry, Layout]]) -> tuple[date | None, date | None]:
    """The first and the last month that a file names."""
    periods = [entry.period for entry, _ in entries if entry.period]
    if not periods:
        return None, None
    return min(first_of(each.first) for each in periods), max(first_of(each.last) for each in periods)


def preview_of(
    row: HoursImport, reads: list[Read], entries: Sequence[tuple[Entry, Layout]], known: Known
) -> Preview:
    """Match every entry; the lines come errors first, then in the order of the file."""
    matcher, left = Matcher(known, row.people), set(row.left)
    lines = []
    for entry, layout in entries:
        if entry.key in left:
            lines.append(Line(entry, status=LineStatus.LEFT))
        else:
            lines.append(matcher.add(entry, layout))
    for line in lines:
        matcher.settle(line)
    counts = matcher.counts(sum(line.status is LineStatus.ERROR for line in lines))
    counts.left = sum(line.status is LineStatus.LEFT for line in lines)
    lines.sort(key=lambda line: LAST.index(line.status) > 0)
    return Preview(lines, matcher, counts, reads)


def sample(read: Read, column: Column, most: int = 3) -> str:
    """The first values of a column, to recognise it by."""
    header = read.layout.header if read.layout else 0
    rows: list[Row] = [row for row in read.sheet.rows if row.number > header]
    found = [
        row.cells[column.index] for row in rows if len(row.cells) > column.index and row.cells[column.index]
    ]
    return " · ".join(found[:most])

"""From what a file says to lines of statements: who, which contract, which month, and what it changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clauses.hours.ledger.rules import last_of
from clauses.hours.workbooks.known import Job, Known, Slot, Target
from clauses.hours.workbooks.rules import Counts, Entry, Field, Layout, LineStatus, Period
from clauses.hours.workbooks.values import key_of
from clauses.hours.workbooks.weeks import shares, told
from facilitator.formats import month as named
from facilitator.words import RuleBroken

DAY_MINUTES = 24 * 60
CHECKED = "Seules les lignes renvoyées se corrigent : les autres sont déjà contrôlées."


class Unmatched(RuleBroken):
    """A row that finds no line: why, in which column (`field`), who or what it may mean."""

    def __init__(self, message: str, column: Field, is_person: bool = False) -> None:
        super().__init__(message, column.value)
        self.column = column
        self.is_person = is_person


@dataclass(slots=True)
class Line:
    """An entry with where it goes. `status` is known once all the file is read."""

    entry: Entry
    targets: tuple[tuple[Target, int], ...] = ()
    explained: str = ""
    status: LineStatus = LineStatus.ERROR
    before: int | None = None
    after: int = 0
    unknown_person: bool = False


@dataclass(slots=True)
class Gathered:
    """What the file says of one line of a statement: the days, the row and the minutes, once or several."""

    first: date
    last: date
    row: int
    minutes: int
    more: "list[Gathered] | None" = None

    @property
    def all(self) -> "list[Gathered]":
        """Every part of it."""
        return [self, *self.more] if self.more else [self]

    @property
    def is_whole(self) -> bool:
        """Whether it says the whole month, not some weeks of it."""
        return self.first.day == 1 and self.last == last_of(self.first)

    def meeting(self, first: date, last: date) -> "Gathered | None":
        """The part that says some of these days already."""
        return next((part for part in self.all if part.first <= last and first <= part.last), None)


class Matcher:
    """Matches entries one after the other. `people` are the choices made on the page: words → participant."""

    def __init__(self, known: Known, people: Mapping[str, int] | None = None) -> None:
        self.known = known
        self.people = people or {}
        self.found: dict[Target, Gathered] = {}
        self.places: dict[tuple[object, ...], tuple[Slot, Job] | Unmatched] = {}

    def add(self, entry: Entry, layout: Layout) -> Line:
        """Where an entry goes; its errors are written in it."""
        line = Line(entry)
        if entry.errors or entry.period is None or entry.minutes is None:
            return line
        try:
            line.targets = tuple(self._targets(entry))
        except Unmatched as unmatched:
            index = layout.of(unmatched.column)
            entry.errors[entry.column if index is None else index] = unmatched.message
            line.unknown_person = unmatched.is_person
            return line
        if refused := self._gather(entry, line.targets):
            entry.errors[entry.column] = refused
            line.targets = ()
        elif len(line.targets) > 1 or entry.period.first.month != entry.period.last.month:
            line.explained = told(entry.period, entry.minutes)
        return line

    def _targets(self, entry: Entry) -> list[tuple[Target, int]]:
        period, minutes = entry.period, entry.minutes or 0
        if period is None:
            return []
        if minutes > ((period.last - period.first).days + 1) * DAY_MINUTES:
            raise Unmatched("Il y a plus d’heures que n’en ont ces jours.", Field.NOTHING)
        found = []
        for month, part in shares(period, minutes):
            slot, job = self._place(entry, month)
            target = slot.id, job.id, entry.kind
            if slot.kept(job.id, entry.kind) and self.known.lines.get(target) is not None:
                raise Unmatched(CHECKED, Field.NOTHING)
            found.append((target, part))
        return found

    def _place(self, entry: Entry, month: date) -> tuple[Slot, Job]:
        """The statement and the employment, asked once for the same words."""
        asked = (
            entry.words,
            entry.birth,
            month,
            entry.contract,
            entry.lot,
            entry.company,
            entry.siret,
            entry.employment,
            entry.commitment,
        )
        answer = self.places.get(asked)
        if answer is None:
            try:
                answer = self._look_up(entry, month)
            except Unmatched as unmatched:
                answer = unmatched
            self.places[asked] = answer
        if isinstance(answer, Unmatched):
            raise answer
        return answer

    def _look_up(self, entry: Entry, month: date) -> tuple[Slot, Job]:
        jobs = [job for job in self._jobs(entry) if job.works(month)]
        if not jobs:
            raise Unmatched(
                f"Aucun contrat de travail de cette personne ne couvre {named(month)}.", who(entry)
            )
        contract, lot, company = map(key_of, (entry.contract, entry.lot, entry.company))
        meant = [
            (self.known.owed[one], job)
            for job in jobs
            for one in job.commitments(month)
            if one in self.known.owed and entry.commitment in (None, one)
        ]
        if not meant:
            raise Unmatched(f"Cette personne n’est affectée à aucun marché en {named(month)}.", who(entry))
        fitting = [(owed, job) for owed, job in meant if owed.is_named(contract, lot, company, entry.siret)]
        if not fitting:
            known = " ; ".join(sorted({owed.label for owed, _ in meant}))
            raise Unmatched(f"Aucun de ses marchés ne s’appelle ainsi. Les siens : {known}.", Field.CONTRACT)
        slots = [(slot, job) for owed, job in fitting if (slot := self.known.slots.get((owed.id, month)))]
        if not slots:
            raise Unmatched(f"Le relevé de {named(month)} n’est pas ouvert.", Field.PERIOD)
        if len(slots) > 1:
            labels = " ; ".join(sorted({self.known.owed[slot.commitment].label for slot, _ in slots}))
            raise Unmatched(f"Précisez le marché : {labels}.", Field.CONTRACT)
        if slots[0][0].refusal:
            raise Unmatched(slots[0][0].refusal, Field.PERIOD)
        return slots[0]

    def _jobs(self, entry: Entry) -> list[Job]:
        """The employments of the person that the row names."""
        if entry.employment is not None and (job := self.known.jobs.get(entry.employment)):
            if entry.words and entry.words != job.words:
                raise Unmatched(f"Cette ligne du modèle est celle de {job.name}.", who(entry))
            return [job]
        if chosen := self.people.get(entry.words):
            return self.known.by_person.get(chosen, [])
        jobs = self.known.by_words.get(entry.words, [])
        if not jobs:
            raise Unmatched("Cette personne n’est pas connue sous ce nom.", who(entry), is_person=True)
        if entry.birth:
            jobs = [job for job in jobs if job.birth in (None, entry.birth)]
            if not jobs:
                raise Unmatched("La date de naissance connue est différente.", Field.BIRTH, is_person=True)
        if len({job.participant for job in jobs}) > 1:
            raise Unmatched("Plusieurs personnes portent ce nom : choisissez.", who(entry), is_person=True)
        return jobs

    def _gather(self, entry: Entry, targets: tuple[tuple[Target, int], ...]) -> str:
        """Keep what is said of each line; why not, when another row already says these days."""
        period = entry.period or Period(date.min, date.min)
        for target, _ in targets:
            known = self.found.get(target)
            if known and (said := known.meeting(period.first, period.last)):
                return f"Ces jours sont déjà déclarés à la ligne {said.row}."
        for target, part in targets:
            said = Gathered(period.first, period.last, entry.row, part)
            known = self.found.setdefault(target, said)
            if known is not said:
                known.more = [*(known.more or ()), said]
        return ""

    def after(self, target: Target) -> int:
        """What a line would hold: the file's days, and those of other weeks already imported."""
        gathered = self.found[target]
        total = gathered.minutes
        if gathered.more:
            total += sum(part.minutes for part in gathered.more)
        if self.known.parts and not gathered.is_whole:
            for (first, last), minutes in self.known.parts.get(target, {}).items():
                if gathered.meeting(first, last) is None:
                    total += minutes
        return total

    def change(self, target: Target) -> tuple[LineStatus, int | None, int]:
        """What would become of a line, its minutes before and after."""
        before, after = self.known.lines.get(target), self.after(target)
        if before == after or (before is None and after == 0):
            return LineStatus.UNCHANGED, before, after
        return (LineStatus.CREATE if before is None else LineStatus.UPDATE), before, after

    def settle(self, line: Line) -> Line:
        """Give a line its status, once all are read: the first of its targets that changes speaks."""
        if not line.targets:
            return line
        line.status = LineStatus.UNCHANGED
        for target, _ in line.targets:
            if line.status is LineStatus.UNCHANGED:
                line.status, line.before, line.after = self.change(target)
        return line

    def changing(self) -> Iterator[tuple[Target, int | None, int]]:
        """What would be written: each line's minutes before and after."""
        for target in self.found:
            status, before, after = self.change(target)
            if status is not LineStatus.UNCHANGED:
                yield target, before, after

    def changes(self) -> dict[Target, tuple[int | None, int]]:
        """The same, kept."""
        return {target: (before, after) for target, before, after in self.changing()}

    def counts(self, errors: int) -> Counts:
        """How many lines of each."""
        counts = Counts.of(self.change(target)[0] for target in self.found)
        counts.error = errors
        return counts


def who(entry: Entry) -> Field:
    """The column that names the person."""
    return Field.FAMILY_NAME if entry.family and entry.given else Field.FULL_NAME

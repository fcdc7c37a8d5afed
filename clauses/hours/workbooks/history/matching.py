"""The lines of past years: contracts are found by their names first, people next, what misses is made.

A person or an employment that the base does not know is proposed, never made without the
confirmation that names how many; until it is made, its number is negative.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from clauses.hours.workbooks.known import Job, Known, Owed, Slot
from clauses.hours.workbooks.matching import Matcher, Unmatched, who
from clauses.hours.workbooks.rules import Entry, Field
from clauses.hours.workbooks.values import key_of
from facilitator.formats import month as named

UNKNOWN_CONTRACT = "Aucun marché suivi ne s’appelle ainsi."
UNKNOWN_PERSON = (
    "Cette personne n’est pas connue, ou pas pour ce marché\u00a0: demandez à créer ce qui manque."
)
HOMONYMS = "Plusieurs personnes portent ce nom\u00a0: indiquez la date de naissance."
NO_NAME = "Indiquez le nom et le prénom de la personne à créer."


@dataclass(slots=True)
class NewPerson:
    """A person that the file names and the base does not know."""

    number: int
    family: str
    given: str
    birth: date | None


@dataclass(slots=True)
class NewJob:
    """An employment to make: whose, for which commitment, from which day; made of several rows."""

    number: int
    participant: int
    commitment: int
    starts_on: date
    trade: str
    contract_type: str


class HistoryMatcher(Matcher):
    """Matches the rows of a whole territory. With `creating`, what misses is proposed."""

    def __init__(
        self, known: Known, creating: bool, openable: Mapping[int, Collection[date]] | None = None
    ) -> None:
        super().__init__(known)
        self.creating = creating
        self.openable = openable or {}
        self.new_months: dict[tuple[int, date], Slot] = {}
        self.new_people: dict[tuple[str, date | None], NewPerson] = {}
        self.new_jobs: dict[tuple[int, int], NewJob] = {}
        self.answers: dict[tuple[str, str, str, str], list[Owed]] = {}
        self.persons: dict[tuple[str, date | None, int], tuple[int | None, list[Job]]] = {}
        self.by_siret: dict[str, list[Owed]] = defaultdict(list)
        self.by_reference: dict[str, list[Owed]] = defaultdict(list)
        self.here: dict[tuple[int, int], list[Job]] = defaultdict(list)
        for owed in known.owed.values():
            self.by_siret[owed.siret].append(owed)
            self.by_reference[owed.reference].append(owed)
        for job in known.jobs.values():
            for commitment, _, _ in job.assigned:
                self.here[job.participant, commitment].append(job)

    def _place(self, entry: Entry, month: date) -> tuple[Slot, Job]:
        slots = [slot for owed in self._meant(entry) if (slot := self._slot(owed.id, month)) is not None]
        if not slots:
            raise Unmatched(f"Le marché ne se déclare pas en {named(month)}.", Field.PERIOD)
        if len(slots) > 1:
            raise Unmatched("Plusieurs engagements répondent : précisez le lot et le SIRET.", Field.CONTRACT)
        if slots[0].refusal:
            raise Unmatched(slots[0].refusal, Field.PERIOD)
        return slots[0], self._job(entry, slots[0], month)

    def _slot(self, commitment: int, month: date) -> Slot | None:
        """The statement of a month; one to open, when the commitment had to declare it and none is."""
        place = commitment, month
        known = self.known.slots.get(place) or self.new_months.get(place)
        if known is None and month in self.openable.get(commitment, ()):
            known = self.new_months[place] = Slot(-1 - len(self.new_months), commitment, month)
        return known

    def months_to_open(self) -> dict[tuple[int, date], Slot]:
        """The months that the lines need: a row in error opens none."""
        if not self.new_months:
            return {}
        needed = {statement for (statement, _, _), _, _ in self.changing() if statement < 0}
        return {place: slot for place, slot in self.new_months.items() if slot.id in needed}

    def _meant(self, entry: Entry) -> list[Owed]:
        """The commitments that a row names."""
        asked = (entry.contract, entry.lot, entry.company, entry.siret)
        found = self.answers.get(asked)
        if found is None:
            contract, lot, company = map(key_of, asked[:3])
            near = self.by_reference.get(contract) or self.by_siret.get(entry.siret)
            found = [
                owed
                for owed in near or self.known.owed.values()
                if owed.is_named(contract, lot, company, entry.siret)
            ]
            self.answers[asked] = found
        if not found:
            raise Unmatched(UNKNOWN_CONTRACT, Field.CONTRACT)
        return found

    def _job(self, entry: Entry, slot: Slot, month: date) -> Job:
        """The employment of the person for this commitment."""
        asked = (entry.words, entry.birth, slot.commitment)
        answer = self.persons.get(asked)
        if answer is None:
            person = self._person(entry, slot)
            answer = person, self.here.get((person or 0, slot.commitment), [])
            self.persons[asked] = answer
        for job in answer[1]:
            if job.works(month) and slot.commitment in job.commitments(month):
                return job
        return self._made(entry, slot, month, answer[0])

    def _person(self, entry: Entry, slot: Slot) -> int | None:
        """The one person of this name, and this birth date if said; None when there is none."""
        people = {
            job.participant
            for job in self.known.by_words.get(entry.words, ())
            if entry.birth is None or job.birth in (None, entry.birth)
        }
        if len(people) > 1:
            people = {person for person in people if (person, slot.commitment) in self.here} or people
        if len(people) > 1:
            raise Unmatched(HOMONYMS, Field.BIRTH)
        return next(iter(people), None)

    def _made(self, entry: Entry, slot: Slot, month: date, person: int | None) -> Job:
        """An employment to make, once for all the rows that need it; it begins with the first of them."""
        if not self.creating:
            raise Unmatched(UNKNOWN_PERSON, who(entry), is_person=True)
        if person is None:
            person = self._new_person(entry).number
        asked = (person, slot.commitment)
        made = self.new_jobs.get(asked)
        if made is None:
            number = -1 - len(self.new_jobs)
            made = NewJob(number, person, slot.commitment, month, entry.trade, entry.contract_type)
            self.new_jobs[asked] = made
        made.starts_on = min(made.starts_on, month)
        return Job(made.number, person, entry.name, entry.words, entry.birth, made.starts_on, None)

    def _new_person(self, entry: Entry) -> NewPerson:
        if not entry.family or not entry.given:
            raise Unmatched(NO_NAME, who(entry))
        asked = (entry.words, entry.birth)
        made = self.new_people.get(asked)
        if made is None:
            made = NewPerson(-1 - len(self.new_people), entry.family, entry.given, entry.birth)
            self.new_people[asked] = made
        return made

    def participants(self, real: Mapping[int, int]) -> dict[int, int]:
        """Whose each employment is, the new ones under their negative number."""
        found = {job.id: job.participant for job in self.known.jobs.values()}
        for made in self.new_jobs.values():
            found[made.number] = real.get(made.participant, made.participant)
        return found

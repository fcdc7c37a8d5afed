"""What a contract's page shows of its clauses, for the reader at hand: figures computed once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from clauses.contracts.contract_rules import months_between
from clauses.contracts.models import ClauseTerms, Commitment, Contract
from clauses.contracts.rules import WITHOUT_HOURS, EligibleCategory, Modality
from clauses.contracts.stages.queries import label_of
from clauses.contracts.terms.queries import facts_of
from clauses.contracts.terms.rules import advice, article_of
from clauses.contracts.workload.rules import in_people
from facilitator.access import COMPANY_ROLES, Asker
from facilitator.feature import Tally
from facilitator.formats import NBSP, NNBSP


@dataclass(frozen=True)
class Bearer:
    """One company of a clause; a subcontractor stands below the company it works for."""

    commitment: Commitment
    minutes: int
    depth: int
    people: str
    done: int = 0
    """Minutes counted for it, those of its subcontractors with them."""


@dataclass(frozen=True)
class ClauseSheet:
    """One clause as this reader sees it; minutes."""

    terms: ClauseTerms
    article: str
    target: int
    done: int
    people: str
    bearers: Sequence[Bearer]
    broken: Sequence[str]
    advice: Sequence[str]
    waiting: int = 0
    """Minutes declared and not checked yet."""

    @property
    def missing(self) -> int:
        """Minutes still to do."""
        return max(0, self.target - self.done)

    @property
    def unsized(self) -> bool:
        """Whether its hours are still to be found."""
        return to_size(self.terms)

    @property
    def categories(self) -> list[str]:
        """Labels of the eligible categories."""
        return [word.label for word in EligibleCategory if word.value in self.terms.categories]

    @property
    def modalities(self) -> list[str]:
        """Labels of the modalities allowed."""
        return [word.label for word in Modality if word.value in self.terms.modalities]


@dataclass(frozen=True)
class ClauseLine:
    """A line of the table of clauses: a clause and one of its companies, or nobody yet."""

    clause: ClauseSheet
    bearer: Bearer | None

    @property
    def minutes(self) -> int | None:
        """What the company owes, else the whole clause; None when the clause is still to be sized."""
        if self.bearer is not None:
            return self.bearer.minutes
        return None if self.clause.unsized else self.clause.target

    @property
    def share(self) -> Decimal | None:
        """The company's part of the clause's hours, as a ratio."""
        if self.bearer is None or not self.clause.target:
            return None
        return Decimal(self.bearer.minutes) / self.clause.target

    @property
    def done(self) -> int:
        """Minutes counted for the company, else for the whole clause."""
        return self.clause.done if self.bearer is None else self.bearer.done

    @property
    def people(self) -> str:
        """Its hours in people."""
        return self.clause.people if self.bearer is None else self.bearer.people


@dataclass(frozen=True)
class ContractRow:
    """A line of the list: the contract, and the minutes this reader sees in it; None = to be sized; what
    upper rooms add, by the name of their column."""

    contract: Contract
    minutes: int | None
    added: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Total:
    """The hours of all the clauses a reader sees, in minutes and in people."""

    target: int
    done: int
    months: int | None
    waiting: int = 0

    @property
    def missing(self) -> int:
        """Minutes still to do."""
        return max(0, self.target - self.done)

    @property
    def people(self) -> str:
        """Done, owed and missing, each in people; what is nothing is not said."""
        figures = {"Fait": self.done, "Dû": self.target, "Manque": self.missing}
        if self.missing == self.target:
            figures.pop("Dû")
        said = {name: in_people(minutes, self.months) for name, minutes in figures.items() if minutes}
        return f"{NNBSP}; ".join(f"{name}{NBSP}: {people}" for name, people in said.items())


def total_of(contract: Contract, clauses: Sequence[ClauseSheet], on: date) -> Total:
    """The sum of the clauses."""
    target = sum(clause.target for clause in clauses)
    done, waiting = sum(clause.done for clause in clauses), sum(clause.waiting for clause in clauses)
    return Total(target, done, months_left(contract, on), waiting)


def lines_of(clauses: Sequence[ClauseSheet]) -> list[ClauseLine]:
    """The table of the clauses: one line for each company; one for nobody when no company owes hours."""
    nobody: Sequence[Bearer | None] = [None]
    return [ClauseLine(clause, bearer) for clause in clauses for bearer in clause.bearers or nobody]


def to_do_of(missing: Sequence[str], clauses: Sequence[ClauseSheet]) -> list[str]:
    """What the editor must look at: what the next stage lacks, then what each clause lacks, said once."""
    found = list(missing)
    for clause in clauses:
        for sentence in (*clause.broken, *clause.advice):
            told = f"{label_of(clause.terms)} : {sentence}"
            if told not in found:
                found.append(told)
    return found


def months_left(contract: Contract, on: date) -> int | None:
    """Civil months from today (or the start, when it is to come) to the end; None when unknown."""
    start = contract.starts_on or contract.notified_on or on
    if contract.ends_on is None:
        return contract.duration_months
    return months_between(max(on, start), contract.ends_on) if contract.ends_on >= on else None


def visible(terms: ClauseTerms, asker: Asker) -> list[Commitment]:
    """The commitments of a clause that the reader may see: a company, its own and those under it."""
    if asker.role not in COMPANY_ROLES:
        return list(terms.commitments)
    own = {one.id for one in terms.commitments if one.organisation_id == asker.organisation_id}
    return [one for one in terms.commitments if one.id in own or one.parent_id in own]


def target_of(terms: ClauseTerms, asker: Asker, on: date) -> int:
    """The clause's target, or what the company at hand owes of it."""
    if asker.role not in COMPANY_ROLES:
        return terms.target_at(on)
    return sum(
        one.minutes_at(on) for one in terms.commitments if one.organisation_id == asker.organisation_id
    )


def to_size(terms: ClauseTerms) -> bool:
    """Whether a clause's hours are still to be found (neither its own nor those of its orders)."""
    return terms.minutes is None and not terms.by_orders and terms.kind not in WITHOUT_HOURS


def row_of(contract: Contract, asker: Asker, on: date, exempt: bool = False) -> ContractRow:
    """A line of the list; a contract that nothing has sized yet has no figure, not a zero."""
    minutes = sum(target_of(terms, asker, on) for terms in contract.terms)
    seen = [terms for terms in contract.terms if visible(terms, asker) or asker.role not in COMPANY_ROLES]
    unsized = any(to_size(terms) for terms in seen) or not (seen or exempt)
    return ContractRow(contract, None if unsized and not minutes else minutes)


def clauses_of(
    contract: Contract, asker: Asker, on: date, counted: Mapping[int, Tally] | None = None
) -> Iterator[ClauseSheet]:
    """Each clause the reader may see, in order. `counted`: what upper rooms have, by commitment."""
    counted = counted or {}
    months = months_left(contract, on)
    editor = asker.body_id is not None
    for terms in contract.terms:
        seen = visible(terms, asker)
        if not seen and asker.role in COMPANY_ROLES:
            continue
        target = target_of(terms, asker, on)
        tally = sum((counted.get(one.id, Tally()) for one in seen), Tally())
        yield ClauseSheet(
            terms,
            article_of(terms.kind, contract.form),
            target,
            tally.done,
            in_people(target, months) if target else "",
            list(_bearers(seen, on, months, counted)),
            terms.missing() if editor and terms.counts_at(on) and terms.minutes is not None else [],
            advice(facts_of(terms, terms.lot)) if editor else [],
            tally.waiting,
        )


def _bearers(
    seen: Sequence[Commitment], on: date, months: int | None, counted: Mapping[int, Tally]
) -> Iterator[Bearer]:
    ids = {one.id for one in seen}

    def below(parent_id: int | None, depth: int) -> Iterator[Bearer]:
        for one in seen:
            parent = one.parent_id if one.parent_id in ids else None
            if parent == parent_id:
                minutes = one.minutes_at(on)
                family = [one.id, *(other.id for other in seen if other.parent_id == one.id)]
                done = sum(counted.get(key, Tally()).done for key in family)
                yield Bearer(one, minutes, depth, in_people(minutes, months) if minutes else "", done)
                yield from below(one.id, depth + 1)

    yield from below(None, 0)

"""What a contract's page shows of its clauses, for the reader at hand: figures computed once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clauses.contracts.contract_rules import months_between
from clauses.contracts.models import ClauseTerms, Commitment, Contract
from clauses.contracts.rules import EligibleCategory, Modality
from clauses.contracts.terms.queries import facts_of
from clauses.contracts.terms.rules import advice, article_of
from clauses.contracts.workload.rules import in_people
from facilitator.access import COMPANY_ROLES, Asker


@dataclass(frozen=True)
class Bearer:
    """One company of a clause; a subcontractor stands below the company it works for."""

    commitment: Commitment
    minutes: int
    depth: int
    people: str


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

    @property
    def missing(self) -> int:
        """Minutes still to do."""
        return max(0, self.target - self.done)

    @property
    def categories(self) -> list[str]:
        """Labels of the eligible categories."""
        return [word.label for word in EligibleCategory if word.value in self.terms.categories]

    @property
    def modalities(self) -> list[str]:
        """Labels of the modalities allowed."""
        return [word.label for word in Modality if word.value in self.terms.modalities]


@dataclass(frozen=True)
class ContractRow:
    """A line of the list: the contract, and the minutes this reader sees in it."""

    contract: Contract
    minutes: int


@dataclass(frozen=True)
class Total:
    """The hours of all the clauses a reader sees, in minutes and in people."""

    target: int
    done: int
    people: str

    @property
    def missing(self) -> int:
        """Minutes still to do."""
        return max(0, self.target - self.done)


def total_of(contract: Contract, clauses: Sequence[ClauseSheet], on: date) -> Total:
    """The sum of the clauses."""
    target = sum(clause.target for clause in clauses)
    people = in_people(target, months_left(contract, on)) if target else ""
    return Total(target, sum(clause.done for clause in clauses), people)


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


def row_of(contract: Contract, asker: Asker, on: date) -> ContractRow:
    """A line of the list."""
    return ContractRow(contract, sum(target_of(terms, asker, on) for terms in contract.terms))


def clauses_of(contract: Contract, asker: Asker, on: date) -> Iterator[ClauseSheet]:
    """Each clause the reader may see, in order."""
    months = months_left(contract, on)
    editor = asker.body_id is not None
    for terms in contract.terms:
        seen = visible(terms, asker)
        if not seen and asker.role in COMPANY_ROLES:
            continue
        target = target_of(terms, asker, on)
        yield ClauseSheet(
            terms,
            article_of(terms.kind, contract.form),
            target,
            0,
            in_people(target, months) if target else "",
            list(_bearers(seen, on, months)),
            terms.missing() if editor and terms.counts_at(on) and terms.minutes is not None else [],
            advice(facts_of(terms, terms.lot)) if editor else [],
        )


def _bearers(seen: Sequence[Commitment], on: date, months: int | None) -> Iterator[Bearer]:
    ids = {one.id for one in seen}

    def below(parent_id: int | None, depth: int) -> Iterator[Bearer]:
        for one in seen:
            parent = one.parent_id if one.parent_id in ids else None
            if parent == parent_id:
                minutes = one.minutes_at(on)
                yield Bearer(one, minutes, depth, in_people(minutes, months) if minutes else "")
                yield from below(one.id, depth + 1)

    yield from below(None, 0)

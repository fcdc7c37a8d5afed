"""A national-size base, made inside SQLite itself: ten years of statements of one body's contracts.

The rows are arithmetic: contract `i` is of company `1 + i mod companies`; its people stay two years, as
long as their hours count, then others come. Their names and birth dates are made of a scattered number, so
that whoever looks for duplicates has as much to do as among real people.
Columns not named here take the defaults of their model, so that a new column asks for nothing here.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, ColumnDefault, Connection, Index, Table
from sqlalchemy.dialects import sqlite

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import ClauseKind, Nature, Party, Stage
from clauses.hours.ledger.models import CommitmentTotal, Statement, StatementLine
from clauses.hours.ledger.rules import LineState, State, next_month, previous_month
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.eligibility.rules import Decision
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import ContractType, EmployerKind
from clauses.people.participants.models import Participant
from facilitator.access import Role
from facilitator.accounts.models import Membership, Organisation, User
from facilitator.accounts.rules import OrganisationKind
from facilitator.accounts.signin.models import SignInSession
from facilitator.accounts.signin.queries import token_hash
from facilitator.db import Base

DIALECT = sqlite.dialect()
BODY, FACILITATOR = 1, 1
"""The one body, and the first user: its facilitator."""
BUYERS = range(2, 42)
FIRST_COMPANY = 42
DRAFT_LINES = 5
DRAFT_MONTHS = 2
STAY_MONTHS = 24
"""How long somebody works for a contract: the counting window."""


@dataclass(frozen=True)
class Plan:
    """How the lines are laid out: contracts × months × people of each."""

    contracts: int
    companies: int
    months: int
    people: int
    last: date
    """The last month that is over; it and the one before are drafts, what comes before is validated."""

    @property
    def lines(self) -> int:
        """Lines of the validated months."""
        return self.contracts * self.months * self.people

    @property
    def team(self) -> int:
        """People of each contract: enough for its drafts."""
        return max(self.people, DRAFT_LINES)

    @property
    def teams(self) -> int:
        """How many teams follow each other on a contract."""
        return -(-(self.months + DRAFT_MONTHS) // STAY_MONTHS)

    @property
    def population(self) -> int:
        """Everybody who ever worked."""
        return self.contracts * self.team * self.teams

    @property
    def end(self) -> date:
        """The end of contracts and windows, two years from now."""
        return self.last.replace(year=self.last.year + 2)

    @property
    def first_month(self) -> date:
        """The oldest month."""
        month = self.last
        for _ in range(self.months + DRAFT_MONTHS - 1):
            month = previous_month(month)
        return month


def plan(lines: int, last: date, contracts: int = 2000) -> Plan:
    """At most ten years, at least five people a month where the lines allow it."""
    months = min(120, max(1, lines // (contracts * 5)))
    people = max(1, round(lines / (contracts * months)))
    return Plan(contracts, min(1200, contracts), months, people, last)


def table_of(model: type[Base]) -> Table:
    """The table of a model."""
    return model.metadata.tables[model.__tablename__]


def bound(table: Table, name: str, value: Any) -> Any:
    """A Python value as the driver stores it."""
    process = table.c[name].type.dialect_impl(DIALECT).bind_processor(DIALECT)
    return process(value) if process else value


def fill(base: Connection, model: type[Base], count: int, told: Mapping[str, Any]) -> None:
    """Insert rows made by SQL: a text that starts with `=` is an expression over `i` (0, 1, 2…), anything
    else a value.
    """
    table = table_of(model)
    defaults = [one for one in table.columns if one.default is not None and one.name not in told]
    row = {column.name: _default(column) for column in defaults} | dict(told)
    written = {
        name: value[1:] if isinstance(value, str) and value.startswith("=") else "?"
        for name, value in row.items()
    }
    values = [bound(table, name, row[name]) for name, expression in written.items() if expression == "?"]
    counting = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count} - 1)"
    driver(base).execute(
        f"{counting} INSERT INTO {table.name} ({', '.join(written)}) "
        f"SELECT {', '.join(written.values())} FROM n",
        values,
    )


def _default(column: Column[Any]) -> Any:
    """What the model gives a column by itself."""
    assert isinstance(column.default, ColumnDefault)
    return column.default.arg(None) if column.default.is_callable else column.default.arg


def driver(base: Connection) -> sqlite3.Connection:
    """SQLite's own connection."""
    found = base.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def build(base: Connection, told: Plan, at: datetime) -> None:
    """Make it all, in one transaction that the caller commits; indexes of the lines come last."""
    _organisations(base, told)
    _users(base, told, at)
    for part in (_contracts, _clauses, _people, _employments):
        part(base, told)
    indexes: list[Index] = sorted(table_of(StatementLine).indexes, key=lambda index: str(index.name))
    for index in indexes:
        index.drop(base)
    _statements(base, told, at)
    for index in indexes:
        index.create(base)
    driver(base).execute("ANALYZE")


@contextmanager
def alone(base: Connection) -> Iterator[None]:
    """Work without a journal while nobody else is there, and sort in files: in memory, the indexes of ten
    million lines take most of a gigabyte.
    """
    driver(base).execute("PRAGMA journal_mode=OFF")
    driver(base).execute("PRAGMA temp_store=FILE")
    yield
    driver(base).execute("PRAGMA journal_mode=WAL")


def token_of(user: int) -> str:
    """The session token of a user."""
    return f"bench-{user}"


def _organisations(base: Connection, told: Plan) -> None:
    names = {"name": "='Organisation ' || i", "search_key": "='organisation ' || i", "siret": None}
    kinds = {
        OrganisationKind.FACILITATION_BODY: (BODY, 1),
        OrganisationKind.AUTHORITY: (BUYERS.start, len(BUYERS)),
        OrganisationKind.COMPANY: (FIRST_COMPANY, told.companies),
    }
    for kind, (first, count) in kinds.items():
        fill(base, Organisation, count, {"id": f"=i + {first}", "kind": kind} | names)


def _users(base: Connection, told: Plan, at: datetime) -> None:
    """The facilitator, and one declarant for each company; each has signed in."""
    users, born = told.companies + 1, {"id": "=i + 1", "created_at": at}
    fill(base, User, users, born | {"email": "='u' || i || '@bench.example'", "name": "='Personne ' || i"})
    role = f"=CASE WHEN i = 0 THEN '{Role.FACILITATOR.value}' ELSE '{Role.DECLARANT.value}' END"
    where = f"=CASE WHEN i = 0 THEN {BODY} ELSE {FIRST_COMPANY} + i - 1 END"
    fill(base, Membership, users, born | {"user_id": "=i + 1", "organisation_id": where, "role": role})
    instant = bound(table_of(SignInSession), "created_at", at)
    driver(base).executemany(
        "INSERT INTO sign_in_session (token_hash, user_id, membership_id, created_at, second_factor_at, "
        "factor_expected, browser) VALUES (?, ?, ?, ?, ?, 0, '')",
        [(token_hash(token_of(user)), user, user, instant, instant) for user in range(1, users + 1)],
    )


def _contracts(base: Connection, told: Plan) -> None:
    start = told.first_month
    dates = {"notified_on": start, "starts_on": start, "stage_since": start, "ends_on": told.end}
    words = {
        "reference": "='B-' || (i + 1)",
        "title": "='Travaux ' || (i + 1)",
        "search_key": "='b ' || (i + 1) || ' travaux'",
    }
    values = {
        "id": "=i + 1",
        "body_id": BODY,
        "buyer_id": f"={BUYERS.start} + i % {len(BUYERS)}",
        "nature": Nature.WORKS,
        "duration_months": 144,
        "stage": Stage.RUNNING,
    }
    fill(base, Contract, told.contracts, values | dates | words)


def _clauses(base: Connection, told: Plan) -> None:
    one = {"id": "=i + 1"}
    lot = {"contract_id": "=i + 1", "rank": 1, "number": "1", "title": "Lot"}
    fill(base, Lot, told.contracts, one | lot)
    target = {"minutes": 2 * told.months * told.people * 1500}
    terms = {"lot_id": "=i + 1", "kind": ClauseKind.PERFORMANCE}
    fill(base, ClauseTerms, told.contracts, one | terms | target)
    company = {"organisation_id": f"={FIRST_COMPANY} + i % {told.companies}"}
    holder = {"terms_id": "=i + 1", "party": Party.HOLDER}
    fill(base, Commitment, told.contracts, one | holder | company | target)


SCATTERED = "(i * 2654435761 % 4294967296)"
"""A number for each row that looks like chance (Knuth's multiplicative hash)."""
SYLLABLES = "".join(consonant + vowel for consonant in "bcdfglmnprstvz" for vowel in "aeiou")


def syllable(rank: int) -> str:
    """One of the syllables of a made-up name, as SQL."""
    count = len(SYLLABLES) // 2
    return f"substr('{SYLLABLES}', 1 + 2 * ({SCATTERED} / {count**rank} % {count}), 2)"


def stay(told: Plan) -> tuple[str, str]:
    """The first and the last day of each person's stay, as SQL."""
    team = f"i / {told.contracts * told.team}"
    start = f"date('{told.first_month}', '+' || ({STAY_MONTHS} * ({team})) || ' months')"
    return f"={start}", f"=date({start}, '+{STAY_MONTHS} months', '-1 day')"


def _people(base: Connection, told: Plan) -> None:
    owner = {"id": "=i + 1", "body_id": BODY}
    family, given = " || ".join(map(syllable, range(3))), " || ".join(map(syllable, range(3, 5)))
    names = {
        "family_name": f"=upper({family})",
        "given_name": f"=upper(substr({given}, 1, 1)) || substr({given}, 2)",
        "search_key": f"={family} || ' ' || {given}",
        "birth_date": f"=date('1960-01-01', '+' || ({SCATTERED} % 16000) || ' days')",
        "created_on": told.first_month,
    }
    fill(base, Participant, told.population, owner | names)
    start, end = stay(told)
    window = {
        "participant_id": "=i + 1",
        "decision": Decision.ELIGIBLE,
        "decided_on": start,
        "decided_by_id": FACILITATOR,
        "starts_on": start,
        "window_months": STAY_MONTHS,
        "ends_on": end,
        "counts_until": end,
    }
    fill(base, EligibilityCertificate, told.population, owner | window)


def _employments(base: Connection, told: Plan) -> None:
    start, end = stay(told)
    count, dates = told.population, {"starts_on": start, "ends_on": end}
    contract = f"(i / {told.team}) % {told.contracts}"
    values = {
        "id": "=i + 1",
        "body_id": BODY,
        "participant_id": "=i + 1",
        "employer_id": f"={FIRST_COMPANY} + {contract} % {told.companies}",
        "employer_kind": EmployerKind.COMPANY,
        "contract_type": ContractType.PERMANENT,
        "trade": "Maçon",
        "weekly_minutes": 2100,
    }
    fill(base, Employment, count, values | dates)
    where = {"id": "=i + 1", "employment_id": "=i + 1", "commitment_id": f"=1 + {contract}"}
    fill(base, Assignment, count, where | dates)


def _statements(base: Connection, told: Plan, at: datetime) -> None:
    """Month after month: the validated ones, then the drafts."""
    month = told.first_month
    for index in range(told.months + DRAFT_MONTHS):
        done = at if index < told.months else None
        _month(base, told, index * told.contracts, month, done)
        _lines(base, told, index, month, done)
        month = next_month(month)
    kept = ("declared_minutes", "validated_minutes", "counted_minutes")
    driver(base).execute(
        f"INSERT INTO {CommitmentTotal.__tablename__} (commitment_id, {', '.join(kept)}) "
        f"SELECT commitment_id, {', '.join(f'sum({name})' for name in kept)} "
        f"FROM {Statement.__tablename__} GROUP BY commitment_id"
    )


def minutes_of(person: str) -> str:
    """The minutes of the person of that rank in a contract, as SQL: 20 h and more."""
    return f"(1200 + 60 * ({person} % 10))"


def _month(base: Connection, told: Plan, number: int, month: date, done: datetime | None) -> None:
    """One month of every contract: its statements, numbered from `number`; drafts when not done."""
    whole = sum(1200 + 60 * (person % 10) for person in range(told.people)) if done else 0
    values = {
        "id": f"={number} + i + 1",
        "body_id": BODY,
        "commitment_id": "=i + 1",
        "organisation_id": f"={FIRST_COMPANY} + i % {told.companies}",
        "month": month,
        "state": State.VALIDATED if done else State.DRAFT,
        "opened_on": month,
        "due_on": next_month(month).replace(day=10),
        "submitted_at": done,
        "validated_at": done,
    }
    totals = dict.fromkeys(("declared_minutes", "validated_minutes", "counted_minutes"), whole)
    fill(base, Statement, told.contracts, values | totals)


def _lines(base: Connection, told: Plan, index: int, month: date, done: datetime | None) -> None:
    """Their lines: of the team of the time."""
    lines = told.people if done else DRAFT_LINES
    team = index // STAY_MONTHS * told.contracts
    employment = f"=1 + ({team} + i / {lines}) * {told.team} + i % {lines}"
    minutes = minutes_of(f"i % {lines}")
    values = {
        "statement_id": f"={index * told.contracts} + 1 + i / {lines}",
        "employment_id": employment,
        "participant_id": employment,
        "minutes": f"={minutes}",
        "state": LineState.VALIDATED if done else LineState.ENTERED,
        "entered_at": datetime(month.year, month.month, 28, tzinfo=UTC),
        "validated_at": done,
        "counted": f"={minutes}" if done else None,
    }
    fill(base, StatementLine, told.contracts * lines, values)

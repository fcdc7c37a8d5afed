"""Merging two records and undoing it: every row comes back, every total stays."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from clauses.hours.ledger.models import CommitmentTotal, Statement, StatementLine
from clauses.hours.ledger.queries import correct, put_line, submit, touched, validate
from clauses.hours.persons.doctor_queries import INVARIANTS as PERSONS
from clauses.hours.persons.queries import months_of_person, sum_of
from clauses.people.doctor.queries import INVARIANTS as PEOPLE
from clauses.people.documents.models import SupportingDocument
from clauses.people.documents.rules import DocumentKind
from clauses.people.eligibility.models import EligibilityCertificate, EligibilityDraft, EligibilityRequest
from clauses.people.eligibility.rules import Scheme
from clauses.people.employments.models import Employment
from clauses.people.participants.duplicates.merge_queries import FILLED, merge, undo
from clauses.people.participants.duplicates.queries import (
    identity_of,
    recognised,
    say_distinct,
    similar_to,
    suggestions_of,
)
from clauses.people.participants.duplicates.rules import Identity
from clauses.people.participants.hanging_queries import hanging
from clauses.people.participants.models import Participant, ParticipantMerge
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.clock import now
from facilitator.db import Base, db
from facilitator.traces import leaves_trace
from facilitator.words import RuleBroken
from tests.factories import add, make_body, make_membership, make_organisation
from tests.factories_hours import (
    MONTH,
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)

WORK = MinutesKind.WORK


@pytest.fixture
def asker(app: Flask) -> Asker:
    """A facilitator of a new body."""
    body = make_body()
    member = make_membership(Role.FACILITATOR, body)
    return Asker(member.user_id, member.id, Role.FACILITATOR, body.id, "Camille", body.name)


def body_of(asker: Asker) -> Organisation:
    return db.session.get_one(Organisation, asker.organisation_id)


def make_load(asker: Asker, person: Participant, luck: random.Random) -> None:
    """Whatever may hang on a person: contracts with hours, decisions, requests, documents."""
    make_certificate(person)
    for _ in range(luck.randrange(3)):
        commitment = make_running(body_of(asker))
        work = make_employment(commitment, person)
        other = make_employment(commitment)
        for offset in range(luck.randrange(1, 3)):
            month = (MONTH - timedelta(days=28 * offset)).replace(day=1)
            statement = make_statement(commitment, month)
            for each in (work, other):
                put_line(statement, each, WORK, 60 * luck.randrange(1, 60))
            touched(statement)
            if luck.random() < 0.7:
                submit([statement], "Paul")
                if luck.random() < 0.7:
                    validate(statement)
                    if luck.random() < 0.5:
                        correct(statement, work, WORK, -30, "Une pause comptée deux fois")
    for _ in range(luck.randrange(3)):
        add(
            EligibilityRequest(
                body_id=person.body_id,
                organisation_id=make_organisation().id,
                participant_id=person.id,
                asked_at=now(),
            )
        )
        add(
            SupportingDocument(
                body_id=person.body_id,
                kind=DocumentKind.OTHER,
                participant_id=person.id,
                fingerprint="0" * 64,
                media_type="image/png",
                size=1,
                received_at=now(),
                delete_on=date(2027, 1, 1),
            )
        )


def table_of(name: str) -> Any:
    return Base.metadata.tables[name]


def picture(*names: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of some tables; the counter of a participant's changes left out."""
    db.session.flush()
    found = {}
    for name in names or (*{column.table.name for column in hanging()}, "participant"):
        table = table_of(name)
        columns = [column for column in table.columns if (name, column.name) != ("participant", "version")]
        rows = db.session.execute(select(*columns).order_by(table.c[list(table.primary_key)[0].name]))
        found[name] = [tuple(row) for row in rows]
    return found


def twins(asker: Asker, luck: random.Random) -> tuple[Participant, Participant]:
    """Two records of one person, each with its load."""
    kept = make_participant(body_of(asker), phone="+33612345678", city="")
    dropped = make_participant(body_of(asker), city="Riom", email="a@essai.example", birth_date=None)
    for person in (kept, dropped):
        make_load(asker, person, luck)
    return kept, dropped


TOTALS = ("statement", "commitment_total")


@pytest.mark.parametrize("seed", range(6))
def test_a_merge_that_is_undone_leaves_everything_as_it_was(asker: Asker, seed: int) -> None:
    kept, dropped = twins(asker, random.Random(seed))
    before, totals = picture(), picture(*TOTALS)
    hours = [sum_of(months_of_person(asker, each.id)) for each in (kept, dropped)]

    made = merge(asker, kept, dropped)
    assert kept.city == "Riom"
    assert kept.phone == "+33612345678"
    assert sum_of(months_of_person(asker, kept.id)) == hours[0] + hours[1]
    for column in hanging():
        assert not db.session.scalars(select(column.table.c.id).where(column == dropped.id)).all(), column
    assert picture(*TOTALS) == totals

    undo(made)
    undo(made)
    assert picture() == before
    assert picture(*TOTALS) == totals
    assert [sum_of(months_of_person(asker, each.id)) for each in (kept, dropped)] == hours


@pytest.mark.parametrize("seed", range(4))
def test_what_came_after_the_merge_stays_with_the_kept_record(asker: Asker, seed: int) -> None:
    luck = random.Random(seed)
    kept, dropped = twins(asker, luck)
    before = picture()
    made = merge(asker, kept, dropped)
    make_load(asker, kept, luck)
    kept.postcode = "63200"
    db.session.flush()
    since = picture()
    undo(made)
    after = picture()

    for name, rows in before.items():
        known = {row[0] for row in rows}
        if name != "participant":
            assert [row for row in after[name] if row[0] in known] == rows, name
            assert len(after[name]) == len(since[name])
    assert kept.postcode == "63200"
    assert dropped.merged_into_id is None


def test_hours_declared_since_on_a_contract_that_goes_back_go_with_it(asker: Asker) -> None:
    kept, dropped = (make_participant(body_of(asker)) for _ in range(2))
    commitment = make_running(body_of(asker))
    work = make_employment(commitment, dropped)
    made = merge(asker, kept, dropped)
    statement = make_statement(commitment)
    put_line(statement, work, WORK, 600)
    touched(statement)
    assert db.session.scalars(select(StatementLine.participant_id)).all() == [kept.id]
    undo(made)

    assert db.session.scalars(select(StatementLine.participant_id)).all() == [dropped.id]
    assert work.participant_id == dropped.id


def test_every_table_that_names_a_person_is_moved(app: Flask) -> None:
    moved = {column.table.name for column in hanging()}

    assert moved >= {
        "employment",
        "eligibility_certificate",
        "eligibility_request",
        "statement_line",
        "supporting_document",
    }
    assert all("id" in column.table.c for column in hanging())
    leading = [(each.columns[0] for each in column.table.indexes) for column in hanging()]
    assert all(column in firsts for column, firsts in zip(hanging(), leading, strict=True)), (
        "each is found by an index: the page of a person asks them all"
    )


def test_a_person_leaves_a_trace_in_the_tables_that_name_her(asker: Asker) -> None:
    one, other = (make_participant(body_of(asker)) for _ in range(2))
    make_certificate(one)
    assert (
        leaves_trace(EligibilityCertificate, Participant, one.id),
        leaves_trace(Employment, Participant, one.id),
    ) == (True, False)
    assert not leaves_trace(ParticipantMerge, Participant, one.id)
    merge(asker, one, other)
    assert leaves_trace(ParticipantMerge, Participant, one.id)


def test_what_each_may_hold_once_stays_where_it_is(asker: Asker) -> None:
    kept, dropped = (make_participant(body_of(asker)) for _ in range(2))
    for person, scheme in ((kept, Scheme.CLAUSE), (dropped, Scheme.CLAUSE), (dropped, Scheme.IAE)):
        values = {"scheme": scheme, "kept_at": now(), "author_id": asker.user_id}
        add(EligibilityDraft(body_id=person.body_id, participant_id=person.id, **values))
    before = picture()
    made = merge(asker, kept, dropped)
    rows = select(EligibilityDraft.scheme).where(EligibilityDraft.participant_id == kept.id)
    assert set(db.session.scalars(rows)) == {Scheme.CLAUSE, Scheme.IAE}
    undo(made)

    assert picture() == before


def test_a_value_changed_since_is_not_taken_back(asker: Asker) -> None:
    kept, dropped = make_participant(body_of(asker)), make_participant(body_of(asker), city="Riom")
    made = merge(asker, kept, dropped)
    kept.city = "Thiers"
    db.session.flush()
    undo(made)

    assert kept.city == "Thiers"
    assert set(FILLED) <= {column.name for column in Participant.__table__.columns}


def test_merges_are_undone_the_last_one_first(asker: Asker) -> None:
    one, two, three = (make_participant(body_of(asker)) for _ in range(3))
    make_employment(make_running(body_of(asker)), one)
    before = picture()
    first = merge(asker, two, one)
    second = merge(asker, three, two)

    with pytest.raises(RuleBroken, match="défaites d’abord"):
        undo(first)
    with pytest.raises(RuleBroken, match="déjà fusionnée"):
        merge(asker, three, one)
    undo(second)
    undo(first)
    assert picture() == before
    assert len(db.session.scalars(select(ParticipantMerge)).all()) == 2


def test_nobody_is_merged_with_herself_nor_across_bodies(asker: Asker) -> None:
    person = make_participant(body_of(asker))

    for other in (person, make_participant()):
        with pytest.raises(RuleBroken, match="deux fiches"):
            merge(asker, person, other)


def test_suggestions_follow_the_records(asker: Asker) -> None:
    values = {"family_name": "Haddad", "birth_date": date(1991, 4, 7)}
    one = make_participant(body_of(asker), given_name="Youssef", **values)
    other = make_participant(body_of(asker), given_name="Yusuf", **values)
    make_participant(given_name="Youssef", **values)
    assert [(each.first, each.second) for each in suggestions_of(asker)] == [(one.id, other.id)]

    other.given_name = "Karim"
    db.session.flush()
    assert suggestions_of(asker) == []
    other.given_name = "Yousef"
    db.session.flush()
    assert len(suggestions_of(asker)) == 1
    say_distinct(asker, other, one)
    say_distinct(asker, one, other)
    assert suggestions_of(asker) == []


@pytest.mark.parametrize(
    ("family", "given", "born"),
    [
        ("Haddad", "Youssef", date(1991, 4, 7)),
        ("HADAD", "Yousef", date(1991, 4, 7)),
        ("Youssef", "Haddad", None),
        ("Haddad", "Yusuf", date(1991, 7, 4)),
    ],
)
def test_somebody_who_is_entered_again_is_found(
    asker: Asker, family: str, given: str, born: date | None
) -> None:
    known = make_participant(
        body_of(asker), family_name="Haddad", given_name="Youssef", birth_date=date(1991, 4, 7)
    )
    for name in ("Martin", "Diallo", "Haddad"):
        make_participant(body_of(asker), family_name=name, given_name="Samira")

    assert [each.second for each in similar_to(asker, Identity(0, family, given, born))] == [known.id]


@pytest.mark.parametrize(
    ("family", "given", "born", "phone"),
    [
        ("Haddad", "Youssef", None, ""),
        ("Youssef", "Haddad", None, ""),
        ("HADAD", "Yousef", date(1991, 4, 7), ""),
        ("Haddad", "Yusuf", date(1991, 7, 4), ""),
        ("El Haddad", "Youssef", date(1962, 1, 3), "0612345678"),
    ],
)
def test_somebody_who_has_the_same_names_day_or_contact_is_recognised(
    asker: Asker, family: str, given: str, born: date | None, phone: str
) -> None:
    body = body_of(asker)
    day = date(1991, 4, 7)
    known = make_participant(
        body, family_name="Haddad", given_name="Youssef", birth_date=day, phone="0612345678"
    )
    other = make_participant(body, family_name=family, given_name=given, birth_date=born, phone=phone)
    make_participant(body, family_name="Haddad", given_name="Samira", birth_date=day)
    found = recognised(asker, identity_of(other))
    assert [(each.first, each.second) for each in found] == [(known.id, other.id)]
    assert found == [one for one in similar_to(asker, identity_of(other)) if one in found]
    say_distinct(asker, known, other)
    assert recognised(asker, identity_of(other)) == []


def test_the_ledger_holds_after_a_merge(asker: Asker) -> None:
    kept, dropped = twins(asker, random.Random(3))
    merge(asker, kept, dropped)
    for total in db.session.scalars(select(CommitmentTotal)):
        statements = db.session.scalars(
            select(Statement).where(Statement.commitment_id == total.commitment_id)
        ).all()
        assert total.declared_minutes == sum(each.declared_minutes for each in statements)
    for line in db.session.scalars(select(StatementLine)):
        assert line.participant_id == line.employment.participant_id
    found = [breach for each in (*PEOPLE, *PERSONS) for breach in each.breaches()]
    assert found == []


def test_the_doctor_sees_what_was_left_behind(asker: Asker) -> None:
    kept, dropped = twins(asker, random.Random(3))
    work = make_employment(make_running(body_of(asker)), dropped)
    merge(asker, kept, dropped)
    work.participant_id = dropped.id
    work.assignments[0].starts_on = date(2020, 1, 1)
    db.session.flush()

    assert [len(list(each.breaches())) for each in PEOPLE] == [1, 1]

"""The verbs of the ledger, against a real database."""

from datetime import date

import pytest

from clauses.contracts.rules import Stage
from clauses.hours.doctor.queries import INVARIANTS
from clauses.hours.ledger.models import CommitmentTotal, Statement
from clauses.hours.ledger.queries import (
    correct,
    give_back,
    put_line,
    recall,
    say_nothing,
    submit,
    touched,
    validate,
)
from clauses.hours.ledger.rules import LineState, State, Totals
from clauses.hours.opening.queries import open_months
from clauses.people.valuation.models import ValuationRule
from clauses.people.valuation.rules import MinutesKind
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.factories import add, make_user
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)

WORK = MinutesKind.WORK
pytestmark = pytest.mark.each_engine


def fill(statement: Statement, minutes: int = 6000) -> Statement:
    """One eligible person, some minutes."""
    put_line(statement, make_employment(statement.commitment), WORK, minutes)
    touched(statement)
    return statement


def kept(statement: Statement) -> Totals:
    """The commitment's kept sums."""
    return db.session.get_one(CommitmentTotal, statement.commitment_id).totals


def no_breach() -> None:
    """Every invariant holds."""
    db.session.flush()
    assert [breach for invariant in INVARIANTS for breach in invariant.breaches()] == []


def test_a_draft_is_nobodys_yet(app: object) -> None:
    statement = fill(make_statement())
    assert (statement.state, statement.totals) == (State.DRAFT, Totals())


def test_a_statement_goes_from_draft_to_validated_and_its_totals_follow(app: object) -> None:
    statement = fill(make_statement())
    sending = submit([statement], "Camille Essai")
    assert (statement.state, kept(statement)) == (State.SUBMITTED, Totals(6000, 0, 0))
    assert sending.minutes == 6000
    validate(statement)
    assert (statement.state, kept(statement)) == (State.VALIDATED, Totals(6000, 6000, 6000))
    assert statement.lines[0].explanation == "Une heure déclarée compte pour une heure."
    no_breach()


def test_no_hours_is_an_answer_and_silence_is_not(app: object) -> None:
    silent, answered = make_statement(), make_statement()
    with pytest.raises(RuleBroken, match="aucune heure"):
        submit([silent], "Camille Essai")
    say_nothing(answered)
    submit([answered], "Camille Essai")
    assert answered.state is State.SUBMITTED


def test_a_validated_month_never_changes_but_by_a_correction_with_its_reason(app: object) -> None:
    statement = fill(make_statement())
    employment = statement.lines[0].employment
    submit([statement], "Camille Essai")
    validate(statement)
    with pytest.raises(RuleBroken, match="ne change plus"):
        put_line(statement, employment, WORK, 10)
    with pytest.raises(RuleBroken, match="motif"):
        correct(statement, employment, WORK, -60, " ")
    with pytest.raises(RuleBroken, match="plus d’heures"):
        correct(statement, employment, WORK, -6001, "Erreur de saisie")
    line = correct(statement, employment, WORK, -60, "Erreur de saisie")
    assert line.corrects is statement.lines[0]
    assert kept(statement) == Totals(5940, 5940, 5940)
    assert statement.lines[0].minutes == 6000
    no_breach()


def test_somebody_forgotten_is_added_to_a_validated_month(app: object) -> None:
    statement = fill(make_statement())
    submit([statement], "Camille Essai")
    validate(statement)
    correct(statement, make_employment(statement.commitment), WORK, 300, "Salarié oublié")
    assert kept(statement) == Totals(6300, 6300, 6300)
    no_breach()


def test_only_the_lines_returned_may_change(app: object) -> None:
    statement = fill(make_statement())
    put_line(statement, make_employment(statement.commitment), WORK, 1200)
    touched(statement)
    submit([statement], "Camille Essai")
    first, second = statement.lines
    give_back(statement, "Heures à vérifier", [(second, "Bulletin différent")])
    assert (statement.totals, second.state) == (Totals(), LineState.RETURNED)
    with pytest.raises(RuleBroken, match="lignes renvoyées"):
        put_line(statement, first.employment, WORK, 1)
    put_line(statement, second.employment, WORK, 600)
    touched(statement)
    submit([statement], "Camille Essai")
    assert (statement.totals, second.state) == (Totals(6600, 0, 0), LineState.ENTERED)


def test_what_was_sent_may_be_taken_back_until_it_is_validated(app: object) -> None:
    statement = fill(make_statement())
    submit([statement], "Camille Essai")
    recall(statement)
    assert (statement.state, statement.totals) == (State.DRAFT, Totals())


def test_somebody_not_eligible_blocks_the_sending(app: object) -> None:
    statement = make_statement()
    stranger = make_participant(body_id=statement.body_id)
    put_line(statement, make_employment(statement.commitment, stranger), WORK, 60)
    touched(statement)
    with pytest.raises(RuleBroken, match="éligibilité n’est pas encore validée"):
        submit([statement], "Camille Essai")


def test_a_cap_is_shared_whatever_the_order_and_given_back_exactly(app: object) -> None:
    commitment = make_running()
    body = commitment.terms.lot.contract.body_id
    values = {"multiplier": 2, "cap_minutes": 1000, "valid_from": date(2026, 1, 1), "source": "Charte locale"}
    add(ValuationRule(body_id=body, author=make_user(), made_at=now(), **values))
    employment = make_employment(commitment)
    statements = [make_statement(commitment, date(2026, month, 1)) for month in (10, 9)]
    for statement in statements:
        put_line(statement, employment, WORK, 400)
        touched(statement)
        submit([statement], "Camille Essai")
        validate(statement)
    assert [statement.counted_minutes for statement in statements] == [800, 200]
    correct(statements[0], employment, WORK, -400, "Erreur")
    assert kept(statements[0]) == Totals(400, 400, 800)
    no_breach()


def test_the_months_open_once(app: object) -> None:
    commitment = make_running(contract={"notified_on": date(2026, 9, 15), "stage": Stage.RUNNING})
    assert open_months(date(2026, 11, 2)) == 3
    assert open_months(date(2026, 11, 2)) == 0
    found = db.session.query(Statement).filter_by(commitment_id=commitment.id).order_by(Statement.month)
    assert [(each.month, each.due_on) for each in found] == [
        (date(2026, 9, 1), date(2026, 10, 10)),
        (date(2026, 10, 1), date(2026, 11, 10)),
        (date(2026, 11, 1), date(2026, 12, 10)),
    ]


def test_the_doctor_sees_a_total_that_lies(app: object) -> None:
    statement = fill(make_statement())
    submit([statement], "Camille Essai")
    statement.declared_minutes += 1
    db.session.flush()
    assert [breach for invariant in INVARIANTS for breach in invariant.breaches()]


def returned(*minutes: int, named: int = 1) -> Statement:
    """A statement sent with some lines, returned with the first ones named."""
    statement = make_statement()
    for each in minutes:
        put_line(statement, make_employment(statement.commitment), WORK, each)
    touched(statement)
    submit([statement], "Camille Essai")
    give_back(statement, "Heures à vérifier", [(line, "") for line in statement.lines[:named]])
    return statement


def test_a_line_put_twice_at_once_is_one_line(app: object) -> None:
    statement = make_statement()
    employment = make_employment(statement.commitment)
    for minutes in (60, 0, 120, 180):
        put_line(statement, employment, WORK, minutes)
    touched(statement)
    assert [line.minutes for line in statement.lines] == [180]


def test_a_returned_line_taken_away_opens_no_other(app: object) -> None:
    statement = returned(600, 1200)
    first, second = statement.lines
    put_line(statement, first.employment, WORK, 0)
    with pytest.raises(RuleBroken, match="lignes renvoyées"):
        put_line(statement, second.employment, WORK, 1)
    put_line(statement, first.employment, WORK, 30)
    put_line(statement, first.employment, WORK, 0)
    touched(statement)
    submit([statement], "Camille Essai")
    assert [line.minutes for line in statement.lines] == [1200]


def test_somebody_added_to_a_returned_statement_may_still_change(app: object) -> None:
    statement = returned(600, 1200)
    forgotten = make_employment(statement.commitment)
    for minutes in (60, 90):
        put_line(statement, forgotten, WORK, minutes)
    assert [line.minutes for line in statement.lines] == [600, 1200, 90]


def test_no_hours_does_not_wipe_out_lines_already_checked(app: object) -> None:
    with pytest.raises(RuleBroken, match="lignes renvoyées"):
        say_nothing(returned(600, 1200))
    say_nothing(returned(600, 1200, named=2))
    say_nothing(returned(600, 1200, named=0))


def test_what_is_returned_is_returned_once_and_only_what_is_sent_is_taken_back(app: object) -> None:
    statement = returned(600)
    with pytest.raises(RuleBroken, match="Seul un relevé envoyé"):
        give_back(statement, "Encore")
    with pytest.raises(RuleBroken, match="Seul un relevé envoyé"):
        recall(statement)


def test_a_statement_named_twice_is_sent_once(app: object) -> None:
    statement = fill(make_statement())
    assert submit([statement, statement], "Camille Essai").minutes == 6000


def test_a_figure_no_month_can_hold_is_refused(app: object) -> None:
    statement = make_statement()
    employment = make_employment(statement.commitment)
    for minutes in (-1, 44_641):
        with pytest.raises(RuleBroken):
            put_line(statement, employment, WORK, minutes)


def test_the_employment_of_another_body_is_a_mistake_of_ours(app: object) -> None:
    with pytest.raises(ValueError, match="another body"):
        put_line(make_statement(), make_employment(), WORK, 60)


def test_a_correction_is_no_way_round_the_checks(app: object) -> None:
    statement = fill(make_statement())
    submit([statement], "Camille Essai")
    validate(statement)
    stranger = make_employment(statement.commitment, make_participant(body_id=statement.body_id))
    with pytest.raises(RuleBroken, match="éligibilité"):
        correct(statement, stranger, WORK, 60, "Salarié oublié")
    with pytest.raises(RuleBroken, match="10.h par jour"):
        correct(statement, statement.lines[0].employment, WORK, 20_000, "Erreur")


def test_a_certificate_revoked_after_the_sending_stops_the_validation(app: object) -> None:
    statement = make_statement()
    person = make_participant(body_id=statement.body_id)
    certificate = make_certificate(person)
    put_line(statement, make_employment(statement.commitment, person), WORK, 60)
    touched(statement)
    submit([statement], "Camille Essai")
    certificate.revoked_on = date(2026, 9, 30)
    db.session.flush()
    with pytest.raises(RuleBroken, match="éligibilité"):
        validate(statement)


def test_a_correction_gives_back_what_was_given_whatever_rule_has_come_since(app: object) -> None:
    statement = fill(make_statement())
    employment = statement.lines[0].employment
    submit([statement], "Camille Essai")
    validate(statement)
    values = {"multiplier": 2, "valid_from": date(2026, 1, 1), "source": "Charte locale"}
    add(ValuationRule(body_id=statement.body_id, author=make_user(), made_at=now(), **values))
    assert correct(statement, employment, WORK, -600, "Erreur").counted == -600
    assert correct(statement, employment, WORK, 60, "Erreur dans l’autre sens").counted == 60
    assert kept(statement) == Totals(5460, 5460, 5460)
    no_breach()

"""The verbs of a penalty file: the facts are frozen, each step is told, the buyer alone decides."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from clauses.compliance.exchanges.models import Exchange
from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.compliance.penalties.compute_rules import compute
from clauses.compliance.penalties.doctor_queries import amounts, decided
from clauses.compliance.penalties.facts_queries import bases_on, late_reports, snapshot_of
from clauses.compliance.penalties.faith_rules import NOBODY
from clauses.compliance.penalties.list_queries import since, timeline_of
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.queries import (
    Breach,
    close_file,
    comment,
    decide,
    draft_notice,
    mend_file,
    notice_sent,
    open_file,
    propose,
    withdraw,
)
from clauses.compliance.penalties.rules import FileState, Ruling, Verdict
from clauses.contracts.models import Commitment
from clauses.contracts.rules import HourlyBase, Party, PenaltyTrigger
from clauses.hours.checks.models import Derogation
from clauses.hours.checks.rules import Code
from clauses.hours.ledger.models import CommitmentTotal, Sending
from clauses.hours.ledger.rules import State
from facilitator.access import Asker, Role
from facilitator.clock import now, today
from facilitator.db import db, unaudited
from facilitator.words import RuleBroken
from tests.factories import add, make_user
from tests.factories_closing import make_edition
from tests.factories_compliance import make_offer, make_priced, make_request, proposed, sent
from tests.factories_contracts import make_commitment
from tests.factories_hours import at, make_employment, make_statement

pytestmark = pytest.mark.usefixtures("app")
BUYER = Asker(1, 1, Role.BUYER_READER, 1, "", "")
HOURS = (PenaltyTrigger.MISSING_HOURS,)


def breach(*triggers: PenaltyTrigger, **over: object) -> Breach:
    return Breach(triggers or HOURS, "Aucune heure faite", **over)  # type: ignore[arg-type]


def opened(commitment: Commitment | None = None) -> PenaltyFile:
    return open_file(commitment or make_priced(), make_user().id, breach())


def count_hours(commitment: Commitment, hours: int) -> None:
    add(CommitmentTotal(commitment_id=commitment.id, counted_minutes=hours * 60))


def test_a_file_goes_from_its_opening_to_its_end_and_each_step_is_told() -> None:
    commitment = make_priced()
    count_hours(commitment, 733)
    file = opened(commitment)
    draft_notice(file, 15)
    notice_sent(file, today())
    comment(file, "Personne ne nous a été proposé.", "L’entreprise")
    propose(file, Verdict(Ruling.REMITTED, Decimal(0), "Aucun candidat proposé"))
    decide(file, Verdict(Ruling.REMITTED, Decimal(0), "Aucun candidat proposé"), make_user().id)
    close_file(file)
    db.session.commit()

    kinds = [row.kind.value for row in db.session.scalars(select(Exchange).order_by(Exchange.id))]
    assert kinds == ["penalty", "penalty", "notice", "comments", "penalty", "penalty"]
    assert (file.estimate, file.computed, file.amount) == (6000, 6000, 0)
    assert file.until == today() + timedelta(days=15)
    assert file.faith[0] == NOBODY
    assert [*amounts(), *decided()] == []


def test_hours_counted_later_are_shown_and_change_nothing_that_was_frozen() -> None:
    commitment = make_priced()
    count_hours(commitment, 700)
    file = proposed(commitment)
    before = file.computed
    db.session.execute(update(CommitmentTotal).values(counted_minutes=750 * 60))
    db.session.expire_all()

    assert since(file, today()) == 50 * 60
    assert compute(file.snapshot).amount == before
    assert list(amounts()) == []


def test_the_hours_of_a_subcontractor_count_for_its_holder_who_alone_answers() -> None:
    holder = make_priced()
    carried = make_commitment(holder.terms, party=Party.SUBCONTRACTOR, parent=holder, minutes=6000)
    count_hours(carried, 100)
    db.session.expire_all()

    assert opened(holder).snapshot.hours.counted == 6000
    with pytest.raises(RuleBroken) as refused:
        opened(carried)
    assert "titulaire" in refused.value.message


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Breach((), "Rien"), "triggers"),
        (breach(PenaltyTrigger.LATE_FINAL_REPORT), "triggers"),
        (breach(PenaltyTrigger.ABSENCE), "absences"),
        (Breach(HOURS, " "), "reason"),
    ],
)
def test_what_cannot_be_opened_names_its_field(wanted: Breach, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        open_file(make_priced(), make_user().id, wanted)

    assert refused.value.field == field


def test_one_file_at_a_time_is_open_for_a_company_and_a_clause() -> None:
    file = opened()
    with pytest.raises(RuleBroken):
        opened(file.commitment)

    withdraw(file, "Heures faites depuis")

    assert opened(file.commitment).state is FileState.OPENED


def test_nothing_is_proposed_while_the_company_may_still_comment() -> None:
    file = sent()
    with pytest.raises(RuleBroken) as refused:
        propose(file, Verdict(Ruling.REMITTED, Decimal(0), "Aucun candidat"))
    assert "présenter ses observations" in refused.value.message
    file.until = today() - timedelta(days=1)

    propose(file, Verdict(Ruling.REMITTED, Decimal(0), "Aucun candidat"))
    with pytest.raises(RuleBroken):
        comment(file, "Trop tard", "L’entreprise")


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(Ruling.REDUCED, Decimal(0), "Motif"),
        Verdict(Ruling.REDUCED, Decimal(49_980), "Motif"),
        Verdict(Ruling.REMITTED, Decimal(0), ""),
        Verdict(Ruling.APPLIED, Decimal(1), ""),
    ],
)
def test_a_decision_that_does_not_hold_is_refused(verdict: Verdict) -> None:
    with pytest.raises(RuleBroken):
        decide(proposed(), verdict, make_user().id)


def test_what_is_decided_never_changes_and_the_doctor_sees_who_tries() -> None:
    file = proposed()
    decide(file, Verdict(Ruling.REDUCED, Decimal(100), "Motif"), make_user().id)
    for act in (
        lambda: withdraw(file, "Non"),
        lambda: mend_file(file, breach()),
        lambda: draft_notice(file, 15),
    ):
        with pytest.raises(RuleBroken):
            act()
    assert list(decided()) == []

    with unaudited(db.session, "somebody rewrites the row"):
        file.amount = Decimal(1)
        db.session.flush()

    assert [*decided()] == [f"Dossier {file.number}\u00a0: il ne dit plus ce que l’acheteur a décidé."]


def statement(commitment: Commitment, month: int, **over: object) -> object:
    told = {"due_on": date(2026, month + 1, 10)} | over
    return make_statement(commitment, date(2026, month, 1), **told)


def test_reports_are_late_from_their_day_to_their_first_sending() -> None:
    commitment = make_priced()
    body_id, company = commitment.terms.lot.contract.body_id, commitment.organisation_id
    statement(commitment, 5, state=State.VALIDATED, submitted_at=at(date(2026, 6, 8)))
    statement(commitment, 6, state=State.VALIDATED, submitted_at=at(date(2026, 7, 15)))
    back = statement(
        commitment,
        7,
        state=State.RETURNED,
        submitted_at=at(date(2026, 8, 30)),
        returned_at=at(date(2026, 8, 20)),
    )
    add(
        Sending(
            body_id=body_id,
            organisation_id=company,
            sent_at=at(date(2026, 8, 12)),
            minutes=0,
            snapshot=[{"statement": back.id}],  # type: ignore[attr-defined]
        )
    )
    statement(commitment, 8)

    found = [(one.due_on, one.done_on) for one in late_reports(commitment, date(2026, 9, 20))]

    assert found == [
        (date(2026, 7, 10), date(2026, 7, 15)),
        (date(2026, 8, 10), date(2026, 8, 12)),
        (date(2026, 9, 10), None),
    ]


def test_the_months_due_together_are_one_report() -> None:
    commitment = make_priced()
    for month in (7, 8, 9):
        statement(commitment, month, due_on=date(2026, 10, 10))

    assert [one.label for one in late_reports(commitment, date(2026, 10, 20))] == [
        "Relevé de juillet\u00a02026 à septembre\u00a02026"
    ]


def test_a_month_that_waited_for_a_derogation_is_not_held_against_the_company() -> None:
    commitment = make_priced()
    late = statement(commitment, 8)
    add(
        Derogation(
            body_id=commitment.terms.lot.contract.body_id,
            statement=late,
            employment=make_employment(commitment),
            code=Code.MUCH_MORE,
            reason="Vu avec la paie",
            author=make_user(),
            made_at=now(),
        )
    )

    assert "dérogation" in late_reports(commitment, date(2026, 9, 20))[0].excused


def test_the_base_is_that_of_the_day_of_the_notice_once_it_is_sent() -> None:
    file = sent(sent_on=date(2025, 12, 30), found_on=date(2026, 2, 1))

    taken = snapshot_of(file, today())

    assert (taken.base_day, taken.bases[HourlyBase.SMIC].amount) == (date(2025, 12, 30), Decimal("11.88"))
    assert bases_on(file.body_id, date(2026, 2, 1))[HourlyBase.SMIC].amount == Decimal("12.02")


def test_a_buyer_reads_that_a_reminder_was_sent_and_not_to_whom() -> None:
    file = sent()
    told = {"organisation": file.organisation, "at": at(date(2026, 9, 1))}
    tell(file.contract, ExchangeKind.REMINDER, "Courriel à Camille Essai", **told)  # type: ignore[arg-type]
    body = Asker(1, 1, Role.FACILITATOR, file.body_id, "", "")

    assert [one.text for one in timeline_of(file, BUYER)] == ["L’entreprise a été prévenue ou relancée."]
    assert [one.text for one in timeline_of(file, body)] == ["Courriel à Camille Essai"]


def test_the_file_tells_what_was_asked_offered_and_refused() -> None:
    commitment = make_priced()
    request = make_request(commitment)
    make_offer(commitment, request=request, offered_on=date(2026, 9, 25))

    file = opened(commitment)

    said = " ".join(file.faith).replace("\u00a0", " ")
    assert "2 candidats proposés à l’entreprise, le 25 septembre 2026." in said
    assert "18 jours ouvrés plus tard, au lieu de 10 jours" in said
    assert [one.kind for one in timeline_of(file, BUYER)] == ["Pénalité"]


def test_the_final_report_came_at_the_latest_when_it_was_made_here() -> None:
    commitment = make_priced()
    due, contract = today() - timedelta(days=30), commitment.terms.lot.contract
    file = open_file(commitment, make_user().id, breach())
    file.final_due_on = due

    def delay() -> tuple[date, date | None] | None:
        found = snapshot_of(file, today()).delays[PenaltyTrigger.LATE_FINAL_REPORT]
        return (found[0].due_on, found[0].done_on) if found else None

    assert delay() == (due, None)
    make_edition(contract, 2, today() - timedelta(days=5))
    make_edition(contract, 1, today() - timedelta(days=20))
    assert delay() == (due, today() - timedelta(days=20))
    file.final_on = today() - timedelta(days=25)
    assert delay() == (due, today() - timedelta(days=25))
    file.final_on = due
    assert delay() is None

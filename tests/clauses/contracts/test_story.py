"""The life of a contract, written down by the verbs of the room, on a real database."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from clauses.contracts.amendments.queries import apply_amendment, twin_of
from clauses.contracts.amendments.rules import Change
from clauses.contracts.commitments.queries import (
    add_commitment,
    change_commitment,
    remove_commitment,
    share_out,
)
from clauses.contracts.contract_rules import Outdated
from clauses.contracts.lots.queries import add_lot, add_tranche, affirm_tranche, place_order, remove_lot
from clauses.contracts.models import Contract, TargetVersion
from clauses.contracts.record_queries import (
    archive_contract,
    change_contract,
    create_contract,
    delete_contract,
)
from clauses.contracts.rules import ClauseKind, ContractForm, Nature, Party, Stage, TrancheKind
from clauses.contracts.stages.queries import missing_for_next, move_stage
from clauses.contracts.terms.queries import add_terms, change_terms, remove_terms
from clauses.contracts.thresholds.queries import (
    add_setting,
    ask_exemption,
    confirm_exemption,
    current_exemption,
    verdict_of,
    withdraw_exemption,
)
from clauses.contracts.thresholds.rules import ExemptionReason, Finding, Subject
from facilitator.access import Role
from facilitator.accounts.rules import OrganisationKind
from facilitator.audit.queries import history_of
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.factories import make_body, make_organisation, make_user
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms

pytestmark = pytest.mark.each_engine

HOURS = 60
NOTIFIED = date(2026, 3, 2)


def new_contract(**over: object) -> Contract:
    values = {
        "buyer_id": make_organisation(OrganisationKind.AUTHORITY).id,
        "reference": "2026-17",
        "title": "Voirie de la ligne B",
        "nature": Nature.WORKS,
        "amount": Decimal(1_000_000),
        "notified_on": NOTIFIED,
        "duration_months": 24,
    }
    contract = create_contract(make_body().id, **values | over)
    db.session.commit()
    return contract


def test_a_new_contract_has_its_sole_lot_its_end_and_its_event(app: Flask) -> None:
    contract = new_contract()

    assert [lot.title for lot in contract.lots] == ["Lot unique"]
    assert contract.ends_on == date(2028, 3, 1)
    assert [event.action for event in history_of(contract)] == ["contract.created"]


def test_the_same_reference_is_refused_for_the_same_buyer_only(app: Flask) -> None:
    contract = new_contract()
    again = {"reference": "2026-17", "title": "x", "nature": Nature.WORKS}

    with pytest.raises(RuleBroken) as refused:
        create_contract(contract.body_id, buyer_id=contract.buyer_id, **again)

    assert refused.value.field == "reference"
    db.session.rollback()
    create_contract(contract.body_id, buyer_id=make_organisation().id, **again)


def test_who_changes_an_old_version_changes_nothing(app: Flask) -> None:
    contract = new_contract()
    shown = contract.version
    change_contract(contract, shown, title="Voirie de la ligne C")
    db.session.commit()

    with pytest.raises(Outdated):
        change_contract(contract, shown, title="Voirie de la ligne D")

    assert contract.title == "Voirie de la ligne C"
    assert history_of(contract)[0].details == {
        "before": {"title": "Voirie de la ligne B"},
        "fields": ["title"],
    }


def test_a_change_that_changes_nothing_leaves_no_event(app: Flask) -> None:
    contract = new_contract()

    assert change_contract(contract, contract.version, title=contract.title) == []
    assert len(history_of(contract)) == 1


def test_a_group_of_companies_owes_exactly_the_target(app: Flask) -> None:
    contract = new_contract()
    terms = add_terms(contract.lots[0], kind=ClauseKind.PERFORMANCE, minutes=833 * HOURS)
    holder = add_commitment(terms, make_organisation().id, Party.HOLDER, 0)
    joint = add_commitment(terms, make_organisation().id, Party.JOINT_CONTRACTOR, 0)
    share_out(terms, {holder.id: 33_320, joint.id: 16_660})
    add_commitment(terms, make_organisation().id, Party.SUBCONTRACTOR, 16_660, joint)
    db.session.commit()

    assert terms.missing() == []
    assert contract.target_at(today()) == 833 * HOURS
    with pytest.raises(RuleBroken, match="plus que"):
        change_commitment(joint, 16_659)


def test_an_amendment_leaves_the_past_its_own_target(app: Flask) -> None:
    contract = new_contract()
    terms = add_terms(contract.lots[0], kind=ClauseKind.PERFORMANCE, minutes=600)
    holder = add_commitment(terms, make_organisation().id, Party.HOLDER, 600)
    db.session.commit()
    effect = date(2026, 9, 1)
    change = Change(effect, effect, "Tranche ajoutée", {holder.id: 900}, Decimal(1_200_000), date(2028, 9, 1))
    amendment = apply_amendment(contract, change)
    db.session.commit()

    assert holder.minutes_at(date(2026, 8, 31)) == 600
    assert holder.minutes_at(effect) == contract.target_at(effect) == 900
    assert (amendment.number, amendment.amount_before) == (1, Decimal(1_000_000))
    assert (contract.amount, contract.ends_on) == (Decimal(1_200_000), date(2028, 9, 1))
    assert terms.missing() == []
    assert twin_of(contract, change) is amendment
    with pytest.raises(RuleBroken, match="se suivent"):
        apply_amendment(contract, Change(effect, date(2026, 8, 1), "Avant", {holder.id: 1}))
    with pytest.raises(RuleBroken, match="passez par un avenant"):
        change_commitment(holder, 700)


def test_orders_add_their_hours_in_the_proportion_of_the_shares(app: Flask) -> None:
    contract = new_contract(form=ContractForm.FRAMEWORK)
    terms = add_terms(contract.lots[0], kind=ClauseKind.PERFORMANCE, by_orders=True)
    holder = add_commitment(terms, make_organisation().id, Party.HOLDER, 0)
    joint = add_commitment(terms, make_organisation().id, Party.JOINT_CONTRACTOR, 0)
    place_order(contract, "BC1", date(2026, 5, 1), terms, minutes=301)
    db.session.commit()

    assert (holder.minutes_at(date(2026, 5, 1)), joint.minutes_at(date(2026, 5, 1))) == (151, 150)
    assert terms.target_at(date(2026, 4, 30)) == 0
    place_order(contract, "BC2", date(2026, 6, 1), terms, minutes=301)
    db.session.commit()
    assert terms.target_at(date(2026, 6, 1)) == 602
    with pytest.raises(RuleBroken, match="déjà enregistré"):
        place_order(contract, "BC2", date(2026, 6, 1))
    with pytest.raises(RuleBroken, match="se suivent"):
        place_order(contract, "BC3", date(2026, 5, 31), terms, minutes=1)


def test_the_hours_of_an_optional_tranche_wait_for_its_affirmation(app: Flask) -> None:
    contract = new_contract()
    tranche = add_tranche(contract, kind=TrancheKind.OPTIONAL, title="Tranche optionnelle 1")
    terms = add_terms(contract.lots[0], tranche, kind=ClauseKind.PERFORMANCE, minutes=600)
    holder = add_commitment(terms, make_organisation().id, Party.HOLDER, 600)
    db.session.commit()

    assert contract.target_at(date(2026, 6, 1)) == holder.minutes_at(date(2026, 6, 1)) == 0
    affirm_tranche(tranche, date(2026, 6, 1))
    db.session.commit()
    assert contract.target_at(date(2026, 5, 31)) == 0
    assert contract.target_at(date(2026, 6, 1)) == holder.minutes_at(date(2026, 6, 1)) == 600


def test_a_contract_walks_through_its_stages(app: Flask) -> None:
    contract = new_contract()
    move_stage(contract, Stage.NOTIFIED, Role.FACILITATOR)
    assert missing_for_next(contract, today()) == [
        "Décrivez au moins une clause, ou enregistrez une dispense."
    ]
    terms = add_terms(contract.lots[0], kind=ClauseKind.PERFORMANCE, minutes=600)
    with pytest.raises(RuleBroken, match="titulaire"):
        move_stage(contract, Stage.KICK_OFF, Role.FACILITATOR)
    add_commitment(terms, make_organisation().id, Party.HOLDER, 600)
    move_stage(contract, Stage.KICK_OFF, Role.FACILITATOR)
    change_contract(contract, None, kick_off_on=date(2026, 3, 20))
    move_stage(contract, Stage.RUNNING, Role.FACILITATOR)
    db.session.commit()

    with pytest.raises(RuleBroken, match="par avenant"):
        change_terms(terms, None, minutes=700)
    move_stage(contract, Stage.FINAL_REPORT, Role.FACILITATOR)
    with pytest.raises(RuleBroken, match="bilan final"):
        move_stage(contract, Stage.COMPANY_COMMENTS, Role.FACILITATOR)
    contract.stage = Stage.CLOSED
    db.session.commit()
    with pytest.raises(RuleBroken, match="clos"):
        change_contract(contract, None, title="Autre")


def test_nothing_that_something_stands_on_is_deleted(app: Flask) -> None:
    commitment = make_commitment(make_terms(make_lot(make_contract())))
    terms = commitment.terms
    contract = terms.lot.contract

    with pytest.raises(RuleBroken, match="archivez"):
        delete_contract(contract)
    with pytest.raises(RuleBroken, match="engagées"):
        remove_terms(terms)
    with pytest.raises(RuleBroken, match="clause"):
        remove_lot(terms.lot)
    archive_contract(contract, today())
    archive_contract(contract, None)
    remove_commitment(commitment)
    remove_terms(terms)
    remove_lot(add_lot(contract, number="2", title="Gros œuvre"))
    delete_contract(contract)
    db.session.commit()

    assert db.session.scalar(select(Contract)) is None
    assert db.session.scalar(select(TargetVersion)) is None


def test_an_exemption_for_another_reason_waits_for_a_second_person(app: Flask) -> None:
    contract = new_contract(amount=Decimal(6_000_000), consulted_on=date(2026, 9, 1), notified_on=None)
    first, second = make_user(), make_user()
    text = "Le chantier se fait en milieu occupé par des patients."
    assert verdict_of(contract, today()).finding is Finding.UNMET

    exemption = ask_exemption(contract, ExemptionReason.OTHER, text, first.id)
    assert verdict_of(contract, today()).finding is Finding.PENDING
    with pytest.raises(RuleBroken, match="autre personne"):
        confirm_exemption(exemption, first.id)
    confirm_exemption(exemption, second.id)
    confirm_exemption(exemption, second.id)
    assert verdict_of(contract, today()).finding is Finding.EXEMPT
    with pytest.raises(RuleBroken, match="déjà une dispense"):
        ask_exemption(contract, ExemptionReason.NO_LINK, "", first.id)
    withdraw_exemption(exemption)
    db.session.commit()

    assert current_exemption(contract) is None
    assert verdict_of(contract, today()).finding is Finding.UNMET


def test_a_body_s_own_threshold_decides(app: Flask) -> None:
    contract = new_contract(consulted_on=date(2026, 9, 1), notified_on=None)
    assert verdict_of(contract, today()).finding is Finding.NOT_CONCERNED

    add_setting(contract.body_id, Subject.WORKS, date(2026, 9, 1), Decimal(900_000), "Délibération", None)
    db.session.commit()

    assert verdict_of(contract, today()).finding is Finding.UNMET

"""Employments kept, assigned, ended; somebody new announced by a company."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from clauses.contracts.rules import Modality, Stage
from clauses.people.eligibility.models import EligibilityRequest
from clauses.people.employments.announced_queries import announce
from clauses.people.employments.models import Employment
from clauses.people.employments.queries import assigned_in, employments_of
from clauses.people.employments.record_queries import (
    assign,
    change_employment,
    create_employment,
    end_employment,
)
from clauses.people.employments.rules import ContractType, EmployerKind
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participants_of
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.factories import make_organisation
from tests.factories_hours import make_certificate, make_employment, make_participant, make_running

STARTS = {"starts_on": date(2026, 3, 2)}


def asker(role: Role, organisation: Organisation) -> Asker:
    """Somebody of an organisation."""
    return Asker(1, 1, role, organisation.id, "Camille", organisation.name)


def body_of(employment: Employment) -> Organisation:
    return db.session.get_one(Organisation, employment.body_id)


def seen(asker: Asker) -> list[int]:
    """The ids of the people an asker sees."""
    return sorted(one.id for one in db.session.scalars(participants_of(asker)))


def test_each_asker_sees_its_own_people(app: Flask) -> None:
    commitment = make_running(contract=STARTS)
    agency = make_organisation(OrganisationKind.GEIQ)
    lent = make_employment(commitment, employer=agency, employer_kind=EmployerKind.GEIQ)
    direct = make_employment(commitment)
    follows = make_organisation(OrganisationKind.REFERRER)
    alone = make_participant(body_of(lent), referrer_id=follows.id)
    make_employment(make_running())
    everybody = sorted([lent.participant_id, direct.participant_id, alone.id])

    assert seen(asker(Role.FACILITATOR, body_of(lent))) == everybody
    assert seen(asker(Role.DECLARANT, commitment.organisation)) == everybody[:2]
    assert seen(asker(Role.PARTNER, agency)) == [lent.participant_id]
    assert seen(asker(Role.PARTNER, follows)) == [alone.id]
    assert seen(asker(Role.BUYER_READER, commitment.terms.lot.contract.buyer)) == []
    assert seen(asker(Role.PLATFORM_ADMIN, make_organisation(OrganisationKind.OPERATOR))) == []


def test_a_company_never_sees_the_same_persons_contract_elsewhere(app: Flask) -> None:
    here = make_employment()
    elsewhere = make_employment(make_running(body_of(here)), here.participant)
    mine = db.session.scalars(employments_of(asker(Role.DECLARANT, here.employer))).all()

    assert mine == [here]
    assert elsewhere.id not in [each.id for each in mine]


def test_those_who_work_in_a_month(app: Flask) -> None:
    commitment = make_running(contract=STARTS)
    stays, leaves = make_employment(commitment), make_employment(commitment)
    end_employment(leaves, date(2026, 9, 30))
    october = [each.employment_id for each in assigned_in([commitment.id], date(2026, 10, 1))]
    september = [each.employment_id for each in assigned_in([commitment.id], date(2026, 9, 1))]

    assert october == [stays.id]
    assert sorted(september) == [stays.id, leaves.id]
    assert leaves.assignments[0].ends_on == date(2026, 9, 30)


def test_an_assignment_that_would_begin_after_the_end_goes(app: Flask) -> None:
    employment = make_employment(make_running(contract=STARTS))
    employment.assignments[0].starts_on = date(2026, 6, 1)
    end_employment(employment, date(2026, 5, 1), "Fin de la période d’essai")

    assert employment.assignments == []


def test_a_clause_refuses_an_employer_it_does_not_provide(app: Flask) -> None:
    commitment = make_running(contract=STARTS)
    commitment.terms.modalities = [Modality.DIRECT_HIRE.value]
    participant = make_participant(db.session.get_one(Organisation, commitment.terms.lot.contract.body_id))
    geiq = make_organisation(OrganisationKind.GEIQ)
    employment = create_employment(
        participant, geiq, contract_type=ContractType.FIXED_TERM, starts_on=date(2026, 4, 1)
    )

    assert employment.employer_kind is EmployerKind.GEIQ
    with pytest.raises(RuleBroken, match="Elle prévoit : embauche directe"):
        assign(employment, commitment)


def test_a_company_employs_for_its_own_commitment_alone(app: Flask) -> None:
    commitment = make_running(contract=STARTS)
    stranger = make_employment(make_running(body_of(make_employment(commitment)), contract=STARTS))

    with pytest.raises(RuleBroken, match="son propre engagement"):
        assign(stranger, commitment)


def test_a_contract_cannot_shrink_under_its_assignments(app: Flask) -> None:
    employment = make_employment(make_running(contract=STARTS))
    employment.assignments[0].ends_on = date(2026, 12, 31)
    db.session.flush()

    with pytest.raises(RuleBroken, match="finit après le contrat de travail"):
        change_employment(employment, None, ends_on=date(2026, 6, 30))


def announce_ines(commitment: object, **over: object) -> Employment:
    """Inès Aït-Kaci, hired by the company."""
    values = {
        "family_name": "Aït-Kaci",
        "given_name": "Inès",
        "birth_date": date(1994, 2, 11),
        "contract_type": ContractType.FIXED_TERM,
        "starts_on": date(2026, 10, 5),
        "asked_by": "Paul Faure",
    }
    return announce(commitment, **values | over)  # type: ignore[arg-type]


def test_somebody_new_is_announced_with_one_question_to_the_facilitator(app: Flask) -> None:
    commitment = make_running(contract=STARTS)
    employment = announce_ines(commitment)
    again = announce_ines(commitment, family_name="AIT KACI", given_name="ines")
    db.session.flush()

    assert again is employment
    assert employment.employer is commitment.organisation
    assert [each.commitment_id for each in employment.assignments] == [commitment.id]
    request = db.session.scalars(select(EligibilityRequest)).one()
    assert (request.participant_id, request.commitment_id, request.asked_by) == (
        employment.participant_id,
        commitment.id,
        "Paul Faure",
    )


def test_whoever_counts_already_needs_no_question(app: Flask) -> None:
    commitment = make_running(contract=STARTS)
    known = make_employment(commitment).participant
    employment = announce_ines(
        commitment, family_name=known.family_name, given_name=known.given_name, birth_date=known.birth_date
    )

    assert employment.participant is known
    assert db.session.scalar(select(func.count()).select_from(EligibilityRequest)) == 0


def test_a_company_learns_nothing_of_people_it_does_not_see(app: Flask) -> None:
    commitment = make_running(contract=STARTS)
    body = db.session.get_one(Organisation, commitment.terms.lot.contract.body_id)
    known = make_participant(body, family_name="Aït-Kaci", given_name="Inès", birth_date=date(1994, 2, 11))
    make_certificate(known)
    employment = announce_ines(commitment)

    assert employment.participant_id != known.id
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 2
    assert db.session.scalar(select(func.count()).select_from(EligibilityRequest)) == 1


def test_what_is_announced_is_checked_like_the_rest(app: Flask) -> None:
    commitment = make_running(contract=STARTS | {"stage": Stage.RUNNING})

    with pytest.raises(RuleBroken) as refused:
        announce_ines(commitment, family_name="1 85 05 78 006 084")
    assert refused.value.field == "family_name"
    with pytest.raises(RuleBroken, match="hors du marché"):
        announce_ines(commitment, starts_on=date(2029, 1, 1))

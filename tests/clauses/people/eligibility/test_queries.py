"""The decisions and the list on both engines; what a revocation does to the hours."""

from datetime import date, timedelta

import pytest
from flask import Flask

from clauses.people.eligibility.deciding_queries import certify, refuse, revoke
from clauses.people.eligibility.doctor_queries import INVARIANTS
from clauses.people.eligibility.list_queries import count_of, counts, found_of, ordered, rows_of
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.eligibility.queries import (
    certificate_of,
    draft_of,
    eligible_until_of,
    history_of,
    windows_of,
)
from clauses.people.eligibility.rules import Scheme, Situation, Window
from clauses.people.participants.duplicates.merge_queries import merge
from clauses.people.participants.models import Participant
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.clauses.people.eligibility.factories import make_decided, make_draft, make_request
from tests.factories import make_body, make_membership
from tests.factories_hours import make_employment, make_participant, make_running


def asker_of(organisation: Organisation, role: Role = Role.FACILITATOR) -> Asker:
    """Somebody of an organisation."""
    membership = make_membership(role, organisation)
    return Asker(membership.user_id, membership.id, role, organisation.id, "Camille", organisation.name)


def situations(asker: Asker, **asked: str) -> dict[str, Situation]:
    """By family name, in the order of the list."""
    found = ordered(found_of(asker, asked, 60, today()), "", today())
    rows = rows_of(asker, found, 60, today())
    assert count_of(found) == len(rows)
    return {row.participant.family_name: row.situation for row in rows}


def test_the_filters_of_the_list_share_the_people_between_them(app: Flask) -> None:
    body = make_body()
    asker = asker_of(body)
    made: dict[str, Participant] = {
        name: make_participant(body, family_name=name) for name in ("A", "B", "C", "D", "E", "F")
    }
    make_request(made["A"])
    spans = {"B": (-10, 10), "C": (-10, 61), "D": (-40, -1)}
    for name, (first, last) in spans.items():
        make_decided(
            made[name], starts_on=today() + timedelta(days=first), ends_on=today() + timedelta(days=last)
        )
    refuse(asker, made["E"], "Aucun justificatif")
    make_decided(make_participant(make_body(), family_name="Elsewhere"))
    whole = situations(asker)
    assert whole == {
        "A": Situation.ASKED, "B": Situation.ENDING, "C": Situation.ELIGIBLE, "E": Situation.REFUSED,
        "F": Situation.UNDECIDED, "D": Situation.ENDED,
    }  # fmt: skip
    parts = [situations(asker, etat=one.value) for one in Situation]
    assert {name: one for part in parts for name, one in part.items()} == whole
    assert sum(map(len, parts)) == len(whole)
    assert counts(asker, 60) == {Situation.ASKED: 1, Situation.ENDING: 1}
    for sort in ("personne", "-personne", "fin", "-fin"):
        rows = rows_of(asker, ordered(found_of(asker, {}, 60, today()), sort, today()), 60, today())
        assert len(rows) == len(whole)


def test_a_decision_belongs_to_its_body_alone(app: Flask) -> None:
    body = make_body()
    person = make_participant(body)
    certificate = make_decided(person)
    assert certificate_of(asker_of(body), certificate.id) is certificate
    company = make_running().organisation
    for other in (asker_of(make_body()), asker_of(company, Role.COMPANY_ADMIN)):
        assert certificate_of(other, certificate.id) is None
        assert history_of(other, person.id) == []
        assert draft_of(other, person.id) is None


def test_the_window_begins_at_the_hire_and_the_draft_goes(app: Flask) -> None:
    commitment = make_running()
    body = db.session.get_one(Organisation, commitment.terms.lot.contract.body_id)
    person, hired = make_participant(body), today() - timedelta(days=10)
    make_employment(commitment, person, starts_on=hired)
    certificate = certify(asker_of(body), make_draft(person))
    db.session.commit()
    assert certificate.starts_on == hired
    assert draft_of(asker_of(body), person.id) is None
    assert eligible_until_of([person.id], today()) == {person.id: certificate.ends_on}


def test_another_scheme_opens_nothing_for_the_clause(app: Flask) -> None:
    body = make_body()
    person = make_participant(body)
    certify(asker_of(body), make_draft(person, scheme=Scheme.IAE))
    assert windows_of([person.id]) == {}
    assert person.id in windows_of([person.id], Scheme.IAE)


def test_one_cannot_refuse_somebody_whose_window_runs(app: Flask) -> None:
    body = make_body()
    person = make_participant(body)
    make_decided(person)
    with pytest.raises(RuleBroken, match="arrêtez-la"):
        refuse(asker_of(body), person, "Erreur")


def test_a_new_row_counts_until_its_end_and_a_refused_one_never(app: Flask) -> None:
    body = make_body()
    certificate = make_decided(make_participant(body))
    refused = refuse(asker_of(body), make_participant(body), "Aucun justificatif")
    db.session.commit()
    assert certificate.counts_until == certificate.ends_on == date(2028, 3, 1)
    assert refused.counts_until is None


def test_a_window_to_come_that_is_stopped_counts_nothing(app: Flask) -> None:
    body = make_body()
    person = make_participant(body)
    start = today() + timedelta(days=10)
    certificate: EligibilityCertificate = make_decided(
        person, starts_on=start, ends_on=start + timedelta(days=700)
    )
    revoke(asker_of(body), certificate, start, "Embauche annulée")
    db.session.commit()
    assert windows_of([person.id]) == {}
    assert certificate.counts_until is None
    assert certificate.starts_on is not None
    assert Window(start, start + timedelta(days=700)).until(start) is None


def test_the_doctor_finds_an_end_that_is_not_the_window_s_and_a_proof_that_did_not_hold(app: Flask) -> None:
    certificate = make_decided(make_participant(make_body()))
    assert [breach for one in INVARIANTS for breach in one.breaches()] == []
    certificate.counts_until = today()
    certificate.criteria[0].proof_valid_until = date(2026, 1, 1)
    db.session.flush()
    assert [len(list(one.breaches())) for one in INVARIANTS] == [1, 1]


def test_two_records_merged_keep_the_latest_of_what_was_seen(app: Flask) -> None:
    body = make_body()
    kept, dropped = make_participant(body), make_participant(body)
    make_draft(kept, "aah")
    make_draft(dropped, "rsa")
    db.session.flush()
    merge(asker_of(body), kept, dropped)
    draft = draft_of(asker_of(body), kept.id)
    assert draft is not None
    assert draft.seen[0]["criterion"] == "rsa"
    certify(asker_of(body), draft)
    assert draft_of(asker_of(body), kept.id) is None

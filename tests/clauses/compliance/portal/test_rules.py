"""What only a buyer can do, and what is published of a company."""

from datetime import date

import pytest

from clauses.compliance.portal.rules import (
    BuyerDuty,
    Clause,
    Past,
    kick_off,
    of_clause,
    order,
    penalty,
    published,
    visa,
)
from clauses.compliance.rules import ClauseState

SOON = date(2026, 12, 10)


def clause(state=ClauseState.LATE, start_by=SOON, people=1, late=0, holder="Gergovie Bâtiment"):
    return Clause(1, "2026-01", "2", holder, state, start_by, people, late)


@pytest.mark.parametrize(
    ("one", "kinds"),
    [
        (clause(), [BuyerDuty.START]),
        (clause(ClauseState.WATCH), [BuyerDuty.START]),
        (clause(ClauseState.ON_TRACK), []),
        (clause(start_by=None), []),
        (clause(late=2), [BuyerDuty.START, BuyerDuty.WRITE]),
        (clause(ClauseState.MISSING_REPORT, late=1), []),
        (clause(ClauseState.MISSING_REPORT, late=3), [BuyerDuty.WRITE]),
        (clause(None, None), []),
    ],
)
def test_a_clause_asks_its_buyer_for_what_only_he_can_do(one, kinds):
    assert [duty.kind for duty in of_clause(one)] == kinds


def test_the_sentences_name_the_company_the_people_and_the_day():
    (one,) = of_clause(clause())
    assert "rappelez à Gergovie Bâtiment qu" in one.sentence
    assert one.sentence.endswith(
        "une personne à temps plein doit commencer avant le 10\u00a0décembre\u00a02026."
    )
    (several,) = of_clause(clause(people=3, holder=""))
    assert "rappelez à l’entreprise que 3\u00a0personnes à temps plein doivent" in several.sentence
    assert "notifié le 2\u00a0mars\u00a02026" in kick_off(1, "2026-01", date(2026, 3, 2)).sentence
    assert "signez ou écartez" in penalty(1, "2026-01", "Gergovie", drafted=True).sentence
    assert "décidez de la pénalité" in penalty(1, "2026-01", "Gergovie", drafted=False).sentence


def test_a_visa_comes_first_then_the_soonest():
    late = next(iter(of_clause(clause(start_by=date(2027, 1, 1)))))
    soon = next(iter(of_clause(clause())))
    assert order([late, soon, visa(9, "2026-09")]) == [visa(9, "2026-09"), soon, late]


def test_too_few_contracts_tell_nothing():
    few, enough = Past("A", 2, 100, 100, 2), Past("B", 3, 300, 150, 1)
    assert published([few, enough]) == [enough]
    assert enough.ratio == Past("B", 3, 300, 150, 1).ratio == 0.5

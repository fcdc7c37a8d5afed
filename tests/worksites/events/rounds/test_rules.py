"""Why people meet or may not, when the rounds are, what stands against a seat, who meets too few."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clauses.people.abilities.rules import FrenchLevel, Licence
from facilitator.gatherings import Ability
from tests.factories_events import at
from tests.worksites.events.rounds.problems import whole
from worksites.events.guests.name_rules import short_name, short_typed
from worksites.events.rounds.clock_rules import Clock, room_for
from worksites.events.rounds.fit_rules import Known, Wanted, judge, offer, refusal
from worksites.events.rounds.hand_rules import why_not
from worksites.events.rounds.lack_rules import lacks
from worksites.events.rounds.plan_rules import Meeting

ROOFER = Wanted(1, 7, "Couverture (F1610)", french=FrenchLevel.A2, licence=Licence.B)
MORNING = Clock(at(9), 12, 10, 2)


def plain(text: str) -> str:
    """With plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("known", "reason", "is_good"),
    [
        (
            Known(("Couverture (F1610)",), FrenchLevel.B1, frozenset({Licence.B})),
            "métier demandé : couverture, B1, permis B",
            True,
        ),
        (
            Known(("Étanchéité (F1613)",), FrenchLevel.A2, None),
            "métier proche de celui demandé : couverture, A2, permis B à vérifier",
            False,
        ),
        (
            Known((), None, None, frozenset({7})),
            "souhaitée par la personne, métier à vérifier : couverture, "
            "français à vérifier (A2 demandé), permis B à vérifier",
            False,
        ),
        (
            Known(("Coiffure (D1202)",), FrenchLevel.C1, frozenset({Licence.B})),
            "découverte d’un autre métier : couverture, C1, permis B",
            False,
        ),
    ],
)
def test_a_meeting_says_why_it_is(known: Known, reason: str, is_good: bool) -> None:
    found = judge(known, ROOFER)

    assert plain(found.reason) == reason
    assert found.is_good is is_good


def test_a_contract_that_misses_hours_is_said() -> None:
    assert judge(Known(), replace(ROOFER, is_urgent=True)).reason.count("marché qui manque d’heures") == 1


def test_what_is_asked_and_known_to_lack_refuses() -> None:
    low = Known(french=FrenchLevel.A1, licences=frozenset({Licence.B}))
    walker = Known(french=FrenchLevel.B1, licences=frozenset())

    assert refusal(low, ROOFER) == "le niveau de français A2 est demandé"
    assert refusal(walker, ROOFER) == "permis B est demandé"
    assert refusal(Known(), ROOFER) == ""


def test_a_company_is_met_about_the_job_that_suits() -> None:
    mason = Wanted(2, 7, "Maçonnerie (F1703)")
    found = offer(Known(("Maçonnerie (F1703)",), FrenchLevel.A1), 7, [ROOFER, mason])

    assert set(found.ways) == {2}
    assert not found.refusal
    assert offer(Known(french=FrenchLevel.A1), 7, [ROOFER]).refusal
    assert set(offer(Known(), 7, []).ways) == {0}


def test_who_is_unknown_is_asked_who_was_assessed_is_believed() -> None:
    assert Known.of(Ability()).licences is None
    assert Known.of(Ability(french="a2")).licences == frozenset()


def test_the_better_match_weighs_more() -> None:
    same = judge(Known(("Couverture (F1610)",)), ROOFER).points
    near = judge(Known(("Étanchéité (F1613)",)), ROOFER).points
    other = judge(Known(("Coiffure (D1202)",)), ROOFER).points

    assert same > near > other > 0


@pytest.mark.parametrize(
    ("minutes", "begun"), [(-1, 0), (0, 1), (11, 1), (12, 2), (131, 11), (132, 12), (600, 12)]
)
def test_rounds_begin_one_after_the_other(minutes: int, begun: int) -> None:
    assert MORNING.begun(at(9) + timedelta(minutes=minutes)) == begun


def test_a_round_ends_before_the_pause() -> None:
    assert (MORNING.begins(3), MORNING.ends(3)) == (at(9, 24), at(9, 34))
    assert MORNING.over == at(11, 22)


def test_a_slot_holds_the_rounds_that_begin_in_it_and_one_at_least() -> None:
    assert MORNING.within(at(9, 30), at(10)) == (4, 5)
    assert MORNING.within(at(8), at(8, 30)) == (1, 1)
    assert MORNING.within(at(14), at(15)) == (12, 12)


def test_as_many_rounds_as_the_event_has_room_for() -> None:
    assert room_for(at(9), at(12), 10, 2) == 15
    assert room_for(at(9), at(9, 5), 10, 2) == 1


@pytest.mark.parametrize(
    ("seat", "said"),
    [
        (Meeting(1, 1, 3), "Le tour 1 a commencé"),
        (Meeting(9, 1, 3), "Il n’y a pas de tour 9"),
        (Meeting(2, 1, 99), "La personne n’est pas là"),
        (Meeting(2, 8, 3), "La table 8 n’est pas tenue"),
        (Meeting(2, 2, 1), "La personne a déjà une rencontre au tour 2"),
        (Meeting(2, 1, 3), "La table 1 est prise"),
        (Meeting(3, 1, 3), ""),
    ],
)
def test_a_seat_is_refused_with_its_reason(seat: Meeting, said: str) -> None:
    problem = replace(whole(4, 2, 3), begun=1)

    found = why_not(problem, [Meeting(2, 1, 1)], seat)

    assert found.startswith(said)
    assert bool(found) is bool(said)


def test_who_meets_too_few_is_told_why() -> None:
    problem = replace(whole(2, 3, 3), matches=tuple(one for one in whole(2, 3, 3).matches if one.person == 1))
    refused = {(2, 101): "permis B est demandé", (2, 102): "permis B est demandé", (2, 103): "écartée"}

    (found,) = lacks(problem, [Meeting(1, 1, 1, 201), Meeting(2, 2, 1, 202)], refused)

    assert (found.person, found.met) == (2, 0)
    assert [plain(one) for one in found.reasons] == [
        "2 entreprises : permis B est demandé",
        "1 entreprise : écartée",
    ]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("Sarah Diallo Ba", "Sarah B."), ("Sarah", "Sarah"), ("", ""), ("  Ali  ben  Salem ", "Ali S.")],
)
def test_a_name_is_shortened_to_its_initial(typed: str, shown: str) -> None:
    assert short_typed(typed) == shown


def test_a_first_name_alone_stays_as_it_is() -> None:
    assert short_name("Ali", " ") == "Ali"

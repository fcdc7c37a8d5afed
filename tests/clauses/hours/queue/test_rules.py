"""Which months agree by themselves."""

import pytest

from clauses.hours.checks.rules import Code, Finding, Level
from clauses.hours.queue.rules import look

WARNING = Finding(Level.WARNING, Code.OVERLAP, "ces heures sont aussi déclarées ailleurs.")
NOTE = Finding(Level.NOTE, Code.ENDING, "son contrat se termine.")


@pytest.mark.parametrize(
    ("now", "before", "findings", "agrees"),
    [
        ({1: 6000, 2: 3000}, {1: 6000, 2: 3100}, [], True),
        ({1: 6000}, {1: 5000}, [], True),
        ({1: 6000}, {1: 4999}, [], False),
        ({1: 6000}, {2: 6000}, [], False),
        ({1: 6000}, {1: 6000, 2: 0}, [], True),
        ({1: 6000}, {1: 6000}, [WARNING], False),
        ({1: 6000}, {1: 6000}, [NOTE], True),
        ({1: 6000}, None, [], False),
        ({1: 6000}, {}, [], False),
        ({}, {}, [], True),
        ({}, {1: 6000}, [], False),
    ],
)
def test_the_same_people_and_near_hours_agree(
    now: dict[int, int], before: dict[int, int] | None, findings: list[Finding], agrees: bool
) -> None:
    assert look(now, before, findings).agrees is agrees


def test_what_the_employers_confirm_agrees_whatever_the_last_month() -> None:
    assert look({1: 6000}, {2: 100}, [], confirmed=True).agrees
    assert not look({1: 6000}, {2: 100}, [WARNING], confirmed=True).agrees


def test_the_difference_is_said() -> None:
    said = (
        look({1: 6000, 2: 60}, {1: 6000, 3: 0, 4: 30}, []).said.replace("\u00a0", " ").replace("\u202f", " ")
    )
    assert said == "Le mois précédent différait ; 1 personne de plus ; 1 personne de moins ; +0 h 30."

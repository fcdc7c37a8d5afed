"""What a published record suggests."""

import pytest

from clauses.contracts.opendata.reading.shapes import Change, Party, Record
from clauses.contracts.rules import ClauseKind, ContractForm, Nature
from clauses.unfollowed.rules import (
    DismissalReason,
    check_reason,
    clause_of,
    form_of,
    nature_of,
    says,
    suggestion_of,
    told,
)
from facilitator.words import RuleBroken


def published(**over: object) -> Record:
    return Record(**{"buyer": "1", "number": "2026-1", "object": "Un objet", **over})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cpv", "nature"),
    [
        ("45262690", Nature.WORKS),
        ("90911200", Nature.SERVICES),
        ("50000000", Nature.SERVICES),
        ("48000000", Nature.SUPPLIES),
        ("15000000", Nature.SUPPLIES),
        ("", Nature.SERVICES),
    ],
)
def test_the_nature_follows_the_cpv(cpv: str, nature: Nature) -> None:
    assert nature_of(cpv) is nature


@pytest.mark.parametrize(
    ("over", "form"),
    [
        ({"concession": True}, ContractForm.CONCESSION),
        ({"techniques": ["Accord-cadre"]}, ContractForm.FRAMEWORK),
        ({"nature": "ACCORD-CADRE"}, ContractForm.FRAMEWORK),
        ({"nature": "Marché"}, ContractForm.CONTRACT),
    ],
)
def test_the_form_follows_the_nature_and_the_techniques(over: dict[str, object], form: ContractForm) -> None:
    assert form_of(published(**over)) is form


def test_a_condition_comes_before_a_reservation_and_a_criterion() -> None:
    assert clause_of(published(clause=True, reserved=True)) is ClauseKind.PERFORMANCE
    assert clause_of(published(reserved=True)) is ClauseKind.RESERVED_INSERTION
    assert clause_of(published(criterion=True)) is ClauseKind.CRITERION
    assert says(published(clause=True, criterion=True)) == "Clause sociale, Critère social"
    assert says(published(reserved=True, concession=True)) == "Concession réservée"


def test_what_a_modification_changes_is_said() -> None:
    change = Change(amount=12_000_050, months=18, holders=[Party(id="9", name="Autre")])

    assert told(change) == [
        "montant porté à 120000,50 €",
        "durée portée à 18 mois",
        "titulaires : Autre",
    ]
    assert told(Change()) == ["rien de précisé"]


def test_a_long_object_is_cut_and_its_lines_joined() -> None:
    suggestion = suggestion_of(published(object="Un\n objet  " + "x" * 2000, cpv="4500"))

    assert len(suggestion.title) == 1000
    assert suggestion.title.startswith("Un objet x")
    assert suggestion.cpv == ""


def test_another_reason_must_be_said() -> None:
    check_reason(DismissalReason.FINISHED, "")
    with pytest.raises(RuleBroken, match="pourquoi"):
        check_reason(DismissalReason.OTHER, "")

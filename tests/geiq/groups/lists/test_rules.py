"""Lists of structures as they really are: test lines, missing SIRETs, antennas under their seat's number."""

import json

import pytest

from clauses.people.employments.rules import EmployerKind
from facilitator.words import RuleBroken
from geiq.groups.lists.rules import Listed, ListedAntenna, from_label, from_rows, packed, unpacked

SIRET = "42073014500018"
LABEL = [
    {
        "id": 11,
        "nom": "GEIQ BTP 63",
        "siret": SIRET,
        "cp": "63800",
        "ville": "COURNON",
        "antennes": [
            {"id": 1, "nom": "Antenne du siège", "siret": SIRET, "cp": "63800", "ville": "COURNON"},
            {"id": 2, "nom": "test antenne", "siret": "", "cp": "", "ville": ""},
            {"id": 3, "nom": "Antenne d’Ambert", "siret": "", "cp": None, "ville": "AMBERT"},
        ],
    },
    {
        "id": 12,
        "nom": "FEDERATION FRANCAISE DES GEIQ",
        "siret": "",
        "cp": "75010",
        "ville": "Paris",
        "antennes": [],
    },
    {"id": 218, "nom": "TEST IMPORT 1 ", "siret": None, "cp": "75010", "ville": "Paris", "antennes": []},
    {"id": 275, "nom": "", "siret": "", "cp": None, "ville": "", "antennes": []},
    {"id": 237, "nom": "GEIQ AUSTRAL", "siret": "", "cp": "97400", "ville": "", "antennes": []},
    {"id": 300, "nom": "GEIQ jumeau", "siret": SIRET, "cp": "63000", "ville": "", "antennes": []},
    {
        "id": 301,
        "nom": "GEIQ à la clé fausse",
        "siret": "42073014500019",
        "cp": "",
        "ville": "",
        "antennes": [],
    },
]


@pytest.mark.parametrize("content", [LABEL, [{"model": "x", "fields": {"data": LABEL}}]])
def test_the_federation_s_list_is_read_line_by_line(content: list) -> None:
    first, federation, test, nameless, austral, twin, wrong = from_label(json.dumps(content))

    assert (first.siret, first.label_id, first.department, first.refused) == (SIRET, 11, "63", "")
    assert first.antennas == (
        ListedAntenna("Antenne du siège", "", "63800", "COURNON", 1),
        ListedAntenna("Antenne d’Ambert", "", "", "AMBERT", 3),
    )
    assert "fédération" in federation.refused
    assert "essai" in test.refused
    assert "pas de nom" in nameless.refused
    assert (austral.refused, austral.siret, austral.department) == ("", "", "974")
    assert twin.refused == "Même SIRET que la ligne 1."
    assert "clé" in wrong.refused


@pytest.mark.parametrize("content", ["", "{", "{}", "[1]", '[{"nom": "GEIQ"}]', "null", "[" * 100_000])
def test_what_is_no_list_is_refused_in_one_sentence(content: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        from_label(content)
    assert broken.value.field == "file"


def test_a_sheet_is_read_by_its_headings() -> None:
    rows = [
        ["Ville", "Nom", "SIRET", "Type", "Métiers", "Capacité"],
        ["Riom", "Atelier du bocage", "420 730 145 00018", "ACI", "F1703; Peintre", "24"],
        ["", "", "", "", "", ""],
        ["Thiers", "Régie des Rives", "", "Régie de quartier", "", ""],
        ["Thiers", "Boîte", "", "Banque", "", ""],
        ["Thiers", "Atelier", "", "EI", "", "vingt"],
    ]
    workshop, board, bank, twenty = from_rows(rows)

    assert workshop == Listed(
        rank=1,
        name="Atelier du bocage",
        siret=SIRET,
        kind=EmployerKind.ACI,
        city="Riom",
        capacity=24,
        trades=("Maçonnerie (F1703)", "Peintre"),
    )
    assert board.kind is EmployerKind.NEIGHBOURHOOD
    assert "pas un type connu" in bank.refused
    assert "pas une capacité" in twenty.refused


def test_a_sheet_without_a_name_is_refused() -> None:
    with pytest.raises(RuleBroken, match="nom"):
        from_rows([["SIRET"], [SIRET]])


def test_lines_come_back_as_they_left_and_are_checked_again() -> None:
    lines = from_label(json.dumps(LABEL))
    assert unpacked(packed(lines)) == lines
    with pytest.raises(RuleBroken):
        unpacked("[]x")
    with pytest.raises(RuleBroken):
        unpacked(packed(lines).replace('"geiq"', '"company"'))

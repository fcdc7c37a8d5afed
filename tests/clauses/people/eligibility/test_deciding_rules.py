"""The verdict, scheme by scheme, as tables; the catalogue against the published one."""

import json
import os
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.contracts.contract_rules import add_months
from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.rules import Settings, Version, in_force
from clauses.people.eligibility.criteria.proofs_rules import PROOFS
from clauses.people.eligibility.criteria.rules import CRITERIA, EVERY, EXCLUSIONS, criteria_of
from clauses.people.eligibility.deciding_rules import Facts, Seen, Verdict, decide, hint_of
from clauses.people.eligibility.rules import Scheme, Structure, Window
from facilitator.words import RuleBroken
from tests.house import ROOT

TODAY = date(2026, 11, 22)
BORN = date(1990, 5, 17)
SETTINGS = Settings()
TABLES = Path(os.environ.get("FACILITATOR_SHARED", ROOT.parent / "shared")) / "data" / "eligibilite"


def proof_of(key: str, day: date = TODAY) -> Seen:
    """The first accepted proof of a criterion, dated so that it holds."""
    proof = PROOFS[CRITERIA[key].proofs[0]]
    return Seen(key, proof.key, day - timedelta(days=20) if proof.months else None,
                day + timedelta(days=200) if proof.until else None)  # fmt: skip


def verdict(keys: Sequence[str], day: date = TODAY, settings: Settings = SETTINGS, **facts: Any) -> Verdict:
    """The verdict on these criteria, each with a good proof."""
    return decide(Facts(**{"birth_date": BORN} | facts), [proof_of(key, day) for key in keys], settings, day)


def own(**values: str) -> Settings:
    """A body's own values."""
    versions = [Version(key, value, date(2020, 1, 1), "Délibération") for key, value in values.items()]
    return in_force(versions, CATALOGUE, TODAY)


def born_for(key: str) -> date:
    """A birth date that fits the age of a criterion."""
    if CRITERIA[key].under:
        return date(2005, 5, 17)
    return date(1960, 5, 17) if CRITERIA[key].least else BORN


@pytest.mark.parametrize("criterion", criteria_of(Scheme.CLAUSE), ids=lambda criterion: criterion.key)
def test_one_criterion_of_the_clause_opens_twenty_four_months(criterion: Any) -> None:
    found = verdict(
        [criterion.key],
        birth_date=born_for(criterion.key),
        opinion="Avis de la mission locale du 3 novembre.",
    )
    assert found.sentences == ()
    assert found.window == Window(TODAY, date(2028, 11, 21))


@pytest.mark.parametrize(
    ("keys", "structure", "eligible"),
    [
        (["rsa"], None, True), (["very_long_term_jobseeker"], None, True),
        (["qpv_resident"], Structure.LENDER, False), (["qpv_resident", "mobility"], Structure.LENDER, True),
        (["qpv_resident", "mobility"], Structure.WORKSHOP, False),
        (["qpv_resident", "mobility", "single_parent"], Structure.WORKSHOP, True),
        (["qpv_resident", "mobility", "single_parent"], None, False),
        (["rsa", "qpv_resident"], Structure.WORKSHOP, True), ([], Structure.LENDER, False),
    ],
)  # fmt: skip
def test_the_rule_of_the_iae(keys: list[str], structure: Structure | None, eligible: bool) -> None:
    assert verdict(keys, scheme=Scheme.IAE, structure=structure).eligible is eligible


@pytest.mark.parametrize(
    ("keys", "prescriber", "aid"),
    [
        (["rsa"], False, 1400), (["qpv_resident", "mobility"], False, 1400), (["qpv_resident"], False, 814),
        (["jobless_year"], False, 814), (["mobility"], False, 0), (["mobility"], True, 1400),
        ([], True, 1400),
        (["mobility", "jobless_year"], False, 814), (["single_parent", "former_care"], False, 1400),
    ],
)  # fmt: skip
def test_the_aid_to_a_geiq(keys: list[str], prescriber: bool, aid: int) -> None:
    found = verdict(keys, scheme=Scheme.GEIQ, by_prescriber=prescriber)
    assert found.aid == Decimal(aid)
    assert found.eligible
    assert verdict(["rsa"]).aid is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("youth", "senior"), ("second_chance", "senior"), ("youth_contract", "senior"),
     ("long_term_jobseeker", "very_long_term_jobseeker"), ("refugee", "asylum_seeker")],
)  # fmt: skip
def test_criteria_that_exclude_each_other_are_refused_with_the_reason(one: str, other: str) -> None:
    with pytest.raises(RuleBroken, match="ne vont pas ensemble") as refused:
        verdict([one, other])
    assert CRITERIA[one].label in refused.value.message
    assert refused.value.field == "criteria"


@pytest.mark.parametrize(
    ("one", "other"), [("rsa", "aah"), ("ass", "aah"), ("long_term_jobseeker", "insertion_structure")]
)
def test_what_may_be_met_together_is_not_refused(one: str, other: str) -> None:
    assert verdict([one, other]).eligible


@pytest.mark.parametrize(
    ("key", "birth", "eligible"),
    [
        ("youth", date(2000, 11, 23), True), ("youth", date(2000, 11, 22), False),
        ("senior", date(1976, 11, 22), True), ("senior", date(1976, 11, 23), False), ("youth", None, False),
    ],
)  # fmt: skip
def test_the_age_is_that_of_the_first_day(key: str, birth: date | None, eligible: bool) -> None:
    assert verdict([key], birth_date=birth).eligible is eligible


def test_an_age_changes_between_the_decision_and_the_hire() -> None:
    birth = date(2000, 12, 1)
    assert verdict(["youth"], birth_date=birth).eligible
    assert not verdict(["youth"], birth_date=birth, hired_on=date(2026, 12, 1)).eligible


def test_each_number_is_the_body_s_own() -> None:
    assert verdict(["rsa"], settings=own(eligibility_months="12")).window == Window(TODAY, date(2027, 11, 21))
    assert verdict(["senior"], birth_date=date(1980, 1, 1), settings=own(senior_age="46")).eligible
    assert verdict(["qpv_resident"], scheme=Scheme.IAE, structure=Structure.LENDER,
                   settings=own(iae_lender_criteria="1")).eligible  # fmt: skip
    assert hint_of(CRITERIA["long_term_jobseeker"], own(long_term_months="18")) == "plus de 18 mois"
    warned = verdict(["youth"], birth_date=date(2005, 1, 1), settings=own(youth_rule="unqualified"))
    assert any("sans qualification" in one for one in warned.warnings)


@given(st.integers(0, 500), st.sampled_from([one.key for one in PROOFS.values() if one.months]))
def test_a_proof_holds_during_its_months_and_not_a_day_more(age: int, proof: str) -> None:
    key = next(criterion.key for criterion in EVERY if proof in criterion.proofs)
    scheme = min(CRITERIA[key].schemes)
    dated = TODAY - timedelta(days=age)
    facts = Facts(scheme, born_for(key), opinion="Avis", structure=Structure.LENDER)
    found = decide(facts, [Seen(key, proof, dated)], SETTINGS, TODAY)
    months = int(CATALOGUE[PROOFS[proof].months].default)  # type: ignore[call-overload]
    stale = any("a cessé de valoir" in one for one in found.sentences)
    assert stale == (add_months(dated, months) <= TODAY)


@pytest.mark.parametrize(
    ("seen", "sentence"),
    [
        (Seen("rsa", "benefit"), "indiquez la date"),
        (Seen("disabled_worker", "disability"), "jusqu’à quand"),
        (Seen("disabled_worker", "disability", valid_until=TODAY - timedelta(1)), "n’est plus valable"),
        (Seen("rsa", "benefit", TODAY + timedelta(1)), "à venir"),
        (Seen("youth", "school", TODAY - timedelta(30)), "depuis moins de 6 mois"),
    ],
)  # fmt: skip
def test_what_a_proof_lacks_is_said(seen: Seen, sentence: str) -> None:
    found = decide(Facts(birth_date=date(2005, 1, 1)), [seen], SETTINGS, TODAY)
    assert any(sentence in one for one in found.sentences), found.sentences
    assert found.window is None


@pytest.mark.parametrize(
    "seen",
    [[Seen("nothing", "identity")], [Seen("single_parent", "family", TODAY)], [Seen("rsa", "identity")],
     [Seen("senior", "identity"), Seen("senior", "identity")]],
)  # fmt: skip
def test_what_is_not_of_the_catalogue_is_refused(seen: list[Seen]) -> None:
    with pytest.raises(RuleBroken) as refused:
        decide(Facts(), seen, SETTINGS, TODAY)
    assert refused.value.field == "criteria"


def test_a_motivated_opinion_is_written() -> None:
    assert not verdict(["motivated"]).eligible
    assert verdict(["motivated"], opinion="Avis de Cap emploi du 2 novembre 2026.").eligible


@pytest.mark.parametrize(
    ("hired", "start", "warned"),
    [
        (None, TODAY, ""), (date(2026, 12, 1), date(2026, 12, 1), ""), (TODAY, TODAY, ""),
        (date(2026, 11, 7), date(2026, 11, 7), "le retard est admis"),
        (date(2026, 11, 6), TODAY, "ne compteront pas"),
    ],
)  # fmt: skip
def test_the_window_begins_at_the_hire_unless_the_decision_comes_too_late(
    hired: date | None, start: date, warned: str
) -> None:
    found = verdict(["rsa"], hired_on=hired)
    assert found.window is not None
    assert found.window.starts_on == start
    assert warned in " ".join(found.warnings)
    assert bool(found.warnings) == bool(warned)


def test_a_renewal_adjoins_and_is_not_decided_too_early() -> None:
    soon = Window(date(2024, 12, 1), date(2026, 11, 30))
    found = verdict(["rsa"], windows=(soon,))
    assert found.window == Window(date(2026, 12, 1), date(2028, 11, 30))
    far = verdict(["rsa"], windows=(Window(date(2026, 3, 2), date(2028, 3, 1)),))
    assert any("Déjà éligible" in one for one in far.sentences)
    ended = verdict(["rsa"], windows=(Window(date(2022, 1, 1), date(2023, 12, 31)),))
    assert ended.window == Window(TODAY, date(2028, 11, 21))


def test_the_catalogue_is_whole() -> None:
    assert len(CRITERIA) == len(EVERY)
    assert len({criterion.label for criterion in EVERY}) == len(EVERY)
    for criterion in EVERY:
        assert criterion.proofs
        assert set(criterion.proofs) <= set(PROOFS)
        keys = [criterion.under, criterion.least, criterion.over]
        assert all(key in CATALOGUE for key in (*keys, *(one.months for one in criterion.accepted)) if key)
    assert all(keys <= set(CRITERIA) for one in EXCLUSIONS for keys in (one.one, one.other))
    assert [one.key for one in criteria_of(Scheme.ANRU)] == ["qpv_resident"]


def test_any_two_criteria_give_a_verdict_or_a_reason() -> None:
    for scheme in Scheme:
        for one, other in combinations(criteria_of(scheme), 2):
            try:
                found = verdict([one.key, other.key], scheme=scheme, structure=Structure.LENDER)
            except RuleBroken as refused:
                assert "ne vont pas ensemble" in refused.message  # noqa: PT017
            else:
                assert found.eligible == (found.window is not None)


PUBLISHED = {
    "RSA": "rsa", "ASS": "ass", "AAH": "aah", "DETLD": "very_long_term_jobseeker",
    "DELD": "long_term_jobseeker",
    "CAP_BEP": "low_qualification", "SENIOR": "senior", "JEUNE": "youth", "ASE": "former_care",
    "TH": "disabled_worker", "PI": "single_parent", "PSH_PR": "homeless", "REF_DA": "refugee",
    "ZRR": "rural_resident", "QPV": "qpv_resident", "DETENTION_MJ": "offender", "FLE": "french_below_a1",
    "PM": "mobility", "JEUNE_SQ": "youth_unqualified", "MINIMA": "minimum_income",
    "SANS_TRAVAIL_12": "jobless_year", "DE_45": "senior_jobseeker", "RECONVERSION": "forced_change",
    "SIAE_CUI": "insertion_leaver", "RS_PS_DA": "asylum_seeker",
}  # fmt: skip


@pytest.mark.skipif(
    not TABLES.is_dir(), reason="no published table: set FACILITATOR_SHARED to the folder of data/eligibilite"
)
@pytest.mark.parametrize(
    ("file", "scheme"), [("itou_criteres_iae.json", Scheme.IAE), ("itou_criteres_geiq.json", Scheme.GEIQ)]
)
def test_the_levels_and_annexes_are_those_published(file: str, scheme: Scheme) -> None:
    for row in json.loads((TABLES / file).read_text(encoding="utf-8")):
        fields = row["fields"]
        if fields.get("annex") == "0":
            continue
        worth = CRITERIA[PUBLISHED[fields["kind"]]].schemes[scheme]
        assert worth.level == (int(fields["level"]) if fields["level"] else None), fields["kind"]
        assert worth.annex_1 == ("1" in fields.get("annex", "")), fields["kind"]

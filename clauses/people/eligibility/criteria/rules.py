"""The catalogue of the criteria, per scheme; what excludes what.

Sources: domain dossier §3.1 (CCAG 2021, art. 16.1.1.1 and facilitators' published lists) for the clause;
les-emplois (21 August 2026) for the IAE and the GEIQ; ANRU charter 2014-2024 for the residents.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from clauses.people.eligibility.criteria.proofs_rules import PROOFS, Proof
from clauses.people.eligibility.rules import Scheme
from facilitator.words import RuleBroken

CCAG = "CCAG 2021, article 16.1.1.1"
LISTS = "listes publiées par des facilitateurs (cie84.org, grafie.org)"
IAE_TABLE = "critères de l’IAE (les-emplois, 21 août 2026)"
GEIQ_TABLE = "critères des GEIQ (les-emplois, 21 août 2026)"
ANRU = "charte nationale d’insertion ANRU 2014-2024"
UNSURE = "usage, sans publication retrouvée"


@dataclass(frozen=True)
class Worth:
    """What a criterion is worth under a scheme: its level (IAE, GEIQ); whether it is of its annex 1."""

    level: int | None = None
    annex_1: bool = False


@dataclass(frozen=True)
class Criterion:
    """Why a person is eligible. `under`, `least`, `over`: the parameters of its ages and of its duration."""

    key: str
    label: str
    schemes: Mapping[Scheme, Worth]
    proofs: tuple[str, ...]
    source: str
    under: str = ""
    least: str = ""
    over: str = ""
    needs_opinion: bool = False
    confirmed: bool = True

    @property
    def accepted(self) -> tuple[Proof, ...]:
        """The kinds of proof that show it."""
        return tuple(PROOFS[key] for key in self.proofs)


@dataclass(frozen=True)
class Exclusion:
    """Two sets of criteria that nobody can meet together, and why."""

    one: frozenset[str]
    other: frozenset[str]
    reason: str


CLAUSE = {Scheme.CLAUSE: Worth()}
HARD = {Scheme.IAE: Worth(1), Scheme.GEIQ: Worth(1)}
SOFT = {Scheme.IAE: Worth(2), Scheme.GEIQ: Worth(2)}
BOTH = {Scheme.IAE: Worth(2), Scheme.GEIQ: Worth(2, True)}
ANNEX_1 = {Scheme.GEIQ: Worth(annex_1=True)}
EVERYWHERE = f"{LISTS} ; {IAE_TABLE} ; {GEIQ_TABLE}"
FROM_TABLES = f"{IAE_TABLE} ; {GEIQ_TABLE}"

_JOBLESS = (
    Criterion(
        "long_term_jobseeker", "Demandeur d’emploi de longue durée (DELD)", CLAUSE | SOFT,
        ("employment_office",), EVERYWHERE, over="long_term_months",
    ),
    Criterion(
        "very_long_term_jobseeker", "Demandeur d’emploi de très longue durée (DETLD)", CLAUSE | HARD,
        ("employment_office",), FROM_TABLES, over="very_long_term_months",
    ),
    Criterion(
        "jobless_year", "Sans emploi depuis plus d’un an, inscrit ou non", ANNEX_1, ("resume", "sworn"),
        GEIQ_TABLE,
    ),
)  # fmt: skip
_BENEFITS = (
    Criterion("rsa", "Bénéficiaire du RSA", CLAUSE | HARD, ("benefit",), EVERYWHERE),
    Criterion("ass", "Allocataire de l’ASS", CLAUSE | HARD, ("benefit",), EVERYWHERE),
    Criterion("aah", "Allocataire de l’AAH", CLAUSE | HARD, ("benefit",), EVERYWHERE),
    Criterion("disability_pension", "Titulaire d’une pension d’invalidité", CLAUSE, ("pension",), LISTS),
    Criterion("minimum_income", "Bénéficiaire d’un minimum social", ANNEX_1, ("benefit",), GEIQ_TABLE),
)  # fmt: skip
_SITUATIONS = (
    Criterion(
        "disabled_worker", "Travailleur handicapé ou bénéficiaire de l’obligation d’emploi", CLAUSE | BOTH,
        ("disability",), f"{CCAG} ; Code du travail, L5212-13 ; {IAE_TABLE}",
    ),
    Criterion(
        "qpv_resident", "Réside dans un quartier prioritaire (QPV)",
        CLAUSE | BOTH | {Scheme.ANRU: Worth()}, ("address",), f"{LISTS} ; {IAE_TABLE} ; {ANRU}",
    ),
    Criterion(
        "rural_resident", "Réside en zone de revitalisation rurale (FRR)", BOTH, ("address",), FROM_TABLES
    ),
    Criterion(
        "refugee", "Réfugié, protection subsidiaire ou temporaire", CLAUSE | BOTH, ("permit", "work_permit"),
        EVERYWHERE,
    ),
    Criterion(
        "asylum_seeker", "Demandeur d’asile autorisé à travailler", CLAUSE | SOFT, ("work_permit",),
        FROM_TABLES,
    ),
    Criterion(
        "offender", "Sortant de détention ou placé sous main de justice", CLAUSE | BOTH, ("release",),
        f"{CCAG} ; {FROM_TABLES}",
    ),
    Criterion("former_care", "Sortant de l’aide sociale à l’enfance", SOFT, ("care", "sworn"), FROM_TABLES),
    Criterion("single_parent", "Parent isolé", SOFT, ("family",), FROM_TABLES),
    Criterion(
        "homeless", "Sans hébergement, hébergé ou parcours de rue", SOFT, ("domicile", "social_worker"),
        FROM_TABLES,
    ),
    Criterion("low_qualification", "Niveau 3 (CAP, BEP) ou moins", SOFT, ("diploma", "sworn"), FROM_TABLES),
    Criterion("french_below_a1", "Français inférieur au niveau A1", SOFT, ("language",), FROM_TABLES),
    Criterion("mobility", "Difficulté de mobilité", SOFT, ("mobility",), FROM_TABLES),
)  # fmt: skip
_AGES = (
    Criterion(
        "youth", "Jeune, sorti de l’école", CLAUSE | SOFT, ("identity", "school", "referral"), EVERYWHERE,
        under="youth_age",
    ),
    Criterion(
        "youth_unqualified", "Jeune sans qualification (niveau 4 au plus)", ANNEX_1,
        ("diploma", "sworn", "resume"), GEIQ_TABLE, under="youth_age",
    ),
    Criterion("senior", "Senior", CLAUSE | SOFT, ("identity",), EVERYWHERE, least="senior_age"),
    Criterion(
        "senior_jobseeker", "Demandeur d’emploi senior (annexe 1)", ANNEX_1,
        ("identity", "employment_office"), GEIQ_TABLE, least="geiq_senior_age",
    ),
)  # fmt: skip
_PATHWAYS = (
    Criterion(
        "insertion_structure", "Salarié d’une structure d’insertion (SIAE, régie de quartier)", CLAUSE,
        ("structure", "pass", "employer"), CCAG,
    ),
    Criterion("adapted_structure", "Salarié d’une EA, usager d’un ESAT", CLAUSE, ("structure",), CCAG),
    Criterion("geiq_pathway", "En parcours dans un GEIQ", CLAUSE, ("structure",), CCAG),
    Criterion("second_chance", "En parcours EPIDE ou école de la 2e chance", CLAUSE, ("structure",), CCAG),
    Criterion(
        "plie", "Suivi par un PLIE", CLAUSE, ("referral",), UNSURE, confirmed=False,
    ),
    Criterion(
        "youth_contract", "En PACEA ou en contrat d’engagement jeune (CEJ)", CLAUSE, ("referral",), UNSURE,
        confirmed=False,
    ),
    Criterion(
        "forced_change", "En reconversion contrainte", ANNEX_1, ("dismissal",), GEIQ_TABLE,
    ),
    Criterion(
        "insertion_leaver", "Sort d’un dispositif d’insertion, ou en bénéficie", ANNEX_1, ("structure",),
        GEIQ_TABLE,
    ),
)  # fmt: skip
_MOTIVATED = (
    Criterion(
        "motivated", "Autre situation, sur avis motivé", CLAUSE, ("opinion", "referral"),
        f"{LISTS} : avis de France Travail, de la mission locale, de Cap emploi, du PLIE… validé par le "
        "facilitateur", needs_opinion=True,
    ),
)  # fmt: skip
EVERY = (*_JOBLESS, *_BENEFITS, *_SITUATIONS, *_AGES, *_PATHWAYS, *_MOTIVATED)
CRITERIA = {criterion.key: criterion for criterion in EVERY}

YOUNG = frozenset({"youth", "youth_unqualified", "second_chance", "youth_contract"})
OLD = frozenset({"senior", "senior_jobseeker"})
EXCLUSIONS = (
    Exclusion(YOUNG, OLD, "on ne peut pas être à la fois jeune et senior"),
    Exclusion(
        frozenset({"long_term_jobseeker"}), frozenset({"very_long_term_jobseeker"}),
        "l’une des durées de chômage dépasse l’autre : gardez celle que dit l’attestation",
    ),
    Exclusion(
        frozenset({"refugee"}), frozenset({"asylum_seeker"}),
        "une protection accordée met fin à la demande d’asile",
    ),
)  # fmt: skip
"""What really cannot go together. Not excluded, because met: benefits paid to a same household (RSA and
AAH), rights kept from before 2017 (ASS and AAH), a person long out of work who is being hired by a
structure (DELD and SIAE), a priority district in a rural zone."""


def criteria_of(scheme: Scheme) -> tuple[Criterion, ...]:
    """The criteria of a scheme, in the order of the page."""
    return tuple(criterion for criterion in EVERY if scheme in criterion.schemes)


def check_together(keys: Collection[str]) -> None:
    """Refuse two criteria that nobody can meet together; raises `RuleBroken` on field `criteria`."""
    given = frozenset(keys)
    for exclusion in EXCLUSIONS:
        one, other = given & exclusion.one, given & exclusion.other
        if one and other:
            labels = " et ".join(f"« {CRITERIA[key].label} »" for key in (min(one), min(other)))
            raise RuleBroken(f"{labels} ne vont pas ensemble : {exclusion.reason}.", "criteria")

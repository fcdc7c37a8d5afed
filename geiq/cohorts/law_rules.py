"""What the law lets a cohort be: each refusal says why, and where it is written.

The figures are parameters (`clauses.parameters.catalogue.cohort_rules`), dated, with their sources.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from clauses.contracts.contract_rules import add_months
from clauses.parameters.catalogue.rules import CATALOGUE, exact, whole
from clauses.parameters.rules import Settings
from clauses.people.employments.rules import ContractType
from facilitator.formats import hours
from facilitator.words import RuleBroken
from geiq.cohorts.rules import CohortKind, FunderKind

POEC_ARTICLE = "Code du travail, L6326-3"
POEI_ARTICLE = "Code du travail, L6326-1"
GROUP_ARTICLE = "Code du travail, L6325-11"
ARTICLES = {
    CohortKind.POEC: POEC_ARTICLE,
    CohortKind.POEI: POEI_ARTICLE,
    CohortKind.GEIQ_GROUP: GROUP_ARTICLE,
}
PAYERS = frozenset({FunderKind.OPCO, FunderKind.FRANCE_TRAVAIL})
"""Who finances a preparation for a job, collective or not."""
ALTERNATING = frozenset({ContractType.PROFESSIONALISATION, ContractType.APPRENTICESHIP})


@dataclass(frozen=True)
class Limits:
    """The law's figures on a day: whole minutes, months, and a ratio."""

    poec_minutes: int = 400 * 60
    poec_derogation_minutes: int = 434 * 60
    poec_company_share: Decimal = Decimal("0.3333333333")
    poec_exit_months: int = 12
    poei_minutes: int = 450 * 60
    poei_tutored_minutes: int = 300 * 60
    poei_derogation_minutes: int = 600 * 60
    poei_months: int = 6
    poei_exit_months: int = 12
    group_least_months: int = 6
    group_most_months: int = 24
    unsure: frozenset[str] = frozenset()
    """Those that no text read confirms, and that the body has not set: what they refuse says so."""


KEYS = {
    "poec_minutes": "poec_hours",
    "poec_derogation_minutes": "poec_derogation_hours",
    "poec_company_share": "poec_company_share",
    "poec_exit_months": "poec_exit_months",
    "poei_minutes": "poei_hours",
    "poei_tutored_minutes": "poei_tutored_hours",
    "poei_derogation_minutes": "poei_derogation_hours",
    "poei_months": "poei_months",
    "poei_exit_months": "poei_exit_months",
    "group_least_months": "geiq_contract_least_months",
    "group_most_months": "geiq_contract_most_months",
}
"""The parameter of each figure: its value on a day, its source, whether it is still to be validated."""


def limits_in(settings: Settings) -> Limits:
    """The law's figures in these settings."""
    found: dict[str, Any] = {}
    for name, key in KEYS.items():
        if name.endswith("_minutes"):
            found[name] = int(exact(settings, key) * 60)
        else:
            found[name] = exact(settings, key) if name.endswith("_share") else whole(settings, key)
    held = {name: settings.of(CATALOGUE[key]) for name, key in KEYS.items()}
    unsure = {name for name, one in held.items() if one.is_default and not one.parameter.confirmed}
    return Limits(**found, unsure=frozenset(unsure))


FIGURES = {
    (CohortKind.POEC, "derogation"): ("poec_derogation_minutes",),
    (CohortKind.POEC, "training_minutes"): ("poec_minutes", "poec_derogation_minutes"),
    (CohortKind.POEC, "company_minutes"): ("poec_company_share",),
    (CohortKind.POEI, "derogation"): ("poei_minutes", "poei_tutored_minutes", "poei_derogation_minutes"),
    (CohortKind.POEI, "training_minutes"): ("poei_minutes", "poei_derogation_minutes"),
    (CohortKind.POEI, "ends_on"): ("poei_months",),
    (CohortKind.GEIQ_GROUP, "ends_on"): ("group_most_months",),
}
"""The figures by which a field is refused; a field that none refuses is absent."""
UNSURE = "Ce chiffre est à valider : vos paramètres le changent"


@dataclass(frozen=True)
class Shape:
    """What the law looks at in a cohort."""

    kind: CohortKind
    training_minutes: int | None = None
    company_minutes: int = 0
    derogation: str = ""
    funder_kind: FunderKind | None = None
    job_offer: str = ""
    has_employer: bool = False
    has_provider: bool = True
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Refusal:
    """Why the law refuses, on which field, in which article."""

    field: str
    sentence: str
    article: str
    unsure: bool = False
    """Whether a figure that it names is still to be validated."""

    def says(self) -> str:
        """The sentence with its article; that its figure is to be validated, when it is."""
        return f"{self.sentence} ({self.article})." + (f" {UNSURE}." if self.unsure else "")


def refusals(shape: Shape, limits: Limits) -> list[Refusal]:
    """All that the law refuses in a cohort; empty when it is legal as far as it is said."""
    looks = {CohortKind.POEC: _collective, CohortKind.POEI: _individual, CohortKind.GEIQ_GROUP: _group}
    article = ARTICLES[shape.kind]
    found = [Refusal(field, said, article) for field, said in _sums(shape)]
    for field, said in looks[shape.kind](shape, limits):
        unsure = any(name in limits.unsure for name in FIGURES.get((shape.kind, field), ()))
        found.append(Refusal(field, said, article, unsure))
    return found


def check_law(shape: Shape, limits: Limits) -> None:
    """Raise `RuleBroken` on the first thing that the law refuses."""
    for refusal in refusals(shape, limits):
        raise RuleBroken(refusal.says(), refusal.field)


def company_limit(training_minutes: int, limits: Limits) -> int:
    """The minutes of a POEC that may be spent in a company: a third, to the nearest minute."""
    return int((training_minutes * limits.poec_company_share).quantize(Decimal(1), ROUND_HALF_UP))


def _sums(shape: Shape) -> Iterator[tuple[str, str]]:
    total = shape.training_minutes
    if total is None and shape.company_minutes:
        yield "training_minutes", "Indiquez la durée de la formation avant ses heures en entreprise"
    elif total is not None and shape.company_minutes > total:
        yield "company_minutes", "Les heures en entreprise dépassent la durée de la formation"


def _collective(shape: Shape, limits: Limits) -> Iterator[tuple[str, str]]:
    total = shape.training_minutes
    if total is not None:
        yield from _duration("POEC", total, limits.poec_minutes, limits.poec_derogation_minutes, shape)
        most = company_limit(total, limits)
        if most < shape.company_minutes <= total:
            yield (
                "company_minutes",
                f"Une POEC de {hours(total)} se passe au plus un tiers en entreprise, soit {hours(most)} : "
                f"vous indiquez {hours(shape.company_minutes)}",
            )
    if shape.job_offer:
        yield (
            "job_offer",
            "Une POEC n’a pas d’offre d’emploi préalable : avec une offre déposée, c’est une POEI",
        )
    if shape.has_employer:
        yield "employer_id", "Une POEC n’est pas ouverte pour un employeur : c’est une POEI qui en a un"
    yield from _payer("POEC", shape)


def _individual(shape: Shape, limits: Limits) -> Iterator[tuple[str, str]]:
    if shape.training_minutes is not None:
        usual = limits.poei_minutes if shape.has_provider else limits.poei_tutored_minutes
        name = "POEI" if shape.has_provider else "POEI sans organisme de formation"
        yield from _duration(name, shape.training_minutes, usual, limits.poei_derogation_minutes, shape)
    if shape.starts_on and shape.ends_on and shape.ends_on >= add_months(shape.starts_on, limits.poei_months):
        yield "ends_on", f"Une POEI s’étale sur {limits.poei_months} mois au plus"
    yield from _payer("POEI", shape)


def _group(shape: Shape, limits: Limits) -> Iterator[tuple[str, str]]:
    if shape.job_offer:
        yield "job_offer", "Un groupe de professionnalisation n’a pas de numéro d’offre d’emploi"
    if (
        shape.starts_on
        and shape.ends_on
        and shape.ends_on >= add_months(shape.starts_on, limits.group_most_months)
    ):
        yield (
            "ends_on",
            f"Un contrat de professionnalisation dure {limits.group_most_months} mois au plus",
        )


def _duration(name: str, total: int, usual: int, derogated: int, shape: Shape) -> Iterator[tuple[str, str]]:
    if total <= usual:
        return
    if total > derogated:
        yield (
            "training_minutes",
            f"Une {name} dure {hours(usual)} au plus, {hours(derogated)} quand un texte y déroge : vous "
            f"indiquez {hours(total)}",
        )
    elif not shape.derogation:
        yield (
            "derogation",
            f"Une {name} dure {hours(usual)} au plus. Nommez le texte de dérogation : il permet d’aller "
            f"jusqu’à {hours(derogated)}",
        )


def _payer(name: str, shape: Shape) -> Iterator[tuple[str, str]]:
    if shape.funder_kind is not None and shape.funder_kind not in PAYERS:
        yield "funder_kind", f"Une {name} est financée par un OPCO ou par France Travail"


@dataclass(frozen=True)
class HireTerms:
    """An employment contract after a training; `ends_on` None: without a known end."""

    contract_type: ContractType
    starts_on: date
    ends_on: date | None = None

    def lasts(self, months: int) -> bool:
        """Whether it runs so many months at least."""
        return self.ends_on is None or self.ends_on >= _last_day(self.starts_on, months)


def _last_day(starts_on: date, months: int) -> date:
    return date.fromordinal(add_months(starts_on, months).toordinal() - 1)


def hire_advice(kind: CohortKind, hire: HireTerms, limits: Limits) -> str:
    """What deserves a look in a hire: it is kept as a fact, but it is no exit that the text provides.

    '' when it is one.
    """
    if kind is CohortKind.GEIQ_GROUP:
        return _group_advice(hire, limits)
    if hire.contract_type is ContractType.PERMANENT:
        return ""
    months = limits.poec_exit_months if kind is CohortKind.POEC else limits.poei_exit_months
    dated = hire.contract_type is ContractType.FIXED_TERM or hire.contract_type in ALTERNATING
    if dated and hire.lasts(months):
        return ""
    name = "POEC" if kind is CohortKind.POEC else "POEI"
    return (
        f"Cette embauche est gardée, mais ce n’est pas la sortie prévue d’une {name} : CDI, CDD, contrat de "
        f"professionnalisation ou apprentissage de {months} mois au moins ({ARTICLES[kind]})."
    )


def _group_advice(hire: HireTerms, limits: Limits) -> str:
    if hire.contract_type is not ContractType.PROFESSIONALISATION:
        return ""
    least, most = limits.group_least_months, limits.group_most_months
    too_long = hire.ends_on is not None and hire.ends_on >= add_months(hire.starts_on, most)
    if hire.lasts(least) and not too_long:
        return ""
    return f"Un contrat de professionnalisation dure de {least} à {most} mois ({GROUP_ARTICLE})."

"""Whether a person is eligible, from what was seen: pure, and said in sentences.

IAE: one criterion of level 1, or of level 2 two for an AI or ETTI, three for an ACI, EI or EITI.
GEIQ: aid of 1,400 € (prescriber, one level 1 or two level 2), 814 € (annex 1), else none. Any other
scheme: one criterion is enough. Source: les-emplois (21 August 2026); the numbers are parameters.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from clauses.contracts.contract_rules import add_months, end_of
from clauses.parameters.catalogue.people_rules import YouthRule
from clauses.parameters.catalogue.rules import CATALOGUE, whole
from clauses.parameters.rules import Settings
from clauses.people.eligibility.criteria.proofs_rules import PROOFS, Proof
from clauses.people.eligibility.criteria.rules import CRITERIA, Criterion, check_together
from clauses.people.eligibility.rules import Scheme, Structure, Window, eligible_until
from facilitator.formats import day as said
from facilitator.formats import plural
from facilitator.words import RuleBroken

WINDOW_MONTHS: Mapping[Scheme, str] = {
    Scheme.CLAUSE: "eligibility_months",
    Scheme.ANRU: "eligibility_months",
    Scheme.IAE: "pass_iae_months",
    Scheme.GEIQ: "geiq_window_months",
}
"""The parameter that says how long a decision of each scheme opens."""


@dataclass(frozen=True)
class Seen:
    """A proof that was looked at, for one criterion."""

    criterion: str
    proof: str
    dated_on: date | None = None
    valid_until: date | None = None
    document: int | None = None
    """The document received that holds it, when there is one."""

    def facts(self) -> dict[str, Any]:
        """As a draft keeps it."""
        return {
            "criterion": self.criterion,
            "proof": self.proof,
            "dated_on": self.dated_on.isoformat() if self.dated_on else None,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "document": self.document,
        }

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> "Seen":
        """From a draft."""
        dated, until = facts.get("dated_on"), facts.get("valid_until")
        return cls(
            str(facts["criterion"]),
            str(facts["proof"]),
            date.fromisoformat(dated) if dated else None,
            date.fromisoformat(until) if until else None,
            facts.get("document"),
        )


@dataclass(frozen=True)
class Facts:
    """What is known of the person, besides the proofs."""

    scheme: Scheme = Scheme.CLAUSE
    birth_date: date | None = None
    hired_on: date | None = None
    """The first day of work, past or to come; None when it is not known yet."""
    opinion: str = ""
    structure: Structure | None = None
    by_prescriber: bool = False
    windows: tuple[Window, ...] = ()
    """The counting windows already open under this scheme."""


@dataclass(frozen=True)
class Verdict:
    """What follows: what is missing (nothing: she is eligible), what to know, the window that opens."""

    sentences: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    window: Window | None = None
    months: int = 0
    aid: Decimal | None = None
    seen: tuple[Seen, ...] = field(default=())
    """The proofs, each with the last day it holds."""

    @property
    def eligible(self) -> bool:
        """Whether nothing is missing."""
        return not self.sentences


def decide(facts: Facts, seen: Sequence[Seen], settings: Settings, day: date) -> Verdict:
    """The verdict on a day. Raises `RuleBroken` when the criteria or their proofs cannot go together."""
    check_shape(facts.scheme, seen)
    check_together([one.criterion for one in seen])
    start, warnings = start_of(facts, settings, day)
    at = min(day, start)
    lacks = [*_scheme(facts, seen, settings), *_opinion(facts, seen), *_already(facts, settings, day)]
    for one in seen:
        criterion = CRITERIA[one.criterion]
        lacks += [*_age(facts, criterion, settings, start), *_proof(one, settings, at, day)]
        warnings += _advice(one, settings)
    months = whole(settings, WINDOW_MONTHS[facts.scheme])
    return Verdict(
        tuple(lacks),
        tuple(warnings),
        None if lacks else Window(start, end_of(start, months)),
        months,
        aid_of(facts, seen, settings),
        tuple(replace(one, valid_until=holds_until(one, settings)) for one in seen),
    )


def check_shape(scheme: Scheme, seen: Sequence[Seen]) -> None:
    """Refuse a criterion of another scheme, or twice, and a proof that does not show it."""
    for one in seen:
        criterion = CRITERIA.get(one.criterion)
        if criterion is None or scheme not in criterion.schemes:
            raise RuleBroken("Ce critère n’est pas de ce dispositif.", "criteria")
        if one.proof not in criterion.proofs:
            raise RuleBroken(f"« {criterion.label} » : choisissez le justificatif vu.", "criteria")
    if len({one.criterion for one in seen}) < len(seen):
        raise RuleBroken("Un critère ne se coche qu’une fois.", "criteria")


def start_of(facts: Facts, settings: Settings, day: date) -> tuple[date, list[str]]:
    """The first day that counts, and what to know about it.

    From the hire, when it is to come or not older than the delay that is admitted; else from the
    decision. While another window runs, from the day after it.
    """
    start, warnings = facts.hired_on or day, []
    if facts.hired_on is not None and facts.hired_on < day:
        late, grace = (day - facts.hired_on).days, whole(settings, "eligibility_grace_days")
        delay = plural(late, "jour", "jours")
        if late > grace:
            start = day
            warnings.append(
                f"Embauche il y a {delay}, au-delà du retard admis ({plural(grace, 'jour', 'jours')}) : les "
                f"heures d’avant le {said(day)} ne compteront pas."
            )
        else:
            warnings.append(f"Décision {delay} après l’embauche : le retard est admis.")
    running = eligible_until(facts.windows, start)
    if running is not None:
        start = running + timedelta(days=1)
        warnings.append(f"Une période court jusqu’au {said(running)} : la nouvelle commence le lendemain.")
    return start, warnings


def _scheme(facts: Facts, seen: Sequence[Seen], settings: Settings) -> Iterator[str]:
    if not seen:
        if not (facts.scheme is Scheme.GEIQ and facts.by_prescriber):
            yield "Cochez au moins un critère."
    elif facts.scheme is Scheme.IAE:
        yield from _iae(facts, seen, settings)


def _iae(facts: Facts, seen: Sequence[Seen], settings: Settings) -> Iterator[str]:
    levels = [CRITERIA[one.criterion].schemes[Scheme.IAE].level for one in seen]
    if 1 in levels:
        return
    if facts.structure is None:
        yield "Sans critère de niveau 1, indiquez la structure qui embauche : elle dit combien il en faut."
        return
    key = "iae_lender_criteria" if facts.structure is Structure.LENDER else "iae_structure_criteria"
    needed = whole(settings, key)
    if len(levels) < needed:
        yield (
            f"Il faut un critère de niveau 1, ou {needed} de niveau 2 pour une {facts.structure.label} : "
            f"{plural(len(levels), 'est coché', 'sont cochés')}."
        )


def _opinion(facts: Facts, seen: Sequence[Seen]) -> Iterator[str]:
    if any(CRITERIA[one.criterion].needs_opinion for one in seen) and not facts.opinion.strip():
        yield "Écrivez l’avis motivé : qui le donne, et pourquoi cette personne est éloignée de l’emploi."


def _already(facts: Facts, settings: Settings, day: date) -> Iterator[str]:
    running = eligible_until(facts.windows, day)
    soon = whole(settings, "eligibility_alert_days")
    if running is not None and (running - day).days > soon:
        yield (
            f"Déjà éligible jusqu’au {said(running)} : le renouvellement se décide dans les "
            f"{plural(soon, 'dernier jour', 'derniers jours')}."
        )


def _age(facts: Facts, criterion: Criterion, settings: Settings, at: date) -> Iterator[str]:
    if not (criterion.under or criterion.least):
        return
    if facts.birth_date is None:
        yield f"« {criterion.label} » : la date de naissance manque sur la fiche de la personne."
        return
    age = age_at(facts.birth_date, at)
    hint = hint_of(criterion, settings)
    if (criterion.under and age >= whole(settings, criterion.under)) or (
        criterion.least and age < whole(settings, criterion.least)
    ):
        yield f"« {criterion.label} » demande {hint} : la personne aura {age} ans le {said(at)}."


def age_at(birth_date: date, on: date) -> int:
    """Whole years on a day."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def holds_until(one: Seen, settings: Settings) -> date | None:
    """The last day a proof holds; None when it holds for good, or when its date is not known."""
    proof = PROOFS[one.proof]
    if proof.until:
        return one.valid_until
    if proof.months and one.dated_on is not None:
        return end_of(one.dated_on, whole(settings, proof.months))
    return None


def _proof(one: Seen, settings: Settings, at: date, day: date) -> Iterator[str]:
    proof, label = PROOFS[one.proof], CRITERIA[one.criterion].label
    if proof.until and one.valid_until is None:
        yield f"« {label} » : indiquez jusqu’à quand « {proof.label} » est valable."
    elif proof.months and one.dated_on is None:
        yield f"« {label} » : indiquez la date de « {proof.label} »."
    last = holds_until(one, settings)
    if last is not None and last < at:
        yield f"« {label} » : {_too_old(proof, one, settings)}, il a cessé de valoir le {said(last)}."
    if one.dated_on is not None and one.dated_on > day:
        yield f"« {label} » : le justificatif porte une date à venir, le {said(one.dated_on)}."
    yield from _school(one, settings, at)


def _too_old(proof: Proof, one: Seen, settings: Settings) -> str:
    if proof.until:
        return "le justificatif n’est plus valable"
    return f"le justificatif du {said(one.dated_on)} vaut {whole(settings, proof.months)} mois"


def _school(one: Seen, settings: Settings, at: date) -> Iterator[str]:
    months = whole(settings, "youth_out_of_school_months")
    if one.proof == "school" and one.dated_on is not None and add_months(one.dated_on, months) > at:
        yield f"Sortie de l’école depuis moins de {months} mois."


def _advice(one: Seen, settings: Settings) -> list[str]:
    if one.criterion != "youth":
        return []
    found = []
    if settings.of(CATALOGUE["youth_rule"]).value is YouthRule.UNQUALIFIED:
        found.append("Votre structure n’admet que les jeunes sans qualification : vérifiez le diplôme.")
    months = whole(settings, "youth_out_of_school_months")
    if one.proof == "identity" and months:
        found.append(f"Vérifiez que la personne est sortie de l’école depuis {months} mois au moins.")
    return found


def hint_of(criterion: Criterion, settings: Settings) -> str:
    """What the criterion asks for, in figures: `moins de 26 ans`, `plus de 12 mois`; '' when nothing."""
    if criterion.under:
        return f"moins de {whole(settings, criterion.under)} ans"
    if criterion.least:
        return f"{whole(settings, criterion.least)} ans ou plus"
    return f"plus de {whole(settings, criterion.over)} mois" if criterion.over else ""


def aid_of(facts: Facts, seen: Sequence[Seen], settings: Settings) -> Decimal | None:
    """The aid to a GEIQ for this person (for 90 days at least in the year); None outside a GEIQ."""
    if facts.scheme is not Scheme.GEIQ:
        return None
    worths = [CRITERIA[one.criterion].schemes[Scheme.GEIQ] for one in seen]
    levels = [worth.level for worth in worths]
    if facts.by_prescriber or 1 in levels or levels.count(2) >= FULL_AID_LEVEL_2:
        return _euros(settings, "geiq_aid_full")
    if any(worth.annex_1 for worth in worths):
        return _euros(settings, "geiq_aid_reduced")
    return Decimal(0)


FULL_AID_LEVEL_2 = 2
"""Two criteria of level 2 open the full aid (les-emplois, 21 August 2026)."""


def _euros(settings: Settings, key: str) -> Decimal:
    return Decimal(whole(settings, key))

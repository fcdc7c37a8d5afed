"""Whether a contract must carry a social condition: dated thresholds, exemptions.

Loi 2021-1104 (Climat et résilience), article 35: mandatory at and above the EU thresholds, for the
consultations launched since August 2026. Sources differ on the day (21 for décret 2022-767, 22 for
the law): the day is a dated setting that a body may change, like the thresholds themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clauses.contracts.rules import BuyerKind, ClauseKind, ContractForm, Nature
from facilitator.formats import day, euros
from facilitator.words import RuleBroken, Word

OTHER_TEXT_AT_LEAST = 30
"""Characters of a justification that a second person can judge."""
SHORT_WORKS_MONTHS = 6
"""Works shorter than six months may be exempted."""


class Subject(Word):
    """What a dated setting is about."""

    OBLIGATION = "obligation", "Date d’entrée en vigueur de l’obligation"
    STATE = "state", "Fournitures et services de l’État"
    OTHER = "other", "Fournitures et services des autres pouvoirs adjudicateurs"
    ENTITY = "entity", "Fournitures et services des entités adjudicatrices"
    WORKS = "works", "Travaux et concessions"


BY_BUYER = {
    BuyerKind.STATE: Subject.STATE,
    BuyerKind.OTHER: Subject.OTHER,
    BuyerKind.ENTITY: Subject.ENTITY,
}


class ExemptionReason(Word):
    """Why a contract above the thresholds carries no social condition: a closed list."""

    IMMEDIATE = (
        "immediate_solution",
        "Le besoin peut être satisfait par une solution immédiatement disponible",
    )
    NO_LINK = "no_link", "Aucun lien suffisant entre la clause et l’objet du marché"
    COMPETITION = (
        "competition",
        "La clause restreindrait la concurrence ou rendrait l’exécution difficile",
    )
    SHORT_WORKS = "short_works", "Marché de travaux de moins de six mois"
    DEFENCE = "defence", "Marché de défense ou de sécurité"
    OTHER = "other", "Autre motif"


class Finding(Word):
    """The outcome of the check."""

    MET = "met", "Condition sociale présente"
    NOT_CONCERNED = "not_concerned", "Non concerné"
    EXEMPT = "exempt", "Dispense enregistrée"
    PENDING = "pending", "Dispense à confirmer"
    UNMET = "unmet", "Condition sociale obligatoire"
    UNKNOWN = "unknown", "À vérifier"


@dataclass(frozen=True)
class Setting:
    """A dated value: euros without VAT (None for the obligation itself), since a day, by a source."""

    subject: Subject
    since: date
    amount: Decimal | None
    source: str


_2024 = "Seuils européens 2024-2025 (JOUE)"
_2026 = "Seuils européens 2026-2027 (adden-leblog, octobre 2025 ; blog.landot-avocats.net, 24 octobre 2025)"
PUBLISHED = (
    Setting(
        Subject.OBLIGATION,
        date(2026, 8, 21),
        None,
        "Décret 2022-767, articles 2, 3, 5, 7 et 9 "
        "(la loi 2021-1104, article 35, dit le 22 août au plus tard)",
    ),
    Setting(Subject.STATE, date(2024, 1, 1), Decimal(143_000), _2024),
    Setting(Subject.OTHER, date(2024, 1, 1), Decimal(221_000), _2024),
    Setting(Subject.ENTITY, date(2024, 1, 1), Decimal(443_000), _2024),
    Setting(Subject.WORKS, date(2024, 1, 1), Decimal(5_538_000), _2024),
    Setting(Subject.STATE, date(2026, 1, 1), Decimal(140_000), _2026),
    Setting(Subject.OTHER, date(2026, 1, 1), Decimal(216_000), _2026),
    Setting(Subject.ENTITY, date(2026, 1, 1), Decimal(432_000), _2026),
    Setting(Subject.WORKS, date(2026, 1, 1), Decimal(5_404_000), _2026),
)


@dataclass(frozen=True)
class Facts:
    """What the check looks at."""

    nature: Nature
    form: ContractForm
    buyer_kind: BuyerKind
    amount: Decimal | None
    consulted_on: date | None
    notified_on: date | None
    today: date
    kinds: frozenset[ClauseKind] = frozenset()
    exempt: bool = False
    exemption_pending: bool = False

    @property
    def subject(self) -> Subject:
        """The line of the table that applies."""
        if self.nature is Nature.WORKS or self.form is ContractForm.CONCESSION:
            return Subject.WORKS
        return BY_BUYER[self.buyer_kind]

    @property
    def on(self) -> date:
        """The day whose law applies: the consultation's launch; failing that the nearest we know."""
        return self.consulted_on or self.notified_on or self.today


@dataclass(frozen=True)
class Verdict:
    """The outcome and its sentence."""

    finding: Finding
    sentence: str

    @property
    def to_do(self) -> bool:
        """Whether somebody must act."""
        return self.finding in {Finding.UNMET, Finding.PENDING}


def obligation(own: Sequence[Setting] = ()) -> Setting:
    """The day from which the condition is mandatory: the body's last word, else the published one."""
    mine = [setting for setting in own if setting.subject is Subject.OBLIGATION]
    return mine[-1] if mine else PUBLISHED[0]


def threshold_at(subject: Subject, on: date, own: Iterable[Setting] = ()) -> Setting | None:
    """The threshold in force on a day; of two of the same day the body's own stands. None before all."""
    known = [setting for setting in (*PUBLISHED, *own) if setting.subject is subject and setting.since <= on]
    # A stable sort: the body's own settings come after the published ones of the same day.
    return sorted(known, key=lambda setting: setting.since)[-1] if known else None


def verdict(facts: Facts, own: Sequence[Setting] = ()) -> Verdict:
    """Whether this contract must carry a social condition, in a sentence that gives its figures."""
    if facts.kinds - {ClauseKind.CRITERION}:
        return Verdict(
            Finding.MET, "Ce marché comporte une condition sociale d’exécution ou une réservation."
        )
    since = obligation(own)
    if facts.on < since.since:
        return Verdict(
            Finding.NOT_CONCERNED,
            f"La consultation date d’avant le {day(since.since)} : "
            "aucune condition sociale n’était obligatoire.",
        )
    threshold = threshold_at(facts.subject, facts.on, own)
    if facts.amount is None or threshold is None or threshold.amount is None:
        return Verdict(
            Finding.UNKNOWN,
            "Indiquez le montant hors taxes pour savoir si une condition sociale est obligatoire.",
        )
    return _compared(facts, threshold.amount, since.since)


def _compared(facts: Facts, threshold: Decimal, since: date) -> Verdict:
    figures = (
        f"{euros(facts.amount)} hors taxes, seuil de {euros(threshold)} "
        f"({facts.subject.label.lower() if facts.subject is Subject.WORKS else facts.subject.label})"
    )
    if facts.amount is None or facts.amount < threshold:
        return Verdict(
            Finding.NOT_CONCERNED,
            f"Sous le seuil européen, la condition sociale reste facultative : {figures}.",
        )
    if facts.exempt:
        return Verdict(Finding.EXEMPT, f"Au-dessus du seuil, mais dispensé avec son motif : {figures}.")
    if facts.exemption_pending:
        return Verdict(Finding.PENDING, f"Une seconde personne doit confirmer la dispense : {figures}.")
    alone = " Un critère d’attribution seul ne suffit pas." if facts.kinds else ""
    return Verdict(
        Finding.UNMET,
        f"Depuis le {day(since)}, une condition sociale est obligatoire : {figures}.{alone} "
        "Ajoutez une clause ou enregistrez une dispense.",
    )


def check_exemption(reason: ExemptionReason, text: str, nature: Nature, duration_months: int | None) -> None:
    """Refuse an exemption whose reason does not fit, or « autre » without a real text."""
    if reason is ExemptionReason.OTHER and len(text) < OTHER_TEXT_AT_LEAST:
        raise RuleBroken(
            f"Expliquez le motif en {OTHER_TEXT_AT_LEAST} caractères au moins : "
            "une seconde personne devra le confirmer.",
            "text",
        )
    if reason is not ExemptionReason.SHORT_WORKS:
        return
    if nature is not Nature.WORKS:
        raise RuleBroken("Ce motif ne vaut que pour des travaux.", "reason")
    if duration_months is None or duration_months >= SHORT_WORKS_MONTHS:
        raise RuleBroken(
            "Ce motif demande une durée de moins de six mois : vérifiez la durée du marché.", "reason"
        )


def needs_second_person(reason: ExemptionReason) -> bool:
    """Whether the exemption stands only once somebody else has confirmed it."""
    return reason is ExemptionReason.OTHER


def check_confirmation(asked_by: int, confirming: int) -> None:
    """The second person is not the first."""
    if asked_by == confirming:
        raise RuleBroken("Une autre personne que celle qui a saisi la dispense doit la confirmer.")


def check_setting(subject: Subject, amount: Decimal | None) -> None:
    """A threshold has an amount; the date of the obligation needs none."""
    if subject is not Subject.OBLIGATION and (amount is None or amount <= 0):
        raise RuleBroken("Indiquez le seuil en euros hors taxes.", "amount")

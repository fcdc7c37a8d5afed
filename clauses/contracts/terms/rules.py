"""The legal frame of a clause: its article, what the law refuses, what practice advises.

Source: Code de la commande publique (CCP), 1 April 2026; see each sentence for its article.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from clauses.contracts.rules import (
    RESERVED_FOR_WORKERS,
    CapBasis,
    ClauseKind,
    ContractForm,
    HourlyBase,
    Nature,
    PenaltyFormula,
    PenaltyTrigger,
)
from facilitator.formats import euros, number, percent, plural
from facilitator.words import RuleBroken

MIN_RESERVED_SHARE = Decimal("0.5")
"""CCP R2113-7."""
ESS_MAX_MONTHS = 36
"""CCP L2113-16."""
FLOOR_MINUTES = 150 * 60
"""Below 150 h a clause brings little (PACT Propreté, inserpropre.fr): an advice, not a law."""
TRAINING_MIN_MONTHS = 12
"""A training clause needs more than one firm year (ministry guide, December 2019): an advice."""

ARTICLES = {
    ClauseKind.PERFORMANCE: ("L2112-2", "L3114-2"),
    ClauseKind.CRITERION: ("L2152-7 et R2152-7", "L3124-5"),
    ClauseKind.RESERVED_ADAPTED: ("L2113-12", "L3113-1"),
    ClauseKind.RESERVED_INSERTION: ("L2113-13", "L3113-2"),
    ClauseKind.RESERVED_BOTH: ("L2113-14", "L3113-3"),
    ClauseKind.RESERVED_PRISON: ("L2113-13-1", "L3113-2-1"),
    ClauseKind.RESERVED_ESS: ("L2113-15 et L2113-16", "L2113-15 et L2113-16"),
    ClauseKind.INSERTION_SERVICES: ("R2123-1, 3°", "R2123-1, 3°"),
    ClauseKind.TRAINING: ("L2112-2", "L3114-2"),
}


@dataclass(frozen=True)
class TermsFacts:
    """What the checks look at. `beside` are the other kinds of clause of the same lot."""

    kind: ClauseKind
    form: ContractForm = ContractForm.CONTRACT
    nature: Nature = Nature.WORKS
    minutes: int | None = None
    by_orders: bool = False
    """Hours come with each call-off order."""
    duration_months: int | None = None
    reserved_share: Decimal | None = None
    criterion_weight: Decimal | None = None
    beside: frozenset[ClauseKind] = frozenset()


def article_of(kind: ClauseKind, form: ContractForm) -> str:
    """The article of the Code de la commande publique that a clause rests on."""
    return ARTICLES[kind][form is ContractForm.CONCESSION]


def refusals(facts: TermsFacts) -> Iterator[RuleBroken]:
    """Everything the law (or plain sense) refuses in a clause, each with its article and field."""
    yield from _share(facts)
    yield from _combination(facts)
    yield from _subject(facts)
    if facts.minutes is not None and facts.minutes <= 0:
        yield RuleBroken(
            "Un objectif d’heures est plus grand que zéro : laissez vide s’il n’est pas encore connu.",
            "hours",
        )
    if facts.by_orders and facts.form is not ContractForm.FRAMEWORK:
        yield RuleBroken("Seul un accord-cadre a des bons de commande qui apportent des heures.", "by_orders")
    weight = facts.criterion_weight
    if weight is not None and not 0 < weight <= 1:
        yield RuleBroken("Le poids d’un critère va de 1 à 100 %.", "criterion_weight")


def check(facts: TermsFacts) -> None:
    """Raise the first refusal, if there is one."""
    for broken in refusals(facts):
        raise broken


def _share(facts: TermsFacts) -> Iterator[RuleBroken]:
    if facts.kind not in RESERVED_FOR_WORKERS:
        return
    share = facts.reserved_share
    article = "R2113-7" if facts.form is not ContractForm.CONCESSION else article_of(facts.kind, facts.form)
    if share is None:
        yield RuleBroken(
            "Indiquez la part minimale des travailleurs concernés : un marché réservé la précise, "
            f"et elle est d’au moins 50 % (CCP, article {article}).",
            "reserved_share",
        )
    elif not MIN_RESERVED_SHARE <= share <= 1:
        yield RuleBroken(
            "La part minimale des travailleurs concernés va de 50 à 100 % dans un marché réservé "
            f"(CCP, article {article}).",
            "reserved_share",
        )


def _combination(facts: TermsFacts) -> Iterator[RuleBroken]:
    kinds = facts.beside | {facts.kind}
    both = ClauseKind.RESERVED_BOTH in kinds or {
        ClauseKind.RESERVED_ADAPTED,
        ClauseKind.RESERVED_INSERTION,
    } <= set(kinds)
    if both and facts.form is ContractForm.CONCESSION:
        yield RuleBroken(
            "Une concession ne peut pas être réservée à la fois aux EA ou ESAT et aux SIAE "
            "(CCP, article L3113-3) ; un marché le peut (L2113-14).",
            "kind",
        )
    others = kinds & RESERVED_FOR_WORKERS - {ClauseKind.RESERVED_PRISON}
    if ClauseKind.RESERVED_PRISON in kinds and others:
        yield RuleBroken(
            "Une réservation au travail en prison ne se combine pas avec une réservation aux EA, "
            "aux ESAT ou aux SIAE (CCP, articles L2113-13-1 et L2113-14).",
            "kind",
        )


def _subject(facts: TermsFacts) -> Iterator[RuleBroken]:
    needs_services = {ClauseKind.RESERVED_ESS, ClauseKind.INSERTION_SERVICES}
    if facts.kind in needs_services and facts.nature is not Nature.SERVICES:
        yield RuleBroken(
            f"« {facts.kind.label} » ne vaut que pour des services "
            f"(CCP, article {article_of(facts.kind, facts.form)}).",
            "kind",
        )
    if facts.kind is not ClauseKind.RESERVED_ESS:
        return
    if facts.duration_months is None:
        yield RuleBroken(
            "Indiquez d’abord la durée du marché : réservé à l’économie sociale et solidaire, il dure "
            f"au plus {ESS_MAX_MONTHS} mois (CCP, article L2113-16).",
            "kind",
        )
    elif facts.duration_months > ESS_MAX_MONTHS:
        yield RuleBroken(
            f"Un marché réservé à l’économie sociale et solidaire dure au plus {ESS_MAX_MONTHS} mois "
            f"(CCP, article L2113-16) ; celui-ci en dure {facts.duration_months}.",
            "kind",
        )


def advice(facts: TermsFacts) -> list[str]:
    """What practice advises against, as sentences: never a refusal."""
    found = []
    if facts.minutes is not None and 0 < facts.minutes < FLOOR_MINUTES:
        found.append("Sous 150 h, une clause a peu d’effet : vérifiez qu’elle en vaut la peine.")
    short = facts.duration_months is not None and facts.duration_months <= TRAINING_MIN_MONTHS
    if facts.kind is ClauseKind.TRAINING and short:
        found.append("Une clause de formation demande un marché ferme de plus d’un an (guide de 2019).")
    if facts.kind is ClauseKind.PERFORMANCE and facts.minutes is None and not facts.by_orders:
        found.append("Cette clause n’a pas encore d’objectif d’heures.")
    return found


TRIGGERED_BY = {
    PenaltyFormula.PER_HOUR: {PenaltyTrigger.MISSING_HOURS},
    PenaltyFormula.MULTIPLE_OF_BASE: {PenaltyTrigger.MISSING_HOURS},
    PenaltyFormula.PER_CALENDAR_DAY: {PenaltyTrigger.LATE_REPORT, PenaltyTrigger.LATE_FINAL_REPORT},
    PenaltyFormula.PER_WORKING_DAY: {PenaltyTrigger.LATE_REPORT, PenaltyTrigger.LATE_FINAL_REPORT},
    PenaltyFormula.PER_ABSENCE: {PenaltyTrigger.ABSENCE},
}


MOST_NOTICE_DAYS = 365


@dataclass(frozen=True)
class PenaltyLine:
    """One line of a penalty schedule, as it is typed. Euros; ratios; calendar days."""

    trigger: PenaltyTrigger
    formula: PenaltyFormula
    amount: Decimal = Decimal(0)
    factor: Decimal | None = None
    after_notice: bool = True
    base: HourlyBase = HourlyBase.TYPED
    notice_days: int | None = None
    cap_amount: Decimal | None = None
    cap_rate: Decimal | None = None
    cap_basis: CapBasis | None = None
    source: str = ""

    @property
    def said(self) -> str:
        """`heures non réalisées × 4 × plafond horaire de la sécurité sociale, après mise en demeure`."""
        notice = "après mise en demeure" if self.after_notice else "sans mise en demeure préalable"
        days = f" de {plural(self.notice_days, 'jour')}" if self.after_notice and self.notice_days else ""
        cap = cap_said(self.cap_amount, self.cap_rate, self.cap_basis)
        return ", ".join(filter(None, (self.price, f"{notice}{days}", cap)))

    @property
    def price(self) -> str:
        """The amount and what it is counted by."""
        if self.formula is not PenaltyFormula.MULTIPLE_OF_BASE:
            return f"{euros(self.amount)} {PER[self.formula]}"
        base = euros(self.amount) if self.base is HourlyBase.TYPED else BASES[self.base]
        return f"heures non réalisées × {number(self.factor or 1)} × {base}"


PER = {
    PenaltyFormula.PER_HOUR: "par heure non réalisée",
    PenaltyFormula.PER_CALENDAR_DAY: "par jour calendaire de retard",
    PenaltyFormula.PER_WORKING_DAY: "par jour ouvré de retard",
    PenaltyFormula.PER_ABSENCE: "par absence",
}
BASES = {
    HourlyBase.SMIC: "SMIC horaire brut",
    HourlyBase.CEILING: "plafond horaire de la sécurité sociale",
}
OF = {CapBasis.CONTRACT: "du montant du marché", CapBasis.LOT: "du montant du lot"}


def cap_said(amount: Decimal | None, rate: Decimal | None, basis: CapBasis | None) -> str:
    """`plafonnée à 10 % du montant du marché`; '' without a ceiling."""
    caps = [euros(amount)] if amount is not None else []
    if rate is not None and basis is not None:
        caps.append(f"{percent(rate, 1 if (rate * 1000) % 10 else 0)} {OF[basis]}")
    return f"plafond : {' et '.join(caps)}" if caps else ""


def limits_said(
    amount: Decimal | None, rate: Decimal | None, basis: CapBasis | None, floor: Decimal | None
) -> str:
    """What bounds all the penalties of a clause together; '' when nothing does."""
    least = f"aucune pénalité jusqu’à {euros(floor)}" if floor is not None else ""
    return ", ".join(filter(None, (cap_said(amount, rate, basis), least)))


def check_penalty(facts: PenaltyLine) -> None:
    """Refuse a line of the penalty schedule that could not be computed."""
    formula = facts.formula
    multiplies = formula is PenaltyFormula.MULTIPLE_OF_BASE
    if facts.trigger not in TRIGGERED_BY[formula]:
        raise RuleBroken(f"« {formula.label} » ne peut pas sanctionner « {facts.trigger.label} ».", "formula")
    if facts.base is not HourlyBase.TYPED and not multiplies:
        raise RuleBroken("Une base datée ne sert qu’au calcul « heures × coefficient × base ».", "base")
    if facts.amount <= 0 and facts.base is HourlyBase.TYPED:
        raise RuleBroken("Le montant d’une pénalité est plus grand que zéro.", "amount")
    if multiplies and (facts.factor is None or facts.factor <= 0):
        raise RuleBroken("Indiquez le coefficient, par exemple 4.", "factor")
    if facts.notice_days is not None and not 0 < facts.notice_days <= MOST_NOTICE_DAYS:
        raise RuleBroken("Le délai de la mise en demeure va de 1 à 365 jours.", "notice_days")
    check_cap(facts.cap_amount, facts.cap_rate, facts.cap_basis)


def check_cap(amount: Decimal | None, rate: Decimal | None, basis: CapBasis | None) -> None:
    """Refuse a ceiling that says nothing: a share is of something, an amount is above zero."""
    if amount is not None and amount <= 0:
        raise RuleBroken("Un plafond est plus grand que zéro : laissez vide s’il n’y en a pas.", "cap_amount")
    if rate is not None and not 0 < rate <= 1:
        raise RuleBroken("Un plafond en pourcentage va de 1 à 100 %.", "cap_rate")
    if rate is not None and basis is None:
        raise RuleBroken("Dites de quel montant ce pourcentage est pris.", "cap_basis")

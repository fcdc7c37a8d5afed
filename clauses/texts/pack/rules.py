"""The words that fill the templates, from the plain facts of a contract and of its clauses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clauses.contracts.rules import (
    RESERVED_FOR_WORKERS,
    ClauseKind,
    ContractForm,
    EligibleCategory,
    Modality,
    Nature,
    PenaltyFormula,
    PenaltyTrigger,
    ReportingPeriod,
)
from clauses.contracts.terms.rules import PenaltyLine, article_of
from clauses.contracts.workload.rules import in_people
from clauses.texts.rules import Piece
from facilitator import formats
from facilitator.formats import NBSP, percent

CCAG = {
    Nature.WORKS: ("CCAG applicable aux marchés de travaux", "20.1"),
    Nature.SERVICES: ("CCAG applicable au marché (fournitures courantes et services, prestations "
                      "intellectuelles, techniques de l’information ou marchés industriels)", "16.1"),
    Nature.SUPPLIES: ("CCAG applicable au marché (fournitures courantes et services ou marchés industriels)",
                      "16.1"),
}  # fmt: skip
"""Where the CCAG of 2021 (orders of 30 March 2021) treat insertion."""
RESERVED_TO = {
    ClauseKind.RESERVED_ADAPTED: "aux entreprises adaptées et aux établissements et services "
    "d’accompagnement par le travail",
    ClauseKind.RESERVED_INSERTION: "aux structures d’insertion par l’activité économique",
    ClauseKind.RESERVED_BOTH: "aux entreprises adaptées, aux établissements et services d’accompagnement "
    "par le travail et aux structures d’insertion par l’activité économique",
    ClauseKind.RESERVED_PRISON: "aux opérateurs qui produisent en établissement pénitentiaire",
    ClauseKind.RESERVED_ESS: "aux entreprises de l’économie sociale et solidaire, pour trois ans au plus",
}
RHYTHM = {
    ReportingPeriod.MONTHLY: "chaque mois",
    ReportingPeriod.QUARTERLY: "chaque trimestre",
    ReportingPeriod.END: "à la fin du marché",
}
CATEGORIES, MODALITIES = dict(EligibleCategory.choices()), dict(Modality.choices())
TO_SET = "un nombre d’heures à fixer"


def penalty_values(line: PenaltyLine) -> dict[str, str]:
    """The fields of a line of the penalty schedule."""
    notice = "après mise en demeure" if line.after_notice else "sans mise en demeure préalable"
    return {"motif": line.trigger.label, "montant": line.price, "mise_en_demeure": notice}


@dataclass(frozen=True)
class ClauseFacts:
    """One clause of one lot. Hours in whole minutes, shares and weights as ratios."""

    key: int
    lot: str
    kind: ClauseKind
    form: ContractForm
    minutes: int | None
    months: int | None = None
    by_orders: bool = False
    tranche: str = ""
    categories: Sequence[str] = ()
    modalities: Sequence[str] = ()
    period: ReportingPeriod = ReportingPeriod.MONTHLY
    pooling: bool = False
    reserved_share: Decimal | None = None
    weight: Decimal | None = None
    window_months: int = 24
    penalties: Sequence[PenaltyLine] = ()

    @property
    def asks_hours(self) -> bool:
        """Whether the text speaks of hours: a number, orders that bring some, or a clause that must."""
        return (
            bool(self.minutes) or self.by_orders or self.kind in (ClauseKind.PERFORMANCE, ClauseKind.TRAINING)
        )

    def hours(self) -> str:
        """`833 heures`, or what is to be decided still."""
        if not self.asks_hours:
            return "sans objet"
        if not self.minutes:
            return "le nombre d’heures de chaque bon de commande" if self.by_orders else TO_SET
        whole, rest = divmod(self.minutes, 60)
        return formats.hours(self.minutes) if rest else formats.plural(whole, "heure")

    def values(self) -> dict[str, Any]:
        """The fields of a clause."""
        share, weight = self.reserved_share, self.weight
        return {
            "lot": self.lot,
            "tranche": self.tranche,
            "genre": self.kind.label,
            "article": article_of(self.kind, self.form),
            "heures": self.hours(),
            "a_des_heures": self.asks_hours,
            "personnes": in_people(self.minutes, self.months) if self.minutes else "",
            "publics": [CATEGORIES.get(value, value) for value in self.categories],
            "modalites": [MODALITIES.get(value, value) for value in self.modalities],
            "releves": RHYTHM[self.period],
            "mutualisation": self.pooling,
            "mois_comptes": str(self.window_months),
            "penalites": [penalty_values(line) for line in self.penalties],
            "a_des_penalites": bool(self.penalties),
            "reservee_a": RESERVED_TO.get(self.kind, ""),
            "part_reservee": percent(share) if share is not None else "",
            "poids": percent(weight) if weight is not None else "",
        } | self.questions()

    def questions(self) -> dict[str, bool]:
        """Which kind of clause it is, for the `if` of the templates."""
        return {
            "est_condition": self.kind is ClauseKind.PERFORMANCE,
            "est_critere": self.kind is ClauseKind.CRITERION,
            "est_reservee": self.kind in RESERVED_FOR_WORKERS or self.kind is ClauseKind.RESERVED_ESS,
            "est_service": self.kind is ClauseKind.INSERTION_SERVICES,
            "est_formation": self.kind is ClauseKind.TRAINING,
        }


@dataclass(frozen=True)
class PackFacts:
    """Everything that the pack of a contract says."""

    reference: str
    title: str
    nature: Nature
    form: ContractForm
    buyer: str
    day: date
    clauses: Sequence[ClauseFacts]
    months: int | None = None
    place: str = ""
    cpv: str = ""
    buyer_siret: str = ""
    body: str = ""
    facilitator: str = ""
    email: str = ""
    phone: str = ""

    def values(self) -> dict[str, Any]:
        """The fields of `texts.rules.FIELDS`."""
        ccag, article = CCAG[self.nature]
        clauses = [clause.values() for clause in self.clauses]
        return {
            "marche": {
                "reference": self.reference,
                "objet": self.title,
                "nature": self.nature.label,
                "forme": self.form.label,
                "duree": f"{self.months}{NBSP}mois" if self.months else "",
                "lieu": self.place,
                "cpv": self.cpv,
                "est_accord_cadre": self.form is ContractForm.FRAMEWORK,
            },
            "acheteur": {"nom": self.buyer, "siret": formats.siret(self.buyer_siret)},
            "facilitateur": {
                "structure": self.body,
                "nom": self.facilitator,
                "courriel": self.email,
                "telephone": self.phone,
            },
            "ccag": {"nom": ccag, "article": article},
            "clauses": clauses,
            "a_des_heures": any(clause["a_des_heures"] for clause in clauses),
            "a_des_penalites": any(clause["a_des_penalites"] for clause in clauses),
            "jour": formats.day(self.day),
        }

    def still_to_decide(self) -> list[str]:
        """What the texts cannot say yet, as sentences."""
        found = [
            f"{clause.lot} : le nombre d’heures n’est pas fixé."
            for clause in self.clauses
            if clause.asks_hours and clause.hours() == TO_SET
        ]
        found += [
            f"{clause.lot} : aucune manière de réaliser les heures n’est choisie."
            for clause in self.clauses
            if clause.asks_hours and not clause.modalities
        ]
        found += [
            f"{clause.lot} : aucun public éligible n’est choisi."
            for clause in self.clauses
            if clause.asks_hours and not clause.categories
        ]
        return found


def document_title(piece: Piece, facts: PackFacts) -> str:
    """The title property of a document."""
    return f"{piece.label} — {facts.reference}"[:250]


EXAMPLE = PackFacts(
    reference="2026-EXEMPLE",
    title="Réhabilitation de 48 logements (exemple)",
    nature=Nature.WORKS,
    form=ContractForm.CONTRACT,
    buyer="Acheteur d’exemple",
    day=date(2026, 1, 5),
    months=24,
    place="Clermont-Ferrand",
    cpv="45211341",
    body="Structure porteuse d’exemple",
    facilitator="Facilitatrice d’exemple",
    email="facilitatrice@exemple.example",
    clauses=(
        ClauseFacts(
            1, "Lot 1 : Gros œuvre", ClauseKind.PERFORMANCE, ContractForm.CONTRACT, 833 * 60, 24,
            categories=[EligibleCategory.LONG_TERM_JOBSEEKER.value, EligibleCategory.QPV_RESIDENT.value],
            modalities=[Modality.DIRECT_HIRE.value, Modality.SECONDMENT.value], pooling=True,
            penalties=(PenaltyLine(
                PenaltyTrigger.MISSING_HOURS, PenaltyFormula.PER_HOUR, Decimal(60), None, True
            ),),
        ),
        ClauseFacts(
            2, "Lot 2 : Nettoyage", ClauseKind.RESERVED_INSERTION, ContractForm.CONTRACT, None,
            reserved_share=Decimal("0.5"),
        ),
    ),
)  # fmt: skip
"""What a template is tried on before it is kept, and previewed with."""

"""Forms of clause terms and of a line of their penalty schedule."""

from decimal import Decimal
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from clauses.contracts.forms import NO_CHOICE, Choices
from clauses.contracts.hour_forms import HoursField
from clauses.contracts.rules import (
    DEFAULT_COUNTING_WINDOW_MONTHS,
    CapBasis,
    ClauseKind,
    EligibleCategory,
    HourlyBase,
    Modality,
    PenaltyFormula,
    PenaltyTrigger,
    ReportingPeriod,
)
from facilitator.forms import ChecksField, Form, NumberField


class TermsForm(Form):
    """What the tender documents ask of a lot."""

    kind = SelectField("Sorte de clause", choices=dict(ClauseKind.choices()), coerce=ClauseKind)
    tranche_id = SelectField("Tranche", coerce=int)
    hours = HoursField(
        "Objectif d’heures d’insertion",
        [Optional()],
        description="Laissez vide s’il n’est pas encore fixé, ou si la clause n’a pas d’heures.",
    )
    by_orders = BooleanField("Les heures viennent avec chaque bon de commande")
    reserved_share = NumberField(
        "Part minimale de travailleurs concernés",
        [Optional()],
        unit="%",
        description="Pour un marché réservé : 50 % au moins.",
    )
    criterion_weight = NumberField(
        "Poids du critère", [Optional()], unit="%", description="Pour un critère d’attribution."
    )
    categories = ChecksField("Publics éligibles", choices=dict(EligibleCategory.choices()))
    modalities = ChecksField("Modalités permises", choices=dict(Modality.choices()))
    reporting_period = SelectField(
        "L’entreprise déclare ses heures", choices=dict(ReportingPeriod.choices()), coerce=ReportingPeriod
    )
    pooling_allowed = BooleanField("Les heures peuvent être globalisées avec celles d’un autre marché")
    counting_window_months = IntegerField(
        "Durée pendant laquelle une personne compte, en mois",
        [Optional(), NumberRange(1, 120, message="Indiquez une durée de 1 à 120 mois.")],
        description="Seulement si les pièces du marché la disent : elle prévaut alors, sur ce marché, sur le "
        "réglage de votre structure. Sinon, laissez vide.",
    )
    source = StringField(
        "Où se trouve la clause", [Length(max=200)], description="Par exemple : CCAP, article 4.3."
    )
    clause_text = TextAreaField("Texte de la clause")

    def offer(self, tranches: Choices) -> None:
        """Hand in the tranches of the contract."""
        self.tranche_id.choices = dict([(NO_CHOICE, "Tout le lot"), *tranches])

    def show(self, terms: Any) -> None:
        """Fill the fields that are not written as they are kept."""
        self.hours.data = None if terms.minutes is None else Decimal(terms.minutes) / 60
        self.reserved_share.data = _percent(terms.reserved_share)
        self.criterion_weight.data = _percent(terms.criterion_weight)
        self.tranche_id.data = terms.tranche_id or NO_CHOICE
        self.counting_window_months.data = terms.own_window_months

    def values(self) -> dict[str, Any]:
        """Columns of the clause terms (the tranche apart)."""
        found = {name: value for name, value in self.data.items() if name not in {"hours", "tranche_id"}}
        found["minutes"] = self.hours.minutes
        months = found["counting_window_months"]
        found["window_is_own"] = months is not None
        found["counting_window_months"] = months or DEFAULT_COUNTING_WINDOW_MONTHS
        found["reserved_share"] = _ratio(self.reserved_share.data)
        found["criterion_weight"] = _ratio(self.criterion_weight.data)
        return found


NO_BASIS = ""
BASES = {NO_BASIS: "—", **dict(CapBasis.choices())}


class CapForm(Form):
    """A ceiling, in euros or as a share of an amount."""

    cap_amount = NumberField("Plafond en euros", [Optional()], unit="€")
    cap_rate = NumberField("Plafond en pourcentage", [Optional()], unit="%")
    cap_basis = SelectField(
        "Pourcentage de quel montant", choices=BASES, coerce=lambda text: CapBasis(text) if text else None
    )
    source = StringField("Où c’est écrit", [Length(max=200)], description="Par exemple : CCAP, article 12.3.")

    def values(self) -> dict[str, Any]:
        """As the rules read them: a rate is a ratio."""
        return self.data | {"cap_rate": _ratio(self.cap_rate.data), "source": self.source.data or ""}


class PenaltyForm(Form):
    """A line of the penalty schedule."""

    trigger = SelectField(
        "Ce qui est sanctionné", choices=dict(PenaltyTrigger.choices()), coerce=PenaltyTrigger
    )
    formula = SelectField("Calcul", choices=dict(PenaltyFormula.choices()), coerce=PenaltyFormula)
    amount = NumberField(
        "Montant, ou base horaire écrite", [Optional()], unit="€", description="Vide si la base est datée."
    )
    factor = NumberField(
        "Coefficient", [Optional()], description="Seulement pour « heures manquantes × coefficient × base »."
    )
    base = SelectField(
        "Base horaire",
        choices=dict(HourlyBase.choices()),
        coerce=HourlyBase,
        default=HourlyBase.TYPED,
        description="Une base datée prend la valeur en vigueur au jour dit dans les paramètres.",
    )
    after_notice = BooleanField("Seulement après une mise en demeure", default=True)
    notice_days = IntegerField(
        "Délai laissé par la mise en demeure, en jours",
        [Optional()],
        description="Laissez vide si les pièces du marché ne le disent pas.",
    )
    cap_amount = NumberField("Plafond de cette ligne, en euros", [Optional()], unit="€")
    cap_rate = NumberField("Plafond de cette ligne, en pourcentage", [Optional()], unit="%")
    cap_basis = CapForm.cap_basis
    source = CapForm.source

    def values(self) -> dict[str, Any]:
        """As the rules read them."""
        given = {"amount": self.amount.data or Decimal(0), "source": self.source.data or ""}
        return self.data | given | {"cap_rate": _ratio(self.cap_rate.data)}


class LimitsForm(CapForm):
    """What bounds all the penalties of a clause together."""

    floor = NumberField(
        "Aucune pénalité jusqu’à",
        [Optional()],
        unit="€",
        description="Le seuil de dispense, si les pièces du marché en prévoient un.",
    )

    def show(self, terms: Any) -> None:
        """Fill the form with what is kept."""
        self.cap_amount.data, self.cap_rate.data = terms.penalty_cap, _percent(terms.penalty_cap_rate)
        self.cap_basis.data, self.floor.data = terms.penalty_cap_basis, terms.penalty_floor
        self.source.data = terms.penalty_source


def _ratio(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / 100


def _percent(ratio: Decimal | None) -> Decimal | None:
    return None if ratio is None else (ratio * 100).normalize()

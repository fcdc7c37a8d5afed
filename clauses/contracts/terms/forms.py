"""Forms of clause terms and of a line of their penalty schedule."""

from decimal import Decimal
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from clauses.contracts.forms import NO_CHOICE, Choices
from clauses.contracts.hour_forms import HoursField
from clauses.contracts.rules import (
    DEFAULT_COUNTING_WINDOW_MONTHS,
    ClauseKind,
    EligibleCategory,
    Modality,
    PenaltyFormula,
    PenaltyTrigger,
    ReportingPeriod,
)
from facilitator.forms import ChecksField, Form, NumberField, Required


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
        [NumberRange(1, 120, message="Indiquez une durée de 1 à 120 mois.")],
        default=DEFAULT_COUNTING_WINDOW_MONTHS,
        description="24 mois par usage ; les pièces du marché prévalent.",
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

    def values(self) -> dict[str, Any]:
        """Columns of the clause terms (the tranche apart)."""
        found = {name: value for name, value in self.data.items() if name not in {"hours", "tranche_id"}}
        found["minutes"] = self.hours.minutes
        found["reserved_share"] = _ratio(self.reserved_share.data)
        found["criterion_weight"] = _ratio(self.criterion_weight.data)
        return found


class PenaltyForm(Form):
    """A line of the penalty schedule."""

    trigger = SelectField(
        "Ce qui est sanctionné", choices=dict(PenaltyTrigger.choices()), coerce=PenaltyTrigger
    )
    formula = SelectField("Calcul", choices=dict(PenaltyFormula.choices()), coerce=PenaltyFormula)
    amount = NumberField("Montant, ou base horaire", [Required("Indiquez le montant.")], unit="€")
    factor = NumberField(
        "Coefficient", [Optional()], description="Seulement pour « heures manquantes × coefficient × base »."
    )
    after_notice = BooleanField("Seulement après une mise en demeure", default=True)


def _ratio(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / 100


def _percent(ratio: Decimal | None) -> Decimal | None:
    return None if ratio is None else (ratio * 100).normalize()

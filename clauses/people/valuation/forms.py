"""The form of a valuation rule."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from wtforms import SelectField, StringField
from wtforms.validators import Length

from clauses.people.employments.rules import ContractType
from clauses.people.valuation.rules import MinutesKind, Rule
from facilitator.forms import Form, NumberField, Required


class RuleForm(Form):
    """From a month on, such hours count for so much."""

    contract_type = SelectField(
        "Contrat de travail", choices={"": "Tous les contrats"} | dict(ContractType.choices())
    )
    kind = SelectField("Heures", choices={"": "Toutes les heures"} | dict(MinutesKind.choices()))
    terms = SelectField("Clause", validate_choice=False)
    multiplier = NumberField(
        "Une heure compte pour",
        [Required("Indiquez pour combien compte une heure.")],
        unit="heure",
        description="1 : une heure pour une heure. 1,5 : une heure et demie. 0 : ces heures ne comptent pas.",
    )
    cap = NumberField(
        "Plafond (facultatif)",
        unit="h",
        description="Au plus, pour une personne, un contrat de travail et une clause.",
    )
    valid_from = SelectField("À partir du mois de", [Required("Choisissez un mois.")])
    source = StringField(
        "Source",
        [Required("Dites d’où vient cette règle."), Length(max=300, message="300 caractères au plus.")],
        description="Par exemple : délibération du 12 mars 2026, clause du CCAP, accord avec l’acheteur.",
    )

    def offer(self, clauses: Mapping[int, str], months: Iterable[tuple[str, str]]) -> "RuleForm":
        """The clauses and the months to choose from."""
        named = {str(key): label for key, label in clauses.items()}
        self.terms.choices = {"": "Toutes les clauses de votre structure"} | named
        self.valid_from.choices = dict(months)
        return self

    def rule(self) -> Rule:
        """The rule that was typed; its key is given when it is kept."""
        terms = self.terms.data or ""
        cap = self.cap.data
        return Rule(
            0,
            date.fromisoformat(self.valid_from.data),
            self.multiplier.data or Decimal(0),
            self.source.data or "",
            ContractType(self.contract_type.data) if self.contract_type.data else None,
            MinutesKind(self.kind.data) if self.kind.data else None,
            int(terms) if terms.isdecimal() else None,
            None if cap is None else int((cap * 60).quantize(Decimal(1), ROUND_HALF_UP)),
        )

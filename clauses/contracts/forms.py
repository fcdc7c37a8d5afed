"""The form of a contract, the choice of an archive or of a step."""

from typing import Any

from wtforms import DateField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, StopValidation

from clauses.contracts.rules import BuyerKind, ContractForm, Nature
from facilitator.forms import Form, NumberField, Required

BAD_DAY = "Écrivez une date, par exemple 14/03/2027."
NO_CHOICE = 0
Choices = list[tuple[int, str]]


class Chosen:
    """One of the list must be chosen; the first line means none."""

    field_flags: dict[str, bool] = {}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Stop when nothing is chosen."""
        if not field.data and not field.errors:
            raise StopValidation(self.message)


class DayField(DateField):
    """A civil day; the browser's own picker, a French message."""

    data: Any

    def __init__(self, label: str = "", validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators or [Optional()], format=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep WTForms' reading, say it in French; nothing typed is no date, not a wrong one."""
        if not "".join(valuelist).strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(BAD_DAY) from None


class ContractSheetForm(Form):
    """What is known of a contract."""

    shown_version = HiddenField()
    reference = StringField(
        "Référence du marché", [Required("Indiquez la référence du marché."), Length(max=80)]
    )
    title = StringField("Objet", [Required("Indiquez l’objet du marché."), Length(max=1000)])
    buyer_id = SelectField(
        "Maître d’ouvrage",
        [Chosen("Choisissez le maître d’ouvrage.")],
        coerce=int,
        description="S’il manque à la liste, ajoutez-le d’abord dans Organisations.",
    )
    buyer_kind = SelectField(
        "Catégorie d’acheteur", choices=dict(BuyerKind.choices()), coerce=BuyerKind, default=BuyerKind.OTHER
    )
    operation_id = SelectField("Opération ou programme", coerce=int)
    nature = SelectField("Nature", choices=dict(Nature.choices()), coerce=Nature)
    form = SelectField("Forme", choices=dict(ContractForm.choices()), coerce=ContractForm)
    cpv = StringField("Code CPV", [Length(max=20)], description="Huit chiffres, par exemple 45262690.")
    amount = NumberField("Montant hors taxes", [Optional()], unit="€")
    consulted_on = DayField(
        "Lancement de la consultation", description="La loi en vigueur ce jour-là s’applique."
    )
    notified_on = DayField("Notification")
    starts_on = DayField("Début de l’exécution", description="S’il diffère de la notification.")
    duration_months = IntegerField(
        "Durée en mois",
        [Optional(), NumberRange(1, 600, message="Une durée va de 1 à 600 mois.")],
    )
    ends_on = DayField("Fin", description="Laissez vide : elle se calcule d’après la durée.")
    kick_off_on = DayField("Réunion de démarrage")
    place = StringField("Lieu d’exécution", [Length(max=120)])
    place_code = StringField(
        "Code INSEE du lieu", [Length(max=10)], description="Commune (63113) ou département (63)."
    )
    notes = TextAreaField("Notes internes", description="Jamais montrées à l’entreprise ni à l’acheteur.")

    def offer(self, buyers: Choices, operations: Choices) -> None:
        """Hand in the choices."""
        self.buyer_id.choices = dict([(NO_CHOICE, "Choisissez…"), *buyers])
        self.operation_id.choices = dict([(NO_CHOICE, "Aucune"), *operations])

    def values(self) -> dict[str, Any]:
        """Columns of the contract."""
        found = {name: value for name, value in self.data.items() if name != "shown_version"}
        return {**found, "operation_id": self.operation_id.data or None}


class ReasonForm(Form):
    """Why a contract goes back one stage; empty when it goes forth."""

    reason = TextAreaField("Motif", [Length(max=500)])

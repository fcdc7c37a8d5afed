"""The forms of the companies, the partners and the jobs."""

from typing import Any

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from clauses.contracts.forms import NO_CHOICE, Choices, Chosen
from clauses.people.abilities.rules import FrenchLevel, Licence
from clauses.people.employments.rules import ContractType
from facilitator.forms import Required
from facilitator.once.forms import OnceForm
from facilitator.words import Word


def word_or_none(word: type[Word]) -> Any:
    """Read a choice that may be empty."""
    return lambda value: word(str(value)) if value else None


class OrganisationForm(OnceForm):
    """An organisation on the list of guests."""

    organisation_id = SelectField("Structure", [Chosen("Choisissez la structure.")], coerce=int)

    def offer(self, organisations: Choices) -> None:
        """Hand in the organisations."""
        self.organisation_id.choices = dict([(NO_CHOICE, "Choisissez…"), *organisations])


class OpeningForm(OnceForm):
    """A job that a company brings."""

    trade = StringField(
        "Métier",
        [Required("Indiquez le métier."), Length(max=120)],
        description="En clair, ou un code ROME : F1610.",
        render_kw={"list": "metiers", "autocomplete": "off"},
    )
    seats = IntegerField("Postes", [InputRequired("Indiquez combien de postes.")], default=1)
    contract_type = SelectField(
        "Contrat",
        choices={"": "Non précisé", **dict(ContractType.choices())},
        coerce=word_or_none(ContractType),
    )
    french = SelectField(
        "Français, au moins",
        choices={"": "Sans exigence", **dict(FrenchLevel.choices())},
        coerce=word_or_none(FrenchLevel),
    )
    licence = SelectField(
        "Permis", choices={"": "Aucun", **dict(Licence.choices())}, coerce=word_or_none(Licence)
    )
    commitment_id = SelectField("Pour les heures de", coerce=int)

    def offer(self, commitments: Choices) -> None:
        """Hand in the commitments of the company."""
        self.commitment_id.choices = dict([(NO_CHOICE, "Aucun marché"), *commitments])

    def values(self) -> dict[str, Any]:
        """Columns of the job."""
        found = {name: value for name, value in self.data.items() if name != "form_key"}
        return found | {"commitment_id": found["commitment_id"] or None}

"""The forms of an employment, of its end, of an assignment."""

from typing import Any

from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import Length

from clauses.contracts.forms import NO_CHOICE, Choices, Chosen, DayField
from clauses.people.employments.rules import ContractType, EmployerKind
from facilitator.formats import hours, parse_hours
from facilitator.forms import Form, Required
from facilitator.words import RuleBroken

FOLLOWS = ""
"""The kind of employer follows from the organisation."""


def kind_or_none(value: object) -> EmployerKind | None:
    """The chosen kind; None when it follows from the organisation."""
    return EmployerKind(str(value)) if value else None


def written(value: object) -> object:
    """Minutes as kept are written as hours; what was typed stays."""
    return hours(value) if isinstance(value, int) else value


class EmploymentForm(Form):
    """What is known of an employment."""

    shown_version = HiddenField()
    form_key = HiddenField()
    employer_id = SelectField(
        "Employeur",
        coerce=int,
        description="Qui a signé le contrat de travail : ce n’est pas toujours l’entreprise du marché.",
    )
    siret = StringField(
        "SIRET de l’employeur, s’il manque à la liste",
        [Length(max=30)],
        description="Quatorze chiffres. Il rejoint alors vos organisations.",
    )
    employer_name = StringField("Nom de cet employeur", [Length(max=200)])
    employer_kind = SelectField(
        "Nature de l’employeur",
        choices={FOLLOWS: "D’après l’organisation", **dict(EmployerKind.choices())},
        coerce=kind_or_none,
        description="Elle dit si les heures relèvent d’une embauche, d’une mise à disposition ou d’une "
        "sous-traitance.",
    )
    contract_type = SelectField("Type de contrat", choices=dict(ContractType.choices()), coerce=ContractType)
    trade = StringField(
        "Métier",
        [Length(max=120)],
        description="En clair, ou un code ROME : F1703.",
        render_kw={"list": "metiers", "autocomplete": "off"},
    )
    weekly_minutes = StringField(
        "Durée hebdomadaire",
        [Length(max=20)],
        filters=[written],
        description="En heures, telle que le contrat la dit : 35, 24,5 ou 24 h 30.",
    )
    starts_on = DayField("Début", [Required("Indiquez le premier jour du contrat.")])
    ends_on = DayField("Fin", description="Laissez vide si elle n’est pas connue.")
    site_contact = StringField(
        "Contact sur le chantier", [Length(max=200)], description="Tuteur ou chef d’équipe."
    )
    commitment_id = SelectField(
        "Affecter à un marché",
        coerce=int,
        description="Vous pourrez en ajouter d’autres ensuite.",
    )

    def offer(self, employers: Choices, commitments: Choices | None) -> None:
        """Hand in the choices; without commitments, the question is not asked."""
        self.employer_id.choices = dict([(NO_CHOICE, "Choisissez…"), *employers])
        if commitments is None:
            del self.commitment_id
        else:
            self.commitment_id.choices = dict([(NO_CHOICE, "Plus tard"), *commitments])

    def weekly(self) -> int | None:
        """The weekly minutes. Raises `RuleBroken` when they do not read as hours."""
        try:
            return parse_hours(self.weekly_minutes.data)
        except RuleBroken as broken:
            raise RuleBroken(broken.message, "weekly_minutes") from broken

    def values(self) -> dict[str, Any]:
        """Columns of the employment, its employer apart."""
        return {
            "employer_kind": self.employer_kind.data,
            "contract_type": self.contract_type.data,
            "trade": self.trade.data or "",
            "weekly_minutes": self.weekly(),
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
            "site_contact": self.site_contact.data or "",
        }


class EndForm(Form):
    """When an employment ends, and why."""

    ends_on = DayField("Dernier jour travaillé", [Required("Indiquez le dernier jour.")])
    end_reason = StringField(
        "Motif",
        [Length(max=200)],
        description="Fin de contrat, embauche durable, formation… Jamais un motif de santé.",
    )


class AssignmentForm(Form):
    """For which commitment an employment works, from when to when."""

    commitment_id = SelectField("Marché et entreprise", [Chosen("Choisissez le marché.")], coerce=int)
    starts_on = DayField(
        "À partir du", description="Laissez vide : dès que le contrat de travail et le marché courent."
    )
    ends_on = DayField("Jusqu’au", description="Laissez vide tant que la fin n’est pas connue.")

    def offer(self, commitments: Choices) -> None:
        """Hand in the commitments."""
        self.commitment_id.choices = dict([(NO_CHOICE, "Choisissez…"), *commitments])

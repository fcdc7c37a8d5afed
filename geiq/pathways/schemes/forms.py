"""The forms of a scheme and of its parts."""

from typing import Any

from wtforms import BooleanField, Field, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from clauses.contracts.forms import NO_CHOICE, Choices, DayField
from facilitator.forms import ChecksField, Form, NumberField, Required
from facilitator.once.forms import OnceForm
from geiq.pathways.rules import ConsortiumPart, OfferAudience, PathwayExit
from worksites.events.rules import EventKind

LINES = "Une par ligne."


class SchemeForm(OnceForm):
    """What is known of a scheme."""

    name = StringField("Nom", [Required("Indiquez le nom du dispositif."), Length(max=200)])
    lead_id = SelectField("Porteur", coerce=int)
    description = TextAreaField("Ce qu’il fait")
    publics = StringField("Pour qui", [Length(max=300)])
    sectors = StringField("Vers quels métiers", [Length(max=300)])
    starts_on = DayField("Début")
    ends_on = DayField("Fin")
    most_months = IntegerField("Durée maximale d’un parcours, en mois", [Optional()])
    has_phases = BooleanField("Deux phases : vers l’emploi, puis dans l’emploi", default=True)
    yearly_capacity = IntegerField("Personnes accueillies par an", [Optional()])
    budget = NumberField("Budget de toute la période", [Optional()], unit="€")
    alert_days = IntegerField(
        "Alerte avant la fin d’un parcours, en jours",
        [InputRequired("Indiquez un nombre de jours."), NumberRange(1, 365, message="De 1 à 365 jours.")],
        default=30,
    )
    source = StringField("Source", [Length(max=300)], description="D’où viennent ces renseignements.")

    def offer(self, leads: Choices) -> None:
        """Hand in the organisations that may lead it."""
        self.lead_id.choices = dict([(NO_CHOICE, "Non indiqué"), *leads])

    def values(self) -> dict[str, Any]:
        """Columns of the scheme."""
        found = {name: value for name, value in self.data.items() if name != "form_key"}
        return {**found, "lead_id": self.lead_id.data or None}


class PartForm(OnceForm):
    """A part of a scheme."""

    organisations: Choices = []

    def offer(self, organisations: Choices) -> None:
        """Hand in the organisations, where the form asks for one."""

    def values(self) -> dict[str, Any]:
        """Columns of the part."""
        return {name: value for name, value in self.data.items() if name != "form_key"}


class LinesField(TextAreaField):
    """Sentences, one a line."""

    def _value(self) -> str:
        return "\n".join(self.data) if isinstance(self.data, list) else (self.data or "")


def lines_of(field: Field) -> list[str]:
    """The sentences typed."""
    held = field.data or []
    typed = held if isinstance(held, list) else held.splitlines()
    return [line.strip()[:300] for line in typed if line.strip()]


class OfferForm(PartForm):
    """An offer of a scheme."""

    audience = SelectField("Pour", choices=dict(OfferAudience.choices()), coerce=OfferAudience)
    title = StringField("Offre", [Required("Indiquez ce qui est offert."), Length(max=200)])
    description = TextAreaField("En quelques mots")
    axes = LinesField("Ses volets", description=LINES)

    def values(self) -> dict[str, Any]:
        """Columns of the offer."""
        return super().values() | {"axes": lines_of(self.axes)}


class FundingForm(PartForm):
    """What a funder brings."""

    funder = StringField("Financeur", [Required("Indiquez qui finance."), Length(max=200)])
    title = StringField("Au titre de", [Length(max=200)])
    amount = NumberField(
        "Montant", [Optional(), NumberRange(min=1, message="Indiquez un montant positif.")], unit="€"
    )
    is_state = BooleanField("C’est l’argent de l’État, qui que ce soit qui le verse")


class SchemePartnerForm(PartForm):
    """An organisation that takes part."""

    name = StringField("Nom", [Required("Indiquez le nom."), Length(max=200)])
    organisation_id = SelectField("Dans le répertoire", coerce=int)
    part = SelectField("Place", choices=dict(ConsortiumPart.choices()), coerce=ConsortiumPart)
    signed_on = DayField("Accord signé le")

    def offer(self, organisations: Choices) -> None:
        """Hand in the organisations."""
        self.organisation_id.choices = dict([(NO_CHOICE, "Pas dans le répertoire"), *organisations])

    def values(self) -> dict[str, Any]:
        """Columns of the partner."""
        return super().values() | {"organisation_id": self.organisation_id.data or None}


class PostForm(PartForm):
    """A post of the team."""

    title = StringField("Poste", [Required("Indiquez le poste."), Length(max=120)])
    posts = NumberField(
        "Équivalents temps plein", [Optional(), NumberRange(min=0, message="Indiquez un nombre positif.")]
    )


class FigureForm(PartForm):
    """A published figure."""

    title = StringField("Ce qui est compté", [Required("Dites ce qui est compté."), Length(max=200)])
    figure = IntegerField("Chiffre", [InputRequired("Indiquez le chiffre.")])
    unit = StringField("Unité", [Length(max=20)], description="h, €… ; vide pour des personnes.")
    on = DayField("Au", [Required("Indiquez le jour auquel le chiffre est arrêté.")])
    source = StringField("Source", [Length(max=200)])


class EventGoalForm(PartForm):
    """Events that a scheme says it holds each year."""

    kind = SelectField("Type d’événement", choices=dict(EventKind.choices()), coerce=EventKind)
    number = IntegerField(
        "Combien par an",
        [InputRequired("Indiquez un nombre."), NumberRange(1, 100, message="De 1 à 100 par an.")],
    )
    source = StringField("Source", [Length(max=200)], description="Où c’est écrit : convention, offre.")


class ExitsForm(Form):
    """Which exits are positive ones."""

    positive = ChecksField(
        "Sorties positives", choices=dict(PathwayExit.choices()), coerce=PathwayExit, validate_choice=True
    )

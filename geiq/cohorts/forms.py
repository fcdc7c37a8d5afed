"""The forms of a cohort: what it is, a step of its life, a need, a partner."""

from typing import Any

from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from clauses.contracts.forms import NO_CHOICE, Choices, Chosen, DayField
from facilitator.formats import hours, parse_hours
from facilitator.forms import Form, NumberField, Required
from facilitator.words import RuleBroken
from geiq.cohorts.rules import MOST_SEATS, CohortKind, FunderKind, PartnerPart

OWN = frozenset({"shown_version"})
CHOSEN = ("operation_id", "geiq_id", "provider_id", "employer_id")
SEATS = f"Indiquez de 1 à {MOST_SEATS} places."


def written(value: object) -> object:
    """Minutes as kept are written as hours; what was typed stays."""
    return hours(value) if isinstance(value, int) else value


def payer_or_none(value: object) -> FunderKind | None:
    """The chosen funder; None while it is not known."""
    return FunderKind(str(value)) if value else None


class HoursField(StringField):
    """Hours as people write them; `minutes()` reads them."""

    def minutes(self) -> int | None:
        """Whole minutes, None when nothing is typed. Raises `RuleBroken` on this field."""
        try:
            return parse_hours(self.data)
        except RuleBroken as broken:
            raise RuleBroken(broken.message, self.name) from broken


class CohortForm(Form):
    """What is known of a cohort."""

    shown_version = HiddenField()
    kind = SelectField("Nature", choices=dict(CohortKind.choices()), coerce=CohortKind)
    name = StringField(
        "Nom de la cohorte",
        [Required("Indiquez le nom de la cohorte."), Length(max=200)],
        description="Par exemple : POEC maçon VRD, printemps 2027.",
    )
    trade = StringField(
        "Métier",
        [Required("Indiquez le métier."), Length(max=120)],
        description="En clair, ou un code ROME : F1703.",
        render_kw={"list": "metiers", "autocomplete": "off"},
    )
    seats = IntegerField("Places", [InputRequired(SEATS), NumberRange(1, MOST_SEATS, message=SEATS)])
    operation_id = SelectField("Opération ou programme", coerce=int)
    information_on = DayField("Réunion d’information")
    selection_on = DayField("Sélection")
    starts_on = DayField("Début de la formation")
    ends_on = DayField("Fin de la formation")
    training_minutes = HoursField(
        "Durée de la formation", [Length(max=20)], filters=[written], description="En heures : 400, 399 h 30."
    )
    company_minutes = HoursField(
        "Dont en entreprise", [Length(max=20)], filters=[written], description="Au plus un tiers d’une POEC."
    )
    derogation = StringField(
        "Texte de dérogation",
        [Length(max=200)],
        description="Seulement si la durée dépasse celle de la loi : accord de branche, arrêté…",
    )
    provider_id = SelectField("Organisme de formation", coerce=int)
    place = StringField("Lieu de formation", [Length(max=200)])
    funder_kind = SelectField(
        "Qui finance",
        choices={"": "Pas encore connu", **dict(FunderKind.choices())},
        coerce=payer_or_none,
    )
    funder = StringField("Nom du financeur", [Length(max=120)], description="Par exemple : Constructys.")
    cost = NumberField("Coût de la formation", [Optional()], unit="€")
    geiq_id = SelectField("GEIQ", coerce=int)
    employer_id = SelectField("Employeur d’une POEI", coerce=int)
    job_offer = StringField(
        "Numéro de l’offre d’emploi d’une POEI", [Length(max=60)], description="Déposée à France Travail."
    )
    certification = StringField("Certification visée", [Length(max=200)])
    certified_on = DayField("Jour de la certification")
    notes = TextAreaField("Notes internes", description="Lues par votre structure seule. Ne nommez personne.")

    def offer(self, choices: dict[str, Choices]) -> None:
        """Hand in the operations and the organisations, by the name of the field."""
        for name in CHOSEN:
            self[name].choices = dict([(NO_CHOICE, "Aucun"), *choices[name]])

    def values(self) -> dict[str, Any]:
        """Columns of the cohort. Raises `RuleBroken` when hours do not read."""
        found = {name: value for name, value in self.data.items() if name not in OWN}
        found |= {name: found[name] or None for name in CHOSEN}
        found["training_minutes"] = self.training_minutes.minutes()
        found["company_minutes"] = self.company_minutes.minutes() or 0
        texts = ("place", "funder", "derogation", "certification", "notes", "job_offer")
        return found | {name: found[name] or "" for name in texts}


class StepForm(Form):
    """A step of a cohort's life that owes a reason: back, or cancelled."""

    reason = TextAreaField(
        "Motif", [Required("Dites pourquoi : le motif reste dans l’historique."), Length(max=200)]
    )


class NeedForm(Form):
    """How many people of a cohort are for a worksite."""

    worksite_id = SelectField("Chantier", [Chosen("Choisissez le chantier.")], coerce=int)
    people = IntegerField("Personnes", [InputRequired("Indiquez combien de personnes.")])
    needed_on = DayField("À partir du")

    def offer(self, worksites: Choices) -> None:
        """Hand in the worksites."""
        self.worksite_id.choices = dict([(NO_CHOICE, "Choisissez…"), *worksites])


class PartForm(Form):
    """An organisation that takes part in a cohort."""

    organisation_id = SelectField("Organisation", [Chosen("Choisissez l’organisation.")], coerce=int)
    part = SelectField("Ce qu’elle fait", choices=dict(PartnerPart.choices()), coerce=PartnerPart)

    def offer(self, organisations: Choices) -> None:
        """Hand in the organisations."""
        self.organisation_id.choices = dict([(NO_CHOICE, "Choisissez…"), *organisations])

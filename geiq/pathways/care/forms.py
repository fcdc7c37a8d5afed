"""The forms of what is done with the person."""

from typing import Any

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from clauses.contracts.forms import DayField
from clauses.people.abilities.rules import FrenchLevel, Licence
from facilitator.forms import ChecksField, Required
from geiq.pathways.careful_forms import CarefulForm
from geiq.pathways.rules import BarrierKind, BarrierState, Education

NOTHING = ""


def _or_none(word: Any) -> Any:
    """Choices of a word that may be unknown."""
    return lambda value: word(value) if value else None


class AssessmentForm(CarefulForm):
    """What is seen with the person on a day."""

    made_on = DayField("Fait le", [Required("Indiquez le jour.")])
    project = TextAreaField(
        "Projet professionnel",
        [Length(max=500, message="500 caractères au plus.")],
        description="Avec les mots de la personne. Jamais rien de la santé.",
    )
    trade = StringField("Métier visé", [Length(max=120)])
    french = SelectField("Niveau de français (CECRL)", coerce=_or_none(FrenchLevel))
    education = SelectField("Formation", coerce=_or_none(Education))
    experience_months = IntegerField(
        "Expérience dans ce métier, en mois",
        [Optional(), NumberRange(0, 720, message="De 0 à 720 mois.")],
        description="Dans n’importe quel pays.",
    )
    licences = ChecksField("Permis et autorisations", choices=dict(Licence.choices()))
    reach_km = IntegerField(
        "Distance possible depuis le domicile, en kilomètres",
        [Optional(), NumberRange(0, 500, message="De 0 à 500 kilomètres.")],
    )

    def offer(self) -> None:
        """The levels, and that none is known."""
        self.french.choices = {NOTHING: "Non connu", **dict(FrenchLevel.choices())}
        self.education.choices = {NOTHING: "Non connue", **dict(Education.choices())}


class BarrierForm(CarefulForm):
    """Where a barrier stands."""

    kind = SelectField("Frein", choices=dict(BarrierKind.choices()), coerce=BarrierKind)
    state = SelectField("Où en est-on", choices=dict(BarrierState.choices()), coerce=BarrierState)
    action = StringField(
        "Ce qui est fait",
        [Length(max=200)],
        description="Vide pour la santé : on note seulement que le frein existe et s’il est pris en charge.",
    )


class StepForm(CarefulForm):
    """A step agreed with the person."""

    title = StringField("Étape", [Required("Dites ce qui est prévu."), Length(max=200)])
    due_on = DayField("Le", [Required("Indiquez le jour.")])
    at = StringField("À", [Length(max=8)], description="Par exemple 14:30 ; vide pour toute la journée.")
    place = StringField("Lieu", [Length(max=200)])
    contact = StringField("Qui appeler", [Length(max=200)], description="Un nom et un numéro de téléphone.")

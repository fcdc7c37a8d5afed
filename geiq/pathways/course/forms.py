"""The forms of a pathway's course: entry, phase, extension, exit, followers."""

from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.validators import Length

from clauses.contracts.forms import NO_CHOICE, Choices, Chosen, DayField
from facilitator.forms import Required
from facilitator.once.forms import OnceForm
from geiq.pathways.careful_forms import CarefulForm
from geiq.pathways.rules import PathwayExit, Phase

SHORT = Length(max=300, message="300 caractères au plus.")


class BeginForm(OnceForm):
    """Somebody enters a scheme."""

    scheme_id = SelectField("Dispositif", [Chosen("Choisissez le dispositif.")], coerce=int)
    starts_on = DayField("Entrée le", [Required("Indiquez le jour de l’entrée.")])
    planned_end_on = DayField(
        "Fin prévue", description="Laissez vide : elle se calcule d’après la durée maximale du dispositif."
    )
    referent_id = SelectField("Référent de la structure", coerce=int)
    organisation_id = SelectField(
        "Partenaire qui suit la personne",
        coerce=int,
        description="Ses comptes liront et rempliront ce parcours.",
    )

    def offer(self, schemes: Choices, users: Choices, partners: Choices) -> None:
        """Hand in the schemes, the users of the body and its partners."""
        self.scheme_id.choices = dict([(NO_CHOICE, "Choisissez…"), *schemes])
        self.referent_id.choices = dict([(NO_CHOICE, "Personne de la structure"), *users])
        self.organisation_id.choices = dict([(NO_CHOICE, "Aucun"), *partners])

    def offer_partner(self, schemes: Choices) -> None:
        """Hand in the schemes of a partner, who follows the person itself."""
        self.scheme_id.choices = dict([(NO_CHOICE, "Choisissez…"), *schemes])
        del self.referent_id, self.organisation_id


class MoveForm(OnceForm):
    """The person changes phase."""

    phase = SelectField("Phase", choices=dict(Phase.choices()), coerce=Phase)
    on = DayField("Depuis le", [Required("Indiquez le jour.")])


class ExtendForm(CarefulForm):
    """The planned end goes further."""

    planned_end_on = DayField("Nouvelle fin prévue", [Required("Indiquez le jour.")])
    reason = TextAreaField("Pourquoi", [Required("Dites pourquoi le parcours est prolongé."), SHORT])


class LeaveForm(CarefulForm):
    """The person leaves the scheme."""

    exit = SelectField("Sortie", choices=dict(PathwayExit.choices()), coerce=PathwayExit)
    ended_on = DayField("Le", [Required("Indiquez le jour de la sortie.")])
    remark = TextAreaField("Remarque", [SHORT], description="Jamais rien de la santé.")


class FollowForm(OnceForm):
    """Somebody of the body follows from now on."""

    user_id = SelectField("Qui", [Chosen("Choisissez une personne de la structure.")], coerce=int)
    is_referent = BooleanField("En devient le référent")

    def offer(self, users: Choices) -> None:
        """Hand in the users of the body."""
        self.user_id.choices = dict([(NO_CHOICE, "Choisissez…"), *users])

"""Forms of the rounds: their hours, a company's tables, a person's wishes, a meeting moved or added."""

from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from clauses.contracts.forms import Choices
from facilitator.forms import ChecksField, Form, Required
from worksites.events.forms import HourField

FROM_ROUND = "Du tour"
TO_ROUND = "Au tour"
OPEN_END = "Laissez vide : jusqu’au dernier."


def counted(label: str, least: int, most: int, **more: object) -> IntegerField:
    """A whole number between two bounds."""
    bounds = NumberRange(least, most, message=f"De {least} à {most}.")
    return IntegerField(label, [InputRequired("Indiquez un nombre."), bounds], **more)


class RoundsForm(Form):
    """When the rounds are, and whom they are for."""

    starts = HourField("Premier tour à", [Required("Indiquez une heure.")])
    minutes = counted("Durée d’une rencontre, en minutes", 1, 240)
    pause = counted("Pause entre deux tours, en minutes", 0, 60)
    rounds = counted("Nombre de tours", 1, 60)
    fair = counted(
        "Entreprises que chacun rencontre au moins",
        1,
        20,
        description="Là où c’est possible ; la page dit pour qui ce ne l’est pas, et pourquoi.",
    )
    present_only = BooleanField(
        "Ne placer que les personnes notées présentes", description="À cocher quand l’accueil a commencé."
    )
    shows_names = BooleanField(
        "Au mur, dire qui va où", description="Le prénom et l’initiale seulement, jamais le nom entier."
    )


class TablesForm(Form):
    """The tables of a company."""

    count = counted("Nombre de tables", 1, 20)
    first = counted(FROM_ROUND, 1, 60, default=1)
    last = IntegerField(
        TO_ROUND, [Optional(), NumberRange(1, 60, message="De 1 à 60.")], description=OPEN_END
    )


class PersonForm(Form):
    """When a person is there, and what she wishes."""

    first = IntegerField(
        FROM_ROUND, [Optional(), NumberRange(1, 60, message="De 1 à 60.")], description="Si elle arrive tard."
    )
    last = IntegerField(
        TO_ROUND, [Optional(), NumberRange(1, 60, message="De 1 à 60.")], description="Si elle part tôt."
    )
    wishes = ChecksField("Souhaite rencontrer", coerce=int)
    forbidden = ChecksField("Ne doit pas rencontrer", coerce=int)

    def offer(self, companies: Choices) -> None:
        """Hand in the companies."""
        self.wishes.choices = self.forbidden.choices = dict(companies)


class MoveForm(Form):
    """Where a meeting goes."""

    seat = RadioField("Nouvelle place", [Required("Choisissez une place.")], validate_choice=False)

    def offer(self, seats: dict[str, str]) -> None:
        """Hand in the seats."""
        self.seat.choices = dict(seats)


class AddForm(Form):
    """Who meets whom."""

    person_id = SelectField("Personne", coerce=int)
    company_id = SelectField("Entreprise", coerce=int)

    def offer(self, people: Choices, companies: Choices) -> None:
        """Hand in who is there."""
        self.person_id.choices, self.company_id.choices = dict(people), dict(companies)

"""The form of a job to share between contracts."""

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from clauses.contracts.forms import NO_CHOICE, Choices, Chosen, DayField
from clauses.people.employments.trades.rules import parse_trade
from facilitator.forms import Form, NumberField, Required


class JobForm(Form):
    """One person's job."""

    employer = SelectField("Employeur", [Chosen("Choisissez l’employeur.")], coerce=int)
    trade = StringField(
        "Métier",
        [Required("Indiquez le métier de l’emploi."), Length(max=120)],
        filters=[lambda text: parse_trade(text) if text else text],
        description="Il sert les lots dont les travaux l’emploient. En clair, ou un code ROME : F1705.",
        render_kw={"list": "metiers", "autocomplete": "off"},
    )
    person = SelectField(
        "Personne", coerce=int, description="Facultatif : ses heures ne comptent que pendant son décompte."
    )
    starts_on = DayField("Début de l’emploi", [Required("Indiquez le premier jour.")])
    ends_on = DayField("Fin de l’emploi", [Required("Indiquez le dernier jour.")])
    weekly = NumberField("Heures par semaine", [Required("Indiquez les heures de la semaine.")], unit="h")

    def offer(self, employers: Choices, people: Choices) -> None:
        """Hand in who may employ, and the people."""
        self.employer.choices = dict([(NO_CHOICE, "Choisissez…"), *employers])
        self.person.choices = dict([(NO_CHOICE, "Pas encore connue"), *people])


class SignForm(JobForm):
    """The job again, with what its agreement needs."""

    title = StringField("Intitulé", [Required("Donnez un intitulé à la globalisation."), Length(max=180)])
    signed_on = DayField("Signée le", [Required("Indiquez la date de signature.")])
    reason = TextAreaField(
        "Accord des acheteurs",
        [Optional(), Length(max=1000)],
        description="Quand une clause ne prévoit pas la globalisation : date et forme de l’accord.",
    )

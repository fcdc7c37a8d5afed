"""The forms of a hire: the body's, which ties an employment; a GEIQ's, which announces one."""

from wtforms import SelectField

from clauses.contracts.forms import Choices, Chosen, DayField
from clauses.people.employments.rules import ContractType
from facilitator.forms import Form, Required

NO_HIRE = 0


class HireForm(Form):
    """Which employment followed the training."""

    employment_id = SelectField("Contrat de travail", coerce=int)

    def offer(self, works: Choices) -> None:
        """Hand in the person's employments."""
        self.employment_id.choices = dict([*works, (NO_HIRE, "Aucun : pas d’embauche, ou pas encore")])


class ToldForm(Form):
    """What a GEIQ announces: by whom, on which contract, from when."""

    told_employer_id = SelectField("Employeur", [Chosen("Choisissez l’employeur.")], coerce=int)
    told_contract = SelectField("Type de contrat", choices=dict(ContractType.choices()), coerce=ContractType)
    told_starts_on = DayField("Début du contrat", [Required("Indiquez le premier jour du contrat.")])

    def offer(self, employers: Choices) -> None:
        """Hand in the GEIQ and its members."""
        self.told_employer_id.choices = dict([(NO_HIRE, "Choisissez…"), *employers])

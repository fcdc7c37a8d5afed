"""The forms of a programme, and of where somebody lived on the day of the hire."""

from wtforms import SelectField, StringField
from wtforms.validators import Length

from facilitator.forms import Form
from worksites.sites.rules import ProgrammeKind, ResidenceProof

SUGGESTED = {"list": "quartiers", "autocomplete": "off"}


class ProgrammeForm(Form):
    """What an operation is."""

    kind = SelectField("Sorte de programme", choices=dict(ProgrammeKind.choices()), coerce=ProgrammeKind)
    neighbourhood = StringField(
        "Quartier prioritaire",
        [Length(max=120)],
        description="Celui dont on compte les habitants ; vide s’il n’y en a pas.",
        render_kw=SUGGESTED,
    )


class ResidenceForm(Form):
    """The neighbourhood alone, never the address."""

    neighbourhood = StringField(
        "Quartier prioritaire le jour de l’embauche",
        [Length(max=120)],
        description="Vide : la personne n’habitait dans aucun.",
        render_kw=SUGGESTED,
    )
    proof = SelectField("Comment on le sait", choices=dict(ResidenceProof.choices()), coerce=ResidenceProof)

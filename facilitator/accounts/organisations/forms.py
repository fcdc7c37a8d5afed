"""Forms of the register."""

from wtforms import EmailField, SelectField, StringField, TelField
from wtforms.validators import Length, Optional

from facilitator.forms import Form, Required


class OrganisationForm(Form):
    """An organisation: its kind (choices handed in), its name, its SIRET, its town."""

    kind = SelectField("Type", validators=[Required("Choisissez le type de l’organisation.")])
    name = StringField("Nom", validators=[Required("Indiquez le nom de l’organisation."), Length(max=200)])
    siret = StringField(
        "Numéro SIRET",
        description="Quatorze chiffres, espaces acceptés. Laissez vide si vous ne le connaissez pas.",
        validators=[Length(max=40)],
    )
    postcode = StringField("Code postal", validators=[Length(max=10)])
    city = StringField("Ville", validators=[Length(max=120)])
    departments = StringField(
        "Départements d’intervention",
        description="Pour une structure porteuse : par exemple 63 03. Les clauses publiées y sont cherchées.",
        validators=[Length(max=200)],
    )


class ContactForm(Form):
    """Somebody to reach: rank, name, position, e-mail, telephone."""

    rank = SelectField(
        "Rang",
        coerce=int,
        choices={1: "1, à joindre en premier", 2: "2, à défaut du premier", 3: "3, responsable hiérarchique"},
        description="L’ordre dans lequel on cherche à joindre l’organisation.",
    )
    name = StringField("Nom", validators=[Required("Indiquez le nom du contact."), Length(max=120)])
    position = StringField("Fonction", validators=[Length(max=120)])
    email = EmailField("Adresse électronique", validators=[Optional(), Length(max=254)])
    phone = TelField("Téléphone", description="Par exemple 04 73 00 00 00.", validators=[Length(max=30)])

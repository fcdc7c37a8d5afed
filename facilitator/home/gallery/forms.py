"""A sample form: one field of each kind."""

from wtforms import (
    BooleanField,
    DateField,
    FileField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)

from facilitator.forms import ChecksField, Form, NumberField, Required
from facilitator.home.gallery.rules import SampleStage


class SampleForm(Form):
    """Every kind of field."""

    title = StringField(
        "Objet du marché",
        [Required("Indiquez l’objet du marché.")],
        description="Comme dans l’avis d’attribution.",
    )
    hours = NumberField("Heures à réaliser", [Required("Indiquez les heures.")], unit="heures")
    stage = SelectField("Étape", choices=dict(SampleStage.choices()))
    modality = RadioField(
        "Modalité",
        [Required("Choisissez une modalité.")],
        choices={"hire": "Embauche directe", "temp": "Mise à disposition", "sub": "Sous-traitance"},
        validate_choice=False,
    )
    publics = ChecksField(
        "Publics", choices={"deld": "Demandeurs d’emploi de longue durée", "rsa": "Allocataires du RSA"}
    )
    starts = DateField("Début", [Required("Indiquez la date de début.")])
    comment = TextAreaField("Commentaire", description="Ne dites rien de la santé des personnes.")
    paper = FileField("Pièce jointe")
    password = PasswordField("Mot de passe")
    agreed = BooleanField("J’ai vérifié ces informations", [Required("Cochez la case pour continuer.")])

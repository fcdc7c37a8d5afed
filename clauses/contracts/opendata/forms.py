"""Forms of the import: a file, the mending of a refused record, a reason."""

from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, TextAreaField

from facilitator.forms import Form, Required


class UploadForm(Form):
    """A file of procurement data."""

    file = FileField(
        "Fichier de données essentielles",
        [FileRequired("Choisissez un fichier.")],
        description="JSON ou XML, formats de 2019 et de 2022, seul ou compressé (gz, zip). 2 Go au plus.",
    )
    authority = StringField(
        "Ne garder que les marchés d’un acheteur (facultatif)", description="Son SIRET, 14 chiffres."
    )


class MendForm(Form):
    """What identifies a contract."""

    number = StringField("Numéro du marché", [Required("Indiquez le numéro du marché.")])
    buyer = StringField("SIRET de l’acheteur", [Required("Indiquez le SIRET de l’acheteur.")])
    subject = TextAreaField("Objet du marché", [Required("Indiquez l’objet du marché.")])


class DropForm(Form):
    """Why a record is left out."""

    reason = TextAreaField("Raison", [Required("Dites pourquoi cet enregistrement est écarté.")])

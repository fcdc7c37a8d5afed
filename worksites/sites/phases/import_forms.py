"""The form that receives phases, pasted or as a file."""

from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.validators import Length

from facilitator.forms import Form


class PasteForm(Form):
    """A text copied from a spreadsheet, or the sheet itself."""

    text = TextAreaField(
        "Lignes copiées d’un tableur",
        [Length(max=100_000, message="Ce texte est trop long : envoyez plutôt le fichier.")],
        description="Métier, lot, début, fin, effectif ou heures. Par exemple : "
        "Maçon ; 2 ; S12 2027 ; S20 2027 ; 4.",
        render_kw={"rows": 8},
    )
    file = FileField("Ou un fichier", description=".xlsx, .xls, .ods ou .csv, 5 Mo au plus.")

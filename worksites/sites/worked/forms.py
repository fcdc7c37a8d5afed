"""The forms of the hours worked: one total, or a sheet of them."""

from flask_wtf.file import FileField
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from clauses.contracts.forms import DayField
from clauses.contracts.hour_forms import HoursField
from facilitator.forms import Form, Required
from facilitator.once.forms import OnceForm
from worksites.sites.worked.rules import Key, Worked


class WorkedForm(OnceForm):
    """One total of one year; whoever changes one does not say of which contract (`del form.what`)."""

    what = SelectField("Marché ou lot", [Required("Choisissez un marché ou un lot.")])
    year = IntegerField("Année", [Required("Indiquez l’année.")])
    hours = HoursField(
        "Heures travaillées",
        [Required("Indiquez les heures travaillées.")],
        description="Toutes les heures de l’entreprise sur ce marché cette année-là, insertion comprise.",
    )
    source = StringField(
        "D’où vient ce total",
        [Required("Dites d’où vient ce total."), Length(max=200)],
        description="Par exemple\u00a0: décompte final de l’entreprise, DOE, tableau du bailleur.",
    )
    dated_on = DayField("Document du", [Required("Indiquez la date du document.")])

    def told(self) -> Worked:
        """What was typed."""
        return Worked(self.year.data, self.hours.minutes or 0, self.source.data, self.dated_on.data)

    def offer(self, choices: dict[Key, str]) -> None:
        """Hand in the contracts and the lots."""
        self.what.choices = {"": "Choisissez…"} | {spelled(key): name for key, name in choices.items()}

    def chosen(self) -> Key:
        """The contract, and the lot or None."""
        contract, _, lot = (self.what.data or "").partition("-")
        return int(contract), int(lot) if lot else None


def spelled(key: Key) -> str:
    """A contract or a lot as a choice."""
    return f"{key[0]}-{key[1]}" if key[1] else f"{key[0]}"


class SheetForm(Form):
    """Rows copied from a spreadsheet, or the sheet itself."""

    text = TextAreaField(
        "Lignes copiées d’un tableur",
        [Length(max=50_000, message="Ce texte est trop long\u00a0: envoyez plutôt le fichier.")],
        description="Marché, lot (vide pour tous), année, heures, d’où vient ce total, date du document.",
        render_kw={"rows": 6},
    )
    file = FileField("Ou un fichier", description=".xlsx, .xls, .ods ou .csv, 5 Mo au plus.")

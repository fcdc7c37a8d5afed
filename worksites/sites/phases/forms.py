"""The form of a phase."""

from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from clauses.contracts.forms import NO_CHOICE, Choices, DayField
from facilitator.formats import hours, parse_hours
from facilitator.forms import NumberField, Required
from facilitator.once.forms import OnceForm
from worksites.sites.phases.rules import Phase


def written(minutes: int | str | None) -> str | None:
    """Minutes as they are typed; what was typed stays."""
    return hours(minutes) if isinstance(minutes, int) else minutes


class PhaseForm(OnceForm):
    """What is known of a phase: heads, or hours."""

    trade = StringField(
        "Métier",
        [Required("Indiquez le métier."), Length(max=120)],
        description="En clair, ou un code ROME : F1703.",
        render_kw={"list": "metiers", "autocomplete": "off"},
    )
    lot_id = SelectField("Lot d’un marché suivi", coerce=int)
    lot_label = StringField(
        "Ou un autre lot", [Length(max=120)], description="Un lot qui n’est d’aucun marché de ce chantier."
    )
    title = StringField("Libellé", [Length(max=200)], description="Par exemple : gros œuvre du bâtiment B.")
    starts_on = DayField("Début", [Required("Indiquez le début de la phase.")])
    ends_on = DayField("Fin", [Required("Indiquez la fin de la phase.")])
    headcount = NumberField(
        "Effectif", [Optional()], unit="pers.", description="Personnes au travail chaque jour ouvré."
    )
    minutes = StringField(
        "Heures de toute la phase",
        [Length(max=30)],
        filters=[written],
        description="Par exemple 1 200 ou 151 h 40. Ou bien un effectif.",
    )

    def offer(self, lots: Choices) -> None:
        """Hand in the lots of the worksite."""
        self.lot_id.choices = dict([(NO_CHOICE, "Aucun"), *lots])

    def phase(self) -> Phase:
        """What was typed. Raises `RuleBroken` on `minutes` when they do not read as hours."""
        return Phase(
            self.trade.data or "",
            self.starts_on.data,
            self.ends_on.data,
            self.headcount.data,
            parse_hours(self.minutes.data),
            self.lot_id.data or None,
            self.lot_label.data or "",
            self.title.data or "",
        )

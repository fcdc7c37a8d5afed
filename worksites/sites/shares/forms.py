"""The forms of a share."""

from wtforms import SelectField

from facilitator.forms import NumberField, Required
from facilitator.once.forms import OnceForm
from worksites.sites.rules import SharePurpose


class PartForm(OnceForm):
    """How much, and for what."""

    percentage = NumberField("Part faite sur ce chantier", [Required("Indiquez la part.")], unit="%")
    purpose = SelectField(
        "Objet",
        choices=dict(SharePurpose.choices()),
        coerce=SharePurpose,
        default=SharePurpose.WORKS,
        description="L’ANRU compte à part les travaux et la gestion urbaine de proximité.",
    )


class ShareForm(PartForm):
    """Which contract or lot, how much, and for what."""

    what = SelectField("Marché ou lot", [Required("Choisissez un marché ou un lot.")])

    def offer(self, choices: list[tuple[str, str]]) -> None:
        """Hand in the contracts and the lots."""
        self.what.choices = dict([("", "Choisissez…"), *choices])

    def chosen(self) -> tuple[int, int | None]:
        """The contract, and the lot or None."""
        contract, _, lot = (self.what.data or "").partition("-")
        return int(contract), int(lot) if lot else None

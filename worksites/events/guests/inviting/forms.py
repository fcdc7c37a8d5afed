"""What the preview asks: where the names come from, then the press that sends."""

from collections.abc import Sequence

from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import Length

from facilitator.forms import Form
from worksites.events.guests.inviting.rules import Asked, GuestSource


class AskForm(Form):
    """Where the names come from: read from the address, it changes nothing."""

    source = SelectField("Qui inviter", choices=dict(GuestSource.choices()))
    liste = SelectField("La liste", description="Pour « Une liste ».")
    metier = StringField(
        "Métier", [Length(max=120)], description="Pour des personnes ou des entreprises, par métier.",
        render_kw={"list": "metiers"},
    )  # fmt: skip
    lieu = StringField(
        "Ville ou code postal", [Length(max=80)], description="Pour des personnes ; 63 suffit."
    )
    decompte = BooleanField("Seulement les personnes dont les heures comptent ce jour-là")
    nom = StringField(
        "Nom", [Length(max=120)], description="Pour une personne ou une organisation, par son nom."
    )

    def offer(self, lists: Sequence[tuple[str, str]]) -> None:
        """The lists that features give."""
        self.liste.choices = {"": "—"} | dict(lists)

    def asked(self) -> Asked:
        """What the address asks for; a source that does not exist is the first one."""
        given = self.source.data if self.source.data in list(GuestSource) else GuestSource.TO_INVITE.value
        return Asked(
            GuestSource(given),
            self.liste.data or "",
            (self.metier.data or "")[:120],
            (self.lieu.data or "")[:80],
            bool(self.decompte.data),
            (self.nom.data or "")[:120],
        )


class InviteForm(Form):
    """The press that sends: what is ticked stands beside, row by row."""

    form_key = HiddenField()

"""A field for hours: typed in hours, kept in whole minutes."""

from typing import Any

from wtforms.validators import ValidationError

from facilitator.formats import hours as say_hours
from facilitator.forms import NumberField


class HoursField(NumberField):
    """Hours as typed (`833`, `151,5`); `minutes` are whole, or None when it is empty."""

    def __init__(self, label: str = "", validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, unit="h", **kwargs)
        self.type = "NumberField"  # it is shown as one

    @property
    def minutes(self) -> int | None:
        """Whole minutes."""
        return None if self.data is None else int(self.data * 60)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not a whole number of minutes, or too long to be one."""
        if self.data is None:
            return
        if (self.data * 60) % 1:
            below = say_hours(int(self.data * 60))
            raise ValidationError(f"Ces heures ne font pas un nombre entier de minutes : écrivez {below}.")
        if self.data > 10_000_000:
            raise ValidationError("Ce nombre d’heures est trop grand.")

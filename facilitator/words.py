"""Words of the house: an enum member carries its French label, a broken rule its sentence."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A closed list of terms. Stored as `value`, shown as `label` (French).

    >>> class Colour(Word):
    ...     RED = "red", "Rouge"
    >>> Colour.RED.label
    'Rouge'
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the stored value as the string and the label beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) of every member, in the order of the list, for a form."""
        return [(member.value, member.label) for member in cls]


class RuleBroken(Exception):
    """A rule refuses. The message is a French sentence for the person who can mend it.

    `field` names the form field it belongs to, when there is one.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

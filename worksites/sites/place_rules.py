"""Where a worksite stands and when: its position as it is typed, its dates beside a day."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from facilitator.words import RuleBroken, Word

PAIR = re.compile(r"([+-]?\d{1,2}[.,]\d+)°?\s*[,;/\s]\s*([+-]?\d{1,3}[.,]\d+)°?", re.ASCII)
"""Latitude, then longitude; a comma may be the decimal mark and the separator too."""
PLACES = Decimal("0.000001")
"""About ten centimetres."""
MAINLAND = (range(41, 52), range(-6, 11))
"""Whole degrees of mainland France: latitudes, longitudes."""
EXAMPLE = "par exemple 45,7772, 3,1110"


class Moment(Word):
    """Where a worksite stands in its own time."""

    RUNNING = "en-cours", "En cours"
    COMING = "a-venir", "À venir"
    OVER = "finis", "Finis"
    UNDATED = "sans-dates", "Sans dates"


class SiteToDo(Word):
    """What a worksite waits for."""

    SOON = "bientot", "Une phase commence bientôt"
    UNPLANNED = "sans", "Aucune phase saisie"


@dataclass(frozen=True)
class Position:
    """Degrees, WGS 84."""

    latitude: Decimal
    longitude: Decimal

    def __str__(self) -> str:
        """As it is typed: `45,7772, 3,1110`."""
        return ", ".join(
            format(one.normalize(), "f").replace(".", ",") for one in (self.latitude, self.longitude)
        )


def parse_position(text: str | None) -> Position | None:
    """A position as typed or copied from a map; None when nothing is said.

    Raises `RuleBroken` on field `position`: what does not read, what is off the Earth, the two turned round.
    """
    said = " ".join((text or "").replace("\u2212", "-").strip("() \u00a0\u202f").split())
    if not said:
        return None
    found = PAIR.fullmatch(said)
    if found is None:
        raise RuleBroken(f"Écrivez la latitude puis la longitude, {EXAMPLE}.", "position")
    latitude, longitude = (Decimal(one.replace(",", ".")).quantize(PLACES) for one in found.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise RuleBroken("La latitude va de −90 à 90, la longitude de −180 à 180.", "position")
    if int(latitude) in MAINLAND[1] and int(longitude) in MAINLAND[0]:
        raise RuleBroken(f"La latitude vient d’abord, puis la longitude, {EXAMPLE}.", "position")
    return Position(latitude, longitude)


def moment_of(starts_on: date | None, ends_on: date | None, on: date) -> Moment:
    """Where a worksite stands on a day; one date alone is enough to tell."""
    if starts_on is None and ends_on is None:
        return Moment.UNDATED
    if starts_on is not None and starts_on > on:
        return Moment.COMING
    return Moment.OVER if ends_on is not None and ends_on < on else Moment.RUNNING

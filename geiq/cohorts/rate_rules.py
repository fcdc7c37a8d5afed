"""How many candidates become trained, and trained people hired: counted from finished cohorts.

Until a body has counted enough people of its own, the dated defaults of the parameters hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from facilitator.formats import percent, plural

PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Flow:
    """How many people of finished cohorts reached each step."""

    proposed: int = 0
    retained: int = 0
    entered: int = 0
    completed: int = 0
    certified: int = 0
    hired: int = 0

    def __add__(self, other: "Flow") -> "Flow":
        """The sum of two flows."""
        return Flow(
            self.proposed + other.proposed,
            self.retained + other.retained,
            self.entered + other.entered,
            self.completed + other.completed,
            self.certified + other.certified,
            self.hired + other.hired,
        )


@dataclass(frozen=True)
class Rate:
    """A ratio from 0 to 1; counted on so many people, or a default when `counted_on` is 0."""

    value: Decimal
    counted_on: int = 0
    source: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it was counted from the body's own cohorts."""
        return self.counted_on > 0

    def says(self) -> str:
        """`80 %, sur 30 personnes de vos cohortes terminées`, `70 %, par défaut (source)`."""
        if self.is_own:
            return (
                f"{percent(self.value)}, sur {plural(self.counted_on, 'personne')} de vos cohortes terminées"
            )
        return f"{percent(self.value)}, par défaut ({self.source})"


@dataclass(frozen=True)
class Rates:
    """What a planned cohort may expect."""

    retained: Rate
    """Retained on proposed."""
    entry: Rate
    """Entered on retained."""
    completion: Rate
    """Went through on entered."""
    hiring: Rate
    """Hired on entered."""

    @property
    def drop_out(self) -> Decimal:
        """The share of those who enter and do not go through."""
        return 1 - self.completion.value

    def seats_for(self, hires: int) -> int:
        """How many must enter so that so many are hired."""
        return _upper(Decimal(hires) / self.hiring.value)

    def candidates_for(self, seats: int) -> int:
        """How many candidates to look for so that so many enter."""
        return _upper(Decimal(seats) / (self.retained.value * self.entry.value))

    def hires_from(self, seats: int) -> int:
        """How many hires so many seats may give, rounded down."""
        return int(seats * self.hiring.value)


STEPS = {
    "cohort_retained_rate": ("retained", "retained", "proposed"),
    "cohort_entry_rate": ("entry", "entered", "retained"),
    "cohort_completion_rate": ("completion", "completed", "entered"),
    "cohort_hiring_rate": ("hiring", "hired", "entered"),
}
"""By key of its default: the rate, what it counts, on what."""


def rates(flow: Flow, defaults: Mapping[str, Rate], least: int) -> Rates:
    """The rates of a body: its own when it counted `least` people or more, else the default of that key."""
    found = {}
    for key, (name, top, base) in STEPS.items():
        reached, out_of = getattr(flow, top), getattr(flow, base)
        own = (Decimal(reached) / out_of).quantize(PLACES, ROUND_HALF_UP) if out_of >= max(least, 1) else None
        found[name] = Rate(own, out_of) if own else defaults[key]
    return Rates(**found)


def _upper(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_CEILING))

"""What comparable past contracts say of a new one: median and quartiles of hours per 100,000 €."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median, quantiles

from clauses.parameters.numbers.rules import rounded
from clauses.sizing.rules import completion
from facilitator.formats import plural

PER_EUROS = 100_000


@dataclass(frozen=True)
class Past:
    """A contract of the past: amount in euros, whole minutes asked, and done once it has ended."""

    amount: Decimal
    asked: int
    done: int | None = None


@dataclass(frozen=True)
class Learned:
    """A proposal: hours per 100,000 € (quartiles and median), and hours for the amount at hand."""

    count: int
    low: Fraction
    middle: Fraction
    high: Fraction
    hours: int
    hours_low: int
    hours_high: int
    completion: Fraction | None
    """Median share of the hours asked that were really done; None while no hours are known."""

    @property
    def done_share(self) -> Decimal | None:
        """`completion` as it is written."""
        return (
            None
            if self.completion is None
            else Decimal(self.completion.numerator) / self.completion.denominator
        )

    @property
    def sentence(self) -> str:
        """The proposal in words."""
        return (
            f"{plural(self.count, 'marché comparable', 'marchés comparables')} : la moitié d’entre eux ont "
            f"demandé de {rounded(self.low)} à {rounded(self.high)} heures pour 100 000 €. "
            f"Pour ce montant, cela fait {plural(self.hours, 'heure')}."
        )


def amount_range(amount: Decimal, spread: Fraction) -> tuple[Decimal, Decimal]:
    """The amounts that compare: from `amount ÷ spread` to `amount × spread`, whole euros."""
    return Decimal(int(Fraction(amount) / spread)), Decimal(int(Fraction(amount) * spread) + 1)


def learn(past: Sequence[Past], amount: Decimal, least: int) -> Learned | None:
    """A proposal from at least `least` comparable contracts; None when there are fewer."""
    if len(past) < max(least, 2):
        return None
    rates = [Fraction(each.asked, 60) / Fraction(each.amount) * PER_EUROS for each in past]
    low, middle, high = quantiles(rates, n=4, method="inclusive")
    shares = [
        share for each in past if each.done is not None and (share := completion(each.asked, each.done))
    ]
    hundreds = Fraction(amount) / PER_EUROS
    return Learned(
        count=len(past),
        low=low,
        middle=middle,
        high=high,
        hours=rounded(middle * hundreds),
        hours_low=rounded(low * hundreds),
        hours_high=rounded(high * hundreds),
        completion=median(shares) if shares else None,
    )


def too_few(count: int, least: int) -> str:
    """Why nothing is proposed."""
    found = plural(count, "marché comparable", "marchés comparables")
    return f"{found} seulement : il en faut {least} pour proposer un nombre d’heures."

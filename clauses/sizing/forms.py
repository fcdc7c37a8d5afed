"""How the inputs of a calculation are typed: numbers as the French write them, rates as `5 %` or `0,05`."""

from decimal import Decimal

from clauses.sizing.methods.rules import Input
from clauses.sizing.rules import Unit
from facilitator.forms import clean, parse_decimal
from facilitator.words import RuleBroken

LONGEST = 40


def typed(item: Input, text: str | None) -> Decimal | str | None:
    """What was typed for an input, as a value; None when nothing was.

    A rate is `5 %`, `5%`, `0,05` or `0.05`. Raises `RuleBroken` naming the input.
    """
    text = clean(text)
    if not text or item.choices:
        return text or None
    if text[0] in ".,":
        text = f"0{text}"
    try:
        value = parse_decimal(text[: LONGEST + 1])
    except ValueError:
        raise RuleBroken(f"{item.label} : « {text[:LONGEST]} » n’est pas un nombre.", item.name) from None
    if len(text) > LONGEST:
        raise RuleBroken(f"{item.label} : ce nombre est trop long.", item.name)
    if "%" in text and item.unit is not Unit.RATE:
        raise RuleBroken(f"{item.label} : ce n’est pas un pourcentage.", item.name)
    return value / 100 if "%" in text else value

"""What an upper room adds to a lower room's list: a column, and the filter that goes with it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select

from facilitator.access import Asker


@dataclass(frozen=True)
class Listed:
    """The word of the address, the French label of the column and of its filter; each asks one select."""

    name: str
    label: str
    choices: Callable[[Asker], Sequence[tuple[str, str]]]
    """(value, label) of what the filter offers the asker; nothing: neither filter nor column."""
    among: Callable[[Asker, str], Select[int]]
    """The ids of the things that answer a value."""
    words: Callable[[Asker, Collection[int]], Mapping[int, str]]
    """What the column says of these things, of one page at once; what it says nothing of is absent."""

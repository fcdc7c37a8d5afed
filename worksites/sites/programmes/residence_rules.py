"""How many of the people hired lived in a neighbourhood on that day; small numbers are hidden."""

from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.formats import number, plural, search_key


@dataclass(frozen=True)
class Residents:
    """People hired: all, of the neighbourhood, of another priority one, of none, not recorded yet."""

    people: int
    here: int
    elsewhere: int
    none: int
    unknown: int

    @classmethod
    def of(cls, neighbourhoods: Iterable[str | None], wanted: str) -> "Residents":
        """From the neighbourhood of each person ('' for none, None when nobody recorded it)."""
        key, counts = search_key(wanted), {"here": 0, "elsewhere": 0, "none": 0, "unknown": 0}
        for one in neighbourhoods:
            if one is None:
                counts["unknown"] += 1
            elif not one:
                counts["none"] += 1
            else:
                counts["here" if key and search_key(one) == key else "elsewhere"] += 1
        return cls(sum(counts.values()), **counts)

    def told(self, least: int) -> str:
        """One sentence. A number under `least`, or that a difference would give, is hidden; 1 hides none."""
        if not self.people:
            return "Personne n’a encore été embauché."
        if self.people < least:
            return f"Moins de {least} personnes embauchées."
        rest = self.people - self.here
        hidden = (0 < self.here < least) or (0 < rest < least)
        here = (
            "un nombre trop petit pour être dit"
            if hidden
            else plural(self.here, "habitant du quartier", "habitants du quartier")
        )
        unsaid = f" ; {number(self.unknown)} sans quartier noté" if least == 1 and self.unknown else ""
        return f"{plural(self.people, 'personne embauchée', 'personnes embauchées')}, dont {here}{unsaid}."

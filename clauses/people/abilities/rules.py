"""The words that a person and a job have in common: level of French, licences."""

from facilitator.words import Word


class FrenchLevel(Word):
    """The level of French, by the Common European Framework (CECRL)."""

    BELOW_A1 = "below_a1", "Avant A1"
    A1 = "a1", "A1"
    A2 = "a2", "A2"
    B1 = "b1", "B1"
    B2 = "b2", "B2"
    C1 = "c1", "C1"
    C2 = "c2", "C2"


class Licence(Word):
    """A licence to drive, or to move on a site."""

    B = "b", "Permis B"
    HEAVY = "heavy", "Permis C ou CE"
    MACHINERY = "machinery", "CACES ou autorisation de conduite d’engins"
    MOPED = "moped", "AM (cyclomoteur)"

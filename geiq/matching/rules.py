"""The words of the matching: what a request became, what a company made of a person proposed."""

from facilitator.words import Word

ANSWER_DAYS = 15
"""Days a company has to answer (peers dossier, Crossrail's brokerage; a body's setting may say otherwise)."""


class StaffingState(Word):
    """Where a staffing request stands."""

    OPEN = "open", "Ouverte"
    FILLED = "filled", "Pourvue"
    CLOSED = "closed_unfilled", "Close sans embauche"


class ProposalState(Word):
    """What became of a person proposed."""

    SENT = "proposed", "Proposée"
    MET = "met_company", "Rencontrée"
    IMMERSION = "immersion", "Immersion"
    HIRED = "hired", "Embauchée"
    REFUSED = "not_taken", "Non retenue"
    WITHDRAWN = "withdrawn", "Retirée"

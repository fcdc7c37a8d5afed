"""The words of the link by which a company says its jobs. Pure."""

from facilitator.formats import NBSP

PURPOSE = "event-openings"
LABEL = "Dire vos postes pour un événement"
KIND = "Postes demandés pour un événement"
FROM_ONE, IN_ALL = 10, 300
"""Links asked for in a quarter of an hour, from one network address and in all."""


def title_of(event: str) -> str:
    """`Dire vos postes pour un événement : Job dating des toits`."""
    return f"{LABEL}{NBSP}: {event}"[:200]


def text(event: str, url: str, body: str) -> str:
    """The message of a link sent again."""
    return (
        f"Bonjour,\n\n{event}\n\nDites quels postes vous apportez{NBSP}:\n{url}\n\n"
        f"Ce lien est pour vous{NBSP}: un code vous sera envoyé à cette adresse quand vous l’ouvrirez."
        f"\n\n{body}\n"
    )

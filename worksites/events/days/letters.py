"""The message that brings a company to its meetings. It names nobody."""

from facilitator.formats import NBSP
from worksites.events.models import Event
from worksites.events.when_rules import said_span

PURPOSE = "event_day"
"""Of the links that lead to a company's meetings."""
LABEL = "Dire la suite de vos rencontres"
PERSONAL = "Ce lien est pour vous : un code vous sera envoyé à cette adresse quand vous l’ouvrirez."


def subject(event: Event) -> str:
    """`Vos rencontres : Job dating couvreurs`."""
    return f"Vos rencontres : {event.title}"[:200]


def text(event: Event, url: str, body: str) -> str:
    """The message."""
    return (
        f"Bonjour,\n\nLe {said_span(event.starts_at, event.ends_at)}, vous tenez une table à "
        f"«{NBSP}{event.title}{NBSP}». Sur votre téléphone, une page donne l’heure de chaque rencontre ; "
        "après chacune, dites d’un geste sa suite : à revoir, immersion, embauche ou non.\n\n"
        f"Ouvrir ma page :\n{url}\n\n{PERSONAL}\n\n{body}\n"
    )

"""The filters of the list of events, which the calendar and its pages share."""

from facilitator.access import BODY_ROLES, current_asker
from facilitator.exchange.listing import Filter, FilterKind
from worksites.events.list_queries import choices_of
from worksites.events.rules import EventKind, EventState, EventToDo


def filters_of() -> list[Filter]:
    """The filters of the list, by who asks."""
    asker = current_asker()
    choices = choices_of(asker)
    found = [
        Filter("q", "Titre"),
        Filter.of("type", "Type", EventKind.choices()),
        Filter.of("etat", "État", EventState.choices()),
        Filter.of("moment", "Moment", [("a_venir", "À venir"), ("passes", "Passés")]),
        Filter.of("chantier", "Chantier", choices["chantier"]),
        Filter.of("metier", "Métier", choices["metier"]),
        Filter("du", "Du", kind=FilterKind.DATE),
        Filter("au", "Au", kind=FilterKind.DATE),
    ]
    if asker.role in BODY_ROLES:
        found[5:5] = [Filter.of("programme", "Programme", choices["programme"])]
        found.append(Filter.of("organisateur", "Organisateur", [("moi", "Moi")]))
        found.append(Filter.of("afaire", "À faire", EventToDo.choices()))
    return found

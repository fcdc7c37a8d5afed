"""The groups and structures: what the room hands to the shell."""

from facilitator.feature import Feature, MenuEntry
from geiq.groups import event_offers
from geiq.groups.acts import ACTS
from geiq.groups.demo import PARTS
from geiq.groups.lists.views import bp as lists
from geiq.groups.models import InsertionStructure
from geiq.groups.views import READERS
from geiq.groups.views import bp as groups

PATHWAYS = "Parcours"
room = Feature(
    "groups",
    blueprints=(groups, lists),
    menu=(MenuEntry("GEIQ et structures", "groups.index", frozenset(READERS), (lists,), PATHWAYS),),
    guest_lists=event_offers.guest_lists,
    invitees=event_offers.invitees,
    acts=ACTS,
    demo=PARTS,
)
MODELS = (InsertionStructure,)

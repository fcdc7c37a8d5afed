"""The pathways: what the room hands to the shell."""

from facilitator.access import BODY_ROLES, Role
from facilitator.feature import Feature, MenuEntry
from geiq.pathways import offers
from geiq.pathways.ability_queries import abilities
from geiq.pathways.acts import ACTS
from geiq.pathways.care.views import bp as care
from geiq.pathways.course.step_views import bp as steps
from geiq.pathways.course.views import bp as pathways
from geiq.pathways.demo import PARTS
from geiq.pathways.doctor_queries import INVARIANTS, PLACES
from geiq.pathways.keeping.commands import pathways as pathways_command
from geiq.pathways.keeping.jobs import FORGET_PAGES, PATHWAYS_DUE
from geiq.pathways.knowing.views import bp as glass
from geiq.pathways.page.handing_views import bp as page_links
from geiq.pathways.page.views import bp as own_page
from geiq.pathways.schemes.part_views import bp as parts
from geiq.pathways.schemes.views import bp as schemes
from geiq.pathways.slip.views import bp as slip

GROUP = "Parcours"
READERS = BODY_ROLES | {Role.PARTNER}
room = Feature(
    "pathways",
    blueprints=(pathways, steps, care, glass, slip, page_links, own_page, schemes, parts),
    menu=(
        MenuEntry("Parcours", "pathways.index", READERS, (steps, care, slip, page_links), GROUP),
        MenuEntry("Dispositifs", "schemes.index", READERS, (parts,), GROUP),
        MenuEntry("Lectures exceptionnelles", "glass.index", frozenset({Role.HEAD}), (), GROUP),
    ),
    alerts=offers.alerts,
    search=offers.hits,
    links=offers.links,
    panels=offers.panels,
    abilities=abilities,
    acts=ACTS,
    invariants=INVARIANTS,
    jobs=(PATHWAYS_DUE, FORGET_PAGES),
    commands=(pathways_command,),
    places=PLACES,
    demo=PARTS,
)

"""What the worksites hand to the shell."""

from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES
from facilitator.feature import Feature, MenuEntry
from worksites.sites import offers
from worksites.sites.acts import ACTS
from worksites.sites.phases.views import bp as phases
from worksites.sites.shares.views import bp as shares
from worksites.sites.views import bp as worksites

GROUP = "Chantiers"
room = Feature(
    "sites",
    blueprints=(worksites, phases, shares),
    menu=(
        MenuEntry(
            "Chantiers", "worksites.index", BODY_ROLES | BUYER_ROLES | COMPANY_ROLES, (phases, shares), GROUP
        ),
    ),
    search=offers.hits,
    panels=offers.panels,
    acts=ACTS,
)

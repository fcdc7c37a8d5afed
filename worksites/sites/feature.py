"""What the worksites hand to the shell."""

from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES
from facilitator.feature import Feature, MenuEntry
from worksites.sites import offers
from worksites.sites.acts import ACTS
from worksites.sites.demo import PARTS
from worksites.sites.doctor_queries import INVARIANTS, PLACES
from worksites.sites.needs.views import bp as needs
from worksites.sites.phases import band_offers
from worksites.sites.phases.import_views import bp as phase_imports
from worksites.sites.phases.views import bp as phases
from worksites.sites.planned.views import bp as phase_plans
from worksites.sites.programmes import offers as programme_offers
from worksites.sites.programmes.views import bp as programmes
from worksites.sites.progress.views import bp as progress
from worksites.sites.shares import offers as share_offers
from worksites.sites.shares.views import bp as shares
from worksites.sites.views import bp as worksites
from worksites.sites.worked.views import bp as worked

GROUP = "Chantiers"
OVERSEERS = BODY_ROLES | BUYER_ROLES
READERS = OVERSEERS | COMPANY_ROLES
room = Feature(
    "sites",
    blueprints=(worksites, phases, phase_imports, shares, needs, progress, programmes, phase_plans, worked),
    menu=(
        MenuEntry(
            "Chantiers", "worksites.index", READERS, (phases, phase_imports, phase_plans, shares), GROUP
        ),
        MenuEntry("Avancement par chantier", "worksite_progress.index", OVERSEERS, (), GROUP),
        MenuEntry("Besoins de main-d’œuvre", "labour_needs.index", OVERSEERS, (), GROUP),
    ),
    under={"programmes": "operations", "worked_hours": "operations"},
    alerts=offers.alerts,
    search=offers.hits,
    panels=offers.panels,
    bands=band_offers.bands,
    links=programme_offers.links,
    listed=share_offers.listed,
    acts=ACTS,
    invariants=INVARIANTS,
    places=PLACES,
    demo=PARTS,
)

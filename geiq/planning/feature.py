"""The plan of cohorts: what the room hands to the shell."""

from facilitator.access import BODY_ROLES
from facilitator.feature import Feature, MenuEntry
from geiq.planning import offers
from geiq.planning.acts import ACTS
from geiq.planning.bench.commands import bench_planning
from geiq.planning.capacities.views import bp as capacities
from geiq.planning.demo import PARTS
from geiq.planning.needs.views import bp as needs
from geiq.planning.plans.commands import plans as plans_command
from geiq.planning.plans.doctor_queries import INVARIANTS
from geiq.planning.plans.views import bp as plans

room = Feature(
    "planning",
    blueprints=(needs, plans, capacities),
    menu=(MenuEntry("Préparer les chantiers", "needs.index", BODY_ROLES, (plans, capacities), "Parcours"),),
    alerts=offers.alerts,
    links=offers.links,
    search=offers.hits,
    commands=(plans_command,),
    benches=(bench_planning,),
    invariants=INVARIANTS,
    acts=ACTS,
    demo=PARTS,
)

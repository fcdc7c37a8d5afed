"""The matching: what the room hands to the shell."""

from facilitator.access import BODY_ROLES, COMPANY_ROLES
from facilitator.feature import Feature, MenuEntry, Task
from geiq.matching import offers
from geiq.matching.acts import ACTS
from geiq.matching.demo import PARTS
from geiq.matching.jobs import SILENCES
from geiq.matching.letter_queries import renew
from geiq.matching.letters import LABEL, PURPOSE
from geiq.matching.pooling.views import bp as pooled_jobs
from geiq.matching.silence_queries import awaited
from geiq.matching.views import bp

room = Feature(
    "matching",
    blueprints=(
        bp,
        pooled_jobs,
    ),
    menu=(MenuEntry("Recrutement", "staffing.index", BODY_ROLES | COMPANY_ROLES, (), "Parcours"),),
    under={"pooled_jobs": "pooling"},
    alerts=offers.alerts,
    links=offers.links,
    awaits=awaited,
    jobs=(SILENCES,),
    tasks=(Task(PURPOSE, LABEL, "staffing.index", renew),),
    acts=ACTS,
    demo=PARTS,
)

"""What the GEIQ, the cohorts and the pathways hand to the shell, room by room."""

from facilitator.feature import joined
from geiq.cohorts.feature import room as cohorts
from geiq.groups.feature import room as groups
from geiq.matching.feature import room as matching
from geiq.pathways.feature import room as pathways
from geiq.planning.feature import room as planning
from geiq.thread.feature import room as thread

feature = joined("geiq", groups, cohorts, planning, pathways, matching, thread)

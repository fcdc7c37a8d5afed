"""What the GEIQ, the cohorts and the pathways hand to the shell, room by room."""

from dataclasses import replace

from facilitator.feature import joined
from geiq.cohorts.feature import room as cohorts
from geiq.groups.feature import room as groups
from geiq.matching.feature import room as matching
from geiq.pathways.feature import room as pathways
from geiq.planning.feature import room as planning
from geiq.thread.feature import room as thread

threaded = replace(cohorts, menu=tuple(entry.covering(*thread.blueprints) for entry in cohorts.menu))
"""The cohorts, whose line of the menu is lit on the thread of their people too."""
feature = joined("geiq", groups, threaded, planning, pathways, matching, thread)

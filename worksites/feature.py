"""What the worksites hand to the shell, room by room."""

from facilitator.feature import joined
from worksites.sites.feature import room as sites

feature = joined("worksites", sites)

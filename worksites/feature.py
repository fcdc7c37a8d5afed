"""What the worksites hand to the shell, room by room."""

from facilitator.feature import joined
from worksites.events.days.feature import room as days
from worksites.events.feature import later as event_parts
from worksites.events.feature import room as events
from worksites.events.guests.feature import room as guests
from worksites.events.rounds.feature import room as rounds
from worksites.sites.feature import room as sites

feature = joined("worksites", sites, events, guests, rounds, days, event_parts)

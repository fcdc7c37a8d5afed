"""The days by which months must be declared, in the calendars of those who declare them or wait for them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter

from clauses.hours.ledger.due_queries import awaited_days
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Asker
from facilitator.agenda.feed_rules import MINE, TERRITORY
from facilitator.appointments import Appointment, Appointments, Wanted
from facilitator.clock import PARIS
from facilitator.formats import NBSP, month
from facilitator.setting import absolute

TITLES = {
    False: "Relevés d’heures : dernier jour des entreprises",
    True: "Dernier jour pour déclarer les heures",
}
PAGES = {False: "/relances/", True: "/declarer/"}


def appointments(asker: Asker, wanted: Wanted) -> Iterator[Appointments]:
    """The due days of the months that are still awaited, in one's own calendar and in the body's."""
    if wanted.about in (MINE, TERRITORY) and asker.role in BODY_ROLES | COMPANY_ROLES:
        found = awaited_days(asker, wanted.first, wanted.last)
        told = [_due(asker, on, [each for _, each in same]) for on, same in groupby(found, itemgetter(0))]
        yield Appointments.told(told)


def _due(asker: Asker, on: date, months: Sequence[date]) -> Appointment:
    """One whole day, that says which months; it changes when one of them begins to be asked."""
    declares = asker.role in COMPANY_ROLES
    return Appointment(
        f"hours-due-{on}-{asker.organisation_id}",
        TITLES[declares],
        on,
        on + timedelta(days=1),
        datetime.combine(on.replace(day=1), time(), PARIS),
        told=f"Heures à déclarer{NBSP}: {', '.join(map(month, months))}.",
        url=absolute(PAGES[declares]),
        kinds=("Échéance",),
        takes_time=False,
    )

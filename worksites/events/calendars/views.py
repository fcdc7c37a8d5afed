"""The calendar of the events: month, week, agenda, timeline, with the filters of their list."""

from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.exchange.listing import Filter, FilterKind, Listing
from worksites.events.calendars.chart_rules import frieze
from worksites.events.calendars.queries import entries_of, lanes_of
from worksites.events.calendars.rules import CalendarView, Period, by_day, period
from worksites.events.list_filters import filters_of
from worksites.events.pages import READERS, TONES

bp = Blueprint("event_calendar", __name__, url_prefix="/evenements/calendrier")
PART = "worksites/events/calendars"
DATED = ("du", "au", "moment")
"""The filters of the list that the days of a page take the place of."""


def listing_of(view: CalendarView) -> Listing:
    """The filters of the list, and the day the page stands around."""
    kept = [one for one in filters_of() if one.name not in DATED]
    around = Filter("jour", "Autour du", kind=FilterKind.DATE)
    return Listing.read(url_for(".show", view=view.value), request.args, [around, *kept], (), "")


def addresses(listing: Listing, shown: Period) -> dict[str, str]:
    """The same filters on the page before, after, of today, and in each view."""

    def at(view: CalendarView, day: date) -> str:
        return f"{url_for('.show', view=view.value)}?{urlencode({**listing.values, 'jour': day.isoformat()})}"

    around = date.fromisoformat(listing["jour"]) if listing["jour"] else today()
    return {
        "before": at(shown.view, shown.before),
        "after": at(shown.view, shown.after),
        "today": at(shown.view, today()),
        **{view.value: at(view, around) for view in CalendarView},
    }


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The month of today."""
    return show(CalendarView.MONTH.value)


@bp.get("/<view>")
@allow(*READERS)
def show(view: str) -> ResponseReturnValue:
    """The events of some days, as one looks at them."""
    if view not in set(CalendarView):
        abort(404)
    asker, seen = current_asker(), CalendarView(view)
    listing = listing_of(seen)
    shown = period(seen, listing.day("jour") or today())
    page = {
        "shown": shown,
        "views": list(CalendarView),
        "urls": addresses(listing, shown),
        "listing": listing,
        "today": today(),
        "tones": TONES,
        "editor": asker.role in BODY_ROLES,
    }
    if seen is CalendarView.TIMELINE:
        address = url_for("events.show", event_id=0).removesuffix("0")
        lanes = lanes_of(asker, listing.values, shown, address)
        page |= {"lanes": lanes, "drawing": frieze(lanes, shown, today())}
    else:
        page["days"] = by_day(entries_of(asker, listing.values, shown), shown)
    return render_template(f"{PART}/{seen.value}.html", **page)

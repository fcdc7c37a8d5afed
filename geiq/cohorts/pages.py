"""What the pages of the cohorts share: who comes, the cohort or 404, the way down to it, one form."""

from typing import Any

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from clauses.people.employments.trades.rules import offered
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Role, current_asker
from facilitator.forms import Form
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.queries import cohort_of, enrolment_of

EDITORS = tuple(sorted(BODY_ROLES))
MEMBERS = (*EDITORS, Role.PARTNER)
"""Those who fill a part of a cohort."""
NAMERS = (*MEMBERS, *sorted(COMPANY_ROLES))
"""Those who may read some names: each of its own people."""
READERS = (*NAMERS, *sorted(BUYER_ROLES))
Trail = list[tuple[str, str]]


def own_cohort(cohort_id: int) -> Cohort:
    """The asker's cohort, or 404."""
    return cohort_of(current_asker(), cohort_id) or abort(404)


def own_enrolment(enrolment_id: int) -> Enrolment:
    """A candidate whom the asker may see, or 404."""
    return enrolment_of(current_asker(), enrolment_id) or abort(404)


def cohort_url(cohort: Cohort, anchor: str | None = None) -> str:
    """The cohort's page."""
    return url_for("cohorts.show", cohort_id=cohort.id, _anchor=anchor)


def trail(cohort: Cohort | None = None) -> Trail:
    """The breadcrumb down to a cohort."""
    found = [("Cohortes", url_for("cohorts.index"))]
    if cohort is not None:
        found.append((cohort.name, cohort_url(cohort)))
    return found


def form_page(title: str, form: Form, cohort: Cohort | None = None, **shown: Any) -> ResponseReturnValue:
    """A page that holds one form; 422 when it was refused."""
    defaults = {
        "lead": "",
        "submit": "Enregistrer",
        "cancel": cohort_url(cohort) if cohort else url_for("cohorts.index"),
        "trail": trail(cohort),
        "trades": offered() if "trade" in form else (),
        "danger": False,
    }
    template = "geiq/cohorts/cohort_form.html" if "trade" in form else "geiq/cohorts/sheet.html"
    code = shown.pop("code", 422 if form.errors else 200)
    return render_template(template, title=title, form=form, **defaults | shown), code

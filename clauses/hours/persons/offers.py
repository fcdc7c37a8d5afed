"""What the hours offer to the page of a person."""

from collections.abc import Iterator

from clauses.hours.board.offers import reader_of
from clauses.hours.persons import closed_queries as closed_queries
from clauses.hours.persons import undoing_queries as undoing_queries
from clauses.hours.persons.queries import months_of_person, sum_of, validated_since
from facilitator.access import Asker
from facilitator.feature import Panel


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """Her hours by month and by contract; what was validated since a merge that may be undone."""
    if kind == "participant_merge" and (minutes := validated_since(asker, thing_id)):
        yield Panel("clauses/hours/persons/since.html", {"minutes": minutes})
    if kind != "participant":
        return
    months = months_of_person(asker, thing_id)
    shown = {"months": months, "total": sum_of(months), "reader": reader_of(asker), "asker": asker}
    yield Panel("clauses/hours/persons/months.html", shown)

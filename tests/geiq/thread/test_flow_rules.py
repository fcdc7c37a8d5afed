"""Every column of the flow holds everybody once, and every hour is found in the last."""

from hypothesis import given
from hypothesis import strategies as some

from clauses.people.exits.rules import ExitSituation
from geiq.cohorts.rules import EnrolmentState
from geiq.thread.flow_rules import (
    HEIGHT,
    Outcome,
    Passage,
    Spot,
    in_a_sentence,
    matches,
    outcomes,
    picture,
    shares_meet,
)

NAMES = {1: "InspiRe", 2: "La Gauthière"}
PASSAGES = some.lists(
    some.builds(
        Passage,
        enrolment_id=some.integers(1, 99),
        state=some.sampled_from(EnrolmentState),
        hired=some.booleans(),
        minutes=some.dictionaries(some.sampled_from([0, 1, 2]), some.integers(-600, 90_000), max_size=3),
    ),
    min_size=1,
    max_size=60,
)


@given(PASSAGES)
def test_everybody_stands_once_in_each_column(passages: list[Passage]) -> None:
    shown = picture(passages, NAMES)

    assert shares_meet(shown)
    for column in range(5):
        assert sum(node.people for node in shown.at(column)) == len(passages)


@given(PASSAGES)
def test_what_leaves_a_box_is_what_it_holds(passages: list[Passage]) -> None:
    shown = picture(passages, NAMES)

    for node in (node for node in shown.nodes if node.column < 4):
        assert sum(one.people for one in shown.ribbons if one.source == node.key) == node.people
    for node in (node for node in shown.nodes if node.column > 0):
        assert sum(one.people for one in shown.ribbons if one.target == node.key) == node.people


@given(PASSAGES)
def test_every_hour_of_a_column_is_an_hour_done(passages: list[Passage]) -> None:
    shown = picture(passages, NAMES)

    for column in range(1, 5):
        assert sum(node.minutes for node in shown.at(column)) == sum(one.total for one in passages)


@given(PASSAGES)
def test_each_number_opens_as_many_people(passages: list[Passage]) -> None:
    for node in picture(passages, NAMES).nodes:
        assert sum(matches(one, node.key) for one in passages) == node.people


@given(PASSAGES)
def test_boxes_do_not_cover_each_other_and_stay_on_the_paper(passages: list[Passage]) -> None:
    shown = picture(passages, NAMES)

    for column in range(5):
        boxes = shown.at(column)
        for one, other in zip(boxes, boxes[1:], strict=False):
            assert one.y + one.height < other.y
        assert boxes[-1].y + boxes[-1].height <= HEIGHT + 60


def test_the_flow_is_said_in_a_sentence() -> None:
    passages = [
        Passage(1, EnrolmentState.CERTIFIED, True, {1: 60 * 800}),
        Passage(2, EnrolmentState.COMPLETED, True, {1: 60 * 200, 2: 60 * 50}),
        Passage(3, EnrolmentState.LEFT),
        Passage(4, EnrolmentState.DECLINED),
    ]

    said = in_a_sentence(passages, NAMES).replace("\u202f", " ").replace("\u00a0", " ")

    assert said == "3 entrés, 2 embauchés, 1 000 h sur InspiRe, 50 h sur La Gauthière."


def test_a_person_stands_where_she_did_most() -> None:
    found = Passage(1, EnrolmentState.CERTIFIED, True, {1: 60, 2: 120})

    assert found.spots[-1] == f"{Spot.PLACED.value}-2"


def test_whoever_did_not_answer_is_not_out_of_work() -> None:
    passages = [
        Passage(1, EnrolmentState.COMPLETED, exits={3: ExitSituation.PERMANENT, 6: ExitSituation.UNKNOWN}),
        Passage(2, EnrolmentState.COMPLETED, exits={3: ExitSituation.FIXED_SHORT}),
        Passage(3, EnrolmentState.COMPLETED, exits={3: ExitSituation.SEEKING}),
    ]

    assert outcomes(passages) == [Outcome(3, 3, 2, 1)]

"""A feature made of its rooms answers what each of them answers, in their order."""

from facilitator.access import Asker, Role
from facilitator.feature import Alert, Feature, Tally, joined

ASKER = Asker(1, 1, Role.HEAD, 1, "somebody", "a body")


def room(name: str, count: int) -> Feature:
    """A room with one alert, one act, and one tally."""
    return Feature(
        name,
        alerts=lambda asker: [Alert(count, name, "/")],
        acts={f"{name}.done": name},
        tallies=lambda kind, ids: {one: Tally(done=count) for one in ids},
    )


def test_lists_and_questions_follow_each_other() -> None:
    found = joined("both", room("first", 1), room("second", 2))

    assert [alert.sentence for alert in found.alerts(ASKER)] == ["first", "second"]
    assert found.acts == {"first.done": "first", "second.done": "second"}
    assert found.blueprints == ()


def test_tallies_are_added() -> None:
    found = joined("both", room("first", 1), room("second", 2))

    assert found.tallies("contract", [7]) == {7: Tally(done=3)}


def test_each_room_follows_a_step() -> None:
    told: list[str] = []
    rooms = [Feature(name, steps_taken=lambda *step: told.append(step[2])) for name in ("one", "two")]

    joined("both", *rooms).steps_taken("contract", 1, "closed", "")

    assert told == ["closed", "closed"]

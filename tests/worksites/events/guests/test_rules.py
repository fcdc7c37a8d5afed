"""The rules of the guests: the waiting list against a simple model, reminders, codes, sentences."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from facilitator.languages.rules import VALUE, Tongue
from facilitator.words import RuleBroken
from worksites.events.guests.link_rules import (
    LETTERS,
    check_letter,
    code_for,
    parse_code,
    pointer_for,
    shown_code,
)
from worksites.events.guests.place_rules import InLine, Seats, free, has_room, rank, taken, to_move_up
from worksites.events.guests.rules import (
    GuestState,
    Remembered,
    answered,
    change_until,
    check_open,
    is_reminded,
)
from worksites.events.guests.saying_rules import BOOK, Saying, Told, html_of, sms_of, subject_of, text_of
from worksites.events.rules import EventState

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
STARTS = AT + timedelta(days=9)
KEY = "k" * 40
SLOTS = (1, 2)


class WaitingList(RuleBasedStateMachine):
    """Joins, leaves and seats added, in any order, beside a list that remembers who came first."""

    def __init__(self) -> None:
        super().__init__()
        self.seats = Seats(3, {1: 1, 2: 2})
        self.line: list[InLine] = []
        self.arrivals: list[int] = []
        self.clock = AT

    def replaced(self, guest_id: int, one: InLine | None) -> None:
        self.line = [each for each in self.line if each.guest_id != guest_id] + ([one] if one else [])

    def settle(self) -> None:
        for moved in to_move_up(self.seats, self.line, self.clock):
            self.replaced(moved.guest_id, moved)

    @rule(slot=st.sampled_from(SLOTS))
    def join(self, slot: int) -> None:
        self.clock += timedelta(seconds=1)
        guest_id = len(self.arrivals) + 1
        self.arrivals.append(guest_id)
        room = has_room(self.seats, self.line, slot, self.clock)
        state = GuestState.COMING if room else GuestState.WAITING
        self.line.append(InLine(guest_id, state, slot, None if room else self.clock))

    @precondition(lambda self: self.line)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        gone = data.draw(st.sampled_from([one.guest_id for one in self.line]))
        self.replaced(gone, None)
        self.settle()

    @rule(slot=st.sampled_from(SLOTS), more=st.integers(0, 2))
    def add_seats(self, slot: int, more: int) -> None:
        slots = dict(self.seats.slots or {})
        self.seats = Seats((self.seats.total or 0) + more, slots | {slot: slots[slot] + more})
        self.settle()

    @invariant()
    def never_more_than_the_seats(self) -> None:
        held = taken(self.line, self.clock)
        assert held[None] <= (self.seats.total or 0)
        assert all(held.get(slot, 0) <= (self.seats.slots or {})[slot] for slot in SLOTS)

    @invariant()
    def nobody_waits_before_a_place_that_is_free(self) -> None:
        waiting = [one for one in self.line if one.state is GuestState.WAITING]
        assert not any(has_room(self.seats, self.line, one.slot_id, self.clock) for one in waiting)

    @invariant()
    def who_came_first_waits_first(self) -> None:
        waiting = [one.guest_id for one in self.line if one.state is GuestState.WAITING]
        ranks = [rank(self.line, one, self.clock) for one in sorted(waiting)]
        assert ranks == list(range(1, len(waiting) + 1))


TestWaitingList = WaitingList.TestCase


def test_an_unconfirmed_registration_holds_its_place_for_a_while_only() -> None:
    line = [InLine(1, GuestState.TO_CONFIRM, 1, held_until=AT + timedelta(hours=2))]
    seats = Seats(None, {1: 1})

    assert not has_room(seats, line, 1, AT)
    assert has_room(seats, line, 1, AT + timedelta(hours=2))
    assert free(Seats(), taken(line, AT), None) is None


@pytest.mark.parametrize(
    ("state", "heard", "reminded", "hours_before", "due"),
    [
        (GuestState.COMING, 9, False, 48, True),
        (GuestState.COMING, 9, False, 49, False),
        (GuestState.COMING, 9, False, 1, True),
        (GuestState.COMING, 9, False, 0, False),
        (GuestState.INVITED, 9, False, 40, True),
        (GuestState.MAYBE, 9, False, 40, True),
        (GuestState.COMING, 9, True, 40, False),
        (GuestState.COMING, 1, False, 20, False),
        (GuestState.WAITING, 9, False, 40, False),
        (GuestState.NOT_COMING, 9, False, 40, False),
        (GuestState.WITHDRAWN, 9, False, 40, False),
        (GuestState.PROPOSED, 9, False, 40, False),
    ],
)
def test_who_is_reminded(state: GuestState, heard: int, reminded: bool, hours_before: int, due: bool) -> None:
    one = Remembered(
        state,
        STARTS,
        STARTS - timedelta(days=heard),
        None,
        STARTS - timedelta(hours=47) if reminded else None,
    )

    assert is_reminded(one, 48, STARTS - timedelta(hours=hours_before)) is due


@pytest.mark.parametrize("state", list(EventState))
def test_one_answers_an_announced_event_until_the_time_to_change(state: EventState) -> None:
    until = change_until(STARTS, 4)
    assert until == STARTS - timedelta(hours=4)
    if state is EventState.ANNOUNCED:
        check_open(state, until, until - timedelta(minutes=1))
    with pytest.raises(RuleBroken):
        check_open(state, until, until if state is EventState.ANNOUNCED else AT)


def test_a_no_after_a_yes_is_a_withdrawal() -> None:
    no = GuestState.NOT_COMING
    assert answered(GuestState.COMING, no) is answered(GuestState.WAITING, no) is GuestState.WITHDRAWN
    assert answered(GuestState.INVITED, no) is no
    assert answered(GuestState.COMING, GuestState.MAYBE) is GuestState.MAYBE


@given(st.text(alphabet=LETTERS, min_size=7, max_size=7), st.integers(0, 7), st.sampled_from(LETTERS))
def test_a_code_with_one_wrong_letter_or_two_exchanged_is_refused(body: str, where: int, other: str) -> None:
    code = body + check_letter(body)
    assert parse_code(f" {shown_code(code).lower()} ") == code
    wrong = code[:where] + other + code[where + 1 :]
    assert wrong == code or parse_code(wrong) == ""
    swapped = code[: where - 1] + code[where] + code[where - 1] + code[where + 1 :] if 0 < where < 7 else code
    assert swapped == code or parse_code(swapped) == ""


def test_secrets_are_the_same_each_time_and_each_guests_own() -> None:
    assert pointer_for(KEY, "u", 1) == pointer_for(KEY, "u", 1)
    assert len({pointer_for(KEY, uid, one) for uid in "uv" for one in range(50)}) == 100
    assert len(pointer_for(KEY, "u", 1)) == 22
    assert parse_code(code_for(KEY, "u", 1)) == code_for(KEY, "u", 1) != code_for("j" * 40, "u", 1)


@pytest.mark.parametrize("tongue", list(Tongue), ids=str)
def test_every_language_says_every_sentence_with_the_same_values(tongue: Tongue) -> None:
    said, french = BOOK.sentences(tongue), BOOK.sentences(Tongue.FR)

    assert list(said) == list(french)
    for key, sentence in said.items():
        assert sorted(VALUE.findall(sentence)) == sorted(VALUE.findall(french[key])), key
        assert tongue is Tongue.FR or sentence != french[key], key
        assert not {"?", "!", ";"} & set(sentence), key


@pytest.mark.parametrize("saying", list(Saying), ids=str)
@pytest.mark.parametrize("tongue", list(Tongue), ids=str)
def test_each_message_fits_its_way_and_sets_its_values_apart(saying: Saying, tongue: Tongue) -> None:
    hostile = '<b>Job & "dating"</b> ' * 9
    told = Told(
        hostile, STARTS.date(), "09:00", "09:30", "Place " * 30, contact="Lucie, 04 65 71 00 00",
        chose=True, change_on=STARTS.date(), change_hour="05:00", url="https://c.example/venir/" + "x" * 22,
    )  # fmt: skip

    assert len(sms_of(saying, told, tongue)) <= 459
    assert len(subject_of(saying, told, tongue)) <= 200
    page = html_of(saying, told, tongue, "La structure")
    assert "<b>" not in page
    assert ('dir="rtl"' in page) is (tongue.direction == "rtl")
    text = text_of(saying, told, tongue, "La structure")
    assert (told.url in text) is (saying is not Saying.CANCELLED)
    assert text.count("\u2068") == text.count("\u2069")

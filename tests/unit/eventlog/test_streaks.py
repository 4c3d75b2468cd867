"""Gift streaks: what was really given, whatever order and completeness the messages come in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archiver.eventlog.streaks import CLOSE_AFTER_MS, LATE_MS, StreakFolder
from archiver.model.batch import GiftStreak
from archiver.model.event import Gift

AT = 1_786_367_257_000


def gift(count: int, **fields: object) -> Gift:
    base = Gift(
        viewer_id=7, receiver_id=None, gift_id=5655, gift_name="Rose", diamond_count=1, repeat_count=count,
        combo_count=count, group_id=99, is_streakable=True, is_streak_end=False,
    )  # fmt: skip
    return base._replace(**fields)


def fold(*messages: tuple[Gift, int]) -> list[GiftStreak]:
    """Messages with their seconds after the start."""
    folder = StreakFolder(1)
    for seq, (message, second) in enumerate(messages, 1):
        folder.advance(AT + second * 1000)
        folder.add(message, seq, AT + second * 1000)
    return list(folder.take().values())


def test_a_streak_is_worth_its_highest_count() -> None:
    """Running totals are not added up; the end closes the streak."""
    [streak] = fold((gift(1), 0), (gift(2), 1), (gift(5), 2), (gift(5, is_streak_end=True), 4))
    assert (streak.first_seq, streak.last_seq, streak.repeat_count, streak.is_closed) == (1, 4, 5, 1)
    assert (streak.first_at, streak.last_at) == (AT, AT + 4000)


def test_counts_that_step_back_do_not_lower_the_streak() -> None:
    """The highest count stays when a later message has a lower one."""
    [streak] = fold((gift(8), 0), (gift(3), 1))
    assert (streak.repeat_count, streak.is_closed) == (8, 0)


def test_interleaved_groups_are_two_streaks() -> None:
    """Two streaks of the same viewer and gift are told apart by group id."""
    streaks = fold((gift(1), 0), (gift(1, group_id=100), 0), (gift(4), 1), (gift(2, group_id=100), 1))
    assert [(s.group_id, s.repeat_count) for s in streaks] == [(99, 4), (100, 2)]


def test_without_group_id_viewer_receiver_and_gift_name_the_streak() -> None:
    """Group id 0 falls back to (viewer, receiver, gift)."""
    streaks = fold(
        (gift(1, group_id=0), 0),
        (gift(2, group_id=0), 1),
        (gift(1, group_id=0, viewer_id=8), 1),
        (gift(1, group_id=0, receiver_id=5), 1),
        (gift(1, group_id=0, gift_id=1), 1),
    )
    assert [s.repeat_count for s in streaks] == [2, 1, 1, 1]


def test_without_group_id_a_new_streak_follows_a_closed_one() -> None:
    """After the end of a nameless streak the next message begins another; one overtaken by the end does not."""
    end = gift(4, group_id=0, is_streak_end=True)
    streaks = fold((end, 5), (gift(3, group_id=0), 4), (gift(1, group_id=0), 9))
    assert [(s.first_seq, s.repeat_count) for s in streaks] == [(1, 4), (3, 1)]


def test_gifts_that_cannot_streak_count_at_once() -> None:
    """Each message of such a gift is a closed streak of its own, with its own count, even under one group id."""
    single = gift(5, is_streakable=False)
    streaks = fold((single, 0), (single, 1))
    assert [(s.first_seq, s.repeat_count, s.is_closed) for s in streaks] == [(1, 5, 1), (2, 5, 1)]


def test_a_gift_without_count_is_one_gift() -> None:
    """Count 0 is a field left out, not a gift of nothing."""
    [streak] = fold((gift(0, is_streakable=False), 0))
    assert streak.repeat_count == 1


def test_a_missing_end_closes_the_streak_after_a_minute() -> None:
    """Sixty seconds after its newest message a streak closes with its highest count, not earlier."""
    folder = StreakFolder(1)
    folder.add(gift(3), 1, AT)
    folder.take()
    folder.advance(AT + CLOSE_AFTER_MS)
    assert not folder.has_changes
    folder.advance(AT + CLOSE_AFTER_MS + 1000)
    [streak] = folder.take().values()
    assert (streak.repeat_count, streak.is_closed) == (3, 1)


def test_a_late_message_raises_a_closed_streak() -> None:
    """A message that comes after the end, within reach, still counts; the streak stays one and stays closed."""
    [streak] = fold((gift(3, is_streak_end=True), 0), (gift(7), 59))
    assert (streak.repeat_count, streak.is_closed) == (7, 1)


def test_a_group_id_used_again_much_later_is_another_streak() -> None:
    """Beyond reach the same name begins anew."""
    assert len(fold((gift(3), 0), (gift(1), LATE_MS // 1000 + 1))) == 2


def test_placeholders_are_left_out() -> None:
    """Gift id 0 without a viewer is nobody's gift; with a viewer it counts."""
    assert fold((gift(1, gift_id=0, viewer_id=None), 0)) == []
    assert len(fold((gift(1, gift_id=0), 0))) == 1


def test_the_end_of_a_session_closes_everything() -> None:
    """Open streaks are closed with what they have."""
    folder = StreakFolder(1)
    folder.add(gift(2), 1, AT)
    folder.take()
    folder.close_all()
    assert [s.is_closed for s in folder.take().values()] == [1]


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 3), st.booleans(), st.integers(0, 40)), max_size=25),
    st.data(),
)
def test_a_restart_at_any_message_changes_nothing(
    messages: list[tuple[int, int, bool, int]], data: st.DataObject
) -> None:
    """Folding on from the stored streaks gives the same ledger as folding without a break."""
    script, second = [], 0
    for count, group, is_end, pause_s in messages:
        second += pause_s
        script.append((gift(count, group_id=group, is_streak_end=is_end), second))
    split = data.draw(st.integers(0, len(script)))
    ledgers = []
    for at_split in (False, True):
        folder, stored = StreakFolder(1), {}
        for seq, (message, second) in enumerate(script):
            if at_split and seq == split:
                stored |= folder.take()
                folder = StreakFolder(1, stored.values())
            folder.advance(AT + second * 1000)
            folder.add(message, seq, AT + second * 1000)
        folder.close_all()
        ledgers.append(stored | folder.take())
    assert ledgers[0] == ledgers[1]


def test_an_undescribed_gift_that_is_known_to_streak() -> None:
    """By the gift list, or by a described message of the same gift before: running totals are one streak."""
    bare = {"gift_name": "", "diamond_count": 0, "group_id": 0, "is_streakable": False}
    folder = StreakFolder(1, streakable={5655})
    for seq, number in enumerate((1, 2, 3), 1):
        folder.add(gift(number, **bare), seq, AT + seq)
    assert [streak.repeat_count for streak in folder.take().values()] == [3]
    taught = fold((gift(1, is_streak_end=True), 0), (gift(1, **bare), 1), (gift(2, **bare), 2))
    assert [streak.repeat_count for streak in taught] == [1, 2]
    untaught = fold((gift(1, **bare), 1), (gift(2, **bare), 2))
    assert [streak.repeat_count for streak in untaught] == [1, 2]

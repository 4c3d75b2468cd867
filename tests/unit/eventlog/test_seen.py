"""The memory of messages that came already."""

from __future__ import annotations

from archiver.eventlog.seen import REMEMBERED_IDS, SeenMessages


def test_an_id_under_another_method_is_another_message():
    """Each message is new once, also when several methods share its id."""
    seen = SeenMessages()
    told = [seen.is_repeated(method, 7) for method in ("a", "b", "c", "a", "b", "c")]
    assert told == [False, False, False, True, True, True]


def test_messages_of_the_generation_before_are_known_too():
    """What is forgotten is always older than the newest ids, whether they share their ids or not."""
    seen = SeenMessages()
    for number in range(3 * REMEMBERED_IDS):
        for method in ("a", "b"):
            assert not seen.is_repeated(method, number)
        seen.forget_oldest()
    newest = range(3 * REMEMBERED_IDS - REMEMBERED_IDS // 2, 3 * REMEMBERED_IDS)
    assert all(seen.is_repeated(method, number) for number in newest for method in ("a", "b"))
    assert len(seen.newest) + len(seen.before) <= 2 * REMEMBERED_IDS
    assert not seen.is_repeated("a", 0)

"""Which messages came already: the platform repeats some after a reconnect."""

from __future__ import annotations

#: So many of the newest message ids are known; older duplicates are for the store's unique key.
REMEMBERED_IDS = 8192


class SeenMessages:
    """The messages of a session seen lately: the newest REMEMBERED_IDS for sure, at most twice as many."""

    def __init__(self) -> None:
        self.newest: dict[int, str] = {}  #: the method of the first message with an id
        self.before: dict[int, str] = {}  #: the same, of those before
        self._twins: set[tuple[str, int]] = set()  # further messages with an id that another method had first
        self._twins_before: set[tuple[str, int]] = set()

    def is_repeated(self, method: str, msg_id: int) -> bool:
        """Whether this message was seen; it is from now on. The same id under another method is another message."""
        if method in (self.newest.get(msg_id), self.before.get(msg_id)):
            return True
        message = (method, msg_id)
        if message in self._twins or message in self._twins_before:
            return True
        if msg_id in self.newest:
            self._twins.add(message)
        else:
            self.newest[msg_id] = method
        return False

    def forget_oldest(self) -> None:
        """Keep the memory bounded."""
        if len(self.newest) + len(self._twins) >= REMEMBERED_IDS:
            self.before, self.newest = self.newest, {}
            self._twins_before, self._twins = self._twins, set()

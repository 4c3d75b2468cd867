"""What happens in a room beside talk and gifts: battles, guests, polls, questions, goals, captions, moderation.

Bodies like those of ``archiver.model.event``. One message may make several rows: such bodies begin with ``number``,
their ordinal in the message, from 1. Ids of people are the platform's; who is 0 there is None here.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class RoomRank(NamedTuple):
    """One of the top gifters as the room itself counts them; told again only when it has changed."""

    number: int  #: place, from 1
    viewer_id: int
    score: int


class BattleUpdate(NamedTuple):
    """One message about a battle between creators."""

    battle_id: int
    #: invite, reject, cancel, open, finish, cut_short, accept, score, task, item, punish_finish, or other
    phase: str
    action: int  #: the platform's number of the phase, or the reason of a score or an end
    status: int  #: 0 not told or not started, 1 running, 2 finished, 3 punishment, 4 punishment over
    started_at: int | None
    duration_ms: int | None
    ended_at: int | None
    actor_id: int | None  #: whose doing it was: who finished it, gave the gift, used the item


class BattlePoint(NamedTuple):
    """The score of one creator in a battle at one moment: a total, not a change."""

    number: int
    battle_id: int
    team_id: int  #: 0: no teams
    user_id: int
    unique_id: str
    nickname: str
    score: int | None  #: None: not told by this message
    result: int | None  #: 0 won, 1 lost, 2 draw; None: not over


class BattleSpan(NamedTuple):
    """A battle that was fought. Instants are epoch ms by the server's clock."""

    battle_id: int
    began_at: int  #: the first message that shows it running
    ended_at: int | None  #: None: nobody said so
    opponents: tuple[str, ...]  #: names of the other creators, as far as they were told


class BattleSupporter(NamedTuple):
    """One of the leading supporters of a creator in a battle, as told with the scores."""

    number: int
    battle_id: int
    user_id: int  #: the creator supported
    viewer_id: int
    nickname: str
    score: int
    diamonds: int


class Guest(NamedTuple):
    """Somebody in a message about guests and co-hosts."""

    number: int
    channel_id: int
    action: str  #: what the message is about: invite, enter, leave, kick_out, list_change, ...
    scene: int  #: 2 co-host, 4 guests; 0 not told
    role: str  #: what they are in it: invitor, linked_users, leaver, ...
    user_id: int
    unique_id: str
    nickname: str


class GuestScore(NamedTuple):
    """The score of one guest: a total."""

    number: int
    user_id: int
    score: int


class Poll(NamedTuple):
    """A poll began, its votes changed, or it ended."""

    poll_id: int
    phase: str  #: start, update, end
    poll_kind: int  #: 0 normal, 1 by gift, others the platform's own
    title: str  #: empty in updates
    started_at: int | None
    ended_at: int | None  #: when it ends, or ended


class PollOption(NamedTuple):
    """One option of a poll with its votes so far."""

    number: int
    poll_id: int
    option: int  #: the platform's index
    text: str  #: empty where updates leave it out
    votes: int


class Question(NamedTuple):
    """A question was asked, chosen for an answer, left the screen or was deleted."""

    viewer_id: int | None
    question_id: int
    action: str  #: asked, selected, slid_down, deleted
    text: str
    answer_status: int
    asked_at: int | None


class Caption(NamedTuple):
    """A version of a spoken sentence in one language; the last version of a sentence is the one to keep."""

    number: int
    language: str
    text: str
    sentence_id: int  #: 0: none, every message is a sentence of its own
    sequence_id: int  #: rises with the versions of a sentence
    is_definite: bool
    spoken_at: int | None  #: instant of the stream
    duration_ms: int | None


class Pin(NamedTuple):
    """A message was pinned (action 1) or unpinned (2)."""

    viewer_id: int | None  #: who wrote the pinned message
    operator_id: int | None
    action: int
    pinned_method: str
    pinned_msg_id: int | None
    pinned_at: int | None
    display_ms: int | None
    text: str  #: of the pinned message


class Deletion(NamedTuple):
    """A message that is to be hidden, or a viewer all of whose comments are; nothing archived is erased."""

    number: int
    msg_id: int | None
    viewer_id: int | None


class Envelope(NamedTuple):
    """A treasure box appeared (display 1) or was hidden (2)."""

    viewer_id: int | None  #: who gave it
    envelope_id: str
    business_type: int  #: 1 by a viewer, 19 super fans
    diamonds: int
    people: int  #: how many can take of it
    opens_at: int | None
    display: int


class Goal(NamedTuple):
    """The state of a goal of the creator."""

    viewer_id: int | None  #: who contributed
    goal_id: int
    goal_type: int
    status: int
    description: str
    contribution: int


class GoalStep(NamedTuple):
    """One part of a goal: progress towards a target."""

    number: int
    goal_id: int
    step_type: int
    step_id: int  #: the gift, where it is one
    name: str
    progress: int
    target: int


class Barrage(NamedTuple):
    """A banner across the chat."""

    viewer_id: int | None
    barrage_type: int  #: 4 subscription, 7 gifted ones, 8 gifter level, 9 entrance, 10 fan level, 11 fan entrance, ...
    key: str  #: the platform's key of its text
    level: int | None


Interaction: TypeAlias = (
    RoomRank | BattleUpdate | BattlePoint | BattleSupporter | Guest | GuestScore | Poll | PollOption | Question
    | Caption | Pin | Deletion | Envelope | Goal | GoalStep | Barrage
)  # fmt: skip

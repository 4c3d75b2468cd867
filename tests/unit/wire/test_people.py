"""Viewers and their roles."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from archiver.model.event import Viewer
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.people import read_roles, read_viewer
from tests.fakes.webcast import make_user


class Roles(NamedTuple):
    is_moderator: bool = False
    is_subscriber: bool = False
    gifter_level: int | None = None
    fan_level: int | None = None


def badge(scene_type: int, level: str = "", printed: str = "") -> pb.Badge:
    return pb.Badge(
        scene_type=scene_type, privilege_log_extra=pb.Badge.LogExtra(level=level), combine=pb.Badge.Combine(str=printed)
    )


def test_viewer_has_the_last_avatar():
    """A viewer is who the message shows, with one avatar address: the last, which is the JPEG."""
    assert read_viewer(make_user(9)) == Viewer(9, "mia", "Mia 🌸", "MS4w", "https://p16/a.jpeg")


def test_viewer_without_avatar():
    """What is missing is empty text."""
    assert read_viewer(pb.User(id=9)) == Viewer(9, "", "", "", "")


@pytest.mark.parametrize("user", [pb.User(), pb.User(nickname="M***")])
def test_hidden_viewer_is_none(user):
    """Someone without an id is nobody, whatever name is shown."""
    assert read_viewer(user) is None


@pytest.mark.parametrize(
    ("user", "identity", "changes"),
    [
        (pb.User(), pb.Identity(), {}),
        (pb.User(), pb.Identity(is_moderator=True), {"is_moderator": True}),
        (pb.User(user_attr=pb.User.Attributes(is_admin=True)), pb.Identity(), {"is_moderator": True}),
        (pb.User(badge_list=[badge(1)]), pb.Identity(), {"is_moderator": True}),
        (pb.User(), pb.Identity(is_subscriber=True), {"is_subscriber": True}),
        (pb.User(is_subscribe=True), pb.Identity(), {"is_subscriber": True}),
        (pb.User(badge_list=[badge(4)]), pb.Identity(), {"is_subscriber": True}),
        (pb.User(badge_list=[badge(7)]), pb.Identity(), {"is_subscriber": True}),
        (pb.User(badge_list=[badge(8, "16", "16")]), pb.Identity(), {"gifter_level": 16}),
        (pb.User(badge_list=[badge(8, "", "21")]), pb.Identity(), {"gifter_level": 21}),
        (pb.User(badge_list=[badge(8, "0")]), pb.Identity(), {}),
        (pb.User(badge_list=[badge(8, "x", "Ⅲ")]), pb.Identity(), {}),
        (pb.User(badge_list=[badge(8, "9" * 5000)]), pb.Identity(), {}),
        (pb.User(badge_list=[badge(10, "28", "Ⅲ")]), pb.Identity(), {"fan_level": 28}),
        (pb.User(fans_club_info=pb.User.FansClub(level=3)), pb.Identity(), {"fan_level": 3}),
        (pb.User(badge_list=[badge(6, "1"), badge(2)]), pb.Identity(), {}),
    ],
)
def test_roles_come_from_every_sign(user, identity, changes):
    """Identity, attributes and badges each suffice; a badge without a number gives no level."""
    assert read_roles(user, identity) == Roles(**changes)


def test_badges_are_bounded():
    """Someone with absurdly many badges is read up to a bound, not for minutes."""
    user = pb.User(badge_list=[badge(8, "3"), *(badge(2) for _ in range(1000)), badge(1)])
    assert read_roles(user, pb.Identity()) == Roles(gifter_level=3)

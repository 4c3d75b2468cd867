from __future__ import annotations

import pytest

from archiver.export.layout import AssOptions, chat_box


@pytest.mark.parametrize("side", ["right", "bottom"])
@pytest.mark.parametrize(("width", "height"), [(720, 1280), (1280, 720), (1920, 1080), (64, 64), (16_384, 64)])
@pytest.mark.parametrize("lines", [None, 1, 50])
def test_box_lies_in_the_picture(side: str, width: int, height: int, lines: int | None) -> None:
    """Whatever the video's shape, the box is inside and its rows fill it exactly."""
    box = chat_box(AssOptions(side=side, video_width=width, video_height=height, lines=lines))
    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height
    assert box.row_top(0) == box.top
    assert box.bottom - box.top == box.rows * box.row_height
    assert box.rows >= 1


def test_right_box_leaves_the_picture_free() -> None:
    """In landscape the box takes less than a third of the width, in portrait it stays in the lower right."""
    landscape = chat_box(AssOptions(video_width=1280, video_height=720))
    portrait = chat_box(AssOptions(video_width=720, video_height=1280))
    assert landscape.left > 1280 * 0.66
    assert portrait.left > 720 * 0.4
    assert portrait.top > 1280 * 0.5


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (720, 1280)])
def test_left_box_is_as_broad_as_the_right_one(width: int, height: int) -> None:
    """It is the right one, on the other side."""
    left = chat_box(AssOptions(side="left", video_width=width, video_height=height))
    right = chat_box(AssOptions(side="right", video_width=width, video_height=height))
    assert (left.left, left.right) == (width - right.right, width - right.left)
    assert left.rows == right.rows

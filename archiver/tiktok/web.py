"""TikTok's own routes as a LiveApi: who is live, in which room, with which streams."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

import structlog

from archiver.errors import (
    AgeRestrictedError,
    BlockedError,
    InvalidRequestError,
    LiveApiError,
    LoginRequiredError,
    PlatformUnavailableError,
    PrivateRoomError,
    RateLimitedError,
    RoomEndedError,
    SignError,
    SignNotFoundError,
    UnexpectedPayloadError,
    UserNotFoundError,
    UserOfflineError,
)
from archiver.model.broadcast import LiveCheck, RoomInfo, RoomStatus, StreamVariant
from archiver.model.creator import Creator
from archiver.model.gift import GiftOffer
from archiver.model.timeline import SkewSample
from archiver.newest import Newest
from archiver.tiktok.euler import SignServer
from archiver.tiktok.images import Picture, fetch_picture
from archiver.tiktok.platform import Platform
from archiver.tiktok.tikapi import TikApi
from archiver.wire.gift_list import read_gift_list
from archiver.wire.live_page import read_live_page
from archiver.wire.profile_page import read_profile_page
from archiver.wire.room_payload import (
    AliveRooms,
    UserRoom,
    read_check_alive,
    read_room_info,
    read_user_room,
)

log = structlog.get_logger(__name__)

_ALIVE_BATCH = 50
_MAX_REMEMBERED_ROOMS = 20_000
_VAGUE = (BlockedError, UnexpectedPayloadError, PlatformUnavailableError)


class TikTokApi:
    """See ``ports.LiveApi``."""

    def __init__(
        self, platform: Platform, *, sign_server: SignServer | None = None, tikapi: TikApi | None = None
    ) -> None:
        """``sign_server``, ``tikapi``: asked when no route of the platform gives a usable answer."""
        self._platform = platform
        self._sign_server = sign_server
        self._tikapi = tikapi
        #: room -> handle, for routes that know only one of them
        self._creators = Newest[int, str](_MAX_REMEMBERED_ROOMS)

    async def fetch_is_live(self, target: str | int) -> LiveCheck:
        """Status by handle or room id. Raises LiveApiError children; offline is an answer."""
        if isinstance(target, int):
            return await self._room_check(target)
        return (await self._user_room(target)).check

    def dates_since(self, mark: int) -> tuple[int, Sequence[SkewSample]]:
        """See LiveApi."""
        return self._platform.dates.since(mark)

    async def fetch_is_live_room_ids(self, *room_ids: int) -> Mapping[int, bool]:
        """Whether each room goes on, asked in batches. Once a batch failed, the rooms from there on are absent.

        Raises:
            LiveApiError: the first batch failed, or the platform wants fewer requests.
        """
        alive: dict[int, bool] = {}
        for start in range(0, len(room_ids), _ALIVE_BATCH):
            batch = room_ids[start : start + _ALIVE_BATCH]
            try:
                answer = await self._check_alive(batch)
            except LiveApiError as error:
                if not alive or isinstance(error, RateLimitedError):
                    raise
                log.warning("Not all rooms could be checked.", unchecked=len(room_ids) - start, error=str(error))
                break
            alive |= {room_id: is_alive for room_id, is_alive in answer.alive.items() if room_id in batch}
        return alive

    async def fetch_room_id(self, unique_id: str) -> int:
        """The room of a live creator. Raises UserNotFoundError, UserOfflineError and the rest of LiveApiError."""
        return _live_room(await self._user_room(unique_id), unique_id)

    async def fetch_room_id_by_api(self, unique_id: str) -> int:
        """As ``fetch_room_id``, by the api-live route alone."""
        return _live_room(await self._by_api_live(unique_id), unique_id)

    async def fetch_room_id_by_html(self, unique_id: str) -> int:
        """As ``fetch_room_id``, by the LIVE page alone."""
        return _live_room(await self._by_page(unique_id), unique_id)

    async def fetch_unique_id(self, user_id: int) -> str:
        """The handle a user id has now, by the profile page.

        Raises:
            UserNotFoundError: there is no such user. PrivateRoomError: the page is private. LiveApiError: the rest.
        """
        creator, _ = read_profile_page(await self._platform.get_profile_page(str(user_id)), str(user_id))
        if creator.user_id not in {None, user_id}:  # it is somebody's handle, too
            raise UserNotFoundError(f"TikTok has no page of the user id {user_id}; check it, or use the handle.")
        return creator.unique_id

    async def fetch_gifts(self, room_id: int | None = None) -> Sequence[GiftOffer]:
        """The gift list, of a room or of the platform. Raises LiveApiError."""
        params = {} if room_id is None else {"room_id": str(room_id)}
        return read_gift_list(
            await self._platform.get_webcast("/webcast/gift/list/", params, source="The gift list route")
        )

    async def fetch_picture(self, url: str) -> Picture:
        """A picture of the platform: avatar, cover, gift. Raises LiveApiError, also for what is no picture."""
        return await fetch_picture(self._platform, url)

    async def fetch_room_info_by_unique_id(self, unique_id: str) -> RoomInfo:
        """As ``fetch_room_info``, by handle."""
        source = "The room info route"
        body = await self._platform.get_webcast("/webcast/room/info_by_user/", {"unique_id": unique_id}, source=source)
        info = read_room_info(body)
        if info.status is RoomStatus.ENDED:
            raise RoomEndedError("The room's broadcast is over.")
        return replace(info, variants=self._reachable(info.variants))

    async def fetch_room_info(self, room_id: int) -> RoomInfo:
        """The room with fresh stream URLs. Of a restricted room: what its creator's page shows, if we know whose it is.

        Raises:
            RoomEndedError: the broadcast is over. LiveApiError: its children.
        """
        try:
            info = await self._room_info(room_id)
        except (AgeRestrictedError, LoginRequiredError, PrivateRoomError) as refusal:
            return await self._room_info_by_page(room_id, refusal)
        if info.status is RoomStatus.ENDED:
            raise RoomEndedError("The room's broadcast is over.")
        return replace(info, variants=self._reachable(info.variants))

    def _reachable(self, variants: Sequence[StreamVariant]) -> tuple[StreamVariant, ...]:
        """The variants whose address may be opened."""
        return tuple(variant for variant in variants if self._platform.may_lead_to(variant.url))

    async def _user_room(self, unique_id: str) -> UserRoom:
        """Ask the routes in order until one answers; "no such creator" is believed when two routes say so."""
        routes: list[Callable[[str], Awaitable[UserRoom]]] = [self._by_api_live, self._by_page]
        if self._sign_server is not None:
            routes.append(self._by_sign_server)
        if self._tikapi is not None:
            routes.append(self._tikapi.check)
        failures: list[LiveApiError] = []
        for route in routes:
            try:
                found = await route(unique_id)
            except RateLimitedError:
                raise
            except LiveApiError as error:
                failures.append(error)
                continue
            self._remember(found.check)
            return found
        raise _joined(failures, unique_id)

    async def _by_api_live(self, unique_id: str) -> UserRoom:
        params = {"uniqueId": unique_id, "sourceType": "54", "staleTime": "600000"}
        body = await self._platform.get_live_api("/api-live/user/room/", params, source="The api-live route")
        return read_user_room(body, unique_id)

    async def _by_sign_server(self, unique_id: str) -> UserRoom:
        assert self._sign_server is not None
        try:
            found = await self._sign_server.room_id(unique_id)
        except SignNotFoundError:
            raise UserNotFoundError(f"The sign server knows no creator @{unique_id}.") from None
        except SignError as error:
            raise PlatformUnavailableError(str(error)) from None
        status = RoomStatus.LIVE if found.is_live and found.room_id else RoomStatus.ENDED
        check = LiveCheck(unique_id=unique_id, room_id=found.room_id, status=status, route="sign_server")
        return UserRoom(check=check)

    async def _by_page(self, unique_id: str) -> UserRoom:
        return read_live_page(await self._platform.get_live_page(unique_id), unique_id)

    async def _room_info(self, room_id: int) -> RoomInfo:
        try:
            return await self._room_info_by_platform(room_id)
        except (RateLimitedError, RoomEndedError, InvalidRequestError):
            raise
        except LiveApiError as error:
            if self._tikapi is None:
                raise
            return await self._room_info_by_tikapi(self._tikapi, room_id, error)

    async def _room_info_by_tikapi(self, tikapi: TikApi, room_id: int, cause: LiveApiError) -> RoomInfo:
        try:
            return await tikapi.fetch_room_info(room_id)
        except RoomEndedError:
            raise
        except LiveApiError as error:
            log.debug("TikAPI was of no help.", room_id=room_id, error=str(error))
            raise cause from None

    async def _room_info_by_platform(self, room_id: int) -> RoomInfo:
        source = "The room info route"
        body = await self._platform.get_webcast("/webcast/room/info/", {"room_id": str(room_id)}, source=source)
        info = read_room_info(body)
        if info.room_id != room_id:
            raise UnexpectedPayloadError(f"{source} answered with another room (data.id_str).")
        return info

    async def _check_alive(self, room_ids: Sequence[int]) -> AliveRooms:
        params = {"room_ids": ",".join(map(str, room_ids))}
        body = await self._platform.get_webcast("/webcast/room/check_alive/", params, source="The check_alive route")
        return read_check_alive(body)

    async def _room_check(self, room_id: int) -> LiveCheck:
        """Room info tells a pause from an end; check_alive is asked where room info refuses."""
        unique_id = self._creators.get(room_id, "")
        try:
            info = await self._room_info(room_id)
        except RoomEndedError:
            return LiveCheck(unique_id=unique_id, room_id=room_id, status=RoomStatus.ENDED, route="room_info")
        except (RateLimitedError, PlatformUnavailableError):
            raise
        except LiveApiError as error:
            return await self._alive_check(room_id, unique_id, error)
        return LiveCheck(
            unique_id=info.creator.unique_id or unique_id,
            room_id=room_id,
            status=info.status,
            creator=info.creator,
            title=info.title,
            route="room_info",
            server_now_ms=info.server_now_ms,
        )

    async def _alive_check(self, room_id: int, unique_id: str, cause: LiveApiError) -> LiveCheck:
        answer = await self._check_alive([room_id])
        if room_id not in answer.alive:
            raise cause
        status = await self._confirmed(room_id, unique_id) if answer.alive[room_id] else RoomStatus.ENDED
        return LiveCheck(
            unique_id=unique_id,
            room_id=room_id,
            status=status,
            route="check_alive",
            server_now_ms=answer.server_now_ms,
        )

    async def _confirmed(self, room_id: int, unique_id: str) -> RoomStatus:
        """The status of a room that check_alive calls alive: it has called every room so, also those long over."""
        if not unique_id:
            return RoomStatus.LIVE
        try:
            check = (await self._user_room(unique_id)).check
        except RateLimitedError:
            raise
        except LiveApiError:
            return RoomStatus.LIVE
        return check.status if check.room_id == room_id else RoomStatus.ENDED

    async def _room_info_by_page(self, room_id: int, refusal: LiveApiError) -> RoomInfo:
        """The page of a restricted room can still carry its streams. Raises ``refusal`` when it does not."""
        unique_id = self._creators.get(room_id)
        if unique_id is None:
            raise refusal
        try:
            found = await self._user_room(unique_id)
        except LiveApiError:
            raise refusal from None
        if found.check.room_id != room_id or not found.variants:
            raise refusal
        log.info("The room is restricted; its streams come from the creator's page.", room_id=room_id)
        return RoomInfo(
            room_id=room_id,
            status=found.check.status,
            creator=found.check.creator or Creator(unique_id=unique_id),
            title=found.check.title,
            started_at=found.started_at,
            variants=self._reachable(found.variants),
            server_now_ms=found.check.server_now_ms,
        )

    def _remember(self, check: LiveCheck) -> None:
        if check.is_live and check.room_id is not None:
            self._creators.put(check.room_id, check.unique_id)


def _live_room(found: UserRoom, unique_id: str) -> int:
    check = found.check
    if not check.is_live or check.room_id is None:
        raise UserOfflineError(f"@{unique_id} is not live.")
    return check.room_id


def _joined(failures: Sequence[LiveApiError], unique_id: str) -> LiveApiError:
    """One error of all routes' errors: "no such creator" only when every route said so, else the most telling other."""
    others = [error for error in failures if not isinstance(error, UserNotFoundError)]
    if not others:
        return failures[0]
    reasons = " ".join(f"({number}) {error}" for number, error in enumerate(failures, start=1))
    telling = min(others, key=lambda error: isinstance(error, _VAGUE))
    return type(telling)(f"No route could say whether @{unique_id} is live: {reasons}")

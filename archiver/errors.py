"""Every error the archiver raises on purpose.

    ArchiverError                     code "failed"
    ├── ConfigError                   bad configuration: file, line, key
    ├── UsageError                    a request that cannot be meant (bad handle, unknown id, bad option)
    ├── LiveApiError                  TikTok (or a stand-in) answered something we cannot use
    │   ├── UserNotFoundError         no such creator, or one who cannot go live
    │   ├── UserOfflineError          the creator is not live
    │   ├── RoomEndedError            the room exists but its broadcast is over
    │   ├── AgeRestrictedError        18+, private or low-trust network: needs a logged-in session
    │   ├── LoginRequiredError        no session, or an expired one
    │   ├── PrivateRoomError          private or followers-only
    │   ├── InvalidRequestError       the platform refused our parameters
    │   ├── BlockedError              empty body, firewall page, captcha, 403
    │   ├── RegionError               redirected away: the country is not served
    │   ├── RateLimitedError          429; carries retry_after_s
    │   ├── PlatformUnavailableError  5xx, connection refused, timeout
    │   ├── UnexpectedPayloadError    an answer of another shape than known
    │   ├── NoStreamError             live, but no usable video URL
    │   └── TikApiError               TikAPI refused what it was asked
    │       ├── TikApiKeyError        401, or no key: the API key or the account key is missing or wrong
    │       └── TikApiPlanError       402, 403: the plan or the account does not include this
    ├── SignError                     the sign server did not give a signed connection
    │   ├── SignRateLimitedError      429; carries retry_after_s
    │   ├── SignPaymentError          402: the plan does not include this
    │   ├── SignForbiddenError        401/403: bad key
    │   ├── SignNotFoundError         404: no such room or user
    │   └── SignUnavailableError      5xx, empty body: no agent free, or blocked
    ├── SocketError                   the event socket
    │   ├── DeviceBlockedError        handshake refused: ttwid or user agent flagged
    │   ├── HandshakeRefusedError     handshake refused for another reason
    │   └── SocketClosedError         the connection ended; carries code and reason
    ├── FrameError                    bytes that are not what the protocol says (bounded, never fatal to a session)
    ├── CaptureError                  media
    │   ├── FFmpegMissingError        no usable FFmpeg
    │   ├── MediaRefusedError         403/404 on a media URL
    │   └── MediaInvalidError         a file or stream that does not hold playable media
    ├── JournalError                  a journal that cannot be read or written
    │   ├── JournalUnreadableError    the system does not let a journal be read, perhaps only now
    │   └── JournalDamagedError       a stretch inside a journal is not readable; says where it goes on
    ├── DiskError                     full disk, unwritable folder
    ├── StoreError                    database
    │   ├── StoreLockedError          another process holds the database
    │   ├── StoreUnavailableError     the database server cannot be reached
    │   ├── SchemaTooNewError         the database was made by a newer archiver
    │   ├── SchemaOutdatedError       the database needs `archiver db upgrade`
    │   ├── SessionConflictError      the room already has a live session
    │   └── QueryError                the SQL of `archiver query` failed or was not read-only
    ├── ScenarioError                 a rebroadcast script that is wrong: file, line, key
    └── StoppedError                  a second Ctrl-C: stop now, finish at the next start

Each message is one sentence for a person: what is wrong and what to do. ``code`` is for machines and stays stable.
Attributes carry what a caller may act on, so that nobody parses the sentence.
"""

from __future__ import annotations


class ArchiverError(Exception):
    """Base of all errors raised on purpose; ``str(error)`` is a sentence for a person."""

    code = "failed"
    exit_status = 1


class ConfigError(ArchiverError):
    """The configuration is wrong; the sentence names file, line and key."""

    code = "config"
    exit_status = 2


class UsageError(ArchiverError):
    """The request cannot be carried out as given."""

    code = "usage"
    exit_status = 2


class LiveApiError(ArchiverError):
    """The platform answered something that cannot be used."""

    code = "live_api"


class UserNotFoundError(LiveApiError):
    """No such creator, or one who cannot go live."""

    code = "user_not_found"


class UserOfflineError(LiveApiError):
    """The creator is not live."""

    code = "user_offline"


class RoomEndedError(LiveApiError):
    """The room's broadcast is over."""

    code = "room_ended"


class AgeRestrictedError(LiveApiError):
    """The room is restricted (18+, private or low-trust network); it needs a logged-in session."""

    code = "age_restricted"


class LoginRequiredError(LiveApiError):
    """The platform wants a session, or the configured one has expired."""

    code = "login_required"


class PrivateRoomError(LiveApiError):
    """The room is private or for followers only."""

    code = "private_room"


class InvalidRequestError(LiveApiError):
    """The platform refused the parameters of the request."""

    code = "invalid_request"


class BlockedError(LiveApiError):
    """A firewall page, a captcha, an empty body or 403 where data was due."""

    code = "blocked"


class RegionError(LiveApiError):
    """Redirected away from the page: the platform does not serve this country."""

    code = "region"


class RateLimitedError(LiveApiError):
    """Too many requests; ``retry_after_s`` is how long to wait, when the server said so."""

    code = "rate_limited"

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class PlatformUnavailableError(LiveApiError):
    """A server error, a refused connection or a timeout."""

    code = "platform_unavailable"


class UnexpectedPayloadError(LiveApiError):
    """An answer whose shape is not known."""

    code = "unexpected_payload"


class NoStreamError(LiveApiError):
    """The room is live but offers no video that the configuration accepts."""

    code = "no_stream"


class TikApiError(LiveApiError):
    """TikAPI refused the request for a reason of its own."""

    code = "tikapi"


class TikApiKeyError(TikApiError):
    """TikAPI wants an API key or an account key, or does not take the one it was given."""

    code = "tikapi_key"


class TikApiPlanError(TikApiError):
    """TikAPI's plan, or what the account has permitted, does not include this request."""

    code = "tikapi_plan"


class SignError(ArchiverError):
    """The sign server did not give a signed connection."""

    code = "sign"


class SignRateLimitedError(SignError):
    """The sign server's limit is reached; ``retry_after_s`` is how long to wait, when it said so."""

    code = "sign_rate_limited"

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class SignPaymentError(SignError):
    """The sign server's plan does not include this request."""

    code = "sign_payment"


class SignForbiddenError(SignError):
    """The sign server refused the key."""

    code = "sign_forbidden"


class SignNotFoundError(SignError):
    """The sign server knows no such room or user."""

    code = "sign_not_found"


class SignUnavailableError(SignError):
    """The sign server failed, or answered with an empty body (its agent was blocked)."""

    code = "sign_unavailable"


class SocketError(ArchiverError):
    """The event socket failed; ``retry_after_s`` is how long to wait, when a server said so."""

    code = "socket"

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class DeviceBlockedError(SocketError):
    """The handshake was refused because ttwid or user agent is flagged; get a new pair."""

    code = "device_blocked"


class HandshakeRefusedError(SocketError):
    """The handshake was refused; ``status`` is the HTTP status, ``handshake_msg`` the server's reason."""

    code = "handshake_refused"

    def __init__(
        self, message: str, *, status: int | None = None, handshake_msg: str = "", retry_after_s: float | None = None
    ) -> None:
        super().__init__(message, retry_after_s=retry_after_s)
        self.status = status
        self.handshake_msg = handshake_msg


class SocketClosedError(SocketError):
    """The connection ended; ``close_code`` and ``reason`` as the peer gave them (1006 when it gave none)."""

    code = "socket_closed"

    def __init__(self, message: str, *, close_code: int = 1006, reason: str = "") -> None:
        super().__init__(message)
        self.close_code = close_code
        self.reason = reason


class FrameError(ArchiverError):
    """Bytes that are not a frame of the protocol, or that exceed its bounds."""

    code = "frame"


class CaptureError(ArchiverError):
    """Recording or finishing media failed."""

    code = "capture"


class FFmpegMissingError(CaptureError):
    """No usable FFmpeg was found."""

    code = "ffmpeg_missing"


class MediaRefusedError(CaptureError):
    """The media server refused the URL."""

    code = "media_refused"


class MediaInvalidError(CaptureError):
    """A file or stream does not hold playable media."""

    code = "media_invalid"


class JournalError(ArchiverError):
    """A journal cannot be read or written."""

    code = "journal"


class JournalUnreadableError(JournalError):
    """A journal is there and the system does not let it be read; that may be over in a moment."""

    code = "journal_unreadable"


class JournalDamagedError(JournalError):
    """A stretch inside a journal is unreadable; ``resume_at`` is the position of the next good record."""

    code = "journal_damaged"

    def __init__(self, message: str, *, position: int, resume_at: int) -> None:
        super().__init__(message)
        self.position = position
        self.resume_at = resume_at


class DiskError(ArchiverError):
    """The disk is full or the folder cannot be written."""

    code = "disk"


class StoreError(ArchiverError):
    """The database refused or failed."""

    code = "store"


class StoreLockedError(StoreError):
    """Another process holds the database."""

    code = "store_locked"


class StoreUnavailableError(StoreError):
    """The database server cannot be reached."""

    code = "store_unavailable"


class SchemaTooNewError(StoreError):
    """The database was made by a newer archiver."""

    code = "schema_too_new"


class SchemaOutdatedError(StoreError):
    """The database must be upgraded first."""

    code = "schema_outdated"


class SessionConflictError(StoreError):
    """The room already has a live session."""

    code = "session_conflict"


class QueryError(StoreError):
    """The SQL failed, or was not read-only."""

    code = "query"


class ScenarioError(ArchiverError):
    """A rebroadcast script is wrong; the sentence names file, line and key."""

    code = "scenario"
    exit_status = 2


class StoppedError(ArchiverError):
    """A second signal asked to stop at once."""

    code = "stopped"
    exit_status = 130

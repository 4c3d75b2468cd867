"""What an AAC sequence header configures."""

from __future__ import annotations

from typing import NamedTuple

_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_EXPLICIT_RATE = 15


class AacConfig(NamedTuple):
    """An AudioSpecificConfig (ISO/IEC 14496-3)."""

    object_type: int  #: 2: AAC-LC, 5: HE-AAC
    sample_rate: int
    channels: int  #: 0: told elsewhere in the stream


def read_aac_config(body: bytes) -> AacConfig | None:
    """The configuration in an audio tag's body; None when it is no AAC sequence header or is cut off."""
    if len(body) < 4 or body[0] >> 4 != 10 or body[1] != 0:
        return None
    bits = int.from_bytes(body[2:9].ljust(7, b"\0"), "big")
    object_type, rate_index = bits >> 51, bits >> 47 & 0x0F
    if rate_index == _EXPLICIT_RATE:
        return AacConfig(object_type, bits >> 23 & 0xFFFFFF, bits >> 19 & 0x0F) if len(body) >= 7 else None
    return AacConfig(object_type, _RATES[rate_index], bits >> 43 & 0x0F) if rate_index < len(_RATES) else None

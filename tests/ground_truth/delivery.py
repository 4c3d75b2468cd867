"""How frames reach a recorder, in virtual time: encoder, CDN, jitter, stalls, and a cache of GOPs for newcomers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.ground_truth.film import Sent

ENCODER_MS = 120  #: from the capture of a frame until it can leave


@dataclass(frozen=True, kw_only=True)
class Network:
    """The way from the encoder to us."""

    delay_ms: int = 0
    jitter_ms: int = 0
    stalls: Sequence[tuple[int, int]] = ()  #: nothing arrives in [from, until); then everything at once
    cache_gops: int = 1
    seed: int = 1


@dataclass(frozen=True)
class Arrived:
    """A tag and the instant at which its last byte is here."""

    at: int
    sent: Sent


def connect(film: Sequence[Sent], network: Network, opened_at: int, closed_at: int) -> list[Arrived]:
    """What a connection gets between two instants: setup, cached GOPs at once, then the live edge."""
    rng = random.Random(network.seed)
    edge: list[Arrived] = []
    last = 0
    for sent in film:
        last = max(last, sent.captured_at + ENCODER_MS + network.delay_ms + round(rng.random() * network.jitter_ms))
        edge.append(Arrived(last, sent))
    cached = [i for i, arrived in enumerate(edge) if arrived.at <= opened_at]
    keys = [i for i in cached if edge[i].sent.tag.is_key_frame]
    begin = keys[-min(network.cache_gops, len(keys))] if keys and network.cache_gops else len(cached)
    setup = {sent.tag.is_metadata: sent for sent in (edge[i].sent for i in range(begin)) if sent.is_setup}
    found = [Arrived(opened_at, sent) for sent in sorted(setup.values(), key=lambda sent: not sent.tag.is_metadata)]
    now = opened_at
    for index, arrived in enumerate(edge[begin:], begin):
        now = max(now + (1 if index < len(cached) else 0), arrived.at)
        now = next((until for start, until in network.stalls if start <= now < until), now)
        if now >= closed_at:
            break
        found.append(Arrived(now, arrived.sent))
    return found

"""Many mails at once: those that may belong together in their order, by one process; the others side by side."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from django.db import connections

M = TypeVar("M")
T = TypeVar("T")

# So many are sorted at a time, and handed out in so many pieces a process.
AT_A_TIME = 2000
PIECES = 8
# Fewer are done before another process has begun.
WORTH_IT = 50
LONGEST_HEADERS = 256 * 1024
END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
TELLING = re.compile(
    rb"^(?:message-id|in-reply-to|references|from|sender|reply-to):((?:.*\n[ \t])*.*)",
    re.IGNORECASE | re.MULTILINE,
)
NAMES = re.compile(rb"[^\s<>,;:\"()]+@[^\s<>,;:\"()]+")


def names_in(raw: bytes) -> set[bytes]:
    """Everybody and every mail that the headers name as writer or as part of the thread."""
    headers = END_OF_HEADERS.split(raw[:LONGEST_HEADERS], 1)[0]
    return {name.lower() for line in TELLING.findall(headers) for name in NAMES.findall(line)}


def families(named: Iterable[Iterable[bytes]]) -> list[list[int]]:
    """The places of those that share a name, or share one with one that does; each family in order."""
    first: dict[bytes, int] = {}
    above: list[int] = []

    def head_of(place: int) -> int:
        while above[place] != place:
            above[place] = place = above[above[place]]
        return place

    for place, names in enumerate(named):
        above.append(place)
        for name in names:
            one, other = sorted((head_of(place), head_of(first.setdefault(name, place))))
            above[other] = one
    found: dict[int, list[int]] = {}
    for place in range(len(above)):
        found.setdefault(head_of(place), []).append(place)
    return list(found.values())


def each_of(
    mails: Iterable[M], *, names: Callable[[M], Iterable[bytes]], work: Callable[[M], T], processes: int = 0
) -> Iterator[T]:
    """What `work` answers for each, in the order of the mails. Two that may belong together keep their order."""
    processes = processes or os.cpu_count() or 1
    coming = iter(mails)
    first = list(islice(coming, WORTH_IT))
    if processes == 1 or len(first) < WORTH_IT:
        yield from map(work, first)
        return
    # Each process opens a connection of its own; one that is shared would mix up two conversations with PostgreSQL.
    connections.close_all()
    with ProcessPoolExecutor(
        processes, mp_context=get_context("fork"), initializer=connections.close_all
    ) as pool:
        while first:
            yield from _in_order(pool, first, names, work, PIECES * processes)
            first = list(islice(coming, AT_A_TIME))


def _in_order(
    pool: ProcessPoolExecutor,
    mails: list[M],
    names: Callable[[M], Iterable[bytes]],
    work: Callable[[M], T],
    pieces: int,
) -> Iterator[T]:
    """Hand the families out, and pass on what is done as soon as everything before it is."""
    hands: list[list[int]] = [[] for _ in range(min(pieces, len(mails)))]
    for family in families(map(names, mails)):
        min(hands, key=len).extend(family)
    begun: dict[Future[list[T]], list[int]] = {
        pool.submit(_all_of, work, [mails[place] for place in hand]): hand for hand in hands if hand
    }
    done: dict[int, T] = {}
    coming = 0
    for future in as_completed(begun):
        done.update(zip(begun[future], future.result(), strict=True))
        while coming in done:
            yield done.pop(coming)
            coming += 1


def _all_of(work: Callable[[M], T], mails: list[M]) -> list[T]:
    return [work(mail) for mail in mails]

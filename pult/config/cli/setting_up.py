"""What the verbs share: settings, the private database while it is needed, Django."""

import ctypes
import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

from pydantic import ValidationError

from pult.config.cli.words import Complaint
from pult.foundation.database.embedded import EmbeddedPostgres, PostgresFailed
from pult.foundation.env import Env, read_env

# As malloc.h of glibc has them.
M_ARENA_MAX, M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -8, -1, -3
KEPT_BYTES = 256 * 1024
# A request leaves some two hundred objects that point at each other, and with them the page that it sent.
GARBAGE = (5_000, 20, 10)
PRELOADED = (
    "uvloop",
    "uvicorn",
    "uvicorn.protocols.http.httptools_impl",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
    "pult.config.asgi",
    "pult.foundation.jobs.working",
)


def environment() -> Env:
    """The operator's settings, or all complaints about them together."""
    try:
        return read_env()
    except ValidationError as error:
        lines = [f"  {'.'.join(map(str, one['loc'])).upper()}: {one['msg']}" for one in error.errors()]
        raise Complaint("These settings cannot be used:\n" + "\n".join(lines)) from error


def django_up() -> None:
    """Import Django with every room, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pult.config.settings")
    import django

    django.setup()
    settle_memory()


def preload() -> None:
    """Import whatever web and worker need, so that children born from this process share it. Django must be up."""
    for name in PRELOADED:
        import_module(name)
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    settle_memory()


def settle_memory() -> None:
    """What is loaded now is never garbage; later garbage is looked for less often; threads share one heap."""
    _share_one_heap()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def _share_one_heap() -> None:
    """Python runs one thread at a time, so a heap for each of them (glibc's habit) only wastes memory.

    Whole pages that were sent are given back at once: without fixed bounds glibc learns to keep ever larger ones.
    """
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.mallopt(M_ARENA_MAX, 1)
        libc.mallopt(M_MMAP_THRESHOLD, KEPT_BYTES)
        libc.mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)


def share_figures(env: Env, *, afresh: bool = False) -> None:
    """Let all processes of this data folder answer `/metrics` together. To be called before Django is up."""
    folder = env.data / "telemetry"
    if afresh:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


@contextmanager
def database(env: Env) -> Iterator[None]:
    """Have a database while this lasts: the private one is started when nobody else has, and stopped by the last."""
    if env.database_url:
        yield
        return
    try:
        with EmbeddedPostgres(env.data / "postgres").borrowed():
            yield
    except PostgresFailed as error:
        raise Complaint(str(error)) from error

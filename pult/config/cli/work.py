"""`pult work`: one worker, which runs jobs and keeps the long-running services open."""

import argparse
import asyncio
import contextlib
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pult.config.cli.setting_up import database, django_up, environment, share_figures
from pult.config.cli.words import say
from pult.foundation.env import Env

SPARE_THREADS = 4
AUTOGROUP = Path("/proc/self/autogroup")


def run(arguments: list[str]) -> int:
    """Run jobs until told to stop; those that have begun are finished first."""
    parser = argparse.ArgumentParser(
        prog="pult work", description="Start one worker. WORKER_JOBS says how many jobs run at once."
    )
    parser.add_argument("--no-services", action="store_true", help="only jobs: no mail listener")
    options = parser.parse_args(arguments)
    env = environment()
    share_figures(env)
    with database(env):
        django_up()
        say("The worker waits for jobs.")
        work(env, services=not options.no_services)
    return 0


def work(env: Env, *, services: bool = True) -> None:
    """Run jobs and services until a signal comes. Django must be up."""
    import uvloop

    stand_back(env.worker_nice)
    uvloop.run(_work(env, services=services))


def stand_back(nice: int) -> None:
    """Let whoever waits at a screen come first; what follows their act may take a moment longer.

    Linux may share the processors among sessions first, and only then among the processes of each (sched(7), *The
    autogroup feature*). A worker that leads its own session would then stand back behind nobody, so its session does.
    """
    os.nice(nice)
    if os.getsid(0) == os.getpid():
        with contextlib.suppress(OSError):
            AUTOGROUP.write_text(str(nice))


async def _work(env: Env, *, services: bool) -> None:
    from pult.foundation import services as doors
    from pult.foundation.events import courier
    from pult.foundation.jobs.working import worker_app, worker_options

    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(env.worker_jobs + SPARE_THREADS, "job"))
    async with worker_app().open_async() as app:
        tasks: list[asyncio.Task[Any]] = [
            loop.create_task(app.run_worker_async(**worker_options(env.worker_jobs)), name="jobs"),
            loop.create_task(doors.keep_open(doors.Service("courier", courier.run)), name="courier"),
        ]
        if services:
            tasks += [loop.create_task(doors.keep_open(door), name=door.name) for door in doors.declared()]
        _stop_on_signals(loop, tasks)
        await _until_jobs_end(tasks)


async def _until_jobs_end(tasks: list[asyncio.Task[Any]]) -> None:
    """Without its jobs a worker is none: when they end, everything does."""
    jobs, *others = tasks
    try:
        await jobs
    except asyncio.CancelledError:
        pass
    finally:
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


def _stop_on_signals(loop: asyncio.AbstractEventLoop, tasks: list[asyncio.Task[Any]]) -> None:
    """The first signal lets running jobs finish; the second does not."""

    def stop() -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, os._exit, 1)
        for task in tasks:
            task.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)

"""Settings of a worker that knows the jobs of the tests besides Pult's own."""

from pult.config.settings import *  # noqa: F403

PROCRASTINATE_IMPORT_PATHS = [*PROCRASTINATE_IMPORT_PATHS, "tests.journeys.slow_jobs"]  # noqa: F405

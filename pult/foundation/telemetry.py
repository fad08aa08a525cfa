"""Figures for those who watch Pult's processes, in Prometheus' form. Business figures live in `pult.metrics`.

Processes of one data folder share a folder of memory-mapped files, so any of them can answer for all. The command
names that folder in the environment before this module is imported; without it, a process answers for itself.
"""

import os

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

__all__ = ["counter", "forget_process", "gauge", "histogram", "registry"]


def counter(name: str, says: str, *labels: str) -> Counter:
    """Something that is counted, such as mails taken in by outcome. Make it once, when a module is imported."""
    return Counter(name, says, labels)


def gauge(name: str, says: str, *labels: str) -> Gauge:
    """Something that goes up and down, summed over the living processes."""
    return Gauge(name, says, labels, multiprocess_mode="livesum")


def histogram(name: str, says: str, *labels: str) -> Histogram:
    """Durations in seconds."""
    return Histogram(name, says, labels, buckets=SECONDS)


def registry() -> CollectorRegistry:
    """The figures of all processes that share the folder; of this one alone when there is none."""
    if FOLDER not in os.environ:
        return REGISTRY
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return shared


def forget_process(pid: int) -> None:
    """A process has ended: its gauges no longer count."""
    if FOLDER in os.environ:
        mark_process_dead(pid)  # type: ignore[no-untyped-call]

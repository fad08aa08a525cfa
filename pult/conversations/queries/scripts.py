"""Guided scripts as they were played: what waits beside a conversation, and how a script does."""

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet

from pult.conversations.models import Conversation, ScriptAnswer, ScriptRun
from pult.conversations.types import RunState
from pult.foundation.actors import Actor
from pult.foundation.database.kept_models import KeptModels
from pult.knowledge.types.scripts import Script

RUNS: KeptModels[ScriptRun] = KeptModels()
MOST_RUNS = 5000
MOST_PATHS = 12
EARLIER = 5


def running(conversation: Conversation) -> ScriptRun | None:
    """The script that is being played beside a conversation."""
    return RUNS.first("running", _running, {"conversation": conversation.pk})


def _running(slots: Mapping[str, Any]) -> "QuerySet[ScriptRun]":
    rows = ScriptRun.objects.running().filter(conversation=slots["conversation"])
    return rows.select_related("revision", "document", "started_by").order_by("pk")


def earlier(conversation: Conversation) -> list[ScriptRun]:
    """The scripts that were played beside a conversation, the latest first."""
    return RUNS.ask("earlier", _earlier, {"conversation": conversation.pk})


def _earlier(slots: Mapping[str, Any]) -> "QuerySet[ScriptRun]":
    rows = ScriptRun.objects.exclude(state=RunState.RUNNING).filter(conversation=slots["conversation"])
    return rows.select_related("revision", "started_by").order_by("-started_at", "-pk")[:EARLIER]


def runs_of(
    actor: Actor,
    document_id: int,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    step: str = "",
    choice: str = "",
) -> "QuerySet[ScriptRun]":
    """The runs of a script in a period, as far as this person may read their conversations."""
    rows = ScriptRun.objects.visible_to(actor).genuine().filter(document=document_id)
    rows = rows.filter(started_at__gte=since) if since else rows
    rows = rows.filter(started_at__lt=until) if until else rows
    if step:
        answers = ScriptAnswer.objects.filter(step=step)
        answers = answers.filter(choice=choice) if choice else answers
        rows = rows.filter(pk__in=answers.values("run_id"))
    return rows.select_related("conversation__customer", "revision", "started_by").order_by(
        "-started_at", "-pk"
    )


def counts_by_script(actor: Actor) -> dict[int, tuple[int, datetime | None]]:
    """How often each script was played, and when last; one statement."""
    rows = ScriptRun.objects.visible_to(actor).genuine().values("document_id")
    counted = rows.annotate(runs=Count("pk"), last=Max("started_at"))
    return {row["document_id"]: (row["runs"], row["last"]) for row in counted}


@dataclass(frozen=True, kw_only=True)
class StepCount:
    """One step in the report: how often it was answered, left, is stood at, and what was chosen there."""

    key: str
    title: str
    answered: int
    left: int
    standing: int
    choices: tuple[tuple[str, str, int], ...]

    @property
    def reached(self) -> int:
        """How often somebody stood there."""
        return self.answered + self.left + self.standing


@dataclass(frozen=True, kw_only=True)
class Path:
    """One way through a script: the words of its choices, and how often it was gone to the end."""

    words: tuple[str, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class ScriptReport:
    """How a script did in a period."""

    runs: int
    finished: int
    stopped: int
    running: int
    median: timedelta | None
    steps: tuple[StepCount, ...]
    paths: tuple[Path, ...]
    is_cut: bool

    @property
    def completion(self) -> int | None:
        """Of the runs that have ended, how many came to the end, in percent."""
        ended = self.finished + self.stopped
        return round(100 * self.finished / ended) if ended else None

    @property
    def drop_off(self) -> StepCount | None:
        """The step at which most runs were left."""
        worst = max(self.steps, key=lambda step: step.left, default=None)
        return worst if worst is not None and worst.left else None


def report(
    actor: Actor,
    document_id: int,
    script: Script,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> ScriptReport:
    """How a script did: runs, completion, ways, where it was left, how long it took. Two statements."""
    found = runs_of(actor, document_id, since=since, until=until).select_related(None)
    runs = list(found.values_list("pk", "state", "started_at", "ended_at")[: MOST_RUNS + 1])
    kept = runs[:MOST_RUNS]
    rows = ScriptAnswer.objects.filter(run__in=[run[0] for run in kept]).order_by("run_id", "number")
    answers = list(rows.values_list("run_id", "step", "title", "choice", "label"))
    states = Counter(state for _pk, state, _start, _end in kept)
    lengths = [end - start for _pk, state, start, end in kept if state == RunState.FINISHED and end]
    return ScriptReport(
        runs=len(kept),
        finished=states[RunState.FINISHED],
        stopped=states[RunState.STOPPED],
        running=states[RunState.RUNNING],
        median=_median(lengths),
        steps=_steps(
            script,
            answers,
            left=_ends_of(script, kept, answers, RunState.STOPPED),
            standing=_ends_of(script, kept, answers, RunState.RUNNING),
        ),
        paths=_paths(kept, answers),
        is_cut=len(runs) > MOST_RUNS,
    )


Answered = tuple[int, str, str, str, str]
Run = tuple[int, str, datetime, datetime | None]


def _median(lengths: Sequence[timedelta]) -> timedelta | None:
    if not lengths:
        return None
    return timedelta(seconds=round(statistics.median(length.total_seconds() for length in lengths)))


def _ends_of(
    script: Script, runs: Sequence[Run], answers: Sequence[Answered], wanted: RunState
) -> Counter[str]:
    """Where the runs of a state stand: behind the last answer, as the script is now."""
    last = {run: (step, choice) for run, step, _title, choice, _label in answers}
    ends: Counter[str] = Counter()
    for pk, state, _start, _end in runs:
        if state == wanted:
            ends[_after(script, *last[pk]) if pk in last else script.start] += 1
    return ends


def _after(script: Script, key: str, choice: str) -> str:
    step = script.step(key)
    if step is None:
        return key
    return next((one.to for one in step.choices if one.key == choice), step.leads_to) or key


def _steps(
    script: Script, answers: Sequence[Answered], *, left: Counter[str], standing: Counter[str]
) -> tuple[StepCount, ...]:
    titles = {step: title for _run, step, title, _choice, _label in answers}
    titles |= {step.key: step.title for step in script.steps}
    answered = Counter(step for _run, step, *_rest in answers)
    chosen = Counter((step, choice) for _run, step, _title, choice, _label in answers if choice)
    labels = {(step, choice): label for _run, step, _title, choice, label in answers if choice}
    return tuple(
        StepCount(
            key=key,
            title=title,
            answered=answered[key],
            left=left[key],
            standing=standing[key],
            choices=tuple(
                (choice, labels[step, choice], count)
                for (step, choice), count in chosen.most_common()
                if step == key
            ),
        )
        for key, title in _in_order(script, titles)
    )


def _in_order(script: Script, titles: dict[str, str]) -> list[tuple[str, str]]:
    """The steps as the script lists them; those it has no longer, last."""
    known = [step.key for step in script.steps]
    return [(key, titles[key]) for key in (*known, *(key for key in titles if key not in known))]


def _paths(runs: Sequence[Run], answers: Sequence[Answered]) -> tuple[Path, ...]:
    finished = {pk for pk, state, *_rest in runs if state == RunState.FINISHED}
    ways: dict[int, list[str]] = {}
    for run, _step, title, _choice, label in answers:
        if run in finished:
            ways.setdefault(run, []).append(label or title)
    counted = Counter(tuple(way) for way in ways.values())
    return tuple(Path(words=words, count=count) for words, count in counted.most_common(MOST_PATHS))

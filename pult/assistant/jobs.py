"""When the assistant looks after its talks."""

from datetime import UTC, datetime

from pult.assistant import operations
from pult.assistant.models import ModelCall
from pult.foundation.jobs import periodic, task


@periodic(cron="*/5 * * * *")
@task("assistant.end_silent", queueing_lock="assistant.end_silent")
def end_silent(timestamp: int) -> None:
    """End the talks in which nothing was said for a while."""
    operations.end_silent(at=datetime.fromtimestamp(timestamp, UTC))


@periodic(cron="*/5 * * * *")
@task("assistant.end_lost", queueing_lock="assistant.end_lost")
def end_lost(timestamp: int) -> None:
    """Tell those who wait for a question that was lost."""
    operations.end_lost(at=datetime.fromtimestamp(timestamp, UTC))


@task("assistant.ask_model", max_attempts=2)
def ask_model(call_id: int) -> None:
    """Ask the language model what somebody wants to know of it."""
    operations.carry_out(call_id)


@task("assistant.say_found")
def say_found(call_id: int) -> None:
    """The model took too long: what the bot has found is said as it is."""
    call = ModelCall.objects.select_related("conversation").filter(pk=call_id).first()
    if call is not None:
        operations.say_found(call)


@periodic(cron="17 * * * *")
@task("assistant.forget_texts", queueing_lock="assistant.forget_texts")
def forget_texts(timestamp: int) -> None:
    """Forget the words of yesterday's questions to the model."""
    operations.forget_texts(at=datetime.fromtimestamp(timestamp, UTC))

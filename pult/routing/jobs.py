"""What routing does by the clock."""

from pult.foundation import jobs

from . import operations


@jobs.task("routing.move_on")
def move_on() -> None:
    """An offer may have run out."""
    operations.move_on()


@jobs.periodic(cron="* * * * * */10")
@jobs.task("routing.look_again", queueing_lock="routing.look_again")
def look_again(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Whoever waits is looked at, however late the worker is."""
    operations.move_on()


@jobs.periodic(cron="* * * * *")
@jobs.task("routing.return_work", queueing_lock="routing.return_work")
def return_work(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """What waits for somebody who cannot answer goes to whoever can."""
    operations.return_work()

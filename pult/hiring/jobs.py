"""What hiring does by the clock."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.task("hiring.look_through")
def look_through(application_id: int) -> None:
    """Find the places to look in an application."""
    operations.look_through(application_id)


@jobs.periodic(cron="*/10 * * * *")
@jobs.task("hiring.announce_late", queueing_lock="hiring.announce_late")
def announce_late(timestamp: int) -> None:
    """Raise the alarm for promises that have passed."""
    operations.announce_late(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="*/15 * * * *")
@jobs.task("hiring.remind_due", queueing_lock="hiring.remind_due")
def remind_due(timestamp: int) -> None:
    """Remind candidates of their interviews."""
    operations.remind_due(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="* * * * *")
@jobs.task("hiring.close_due_writing", queueing_lock="hiring.close_due_writing")
def close_due_writing(timestamp: int) -> None:
    """End the writing samples whose time is over."""
    operations.close_due_writing(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="27 8 * * *")
@jobs.task("hiring.ask_candidates", queueing_lock="hiring.ask_candidates")
def ask_candidates(timestamp: int) -> None:
    """Ask candidates how it was, some days after the end."""
    operations.ask_candidates(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="7 4 * * *")
@jobs.task("hiring.expire_due", queueing_lock="hiring.expire_due")
def expire_due(timestamp: int) -> None:
    """Offers whose day is over no longer hold."""
    operations.expire_due(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="23 * * * *")
@jobs.task("hiring.remind_referees", queueing_lock="hiring.remind_referees")
def remind_referees(timestamp: int) -> None:
    """Remind referees who have not answered."""
    operations.remind_referees(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="27 5 * * *")
@jobs.task("hiring.forget_referees", queueing_lock="hiring.forget_referees")
def forget_referees(timestamp: int) -> None:
    """Forget who the referees of ended applications were."""
    operations.forget_referees(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="47 4 * * *")
@jobs.task("hiring.erase_old_recordings", queueing_lock="hiring.erase_old_recordings")
def erase_old_recordings(timestamp: int) -> None:
    """Erase the recordings of talks that are older than the house keeps them."""
    operations.erase_old_recordings(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="17 5 * * *")
@jobs.task("hiring.warn_due", queueing_lock="hiring.warn_due")
def warn_due(timestamp: int) -> None:
    """Tell candidates that their data are about to be erased."""
    operations.warn_due(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="37 5 * * *")
@jobs.task("hiring.erase_due", queueing_lock="hiring.erase_due")
def erase_due(timestamp: int) -> None:
    """Erase whose time has come."""
    operations.erase_due(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="43 6 * * *")
@jobs.task("hiring.remind_of_trials", queueing_lock="hiring.remind_of_trials")
def remind_of_trials(timestamp: int) -> None:
    """Remind of reviews that come near or have passed, and of trials that nobody has decided."""
    operations.remind_of_trials(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="13 3 * * *")
@jobs.task("hiring.let_go_due", queueing_lock="hiring.let_go_due")
def let_go_due(timestamp: int) -> None:
    """Let those go whose last day is over."""
    operations.let_go_due(at=datetime.fromtimestamp(timestamp, UTC))

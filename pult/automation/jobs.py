"""When rules by the clock are tried, and when their log is tidied."""

from datetime import UTC, datetime

from pult.automation import operations
from pult.foundation.jobs import periodic, task


@periodic(cron="*/5 * * * *")
@task("automation.run_time_rules", queueing_lock="automation.run_time_rules")
def run_time_rules(timestamp: int) -> None:
    """Deal with everything whose time has come."""
    operations.run_time_rules(at=datetime.fromtimestamp(timestamp, UTC))


@periodic(cron="41 3 * * *")
@task("automation.forget_firings", queueing_lock="automation.forget_firings")
def forget_firings(timestamp: int) -> None:
    """Forget what rules did long ago."""
    operations.forget_firings(at=datetime.fromtimestamp(timestamp, UTC))

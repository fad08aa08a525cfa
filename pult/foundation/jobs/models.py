"""Why jobs failed."""

from django.db import models


class Failure(models.Model):
    """The last error of one job. It goes when the job goes."""

    job_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    error = models.TextField()

    def __str__(self) -> str:
        return self.summary

    @property
    def summary(self) -> str:
        """The last line of the error: what went wrong."""
        return self.error.strip().rpartition("\n")[2]

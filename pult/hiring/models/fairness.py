"""What candidates told of themselves for a check of fairness: apart from everything else.

A row has no key to an application, a candidate or a moment. It is found only by a keyed digest of the application's
number, which the database cannot make: no page, search or file can join it. One query does, to count.
"""

from typing import ClassVar

from django.db import models


class EqualAnswer(models.Model):
    """The voluntary answers of one applicant."""

    digest = models.CharField(primary_key=True, max_length=64)
    gender = models.CharField(max_length=12, blank=True)
    age = models.CharField(max_length=12, blank=True)
    disability = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="equal_answer_says_something",
                condition=~models.Q(gender="", age="", disability=""),
            )
        ]

    def __str__(self) -> str:
        return "an answer"

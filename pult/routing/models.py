"""How each department gives out work, and who was given some last."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.workforce.models import Department, Member

from .types import Method


class Routing(models.Model):
    """How one department gives out new conversations; without a row, by hand."""

    department = models.OneToOneField(
        Department, on_delete=models.CASCADE, primary_key=True, related_name="routing"
    )
    method = models.CharField(_("Method"), max_length=12, choices=Method.choices, default=Method.MANUAL)

    def __str__(self) -> str:
        return f"{self.department_id}: {self.method}"


class Turn(models.Model):
    """When somebody was last given a conversation of a department."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "member"], name="turn_of_member_in_department")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.department_id}"

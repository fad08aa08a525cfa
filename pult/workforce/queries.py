"""Questions about the workforce."""

from datetime import datetime

from .models import Department


def business_seconds(department_id: int, start: datetime, end: datetime) -> float | None:
    """How long a department was open between two moments; one without opening hours is always open."""
    department = Department.objects.filter(pk=department_id).first()
    if department is None or end <= start:
        return 0.0
    if department.calendar_id is None:
        return (end - start).total_seconds()
    return None

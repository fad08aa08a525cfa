"""Questions about the workforce."""

from datetime import datetime

from pult.calendars import queries as calendars

from .models import Department


def business_seconds(department_id: int, start: datetime, end: datetime) -> float:
    """How long a department was open between two moments; one without opening hours is always open."""
    department = Department.objects.filter(pk=department_id).select_related("calendar").first()
    if department is None or end <= start:
        return 0.0
    return calendars.hours(department.calendar).between(start, end).total_seconds()

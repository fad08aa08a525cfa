"""Addresses of reports."""

from datetime import date

from django.urls import path, register_converter
from django.views.decorators.csrf import csrf_exempt

from pult.foundation.web import (
    downloads,  # noqa: F401 - knows what `<table:…>` is
    needs,
    resource,
)
from pult.metrics.types import Right as LedgerRight

from .types import Right
from .views import boards, floor, mailings, promises, times


class MetricKey:
    """A dotted name such as `feedback.csat`."""

    regex = r"[a-z_]+\.[a-z_]+"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


class Day:
    """A day such as `2026-03-31`."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; what is none is no address."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """As machines write it."""
        return value.isoformat()


register_converter(MetricKey, "metric")
register_converter(Day, "day")
read = needs(Right.OWN)
lead = needs(Right.DEPARTMENT, Right.ALL)
aim = needs(LedgerRight.SET_TARGETS)

app_name = "dashboards"
urlpatterns = [
    path("app/reports/", read(resource(GET=boards.read_board)), name="board"),
    path("app/reports/table.<table:kind>", read(resource(GET=boards.read_board_table)), name="board_table"),
    path(
        "app/reports/targets/",
        aim(resource(GET=boards.list_targets, POST=boards.create_target)),
        name="targets",
    ),
    path(
        "app/reports/targets/<int:pk>/removal",
        aim(resource(POST=boards.delete_target)),
        name="target_removal",
    ),
    path("app/reports/<metric:key>", read(resource(GET=boards.read_figure)), name="figure"),
    path("app/reports/<metric:key>/table.<table:kind>", read(resource(GET=boards.read_table)), name="table"),
    path("app/reports/time", read(resource(GET=times.read_times)), name="times"),
    path(
        "app/reports/time/table.<table:kind>", read(resource(GET=times.read_times_table)), name="times_table"
    ),
    path(
        "app/reports/mails",
        read(resource(GET=mailings.list_mailings, POST=mailings.create_mailing)),
        name="mailings",
    ),
    path("app/reports/mails/new", read(resource(GET=mailings.begin_mailing)), name="new_mailing"),
    path(
        "app/reports/mails/<int:pk>",
        read(resource(GET=mailings.read_mailing, POST=mailings.change_mailing)),
        name="mailing",
    ),
    path(
        "app/reports/mails/<int:pk>/pause", read(resource(POST=mailings.change_pause)), name="mailing_pause"
    ),
    path("app/reports/mails/<int:pk>/sending", read(resource(POST=mailings.create_sending)), name="sending"),
    path(
        "app/reports/mails/<int:pk>/removal",
        read(resource(POST=mailings.delete_mailing)),
        name="mailing_removal",
    ),
    path(
        # A mail program stops a report without a page and its token; the link itself is the proof.
        "reports/stop/<str:token>",
        csrf_exempt(resource(GET=mailings.read_stop, POST=mailings.create_stop)),
        name="stop",
    ),
    path("app/reports/now", lead(resource(GET=floor.read_floor)), name="floor"),
    path("app/reports/promises", lead(resource(GET=promises.read_promises)), name="promises"),
    path(
        "app/reports/promises/table.<table:kind>",
        lead(resource(GET=promises.read_promises_table)),
        name="promises_table",
    ),
    path(
        "app/reports/promises/<slug:state>", lead(resource(GET=promises.list_promises)), name="promise_list"
    ),
    path(
        "app/reports/promises/<slug:state>/table.<table:kind>",
        lead(resource(GET=promises.read_promise_list_table)),
        name="promise_list_table",
    ),
    path("app/reports/time/<int:pk>/<day:day>", read(resource(GET=times.read_day)), name="day"),
]

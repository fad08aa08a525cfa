"""Addresses of reports."""

from django.urls import path, register_converter

from pult.foundation.web import needs, resource
from pult.metrics.types import Right as LedgerRight

from . import views
from .types import Right


class MetricKey:
    """A dotted name such as `feedback.csat`."""

    regex = r"[a-z_]+\.[a-z_]+"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(MetricKey, "metric")
read = needs(Right.OWN)
aim = needs(LedgerRight.SET_TARGETS)

app_name = "dashboards"
urlpatterns = [
    path("app/reports/", read(resource(GET=views.read_board)), name="board"),
    path(
        "app/reports/targets/",
        aim(resource(GET=views.list_targets, POST=views.create_target)),
        name="targets",
    ),
    path(
        "app/reports/targets/<int:pk>/removal", aim(resource(POST=views.delete_target)), name="target_removal"
    ),
    path("app/reports/<metric:key>", read(resource(GET=views.read_figure)), name="figure"),
    path("app/reports/<metric:key>/table.csv", read(resource(GET=views.read_table)), name="table"),
]

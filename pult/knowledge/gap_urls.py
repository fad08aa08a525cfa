"""Addresses of what is missing: gaps, searches without a result, whether articles help."""

from django.urls import path

from .urls import readers, writers
from .views import gaps, usefulness

app_name = "gaps"
ROOT = "app/knowledge"
GAP = f"{ROOT}/gaps/<int:pk>"
COMMENT = f"{ROOT}/comments/<int:pk>"

urlpatterns = [
    path(f"{ROOT}/gaps/", readers(GET=gaps.list_gaps), name="gaps"),
    path(GAP, readers(GET=gaps.read_gap), name="gap"),
    path(f"{GAP}/answer", writers(POST=gaps.create_answer), name="answer"),
    path(f"{GAP}/dismissal", writers(POST=gaps.create_dismissal), name="dismissal"),
    path(f"{GAP}/reopening", writers(POST=gaps.create_reopening), name="reopening"),
    path(f"{ROOT}/searches/", readers(GET=gaps.list_searches), name="searches"),
    path(f"{ROOT}/usefulness/", readers(GET=usefulness.list_usefulness), name="usefulness"),
    path(f"{ROOT}/comments/", readers(GET=usefulness.list_comments), name="comments"),
    path(f"{COMMENT}/settlement", writers(POST=usefulness.create_settlement), name="settlement"),
    path(f"{COMMENT}/reopening", writers(POST=usefulness.create_reopening), name="comment_reopening"),
]

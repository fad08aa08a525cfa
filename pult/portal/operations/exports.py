"""Putting together what a customer takes along."""

import json
import tempfile
import zipfile
from datetime import datetime, timedelta
from typing import IO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.customers.models import Customer
from pult.foundation import jobs
from pult.foundation.errors import Invalid
from pult.foundation.files.errors import Missing
from pult.foundation.files.operations import keep_stream, let_go, read
from pult.portal.models import Export
from pult.portal.queries import exports

# A small archive is made while the customer waits.
AT_ONCE = 5 * 1024 * 1024
MOST_A_DAY = 3
KEPT_FOR = timedelta(days=7)
IN_MEMORY = 1024 * 1024


@transaction.atomic
def ask_for_export(customer: Customer, *, at: datetime | None = None) -> Export:
    """A customer wants everything that is known of them; a large archive is made in the background."""
    at = at or timezone.now()
    if Export.objects.filter(customer=customer, asked_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Invalid(_("You have asked for your data several times today. The archives are still below."))
    export = Export.objects.create(customer=customer, asked_at=at)
    if exports.weight_of(customer) <= AT_ONCE:
        make_export(export.pk, at=at)
    else:
        jobs.defer("portal.make_export", export_id=export.pk)
    return export


@transaction.atomic
def make_export(export_id: int, *, at: datetime | None = None) -> None:
    """Put an archive together, once."""
    export = Export.objects.filter(pk=export_id, file=None).select_related("customer__company").first()
    if export is None:
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as archive:
        _fill(archive, export.customer)
        file = keep_stream(archive, content_type="application/zip")  # type: ignore[arg-type]
    Export.objects.filter(pk=export.pk, file=None).update(file=file, ready_at=at or timezone.now())


def forget_old_exports(*, at: datetime | None = None) -> int:
    """Drop archives that have lain ready long enough, and their content."""
    old = Export.objects.filter(asked_at__lt=(at or timezone.now()) - KEPT_FOR).select_related("file")
    for export in (found := list(old)):
        export.delete()
        if export.file is not None:
            let_go(export.file)
    return len(found)


def _fill(archive: "IO[bytes]", customer: Customer) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        data = json.dumps(exports.data_of(customer), ensure_ascii=False, indent=2)
        packed.writestr("requests.json", data)
        for attachment in exports.files_of(customer).iterator(chunk_size=100):
            try:
                packed.writestr(exports.path_of(attachment), read(attachment.file))
            except Missing as missing:
                packed.writestr(f"{exports.path_of(attachment)}.txt", str(missing))


def drop_exports(customer_id: int) -> None:
    """Drop what was put together for a customer, and its content."""
    for export in list(Export.objects.filter(customer=customer_id).select_related("file")):
        export.delete()
        if export.file is not None:
            let_go(export.file)

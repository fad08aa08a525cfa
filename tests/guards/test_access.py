"""Who may come in where: every address and every kind of person, in one table (`access.txt`).

An address that is missing from the table fails. A line reads: name, method, address, and what a stranger, an agent,
an agent of another department, a supervisor, a manager, an executive and an administrator get. `{conversation}` and
the like stand for things of the department that Ana works in; 999999 for what does not exist.
"""

import pytest
from django.urls import get_resolver

from tests.guards import access

# The table is long: parts of it are tried side by side.
PARTS = 2


def test_every_address_is_in_the_table():
    named = {line.name for line in access.table()}
    assert (
        sorted(name for name, _ in access.addresses(get_resolver().url_patterns) if name not in named) == []
    )


def test_the_table_names_no_address_that_is_gone():
    known = {name for name, _ in access.addresses(get_resolver().url_patterns)}
    assert sorted({line.name for line in access.table()} - known) == []


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_what_the_table_says(kettle, part):
    observer = access.Observer(kettle)
    surprises = []
    for line in access.table()[part::PARTS]:
        seen = observer.see(line)
        if seen != line.statuses:
            surprises.append(f"{line.name} {line.method} {line.address} {' '.join(map(str, seen))}")
    assert surprises == []

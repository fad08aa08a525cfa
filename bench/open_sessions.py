"""Signs the members of the installation that the environment names in, and prints their sessions, one a line."""

import sys

import django


def main(count: int) -> None:
    """Sign so many in, in the order in which they came."""
    django.setup()
    from bench.sessions import session_of
    from pult.workforce.models import Member

    for member in Member.objects.select_related("person").order_by("pk")[:count]:
        print(session_of(member.person))


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""Opens a chat in the first department of the installation that the environment names, and prints its token."""

import sys

import django


def main(origin: str) -> None:
    """Open it for pages from there."""
    django.setup()
    from pult.foundation.actors import SYSTEM
    from pult.gateways.chat import operations as chat
    from pult.workforce.models import Department

    department = Department.objects.order_by("pk")[0]
    print(chat.open_widget("Bench", department=department, origins=[origin], by=SYSTEM).token)


if __name__ == "__main__":
    main(sys.argv[1])

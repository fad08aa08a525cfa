"""Opens a chat in the first department of the installation that the environment names, and prints its token."""

import sys

import django

django.setup()

from pult.foundation.actors import SYSTEM
from pult.gateways.chat import operations as chat
from pult.workforce.models import Department

if __name__ == "__main__":
    department = Department.objects.order_by("pk")[0]
    print(chat.open_widget("Bench", department=department, origins=[sys.argv[1]], by=SYSTEM).token)

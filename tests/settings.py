"""Settings of the test run: the product's own, on a private PostgreSQL in `var/test`."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("PULT_DATA", str(ROOT / "var" / "test"))
os.environ.setdefault("LOG_LEVEL", "WARNING")
os.environ["SECRET_KEY"] = "only-for-tests"

from pult.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
PUSH_TO_LOOPBACK = True

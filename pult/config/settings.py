"""Django's settings, arranged from the operator's environment. The knobs live in `pult.foundation.env`."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from pult.foundation.database.embedded import EmbeddedPostgres
from pult.foundation.env import read_env, secret_key
from pult.foundation.files.stores import store
from pult.foundation.logs import logging_settings
from pult.foundation.web.hosts import Hosts

ENV = read_env()
DATA = ENV.data

SECRET_KEY = secret_key(ENV)
DEBUG = False
APP_URL = ENV.address
_public = urlsplit(APP_URL)
HTTPS = _public.scheme == "https"
ALLOWED_HOSTS = Hosts(
    ["*"] if ENV.app_url is None else [_public.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [APP_URL]

INSTALLED_APPS = [
    "pult.config.apps.WebSocketsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    # Before allauth, whose templates ours stand in for.
    "pult.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "pult.foundation.database",
    "pult.foundation.eventlog",
    "pult.foundation.files",
    "pult.foundation.audit",
    "pult.foundation.jobs",
    "pult.ui",
    "pult.calendars",
    "pult.fields",
    "pult.checklists",
    "pult.brands",
    "pult.skills",
    "pult.metrics",
    "pult.surveys",
    "pult.scorecards",
    "pult.customers",
    "pult.workforce",
    "pult.inboxes",
    "pult.knowledge",
    "pult.notifications",
    "pult.conversations",
    "pult.routing",
    "pult.sla",
    "pult.feedback",
    "pult.moderation",
    "pult.panels",
    "pult.handling",
    "pult.automation",
    "pult.assistant",
    "pult.gateways.email",
    "pult.gateways.forms",
    "pult.gateways.desks",
    "pult.gateways.tables",
    "pult.gateways.chat",
    "pult.hiring",
    "pult.retention",
    "pult.flows",
    "pult.workspace",
    "pult.portal",
    "pult.dashboards",
    "pult.api",
    "pult.demo",
]

SAML = find_spec("onelogin") is not None
if SAML:
    INSTALLED_APPS.insert(
        INSTALLED_APPS.index("allauth.usersessions"), "allauth.socialaccount.providers.saml"
    )

MIDDLEWARE = [
    "pult.foundation.web.middleware.RequestLog",
    "pult.foundation.web.middleware.Senses",
    "pult.foundation.web.middleware.Slashes",
    "pult.foundation.web.compression.Compression",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pult.brands.middleware.BrandsCsrf",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pult.accounts.middleware.WhoActs",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pult.brands.middleware.WhoseHost",
    "pult.accounts.middleware.SetUpFirst",
    "pult.accounts.middleware.SecondFactorFirst",
    "pult.notifications.middleware.OnlyWhoeverIsHere",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pult.foundation.web.middleware.Refusals",
]

ROOT_URLCONF = "pult.config.urls"
ASGI_APPLICATION = "pult.config.asgi.application"
WSGI_APPLICATION = "pult.config.asgi.wsgi"

_loaders = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _loaders)])
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django.contrib.humanize.templatetags.humanize",
                "pult.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "pult.ui.context.page",
            ],
        },
    }
]

_database = conninfo_to_dict(
    ENV.database_url.get_secret_value() if ENV.database_url else EmbeddedPostgres(DATA / "postgres").url()
)
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "pult.foundation.database.postgres",
        "NAME": _database.pop("dbname", "pult"),
        "USER": _database.pop("user", ""),
        "PASSWORD": _database.pop("password", ""),
        "HOST": _database.pop("host", ""),
        "PORT": str(_database.pop("port", "") or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **_database,
            "application_name": "pult",
            # Plans are kept with the connection; a pooler in between would hand them to somebody else.
            "prepare_threshold": None if ENV.database_url else 3,
        },
    }
}
EMBEDDED_DATABASE = ENV.database_url is None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = ENV.redis_url.get_secret_value() if ENV.redis_url else ""

CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "pult_cache"}
    ),
}

AUTH_USER_MODEL = "accounts.Person"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/app/"
LOGOUT_REDIRECT_URL = "account_login"
AUTHENTICATION_BACKENDS = ["pult.accounts.backends.SignedIn"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_passwords = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"{_passwords}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": f"{_passwords}.MinimumLengthValidator"},
    {"NAME": f"{_passwords}.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "pult.accounts.adapters.AccountAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,10/5m/key"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "pult.accounts.sign_in_forms.SignIn",
    "reset_password": "pult.accounts.sign_in_forms.AskForReset",
    "reset_password_from_key": "pult.accounts.sign_in_forms.ResetPassword",
    "change_password": "pult.accounts.sign_in_forms.ChangePassword",
    "set_password": "pult.accounts.sign_in_forms.SetPassword",
    "reauthenticate": "pult.accounts.sign_in_forms.Reauthenticate",
    "add_email": "pult.accounts.sign_in_forms.ChangeEmail",
}
SOCIALACCOUNT_ADAPTER = "pult.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A form that is sent on to another host would be stopped by our content security policy; a link is not.
SOCIALACCOUNT_LOGIN_ON_GET = True
MFA_ADAPTER = "pult.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "pult.accounts.sign_in_forms.EnterCode",
    "reauthenticate": "pult.accounts.sign_in_forms.ConfirmByCode",
    "activate_totp": "pult.accounts.sign_in_forms.ActivateApp",
    "add_webauthn": "pult.accounts.sign_in_forms.AddPasskey",
    "edit_webauthn": "pult.accounts.sign_in_forms.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Pult"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "pult.accounts.sessions"
SESSION_COOKIE_NAME = "pult_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "pult_csrf"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = ENV.default_locale
LANGUAGE_COOKIE_NAME = "pult_language"
LANGUAGES = [
    ("en", _("English")),
    ("hr", _("Croatian")),
    ("sr-latn", _("Serbian (Latin)")),
    ("sr", _("Serbian (Cyrillic)")),
]
FORMAT_MODULE_PATH = "pult.config.formats"
LOCALE_PATHS = sorted(Path(__file__).resolve().parent.parent.glob("*/locale"))
TIME_ZONE = ENV.tz
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_MAX_AGE = 60 * 60 * 24
STORAGES: dict[str, dict[str, Any]] = {
    "default": store(ENV.storage_url.get_secret_value() if ENV.storage_url else "", DATA),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MAX_ATTACHMENT_BYTES = ENV.max_attachment_mb * 1024 * 1024
MAX_RECORDING_BYTES = ENV.max_recording_mb * 1024 * 1024
MAX_MAIL_BYTES = ENV.max_mail_mb * 1024 * 1024

EMAIL_BACKEND = "pult.gateways.email.backend.OutboxBackend"
DEFAULT_FROM_EMAIL = ENV.mail_from
SMTP_URL = ENV.smtp_url.get_secret_value() if ENV.smtp_url else ""
if ENV.pult_demo and ENV.smtp_port and not SMTP_URL:
    # The demo's customers have their mailbox here: mail to them goes through the built-in listener and stays.
    SMTP_URL = f"smtp://{ENV.smtp_host}:{ENV.smtp_port}?tls=off"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["pult.foundation.events.delivery"]
# Pushes go to public addresses over TLS only; the tests have a push service of their own.
PUSH_TO_LOOPBACK = False
# Hosts of the own network that webhooks and look-ups may call none the less.
OUTGOING_HOSTS = [one.strip() for one in ENV.outgoing_hosts.split(",") if one.strip()]
if ENV.pult_demo and _public.hostname:
    # The demo's shop is a system of the house, and is served by the demo itself.
    OUTGOING_HOSTS.append(_public.hostname)
METRICS_TOKEN = ENV.metrics_token.get_secret_value() if ENV.metrics_token else ""
LOGGING = logging_settings(ENV.log_level)
SILENCED_SYSTEM_CHECKS = ["models.W042"]
DEMO = ENV.pult_demo

"""What an operator may set: one typed value, read once, all complaints together."""

import os
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import Field, PositiveInt, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRETS = ("secret_key", "database_url", "redis_url", "smtp_url", "storage_url", "metrics_token")


class MailTLS(StrEnum):
    """How the mail listener uses its certificate."""

    OFFER = "offer"
    REQUIRE = "require"
    IMPLICIT = "implicit"


class Env(BaseSettings):
    """The operator's knobs. Every one is optional for a trial; secrets also come as NAME_FILE."""

    model_config = SettingsConfigDict(extra="ignore", case_sensitive=False, env_ignore_empty=True)

    pult_data: Path = Field(
        default=Path("var/data"),
        description="Folder for the database, uploads and keys of this installation.",
    )
    app_url: str | None = Field(
        default=None,
        description="Public address, such as https://desk.example.com. Absent: http://localhost:PORT.",
    )
    host: str = Field(default="127.0.0.1", description="Address that the web server listens on.")
    port: PositiveInt = Field(default=8000, description="Port of the web server.")
    web_processes: PositiveInt = Field(default=1, description="Web processes that `pult up` starts.")
    worker_processes: PositiveInt = Field(
        default=1, description="Workers that `pult up` starts; the first one keeps the mail listener."
    )
    worker_jobs: PositiveInt = Field(default=6, description="Jobs that one worker runs at the same time.")
    worker_nice: int = Field(
        default=10,
        ge=0,
        le=19,
        description="How far workers stand back when there is more to do than processors; 0: not at all.",
    )
    secret_key: SecretStr | None = Field(
        default=None, description="Signs sessions and links. Absent: made once and kept in the data folder."
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="Any PostgreSQL 15 or newer. Absent: Pult starts its own in the data folder.",
    )
    redis_url: SecretStr | None = Field(
        default=None, description="Redis or Valkey for live news. Absent: news travels through PostgreSQL."
    )
    smtp_url: SecretStr | None = Field(
        default=None,
        description="Where mail goes out: smtp://user:password@host:587, or smtps://. Absent: it waits in the outbox.",
    )
    smtp_host: str = Field(
        default="127.0.0.1", description="Address that the built-in mail listener binds to."
    )
    smtp_port: int = Field(
        default=2525, ge=0, description="Port of the built-in mail listener; 0 switches it off."
    )
    smtp_tls_cert: Path | None = Field(
        default=None,
        description="Certificate chain (PEM) of the mail listener. Absent: it speaks no TLS.",
    )
    smtp_tls_key: Path | None = Field(
        default=None, description="Key of that certificate (PEM). Absent: it stands in the same file."
    )
    smtp_tls: MailTLS = Field(
        default=MailTLS.OFFER,
        description="With a certificate: offer STARTTLS, require it, or implicit (encrypted from the start).",
    )
    mail_from: str = Field(
        default="pult@localhost", description="Sender of invitations, resets and other system mail."
    )
    storage_url: SecretStr | None = Field(
        default=None, description="S3-compatible store for uploads. Absent: the data folder."
    )
    metrics_token: SecretStr | None = Field(
        default=None,
        description="Bearer token for /metrics. Absent: only direct requests from this machine are answered.",
    )
    default_locale: str = Field(
        default="en", description="Language of new people and public pages: en, hr, sr-latn, sr."
    )
    tz: str = Field(default="Europe/Zagreb", description="Time zone of days in reports and of new people.")
    trusted_proxies: str = Field(
        default="", description="Comma-separated addresses of proxies whose X-Forwarded-* headers count."
    )
    outgoing_hosts: str = Field(
        default="",
        description="Comma-separated hosts or networks of one's own that webhooks and look-ups may call, "
        "also without TLS. Absent: public addresses over TLS only.",
    )
    max_attachment_mb: PositiveInt = Field(default=25, description="Largest single upload or attachment.")
    max_recording_mb: PositiveInt = Field(default=120, description="Largest recording of a talk.")
    max_mail_mb: PositiveInt = Field(default=50, description="Largest mail that the listener takes.")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    pult_demo: bool = Field(default=False, description="Shows the /demo page; `make demo` sets it.")

    @model_validator(mode="after")
    def _tls_needs_a_certificate(self) -> "Env":
        if self.smtp_tls_cert is None and (self.smtp_tls_key or self.smtp_tls is not MailTLS.OFFER):
            raise ValueError(
                "SMTP_TLS and SMTP_TLS_KEY need SMTP_TLS_CERT, the certificate of the mail listener."
            )
        return self

    @property
    def data(self) -> Path:
        """The data folder, absolute."""
        return self.pult_data.expanduser().resolve()

    @property
    def address(self) -> str:
        """The public address without a slash at the end."""
        return (self.app_url or f"http://localhost:{self.port}").rstrip("/")


def read_env() -> Env:
    """Read the environment once, with NAME_FILE variants for the secrets."""
    values: dict[str, Any] = {}
    for name in SECRETS:
        file = os.environ.get(f"{name.upper()}_FILE")
        if file and not os.environ.get(name.upper()):
            values[name] = Path(file).read_text().strip()
    return Env(**values)


def secret_key(env: Env) -> str:
    """The signing key: set by the operator, or made once and kept in the data folder."""
    if env.secret_key:
        return env.secret_key.get_secret_value()
    path = env.data / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()

"""Settings: read once from the environment (or a .env file), then frozen."""

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.loopback import is_loopback
from data.refusal import Refusal
from data.workdays import Workdays

LIVE = Path("var/duban.db")
DEMO = Path("var/demo.db")
TELEGRAM_API = "https://api.telegram.org/bot"
SECRETS = ("database", "secret_key", "telegram_token", "telegram_webhook_secret")


class Settings(BaseSettings):
    """Everything an operator can set; the names are those of the environment less `DUBAN_`."""

    model_config = SettingsConfigDict(
        env_prefix="DUBAN_", env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    database: str = Field(default=f"sqlite:///{LIVE}", repr=False)
    files: Path = Path("var/files")
    timezone: str = "Asia/Shanghai"
    workdays: Path | None = None
    locale: Literal["zh", "en"] = "zh"
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: str | None = None
    secret_key: str | None = Field(default=None, repr=False)
    now: datetime | None = None
    fonts: Path | None = None
    telegram_token: str | None = Field(default=None, repr=False)
    telegram_api: str = TELEGRAM_API
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: str | None = Field(default=None, repr=False)

    # Every secret may lie in a file instead.
    database_file: Path | None = None
    secret_key_file: Path | None = None
    telegram_token_file: Path | None = None
    telegram_webhook_secret_file: Path | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_secret_files(cls, given: dict[str, Any]) -> dict[str, Any]:
        for name in SECRETS:
            path = given.get(f"{name}_file")
            if path and not given.get(name):
                given[name] = Path(path).read_text("utf-8").strip()
        return given

    @field_validator("now")
    @classmethod
    def _with_offset(cls, now: datetime | None) -> datetime | None:
        if now is not None and now.tzinfo is None:
            raise ValueError("needs an offset")
        return now

    @field_validator("public_url", "telegram_api")
    @classmethod
    def _an_address(cls, url: str | None) -> str | None:
        if url is not None and not re.match(r"https?://[^/?#\s]+", url):
            raise ValueError("needs http:// or https:// and a host")
        return url

    @property
    def has_channel(self) -> bool:
        """Whether the settings of any channel are there."""
        return bool(self.telegram_token)

    @property
    def on_loopback(self) -> bool:
        """Whether every channel's server is on this machine, as a rehearsal needs."""
        return not self.telegram_token or is_loopback(urlsplit(self.telegram_api).hostname)

    @property
    def days(self) -> Workdays:
        """The calendar of the house; refuses a zone or a table that cannot be read."""
        try:
            zone = ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise Refusal("setting-wrong", name="DUBAN_TIMEZONE", value=self.timezone) from error
        if self.workdays is None:
            return Workdays(zone)
        try:
            table = tomllib.loads(self.workdays.read_text("utf-8"))
            return Workdays(zone, _dates(table, "off"), _dates(table, "work"))
        except (OSError, ValueError) as error:
            raise Refusal("setting-wrong", name="DUBAN_WORKDAYS", value=self.workdays) from error


def load(**given: object) -> Settings:
    """The settings of the environment; `given` comes before it. A wrong one is refused by name."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise Refusal("setting-wrong", name=f"DUBAN_{name}", value=first["input"]) from error
    except OSError as error:
        raise Refusal("setting-file", path=error.filename) from error


def _dates(table: dict[str, Any], name: str) -> frozenset[date]:
    found = table.get(name, [])
    if not all(isinstance(each, date) for each in found):
        raise ValueError(f"{name} holds something that is no date")
    return frozenset(found)

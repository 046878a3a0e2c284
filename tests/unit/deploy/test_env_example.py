"""The documentation of the settings, and the settings, say the same."""

import re

import pytest
from pydantic_settings import BaseSettings

from actions.settings import ActionSettings
from courier.settings import CourierSettings, Kuaidi100Settings, ZtoSettings
from handoff.attachments.settings import AttachmentSettings
from handoff.channels.wechat.settings import WeChatSettings
from handoff.channels.wecom_kf.settings import WeComSettings
from handoff.outlets.settings import OutletSettings
from handoff.settings import Settings as DeskSettings
from scripts.demo_secrets import PASSWORDS, SECRETS
from scripts.paths import ROOT

SETTINGS = (
    DeskSettings,
    OutletSettings,
    AttachmentSettings,
    WeChatSettings,
    WeComSettings,
    CourierSettings,
    ZtoSettings,
    Kuaidi100Settings,
    ActionSettings,
)
TEXT = (ROOT / ".env.example").read_text("utf-8")
# What must never have a value in a file that is public.
NOWHERE = (
    *(*SECRETS, *PASSWORDS, "POSTGRES_PASSWORD", "REST_TOKEN", "OUTLET_WEBHOOK_SECRET", "SMTP_PASSWORD"),
    "REST_CALLBACK_SECRET",
    *(
        "ZTO_APP_SECRET",
        "ZTO_HMAC_KEY",
        "KUAIDI100_KEY",
        "WECHAT_ACCOUNTS",
        "WECOM_KF_ACCOUNTS",
        "ATTACHMENT_S3_SECRET",
    ),
)
# Variables that no settings class reads, and the file that does.
READ_ELSEWHERE = {
    "BOT_HOST": "Procfile",
    "BOT_PORT": "Procfile",
    "ACTION_ENDPOINT_URL": "endpoints.yml",
    "TRACKER_DB": "endpoints.yml",
    "SITE_ADDRESS": "deploy/Caddyfile",
    "POSTGRES_PASSWORD": "docker-compose.yml",
}
ENTRY = re.compile(r"^#?([A-Z][A-Z0-9_]+)=(.*)$")


def _names(settings: type[BaseSettings]) -> set[str]:
    return {str(field.validation_alias or name).upper() for name, field in settings.model_fields.items()}


def _entries() -> dict[str, str]:
    return {match[1]: match[2] for line in TEXT.splitlines() if (match := ENTRY.match(line))}


def test_the_file_names_exactly_the_settings() -> None:
    settings = set().union(*map(_names, SETTINGS))
    assert set(_entries()) == settings | READ_ELSEWHERE.keys()


@pytest.mark.parametrize(("name", "file"), READ_ELSEWHERE.items())
def test_what_no_settings_class_reads_is_read_by_the_named_file(name: str, file: str) -> None:
    assert name in (ROOT / file).read_text("utf-8")


def test_every_setting_has_a_sentence() -> None:
    lines = TEXT.splitlines()
    entries = [number for number, line in enumerate(lines) if ENTRY.match(line)]
    assert [lines[number] for number in entries if not re.match(r"# [A-Z].*[.;]$", lines[number - 1])] == []


def test_no_secret_has_a_value() -> None:
    entries = _entries()
    assert {name: entries[name] for name in NOWHERE} == dict.fromkeys(NOWHERE, "")


@pytest.mark.parametrize("settings", SETTINGS)
def test_documented_defaults_are_the_real_ones(settings: type[BaseSettings]) -> None:
    entries = _entries()
    for name, field in settings.model_fields.items():
        variable = str(field.validation_alias or name).upper()
        if field.is_required() or field.default is None or variable in PASSWORDS:
            continue
        default = getattr(field.default, "get_secret_value", lambda value=field.default: value)()
        assert _same(entries[variable], default), variable


def test_contracts_list_every_setting_of_the_contract() -> None:
    section = (ROOT / "docs" / "contracts.md").read_text("utf-8").partition("## 7.")[2]
    assert set(re.findall(r"`([A-Z][A-Z0-9_]+)`", section)) - set(_entries()) == set()


def _same(documented: str, default: object) -> bool:
    if isinstance(default, frozenset):
        return set(documented.split(",")) == default
    if isinstance(default, bool):
        return documented == str(default).lower()
    if isinstance(default, int | float):
        return float(documented) == float(default)
    return documented == str(default) or str(default).endswith(f"/{documented}")

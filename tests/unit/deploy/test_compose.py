"""docker-compose.yml against the Compose specification, the Procfile, the Dockerfiles and the code."""

import importlib.util
import json
import re
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose
from honcho.environ import parse_procfile
from pydantic_settings import BaseSettings

from actions.settings import ActionSettings
from courier.settings import CourierSettings, Kuaidi100Settings, ZtoSettings
from handoff.attachments.settings import AttachmentSettings
from handoff.channels.wechat.settings import WeChatSettings
from handoff.channels.wecom_kf.settings import WeComSettings
from handoff.outlets.settings import OutletSettings
from handoff.settings import Settings as DeskSettings
from scripts.demo_secrets import PASSWORDS
from scripts.paths import ROOT

COMPOSE = ROOT / "docker-compose.yml"
SERVICES = ("proxy", "handoff", "actions", "rasa", "prepare", "postgres", "redis")
OF_OTHERS = {"postgres", "redis"}
OF_PARCELS = (CourierSettings, ZtoSettings, Kuaidi100Settings)
SETTINGS: dict[str, tuple[type[BaseSettings], ...]] = {
    "handoff": (DeskSettings, OutletSettings, AttachmentSettings, WeChatSettings, WeComSettings),
    "actions": (ActionSettings,),
}
# What the image or the network fixes, and what only the preparation reads.
OF_THE_IMAGE = {"FACTS_DIR", "WEB_DIR", "DESK_PORT", "ACTIONS_PORT", "COOKIE_SECURE"} | set(PASSWORDS)
# Compose's name of a service and the Procfile's name of its program.
PROGRAMS = {"handoff": "desk", "actions": "actions", "rasa": "bot"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(COMPOSE.read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def example_keys() -> set[str]:
    return set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))


def test_file_follows_the_compose_specification(compose: dict[str, Any]) -> None:
    assert sorted(_validated(compose).service_names()) == sorted(SERVICES)


def test_the_library_refuses_what_the_specification_does_not_know(compose: dict[str, Any]) -> None:
    broken = {**compose["services"]["redis"], "depends_upon": ["postgres"]}
    with pytest.raises(ValueError, match="depends_upon"):
        _validated({"services": {"redis": broken}})


@pytest.mark.parametrize(("service", "program"), PROGRAMS.items())
def test_image_runs_the_command_of_the_procfile(compose: dict[str, Any], service: str, program: str) -> None:
    procfile = parse_procfile((ROOT / "Procfile").read_text("utf-8")).processes
    assert "command" not in compose["services"][service]
    assert _command(compose["services"][service]["build"]) == procfile[program]


@pytest.mark.parametrize("service", ["handoff", "actions", "prepare"])
def test_module_of_the_command_exists(compose: dict[str, Any], service: str) -> None:
    module = re.search(r"-m ([\w.]+)", _command(compose["services"][service]["build"]))
    assert module
    assert _is_runnable(module[1])


def test_image_of_the_assistant_trains_with_the_line_that_make_run_uses() -> None:
    assert "RUN deploy/train " in (ROOT / "deploy" / "rasa.Dockerfile").read_text("utf-8")
    assert '["deploy/train"' in (ROOT / "scripts" / "model.py").read_text("utf-8")


@pytest.mark.parametrize("service", [name for name in SERVICES if name not in OF_OTHERS])
def test_every_variable_is_a_documented_setting(compose: dict[str, Any], example_keys: set[str], service: str) -> None:
    assert set(compose["services"][service].get("environment", {})) - example_keys == set()


def test_every_substituted_variable_is_documented(example_keys: set[str]) -> None:
    assert set(re.findall(r"\$\{([A-Z][A-Z0-9_]+)", COMPOSE.read_text("utf-8"))) - example_keys == set()


def test_secrets_come_from_the_environment_and_their_absence_is_an_error(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            # Without REST_TOKEN the desk refuses connectors from elsewhere, so it may be missing.
            if name.endswith(("_TOKEN", "SECRET_KEY", "POSTGRES_PASSWORD")) and name != "REST_TOKEN":
                assert value.startswith(f"${{{name}:?")
            if name.endswith("DATABASE_URL"):
                assert "${POSTGRES_PASSWORD:?" in value


def test_only_the_proxy_can_be_reached_from_outside(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]
    assert compose["networks"]["inside"]["internal"] is True
    for name in ("rasa", "postgres", "redis"):
        assert compose["services"][name]["networks"] == ["inside"]


@pytest.mark.parametrize(("service", "settings"), SETTINGS.items())
def test_each_program_has_every_setting_of_it(
    compose: dict[str, Any], service: str, settings: tuple[type[BaseSettings], ...]
) -> None:
    names = {name for one in (*settings, *OF_PARCELS) for name in _names(one)}
    assert names - compose["services"][service]["environment"].keys() - OF_THE_IMAGE == set()


@pytest.mark.parametrize("service", SETTINGS)
def test_who_looks_parcels_up_reaches_carriers(compose: dict[str, Any], service: str) -> None:
    assert "outside" in compose["services"][service]["networks"]


def test_internal_addresses_stop_at_the_proxy() -> None:
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
    assert "@private path /internal /internal/* /metrics" in caddyfile
    assert "respond @private 404" in caddyfile


def test_every_long_running_service_is_watched(compose: dict[str, Any]) -> None:
    assert [name for name, s in compose["services"].items() if "healthcheck" not in s] == ["prepare"]


def test_our_programs_run_without_root_on_a_read_only_file_system(compose: dict[str, Any]) -> None:
    for name in ("proxy", "handoff", "actions", "rasa", "prepare"):
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert _stage(service["build"])[-2].startswith(("USER ", "EXPOSE ", "ENV "))
        assert "USER qiantai" in _stage(service["build"])


def test_images_are_named_without_a_registry(compose: dict[str, Any]) -> None:
    dockerfiles = "\n".join(path.read_text("utf-8") for path in (ROOT / "deploy").glob("*.Dockerfile"))
    images = [service["image"] for service in compose["services"].values() if "image" in service]
    images += re.findall(r"^FROM (\S+)", dockerfiles, re.MULTILINE)
    assert images
    assert [image for image in images if "/" in image] == []


@pytest.mark.parametrize("dockerfile", ["app", "rasa", "proxy"])
def test_everything_an_image_copies_from_the_project_exists(dockerfile: str) -> None:
    text = (ROOT / "deploy" / f"{dockerfile}.Dockerfile").read_text("utf-8")
    copied = [line.split()[1:-1] for line in text.splitlines() if line.startswith("COPY") and "--from" not in line]
    missing = [source for sources in copied for source in sources if not (ROOT / source).exists()]
    assert missing == []


def _validated(compose: dict[str, Any]) -> PyCompose:
    """YAML's own merge keys (<<) are resolved before, as Compose does; the library takes them for unknown keys."""
    return PyCompose.from_json(json.dumps(compose))


def _names(settings: type[BaseSettings]) -> set[str]:
    return {str(field.validation_alias or name).upper() for name, field in settings.model_fields.items()}


def _stage(build: dict[str, str]) -> list[str]:
    """The instructions of the last or the named stage of a service's Dockerfile."""
    text = (ROOT / build["dockerfile"]).read_text("utf-8")
    stages = re.split(r"^(?=FROM )", text, flags=re.MULTILINE)
    wanted = f" AS {build['target']}" if "target" in build else ""
    stage = next(stage for stage in reversed(stages) if stage.splitlines()[0].endswith(wanted))
    return [line for line in stage.splitlines() if line and not line.startswith("#")]


def _command(build: dict[str, str]) -> str:
    return _stage(build)[-1].removeprefix("CMD ")


def _is_runnable(module: str) -> bool:
    spec = importlib.util.find_spec(module)
    if spec and spec.submodule_search_locations is not None:
        spec = importlib.util.find_spec(f"{module}.__main__")
    return spec is not None

"""docker-compose.yml by the compose specification, by Parley's own tables, and by prudence."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from deploy.local import kafka as local_kafka
from runtime.settings.table import TABLE
from tests.fakes.command_line import USAGE_ERROR, understood

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: each for name, each in SERVICES.items() if "PARLEY_IMAGE" in each["image"]}
ROLES = {"ingest", "work", "index", "alert", "console"}
VARIABLE = re.compile(r"\$\{([A-Z_]+)(?::([-?])([^}]*))?\}")


def of_ours() -> Any:
    return pytest.mark.parametrize("name", sorted(OURS))


def of_all() -> Any:
    return pytest.mark.parametrize("name", sorted(SERVICES))


def test_it_follows_the_specification() -> None:
    schema = json.loads((Path(__file__).parent / "compose-spec.json").read_text(encoding="utf-8"))
    found = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in Draft202012Validator(schema).iter_errors(COMPOSE)
    ]
    assert found == []
    wrong = COMPOSE | {"services": {"work": SERVICES["work"] | {"mem_limits": "1g"}}}
    assert not Draft202012Validator(schema).is_valid(wrong)


def test_every_role_is_there() -> None:
    assert OURS.keys() == ROLES | {"topics", "indices"}


@of_ours()
def test_its_command_is_one_of_parley(name: str) -> None:
    command = OURS[name]["command"]
    assert understood(command).split()[1] == command[0]
    with pytest.raises(USAGE_ERROR):
        understood([*command, "--not-an-option"])


@of_ours()
def test_its_environment_names_settings(name: str) -> None:
    named = {variable.removeprefix("PARLEY_").lower() for variable in OURS[name]["environment"]}
    assert named <= TABLE.keys()
    assert OURS[name]["environment"]["PARLEY_SHELL"] == "cluster"


@of_ours()
def test_it_can_write_only_its_data_and_is_nobody(name: str) -> None:
    service = OURS[name]
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"].split(":")[0] not in {"", "0", "root"}
    assert [volume.rpartition(":")[2] for volume in service["volumes"]] == ["/data"]


@pytest.mark.parametrize("name", sorted(ROLES))
def test_a_role_starts_after_topics_and_indices(name: str) -> None:
    assert OURS[name]["depends_on"] == {
        "topics": {"condition": "service_completed_successfully"},
        "indices": {"condition": "service_completed_successfully"},
    }
    assert OURS[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["ingest", "work", "index"])
def test_a_role_that_is_scaled_shares_no_volume_and_no_port(name: str) -> None:
    assert OURS[name]["volumes"] == ["/data"]
    assert "ports" not in OURS[name]
    assert "container_name" not in OURS[name]


@of_all()
def test_memory_is_bounded_and_logs_turn(name: str) -> None:
    assert SERVICES[name]["mem_limit"]
    assert SERVICES[name]["logging"]["options"].keys() == {"max-size", "max-file"}


@of_all()
def test_who_is_waited_for_can_be_waited_for(name: str) -> None:
    for other, how in SERVICES[name].get("depends_on", {}).items():
        if how["condition"] == "service_healthy":
            assert "test" in SERVICES[other]["healthcheck"]
        else:
            assert SERVICES[other]["restart"] == "on-failure"


@of_all()
def test_images_have_a_version_and_come_from_no_named_host(name: str) -> None:
    image = VARIABLE.sub(lambda found: found[3], SERVICES[name]["image"])
    repository, _, tag = image.rpartition(":")
    assert re.match(r"v?\d+\.\d+", tag), image
    assert "." not in repository.split("/")[0], image


@of_all()
def test_ports_are_published_on_this_machine_unless_it_is_said(name: str) -> None:
    for port in SERVICES[name].get("ports", []):
        assert port.startswith("${PUBLISH:-127.0.0.1}:")


def test_volumes_are_declared_and_used() -> None:
    used = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service["volumes"]
        if re.match(r"[a-z]+:", volume)
    }
    assert used == COMPOSE["volumes"].keys()


def test_files_that_are_mounted_are_there() -> None:
    mounted = [
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service["volumes"]
        if volume.startswith("./")
    ]
    assert len(mounted) == 3
    for place in mounted:
        assert any((ROOT / place).iterdir()), place


def test_the_example_of_the_environment_names_what_is_asked_for() -> None:
    example = dict(
        line.split("=", 1)
        for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    asked = VARIABLE.findall((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert {name for name, _, _ in asked} == example.keys()
    for name, kind, words in asked:
        if kind == "-":
            assert words == example[name], f"{name}: the default is another than the example"
        else:
            assert "change-this" in example[name], f"{name} must be set"


def test_secrets_have_no_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for name, kind, _ in VARIABLE.findall(text):
        if name.endswith(("PASSWORD", "TOKEN")):
            assert kind == "?", name


def test_kafka_is_told_what_the_cluster_without_docker_tells_it() -> None:
    said = {
        name.removeprefix("KAFKA_").lower().replace("_", "."): str(value)
        for name, value in SERVICES["kafka"]["environment"].items()
        if name.startswith("KAFKA_")
    }
    here = dict(
        line.split("=", 1)
        for line in local_kafka.configuration(ROOT, (9092, 9093), None).splitlines()
    )
    same = (
        *("process.roles", "auto.create.topics.enable", "controller.listener.names"),
        *("offsets.topic.replication.factor", "transaction.state.log.replication.factor"),
        *("transaction.state.log.min.isr", "group.initial.rebalance.delay.ms"),
    )
    assert {name: said[name] for name in same} == {name: here[name] for name in same}


def test_the_servers_have_the_versions_of_the_cluster_without_docker() -> None:
    poms = ROOT / "deploy" / "local" / "poms"
    for name in ("kafka", "elasticsearch"):
        pom = (poms / name / "pom.xml").read_text(encoding="utf-8")
        version = SERVICES[name]["image"].rpartition(":")[2]
        assert f"<version>{version}</version>" in pom, name


def test_health_is_asked_where_it_is_served() -> None:
    image = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    (port,) = re.findall(r"PARLEY_HEALTH_PORT=(\d+)", image)
    prometheus = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text("utf-8"))
    scraped = {job["job_name"]: job["dns_sd_configs"][0] for job in prometheus["scrape_configs"]}
    assert scraped.keys() == ROLES
    for name, found in scraped.items():
        assert found["names"] == [name]
        assert str(found["port"]) == port

"""What an image's health check says."""

import pytest

from runtime.health import Health, serve_in_thread
from runtime.health.probe import main
from runtime.metrics import Registry
from tests.fakes.clock import ManualClock


def test_its_status_is_that_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    health = Health(ManualClock(), {"kafka": "waits for kafka:9092"})
    with serve_in_thread(health, Registry(), "127.0.0.1", 0) as port:
        monkeypatch.setenv("PARLEY_HEALTH_PORT", str(port))
        assert main([]) == 0
        assert main(["readyz"]) == 1
        assert "waits for kafka:9092" in capsys.readouterr().err
        health.holds("kafka")
        assert main(["readyz", str(port)]) == 0
    assert main(["livez", str(port)]) == 1
    assert f"nobody answers on port {port}" in capsys.readouterr().err

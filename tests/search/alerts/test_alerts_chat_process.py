"""The sending process that does not start, ends, or says nothing: a message is only late."""

import sys
from pathlib import Path

import pytest

from search.alerts import chat
from search.alerts.carrying import Post
from search.alerts.chat import Chats
from search.alerts.notice import Notice
from search.alerts.targets import Target
from tests.fakes.documents import DAY
from wire import Alert

TARGET = Target(name="chat", url="slack://tokenA/tokenB/tokenC", kind="chat")
ALERT = Alert(
    id="2026-05-a", watch_id="w", subject="statement", subject_id="s", headline="River", at=DAY
)
POST = Post("chat", (Notice(alert=ALERT, watch="w", what="new", says="new"),), False, DAY)


def process(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let a script stand for the sending process."""
    path = folder / "child"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(path))


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("exit 0", "connection: Apprise can't be started: it ended at once"),
        ("echo ready; read line; exit 1", "connection: Apprise can't be started: it has ended"),
        ("echo ready; read line; cat >/dev/null", "timeout: not done in 1 seconds"),
        (
            'echo ready; read line; echo \'{"number":1,"arrived":false,"why":"no tokenB  here"}\';'
            " cat >/dev/null",
            "no … here",
        ),
    ],
)
async def test_it_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    process(tmp_path, monkeypatch, script)
    monkeypatch.setattr(chat, "GRACE_SECONDS", 0.1)
    chats = Chats([], 0.1)
    try:
        failed = await chats.send(TARGET, POST)
    finally:
        await chats.close()
    assert failed is not None
    assert failed.why == why
    assert failed.never == ""


async def test_nobody_is_there_to_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    chats = Chats([], 1)
    failed = await chats.send(TARGET, POST)
    await chats.close()
    assert failed is not None
    assert failed.why.startswith("connection: Apprise can't be started")

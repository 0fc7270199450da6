"""What init was told, and the calls that came before it. The same text for every plan. Do not edit."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import Callable, Literal, Optional, Union

from .plan import Consent, SuperProperties

MAX_EARLY = 1000
_log = logging.getLogger(__name__.partition(".")[0])


@dataclass(frozen=True)
class Violation:
    """What an event does against the plan."""

    event: str
    """Its name on the wire."""
    path: str
    """JSON Pointer into its properties."""
    keyword: str
    """The keyword of JSON Schema that refuses it."""


@dataclass(frozen=True)
class Settings:
    write_key: str
    host: str
    super_props: Optional[SuperProperties] = None
    app_version: Optional[str] = None
    consent: Optional[Consent] = None
    before_consent: Literal["drop", "send"] = "drop"
    on_drop: Optional[Callable[[int, str], None]] = None
    validate: bool = False
    on_violation: Union[Literal["warn", "throw", "drop"], Callable[[Violation], None]] = "warn"


class _Calls:
    """Calls made before init wait here. A recording of a test takes messages in place of the network."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.settings: Optional[Settings] = None
        self.early: list[Callable[[], None]] = []
        # Whether those that waited are made now: whoever calls meanwhile comes after them.
        self.starting = False
        self.lost = 0
        self.receiver: Optional[Callable[[str], None]] = None
        # Whether a recording raises for events that do not conform; None where nothing is recorded.
        self.strict: Optional[bool] = None

    def forked(self) -> None:
        """What waits in the process that forked is that one's to send."""
        self.lock = threading.RLock()
        self.early = []
        self.starting = False
        self.lost = 0


calls = _Calls()


def current() -> Optional[Settings]:
    return calls.settings


def begin(settings: Settings) -> None:
    """From now on calls run at once; first those that waited. No lock is held while functions of the application run."""
    with calls.lock:
        calls.settings = settings
        if calls.starting:
            return
        calls.starting = True
    try:
        for call in iter(_next_early, None):
            attempt_later(call)
    finally:
        with calls.lock:
            calls.starting = False
            lost, calls.lost = calls.lost, 0
    if lost:
        drop(lost, "too many calls before init")


def _next_early() -> Optional[Callable[[], None]]:
    with calls.lock:
        if calls.early:
            return calls.early.pop(0)
        calls.starting = False
        return None


def later(task: Callable[[], None]) -> None:
    """Runs the task now, or at init when that is still to come."""
    with calls.lock:
        waits = (calls.settings is None or calls.starting) and calls.receiver is None
        if waits and len(calls.early) < MAX_EARLY:
            calls.early.append(task)
        elif waits:
            calls.lost += 1
    if not waits:
        attempt(task)


class Refused(Exception):
    """An event that does not conform, where init was told to raise for it: the one error that reaches the caller."""


def attempt(task: Callable[[], None]) -> None:
    """Nothing else that fails in tracking reaches the code that calls it."""
    try:
        task()
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001
        drop(1, f"{type(error).__name__}: {error}")


def attempt_later(task: Callable[[], None]) -> None:
    """For calls made long before: nobody is there any more to catch what they raise."""
    try:
        attempt(task)
    except Refused as error:
        _log.warning("%s", error)


def drop(messages: int, reason: str) -> None:
    settings = calls.settings
    if settings is not None and settings.on_drop is not None:
        try:
            settings.on_drop(messages, reason)
        except Exception:  # noqa: BLE001
            pass  # The application's own listener failed: tracking goes on.

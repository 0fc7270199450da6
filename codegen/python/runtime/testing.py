"""For the tests of your application: records what it would have sent. The same text for every plan. Do not edit.

    with record() as recording:
        place_order()
    recording.sent("Order Completed", total=12)

No init is needed, and nothing reaches the network while it records. An event that does not conform to the plan raises
NonConformant where it is called; `record(strict=False)` records it all the same.
"""

from __future__ import annotations

import json
from types import TracebackType
from typing import Any, Optional

from .core.settings import calls


class Recording:
    """Messages as they would have left, oldest first."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    def take(self, text: str) -> None:
        self.messages.append(json.loads(text))

    def of(self, name: str) -> list[dict[str, Any]]:
        """The messages of the event with this name on the wire."""
        return [message for message in self.messages if name in (message.get("event"), message.get("name"))]

    def sent(self, name: str, **properties: object) -> dict[str, Any]:
        """The first message of this event with at least these properties; AssertionError when there is none."""
        for message in self.of(name):
            if all(message["properties"].get(key, _ABSENT) == value for key, value in properties.items()):
                return message
        recorded = [(message.get("event", message.get("name")), message.get("properties")) for message in self.messages]
        raise AssertionError(f"no {name!r} with {properties!r} was sent, but {recorded!r}")

    def not_sent(self, name: str) -> None:
        """AssertionError when this event was sent."""
        found = self.of(name)
        if found:
            raise AssertionError(f"{name!r} was sent: {found!r}")

    def stop(self) -> None:
        """Back to sending."""
        if calls.receiver == self.take:
            calls.receiver = None
            calls.strict = None

    def __enter__(self) -> Recording:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.stop()


_ABSENT = object()


def record(*, strict: bool = True) -> Recording:
    """Records from now on. A second recording takes over from the first."""
    recording = Recording()
    calls.receiver = recording.take
    calls.strict = strict
    return recording

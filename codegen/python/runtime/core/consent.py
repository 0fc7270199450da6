"""What people agreed to, purpose by purpose: until then nothing of that purpose leaves. The same text for every plan. Do not edit."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Callable, Optional, Union

from .plan import OBJECTABLE, PURPOSES, Consent
from .settings import attempt_later, current, drop

MAX_HELD = 1000


class _Decisions:
    """What set_consent said: it holds until it says otherwise, also before init and beyond another one. And what waits for it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.said: Mapping[str, object] = {}
        self.held: list[tuple[str, Callable[[], None]]] = []


_decisions = _Decisions()


def agreed(purpose: Optional[str], of_call: Optional[Consent] = None) -> Optional[bool]:
    """What is known of a purpose: agreed to, refused, or not decided. What has no purpose may always leave; what people may
    object to, until they do."""
    if purpose is None:
        return True
    settings = current()
    for said in (of_call, _decisions.said, None if settings is None else settings.consent):
        answer = said_of(purpose, said)
        if answer is not None:
            return answer
    return True if purpose in OBJECTABLE else None


def said_of(purpose: str, said: Union[Consent, Mapping[str, object], None]) -> Optional[bool]:
    answer = None if said is None else True if isinstance(said, str) else said.get(purpose)
    return answer if isinstance(answer, bool) else None


def decide(consent: Consent) -> None:
    with _decisions.lock:
        answers: Mapping[str, object] = dict.fromkeys(PURPOSES, True) if isinstance(consent, str) else consent
        _decisions.said = {**_decisions.said, **answers}


def when_agreed(purpose: Optional[str], of_call: Optional[Consent], task: Callable[[], None]) -> None:
    """Runs the task if its purpose is agreed to; else it waits for that, or is given up. Without init a test records all."""
    settings = current()
    answer = True if settings is None else agreed(purpose, of_call)
    if answer or settings is None or purpose is None:
        task()
    elif answer is False or settings.before_consent != "send":
        drop(1, f"no consent: {purpose}")
    else:
        with _decisions.lock:
            # Another thread may have been told meanwhile.
            decided = agreed(purpose, of_call) is not None
            fits = not decided and len(_decisions.held) < MAX_HELD
            if fits:
                _decisions.held.append((purpose, task))
        if decided:
            when_agreed(purpose, of_call, task)
        elif not fits:
            drop(1, "too many calls before consent")


def release_held() -> None:
    """Looks again at what waits."""
    with _decisions.lock:
        waiting, _decisions.held = _decisions.held, []
    for purpose, task in waiting:
        _again(purpose, task)


def _again(purpose: str, task: Callable[[], None]) -> None:
    attempt_later(lambda: when_agreed(purpose, None, task))


def forked() -> None:
    """What waits in the process that forked is that one's to send."""
    _decisions.lock = threading.RLock()
    _decisions.held = []

"""How messages leave: a bounded queue, batches to POST {host}/v1/batch, another try when the server or the network fails.

The same text for every plan. Do not edit. One daemon thread sends; it starts with the first message.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import random
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import IO, Optional
from urllib.parse import urlsplit

from . import consent as _consent
from .consent import agreed
from .wire import encode, moment
from .settings import Settings, begin, calls, current, drop

MAX_WAITING = 1000
BATCH = 20
MAX_BYTES = 60_000
INTERVAL = 5.0
BACKOFF = 1.0
MAX_BACKOFF = 60.0
# Nothing waits longer, whatever the server asks.
MAX_ASKED = 86_400.0
REQUEST = 30.0
CLOSE = 10.0


@dataclass(eq=False)
class _Waiting:
    text: bytes
    purpose: Optional[str]
    keys: Mapping[str, Sequence[str]]

    def leave_out_refused(self) -> None:
        """Changes the message itself: it may be on its way."""
        refused = [key for key, asked in self.keys.items() if any(agreed(one) is False for one in asked)]
        if refused:
            message = json.loads(self.text)
            for part in ("properties", "traits"):
                for key in refused:
                    message.get(part, {}).pop(key, None)
            self.text = encode(message).encode("utf-8")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirected POST would become a GET: its messages would be lost without a word."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


@functools.lru_cache(maxsize=1)
def _opener() -> urllib.request.OpenerDirector:
    """Reads the certificates of the machine once."""
    return urllib.request.build_opener(_NoRedirect)


class _Sender:
    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.queue: list[_Waiting] = []
        # How many of the queued messages should go now, without waiting for a full batch.
        self.due = 0
        # When the messages that wait become due.
        self.timer: Optional[float] = None
        self.thread: Optional[threading.Thread] = None
        # How often a wait before another try was cut short, or is to be.
        self.wakes = 0
        # What is queued could not be delivered in time: a process that ends does not try again.
        self.gave_up = False

    def push(self, text: str, purpose: Optional[str], keys: Mapping[str, Sequence[str]]) -> None:
        message = _Waiting(text.encode("utf-8"), purpose, keys)
        with self.changed:
            fits = len(self.queue) < MAX_WAITING
            if fits:
                self.gave_up = False
                self.queue.append(message)
                if self.timer is None:
                    self.timer = time.monotonic() + INTERVAL
                self.start()
                self.changed.notify_all()
        if not fits:
            drop(1, "queue full")

    def start(self) -> bool:
        """False where no thread can start any more, as the interpreter ends."""
        if self.thread is None or not self.thread.is_alive():
            thread = threading.Thread(target=self.work, name="gabarit", daemon=True)
            try:
                thread.start()
            except RuntimeError:
                return False
            self.thread = thread
        return True

    def forget_refused(self) -> None:
        """Forgets what waits for a purpose that people refused since: whole messages, or keys of them."""
        with self.changed:
            count = len(self.queue)
            self.queue = [message for message in self.queue if agreed(message.purpose) is not False]
            for message in self.queue:
                message.leave_out_refused()
            refused = count - len(self.queue)
            self.due = min(self.due, len(self.queue))
            self.changed.notify_all()
        if refused:
            drop(refused, "no consent")

    def flush(self, timeout: float, wake: bool) -> int:
        end = time.monotonic() + timeout
        with self.changed:
            waiting = set(self.queue)
            self.due = len(self.queue)
            self.timer = None
            self.wakes += 1 if wake else 0
            runs = not waiting or self.start()
            self.changed.notify_all()
            # The thread that sends, in a function of the application: it cannot wait for itself.
            if runs and threading.current_thread() is not self.thread:
                self.changed.wait_for(lambda: waiting.isdisjoint(self.queue), timeout)
        if not runs:
            self.work(end)
        with self.changed:
            return len(waiting.intersection(self.queue))

    def work(self, end: Optional[float] = None) -> None:
        """Sends what is due: for ever in the thread, else until the time is over or nothing is due."""
        failures = 0
        while True:
            with self.changed:
                while not self.ready():
                    if end is not None:
                        return
                    self.changed.wait(None if self.timer is None else max(0.0, self.timer - time.monotonic()))
                batch = self.take()
                wakes = self.wakes
            settings = current()
            if settings is None:
                return
            wait = _post(batch, settings, failures)
            with self.changed:
                if wait is None:
                    self.forget(batch)
                    failures = 0
                    continue
                failures += 1
                left = wait if end is None else min(wait, end - time.monotonic())
                if end is None or left > 0:
                    self.changed.wait_for(lambda: self.wakes != wakes, left)  # noqa: B023
                if end is not None and time.monotonic() >= end:
                    return

    def ready(self) -> bool:
        if self.timer is not None and time.monotonic() >= self.timer:
            self.due = len(self.queue)
            self.timer = None
        return bool(self.queue) and (self.due > 0 or len(self.queue) >= BATCH)

    def take(self) -> list[_Waiting]:
        """The first messages, at most twenty and sixty thousand bytes; at least one."""
        size = 200
        batch: list[_Waiting] = []
        for message in self.queue[:BATCH]:
            size += len(message.text) + 1
            if batch and size > MAX_BYTES:
                break
            batch.append(message)
        return batch

    def forget(self, batch: list[_Waiting]) -> None:
        sent = set(batch)
        self.queue = [message for message in self.queue if message not in sent]
        self.due = max(0, self.due - len(batch))
        if not self.queue:
            self.timer = None
        elif self.timer is None and self.due == 0:
            self.timer = time.monotonic() + INTERVAL
        self.changed.notify_all()


def _body(batch: list[_Waiting], settings: Settings) -> bytes:
    sent_at = moment(datetime.now(timezone.utc))
    messages = b",".join(message.text for message in batch)
    return b'{"batch":[' + messages + f'],"writeKey":{encode(settings.write_key)},"sentAt":"{sent_at}"}}'.encode("utf-8")


def _post(batch: list[_Waiting], settings: Settings, failures: int) -> Optional[float]:
    """Seconds to wait before the batch is tried again, or None when it is settled."""
    backoff = min(BACKOFF * 2.0 ** min(failures, 16), MAX_BACKOFF) * (0.5 + random.random() / 2)
    status = 0
    after = ""
    try:
        request = urllib.request.Request(
            settings.host.rstrip("/") + "/v1/batch",
            _body(batch, settings),
            {"Content-Type": "text/plain;charset=UTF-8", "User-Agent": "gabarit-python/1"},
            method="POST",
        )
        with _opener().open(request, timeout=REQUEST) as answer:
            status = int(answer.status)
    except urllib.error.HTTPError as error:
        status = error.code
        after = str(error.headers.get("Retry-After") or "")
        error.close()
    except Exception:  # noqa: BLE001
        return backoff
    if status in (408, 429) or status >= 500:
        return _asked(after) or backoff
    if status >= 300:
        drop(len(batch), f"status {status}")
    return None


def _asked(after: str) -> Optional[float]:
    """Retry-After in seconds or as a date, a day at most, spread so that clients do not come back together."""
    try:
        if after.isascii() and after.isdigit():
            asked = float(after)
        else:
            asked = parsedate_to_datetime(after).timestamp() - time.time()
    except (TypeError, ValueError, OverflowError):
        return None
    return min(asked, MAX_ASKED) + random.random() / 4 if asked > 0 else None


def _is_address(host: str) -> bool:
    try:
        address = urlsplit(host)
    except ValueError:
        return False
    return address.scheme in ("https", "http") and bool(address.hostname)


_sender = _Sender()
_listening = False


def start(settings: Settings) -> None:
    """Starts sending, first what was called before. A second call replaces the options.

    Raises ValueError where the host is no address that can be sent to.
    """
    global _listening
    if not _is_address(settings.host):
        raise ValueError(f"host is not an address such as https://events.example.com: {settings.host!r}")
    begin(settings)
    if not _listening:
        _listening = True
        atexit.register(_leave)


def push(text: str, purpose: Optional[str], keys: Mapping[str, Sequence[str]]) -> None:
    """Queues a message that leaves while people agree to its purpose."""
    receiver = calls.receiver
    if receiver is not None:
        receiver(text)
    else:
        _sender.push(text, purpose, keys)


def forget_refused() -> None:
    _sender.forget_refused()


def flush(timeout: float = CLOSE) -> int:
    """Sends what is queued now, within `timeout` seconds; answers how many of these messages still wait."""
    return _sender.flush(timeout, wake=False)


def close(timeout: float = CLOSE) -> int:
    """Sends what is queued at once, within `timeout` seconds; answers how many messages are left behind."""
    left = _sender.flush(timeout, wake=True)
    _sender.gave_up = left > 0
    return left + len(calls.early)


def _leave() -> None:
    if _sender.queue and not _sender.gave_up:
        close()


def _forked() -> None:
    global _sender
    _sender = _Sender()
    calls.forked()
    _consent.forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)

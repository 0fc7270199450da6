"""The calls behind every function of this package. The same text for every plan. Do not edit.

Nothing here raises into the code that calls it, unless init was told to raise for events that do not conform.
"""

from __future__ import annotations

import importlib
import json
import time
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Callable, Literal, Optional, TypedDict, Union, cast

from .consent import agreed, decide, release_held, said_of, when_agreed
from .wire import encode, moment, read_moment
from .plan import PLAN, Consent, SuperProperties
from .settings import Settings, Violation, attempt, calls, current, later
from .transport import forget_refused, push, start
from .validate import check, in_development

_SDK = "gabarit-python/1"


class CommonOptions(TypedDict, total=False):
    """Options that every call takes."""

    anonymous_id: Optional[str]
    """Who did it, while nobody knows more. A call that names nobody is about one anonymous person per process."""
    timestamp: Union[datetime, str, float, None]
    """When it happened: a datetime, ISO 8601, or milliseconds since the epoch. Default: now."""
    message_id: Optional[str]
    """A repeated message id counts once. Default: a random one."""
    context: Optional[Mapping[str, object]]
    """Added to the context that the SDK fills in."""
    consent: Optional[Consent]
    """What this person agreed to; it goes before what init and set_consent say."""


class CallOptions(CommonOptions, total=False):
    """Options of calls that name a person by the way."""

    user_id: Optional[str]
    """Who did it."""


def init(
    *,
    write_key: str,
    host: str,
    super_props: Optional[SuperProperties] = None,
    app_version: Optional[str] = None,
    consent: Optional[Consent] = None,
    before_consent: Literal["drop", "send"] = "drop",
    on_drop: Optional[Callable[[int, str], None]] = None,
    validate: Optional[bool] = None,
    on_violation: Union[Literal["warn", "throw", "drop"], Callable[[Violation], None]] = "warn",
) -> None:
    """Starts sending, first what was called before. A second call replaces the options.

    write_key: the write key of a source.
    host: where Gabarit is, e.g. `https://events.example.com`.
    super_props: values for properties of bundles, or functions that give them, added to each event that plans them and
        whose call does not give them.
    app_version: the version of your application.
    consent: which purposes people agreed to, where one answer holds for the whole process.
    before_consent: what becomes of calls made before their purpose is decided: given up, or kept and sent once agreed to.
    on_drop: told when messages are given up: how many, and why.
    validate: whether events are checked against the plan before they leave. Default: in Python's development mode.
    on_violation: what becomes of those that do not conform: logged and sent, raised, given up, or told to a function.

    Raises ValueError where the host is no address that can be sent to.
    """
    checks = in_development() if validate is None else validate
    start(
        Settings(
            write_key, host, super_props, app_version, consent, before_consent, on_drop, checks, on_violation
        )
    )


Purposes = tuple[Optional[str], Mapping[str, Sequence[str]]]
"""Purposes that people must agree to: of the whole call, and of single keys, which are left out until then."""

_NO_PURPOSES: Purposes = (None, {})
_NONE: Mapping[str, object] = {}
_Fields = dict[str, object]
_anonymous: Optional[str] = None


def send(
    call_type: Literal["track", "page", "screen"],
    name: str,
    event: Optional[str],
    event_version: Optional[int],
    properties: Optional[Mapping[str, object]],
    options: CallOptions,
    fixed: Mapping[str, object] = _NONE,
    super_keys: Sequence[str] = (),
    purposes: Purposes = _NO_PURPOSES,
    extra: Optional[Mapping[str, object]] = None,
) -> None:
    """Sends one planned event. Generated functions call this; application code calls them."""

    def fields(given: Mapping[str, object]) -> Optional[_Fields]:
        values = _permitted({**_super_values(super_keys), **given, **fixed}, options, purposes)
        if event is not None and not check(event, name, values):
            return None
        return {"event" if call_type == "track" else "name": name, "properties": values}

    about: _Fields = {} if event is None else {"event": event, "eventVersion": event_version}
    _submit(call_type, options, (properties, extra), fields, purposes, about)


def send_named(
    events: Mapping[str, tuple[str, str]],
    name: str,
    properties: Optional[Mapping[str, object]],
    options: Mapping[str, object],
) -> None:
    """Sends the track event of this name by its own function, which module and name tell.

    A name the plan lacks, which only untyped code can pass, is sent as it is: it shows up as unplanned.
    """
    found = events.get(name) if isinstance(name, str) else None
    if found is None:
        send("track", name, None, None, properties, cast(CallOptions, options))
    else:
        module = importlib.import_module(f"..events.{found[0]}", __package__)
        getattr(module, found[1])(properties, **options)


def _permitted(given: _Fields, options: CommonOptions, purposes: Purposes) -> _Fields:
    """Leaves out the keys whose purpose nobody agreed to."""
    if current() is None:
        return given
    of_call = options.get("consent")
    refused = {
        key for key, needed in purposes[1].items() if not all(agreed(purpose, of_call) for purpose in needed)
    }
    return {key: value for key, value in given.items() if key not in refused}


def _super_values(planned: Sequence[str]) -> _Fields:
    settings = current()
    known: Mapping[str, object] = {} if settings is None else settings.super_props or {}
    return {key: value() if callable(value) else value for key, value in known.items() if key in planned}


def send_identify(
    user_id: str, traits: Optional[Mapping[str, object]], options: CommonOptions, purposes: Purposes = _NO_PURPOSES
) -> None:
    about_user: CallOptions = {**options, "user_id": user_id}
    _submit(
        "identify", about_user, (traits,), lambda given: {"traits": _permitted({**given}, options, purposes)}, purposes
    )


def send_group(
    group_id: str,
    traits: Optional[Mapping[str, object]],
    options: CallOptions,
    group_type: Optional[str] = None,
    purposes: Purposes = _NO_PURPOSES,
) -> None:
    def fields(given: Mapping[str, object]) -> _Fields:
        return {"groupId": group_id, "traits": _permitted({**given}, options, purposes)}

    def submit() -> None:
        typed: _Fields = {} if group_type is None else {"groupType": group_type}
        context: CallOptions = {**options, "context": {**typed, **(options.get("context") or {})}}
        _submit("group", context, (traits,), fields, purposes)

    attempt(submit)


def send_alias(user_id: str, previous_id: str, options: CommonOptions) -> None:
    about_user: CallOptions = {**options, "user_id": user_id}
    _submit("alias", about_user, (), lambda _: {"previousId": previous_id})


def reset() -> None:
    """Calls that name nobody are about a new anonymous person from now on."""
    global _anonymous
    _anonymous = None


def set_consent(consent: Consent) -> None:
    """Says what people agreed to, purpose by purpose; purposes left out stay as they were.

    What waited for it is sent, what is refused is given up.
    """
    attempt(lambda: _set_consent(consent))


def _set_consent(consent: Consent) -> None:
    decide(consent)
    if current() is not None:
        forget_refused()
        release_held()


def _submit(
    call_type: str,
    options: CallOptions,
    parts: Sequence[Optional[Mapping[str, object]]],
    fields: Callable[[Mapping[str, object]], Optional[_Fields]],
    purposes: Purposes = _NO_PURPOSES,
    about: Mapping[str, object] = _NONE,
) -> None:
    """Takes the moment and the id now; builds and queues the message now, or at init."""

    purpose, keys = purposes

    def prepare() -> None:
        timestamp = moment(_time_of(options.get("timestamp")))
        message_id = options.get("message_id") or str(uuid.uuid4())
        given: _Fields = {}
        for part in parts:
            given.update({**(part or {})})
        settings = current()
        waits = settings is None or settings.before_consent == "send"
        # What the caller may change before it leaves is copied.
        values: Mapping[str, object] = json.loads(encode(given)) if waits else given
        of_call = options.get("consent")

        def build() -> None:
            called = fields(values)
            if called is None:
                return
            message = {"type": call_type, **called, **_who(options), "timestamp": timestamp, "messageId": message_id}
            # What the call itself says does not change later.
            open_keys = {
                key: [one for one in asked if said_of(one, of_call) is None] for key, asked in keys.items()
            }
            is_open = purpose is not None and said_of(purpose, of_call) is None
            push(encode({**message, "context": _context(options, about)}), purpose if is_open else None, open_keys)

        later(lambda: when_agreed(purpose, of_call, build))

    attempt(prepare)


def _context(options: CallOptions, about: Mapping[str, object]) -> _Fields:
    settings = current()
    app: _Fields = {"app": {"version": settings.app_version}} if settings is not None and settings.app_version else {}
    return {**app, **(options.get("context") or {}), "gabarit": {**PLAN, **about, "sdk": _SDK}}


def _who(options: CallOptions) -> _Fields:
    """A call that names somebody is about nobody else."""
    user_id = options.get("user_id")
    anonymous_id = options.get("anonymous_id")
    if not user_id and not anonymous_id:
        anonymous_id = _anonymous_id()
    known = {"userId": user_id, "anonymousId": anonymous_id}
    return {key: value for key, value in known.items() if value is not None}


def _anonymous_id() -> str:
    global _anonymous
    with calls.lock:
        if _anonymous is None:
            _anonymous = str(uuid.uuid4())
        return _anonymous


def _time_of(given: Union[datetime, str, float, None]) -> datetime:
    if given is None:
        return datetime.fromtimestamp(time.time(), timezone.utc)
    if isinstance(given, datetime):
        return given
    return read_moment(given) if isinstance(given, str) else datetime.fromtimestamp(given / 1000, timezone.utc)

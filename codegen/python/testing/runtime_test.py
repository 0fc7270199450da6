"""How a generated package behaves, against a real server in this process. Run beside the package of the reference plan."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import unittest
import warnings
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Optional

import tracker_reference as sdk
from tracker_reference.core import consent, settings, transport, wire
from tracker_reference.testing import record

LIMITS = (transport.MAX_WAITING, transport.BATCH, transport.INTERVAL, settings.MAX_EARLY, consent.MAX_HELD)
transport.BACKOFF = 0.02
transport.INTERVAL = 0.05
transport.MAX_WAITING = settings.MAX_EARLY = 50


class Server:
    """Keeps every body it is sent; answers what it is told to, then 200."""

    def __init__(self) -> None:
        self.bodies: list[Any] = []
        self.types: list[Optional[str]] = []
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.arrived = threading.Condition()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with outer.arrived:
                    outer.bodies.append(json.loads(body))
                    outer.types.append(self.headers["Content-Type"])
                    status, headers = outer.answers.pop(0) if outer.answers else (200, {})
                    outer.arrived.notify_all()
                self.send_response(status)
                for key, value in headers.items():
                    self.send_header(key, value)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/"

    def batches(self) -> list[list[str]]:
        return [[message["messageId"] for message in body["batch"]] for body in self.bodies]

    def messages(self) -> list[Any]:
        return [message for body in self.bodies for message in body["batch"]]

    def wait(self, count: int) -> None:
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.bodies) >= count, 20)

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


class Case(unittest.TestCase):
    def setUp(self) -> None:
        transport._forked()
        consent._decisions.said = {}
        settings.calls.settings = None
        settings.calls.receiver = settings.calls.strict = None
        sdk.reset()
        self.dropped: list[tuple[int, str]] = []
        self.server = Server()
        self.addCleanup(self.server.close)
        self.addCleanup(self.leave_nothing)

    def leave_nothing(self) -> None:
        """What a test does not send is not sent to the server of the next one."""
        with transport._sender.changed:
            transport._sender.queue.clear()

    def begin(self, **more: Any) -> None:
        given = {"write_key": "wk", "host": self.server.url, "consent": "granted", "on_drop": self.on_drop, **more}
        sdk.init(**given)

    def on_drop(self, messages: int, reason: str) -> None:
        self.dropped.append((messages, reason))

    def many(self, count: int) -> None:
        for at in range(count):
            sdk.signed_up({}, message_id=f"m{at}", user_id="u")


class Delivery(Case):
    def test_batches_of_twenty_then_the_rest_after_the_interval(self) -> None:
        transport.INTERVAL = 1.0
        self.addCleanup(setattr, transport, "INTERVAL", 0.05)
        self.begin()
        self.many(45)
        self.server.wait(3)
        self.assertEqual([len(batch) for batch in self.server.batches()], [20, 20, 5])
        self.assertEqual(sum(self.server.batches(), []), [f"m{at}" for at in range(45)])
        self.assertEqual(list(self.server.bodies[0]), ["batch", "writeKey", "sentAt"])
        self.assertEqual(self.server.types[0], "text/plain;charset=UTF-8")

    def test_large_messages_go_in_smaller_batches(self) -> None:
        self.begin()
        for at in range(4):
            sdk.signed_up({}, message_id=f"m{at}", context={"text": "é" * 15_000})
        self.assertEqual(sdk.close(), 0)
        self.assertEqual(self.server.batches(), [["m0"], ["m1"], ["m2"], ["m3"]])

    def test_refuses_a_host_that_nothing_could_ever_be_sent_to(self) -> None:
        for host in ("events.example.com", "localhost:3000", "ftp://a", "https://", "http://[", ""):
            with self.assertRaisesRegex(ValueError, "host is not an address such as https://events.example.com"):
                self.begin(host=host)
        self.assertIsNone(settings.current())

    def test_waits_a_day_at_most_whatever_the_server_asks(self) -> None:
        for after in ("2592000", "9" * 400, "Fri, 01 Jan 9999 00:00:00 GMT"):
            asked = transport._asked(after)
            assert asked is not None
            self.assertTrue(86_400 <= asked < 86_401, after)

    def test_tries_again_after_500_408_429_and_lost_connections_and_gives_up_after_400_and_redirects(self) -> None:
        refusals = [(500, {}), (408, {}), (429, {"Retry-After": "0"}), (503, {"Retry-After": "soon"})]
        self.server.answers = [*refusals, (200, {}), (400, {})]
        self.begin()
        self.many(1)
        self.assertEqual(sdk.flush(20), 0)
        self.assertEqual(self.server.batches(), [["m0"]] * 5)
        self.many(1)
        self.assertEqual(sdk.flush(20), 0)
        self.server.answers = [(302, {"Location": self.server.url})]
        self.many(1)
        self.assertEqual(sdk.flush(20), 0)
        self.assertEqual(len(self.server.bodies), 7)
        self.assertEqual(self.dropped, [(1, "status 400"), (1, "status 302")])

    def test_waits_as_long_as_the_server_asks(self) -> None:
        seven = transport._asked("7")
        until = transport._asked(format_datetime(datetime.now(timezone.utc) + timedelta(seconds=60), usegmt=True))
        assert seven is not None and until is not None
        self.assertTrue(7 <= seven <= 7.25)
        self.assertTrue(50 < until < 61)

    def test_close_cuts_the_wait_short_and_counts_what_is_left(self) -> None:
        self.server.answers = [(429, {"Retry-After": "600"})]
        self.begin()
        self.many(1)
        self.server.wait(1)
        self.assertEqual(sdk.close(), 0)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            closed = free.getsockname()[1]
        self.begin(host=f"http://127.0.0.1:{closed}")
        self.many(3)
        self.assertEqual(sdk.close(timeout=0.2), 3)
        self.begin()
        self.assertEqual(sdk.close(), 0)

    def test_flushing_where_messages_are_given_up_waits_for_nobody(self) -> None:
        self.server.answers = [(400, {})]
        told: list[int] = []
        self.begin(on_drop=lambda _messages, _reason: told.append(sdk.flush(60)))
        self.many(1)
        self.assertEqual((sdk.flush(20), told), (0, [1]))

    def test_holds_so_many_messages(self) -> None:
        self.assertEqual(LIMITS, (1000, 20, 5.0, 1000, 1000))
        self.server.answers = [(429, {"Retry-After": "600"})]
        self.begin()
        self.many(1)
        self.server.wait(1)
        self.many(52)
        self.assertEqual(self.dropped, [(1, "queue full")] * 3)
        self.assertEqual(sdk.close(), 0)

    def test_calls_from_many_threads_all_arrive_once(self) -> None:
        self.begin()

        def call(worker: int) -> None:
            for at in range(20):
                sdk.signed_up({}, message_id=f"{worker}-{at}")

        workers = [threading.Thread(target=call, args=(worker,)) for worker in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        self.assertEqual(sdk.close(), 0)
        self.assertEqual(sorted(sum(self.server.batches(), [])), sorted(f"{w}-{at}" for w in range(2) for at in range(20)))

    @unittest.skipUnless(hasattr(os, "fork"), "no fork here")
    def test_a_forked_child_sends_its_own_and_nothing_of_its_parent(self) -> None:
        self.server.answers = [(429, {"Retry-After": "600"})]
        self.begin()
        sdk.signed_up({}, message_id="parent")
        self.server.wait(1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            child = os.fork()
        if child == 0:
            sdk.signed_up({}, message_id="child")
            os._exit(sdk.close())
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
        self.assertEqual(sdk.close(), 0)
        self.assertEqual(self.server.batches(), [["parent"], ["child"], ["parent"]])

    def test_a_process_that_ends_by_itself_sends_what_waits(self) -> None:
        program = f"""
import tracker_reference as sdk
sdk.init(write_key="wk", host={self.server.url!r}, consent="granted")
sdk.signed_up({{}}, message_id="last")
"""
        subprocess.run([sys.executable, "-B", "-c", program], check=True)
        self.assertEqual(self.server.batches(), [["last"]])


class Calls(Case):
    def test_before_init_are_kept_with_their_time_and_values(self) -> None:
        traits: Any = {"plan": "pro"}
        sdk.identify("ada", traits, message_id="1", timestamp=0)
        traits["plan"] = "free"
        self.many(51)
        self.begin()
        self.assertEqual(self.dropped, [(2, "too many calls before init")])
        self.assertEqual(sdk.close(), 0)
        first = self.server.messages()[0]
        self.assertEqual((first["traits"], first["timestamp"]), ({"plan": "pro"}, "1970-01-01T00:00:00.000Z"))

    def test_before_init_may_wait_for_other_threads_that_call(self) -> None:
        alive: list[bool] = []

        def campaign() -> Any:
            other = threading.Thread(target=sdk.home_page, kwargs={"message_id": "other"}, daemon=True)
            other.start()
            other.join(10)
            alive.append(other.is_alive())
            return "spring"

        sdk.order_completed(ORDER, message_id="first")
        sdk.home_page(message_id="second")
        self.begin(super_props={"campaign": campaign})
        self.assertEqual(alive, [False])
        self.assertEqual(sdk.close(), 0)
        self.assertEqual(self.server.batches(), [["first", "second", "other"]])

    def test_name_the_person_or_share_one_anonymous_one_until_reset(self) -> None:
        with record() as recording:
            sdk.signed_up({}, user_id="bob")
            sdk.signed_up({}, anonymous_id="anon")
            sdk.signed_up({})
            sdk.signed_up({})
            sdk.reset()
            sdk.group("acme", {"seats": 2}, user_id="bob")
            sdk.signed_up({})
            sdk.alias("bob", "anon")
        people = [(message.get("userId"), message.get("anonymousId")) for message in recording.messages]
        self.assertEqual(people[:2], [("bob", None), (None, "anon")])
        self.assertEqual(people[2], people[3])
        self.assertNotEqual(people[3], people[5])
        self.assertEqual(recording.messages[4]["context"]["groupType"], "account")
        self.assertEqual(recording.messages[6]["previousId"], "anon")
        self.assertEqual(list(recording.messages[0]), ["type", "event", "properties", "userId", "timestamp", "messageId", "context"])

    def test_fill_in_super_properties_where_they_are_planned(self) -> None:
        self.begin(super_props={"campaign": lambda: "spring", "landing_url": None}, app_version="9")
        sdk.order_completed(ORDER, message_id="1")
        sdk.order_completed({**ORDER, "campaign": "own"}, message_id="2")
        sdk.home_page(message_id="3")
        sdk.close()
        first, second, third = self.server.messages()
        self.assertEqual(first["properties"]["campaign"], "spring")
        self.assertEqual(second["properties"]["campaign"], "own")
        self.assertEqual(list(first["properties"])[:2], ["campaign", "landing_url"])
        self.assertEqual(first["properties"]["sales_channel"], "shop")
        self.assertNotIn("campaign", third["properties"])
        self.assertEqual(list(third["context"]), ["app", "gabarit"])

    def test_never_raise_whatever_is_given(self) -> None:
        def fail(*_: object) -> None:
            raise RuntimeError("mine")

        circle: Any = {}
        circle["self"] = circle
        self.begin(super_props={"campaign": fail})
        wrong: list[Any] = [circle, {"a": object()}, {1: 2}, 7]
        for value in wrong:
            sdk.signed_up(value)
        sdk.signed_up({}, timestamp="no time")
        sdk.order_completed(ORDER)
        sdk.group("acme", {}, context=wrong[3])
        self.assertEqual(len(self.dropped), 7)
        self.begin(on_drop=fail)
        sdk.signed_up(wrong[0])
        sdk.signed_up({}, message_id="good")
        sdk.close()
        self.assertEqual(self.server.batches(), [["good"]])

    def test_of_former_names_and_deprecated_events_warn_the_caller(self) -> None:
        with record(strict=False) as recording, warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            sdk.user_registered({})
            sdk.basket_emptied({})
        self.assertEqual([one.category for one in told], [DeprecationWarning] * 2)
        self.assertEqual({one.filename for one in told}, {__file__})
        self.assertIn("signed_up", str(told[0].message))
        self.assertEqual(recording.messages[0]["event"], "Signed Up")

    def test_can_leave_out_what_they_name(self) -> None:
        with record() as recording:
            sdk.signed_up({"method": sdk.LEFT_OUT})  # type: ignore[typeddict-item]
        self.assertEqual(recording.messages[0]["properties"], {})


ORDER: Any = {
    "order_id": "A-1",
    "total": 12.5,
    "currency": "EUR",
    "discount": None,
    "lines": [{"sku": "s", "quantity": 1}],
}


class Consent(Case):
    def test_nothing_of_a_purpose_leaves_before_it_is_agreed_to(self) -> None:
        self.begin(consent=None)
        sdk.order_completed(ORDER, message_id="1")
        sdk.order_completed(ORDER, message_id="2", consent={"analytics": True})
        sdk.set_consent({"analytics": True})
        sdk.order_completed(ORDER, message_id="3")
        sdk.order_completed(ORDER, message_id="4", consent={"analytics": False})
        sdk.close()
        self.assertEqual(sum(self.server.batches(), []), ["2", "3"])
        self.assertEqual(self.dropped, [(1, "no consent: analytics")] * 2)

    def test_what_waits_is_sent_once_agreed_to_and_given_up_once_refused(self) -> None:
        self.begin(consent=None, before_consent="send")
        order = {**ORDER}
        sdk.order_completed(order, message_id="1")
        order["total"] = 99
        sdk.set_consent("granted")
        sdk.close()
        self.assertEqual(self.server.messages()[0]["properties"]["total"], 12.5)
        sdk.order_completed(ORDER, message_id="2")
        sdk.set_consent({"analytics": False})
        self.assertEqual(sdk.close(), 0)
        self.assertEqual(len(self.server.messages()), 1)
        self.assertEqual(self.dropped, [(1, "no consent")])

    def test_refused_while_messages_wait_takes_its_keys_out_of_them(self) -> None:
        self.server.answers = [(429, {"Retry-After": "600"})]
        self.begin(consent="granted")
        traits: Any = {"email": "ada@example.com", "plan": "pro"}
        sdk.identify("ada", traits)
        self.server.wait(1)
        sdk.identify("bob", traits, consent={"account": True})
        sdk.identify("eve", traits, consent={"analytics": True})
        sdk.set_consent({"account": False})
        self.assertEqual(sdk.close(), 0)
        told = [message["traits"] for body in self.server.bodies[1:] for message in body["batch"]]
        self.assertEqual(told, [{"plan": "pro"}, traits, {"plan": "pro"}])

    def test_said_by_another_thread_in_the_meantime_is_heard(self) -> None:
        class Changing(dict[str, object]):
            def get(self, *_: object) -> Any:
                sdk.set_consent({"analytics": True})
                return None

        self.begin(consent=None, before_consent="send")
        consent._decisions.said = Changing()
        sdk.order_completed(ORDER, message_id="1")
        self.assertEqual(sdk.close(), 0)
        self.assertEqual(self.server.batches(), [["1"]])

    def test_what_nobody_is_asked_for_leaves_until_people_object(self) -> None:
        self.begin(consent=None)
        rated: Any = {"stars": 3, "verified": True, "comment": {"text": "Good.", "language": "en"}}
        sdk.article_rated(rated)
        sdk.flush()
        sdk.article_rated(rated, consent={"reviews": False})
        sdk.article_rated(rated)
        # What waits loses it too.
        sdk.set_consent({"reviews": False})
        sdk.article_rated(rated)
        sdk.set_consent("granted")
        sdk.article_rated(rated)
        sdk.close()
        told = ["comment" in message["properties"] for message in self.server.messages()]
        self.assertEqual(told, [True, False, False, False, True])

    def test_keys_with_a_purpose_stay_out(self) -> None:
        self.begin(consent={"account": False})
        sdk.identify("ada", {"email": "ada@example.com", "plan": "pro"})
        sdk.identify("ada", {"email": "ada@example.com", "plan": "pro"}, consent="granted")
        sdk.close()
        told = [message["traits"] for message in self.server.messages()]
        self.assertEqual(told, [{"plan": "pro"}, {"email": "ada@example.com", "plan": "pro"}])


class Validation(Case):
    def wrong(self) -> None:
        sdk.order_completed({**ORDER, "total": -1}, message_id="wrong")

    def test_is_off_and_told_by_init(self) -> None:
        self.begin()
        self.wrong()
        sdk.close()
        self.assertEqual(len(self.server.bodies), 1)
        told: list[sdk.Violation] = []
        self.begin(validate=True, on_violation=told.append)
        self.wrong()
        self.assertEqual(told, [sdk.Violation("Order Completed", "/total", "minimum")])
        with self.assertLogs("tracker_reference", "WARNING"):
            self.begin(validate=True)
            self.wrong()
        self.begin(validate=True, on_violation="drop")
        self.wrong()
        self.assertEqual(self.dropped, [(1, "not conformant: /total minimum")])
        self.begin(validate=True, on_violation="throw")
        with self.assertRaises(sdk.NonConformant):
            self.wrong()
        sdk.close()
        self.assertEqual(len(self.server.messages()), 3)

    def test_raises_in_recordings(self) -> None:
        with record() as recording:
            with self.assertRaisesRegex(sdk.NonConformant, "/total fails minimum"):
                self.wrong()
            sdk.order_completed(ORDER)
            self.assertEqual(recording.sent("Order Completed", total=12.5)["type"], "track")
            with self.assertRaises(AssertionError):
                recording.sent("Order Completed", total=1)
            recording.not_sent("Signed Up")
        self.assertEqual(len(recording.messages), 1)

    def test_is_of_what_leaves(self) -> None:
        from tracker_reference.core import runtime, specs

        specs.SPECS["asked"] = '["required",["total"]]'
        told: list[sdk.Violation] = []
        self.begin(consent=None, validate=True, on_violation=told.append)
        runtime.send("track", "Asked", "asked", 1, {"total": 1}, {}, purposes=(None, {"total": ("ads",)}))
        self.assertEqual(told, [sdk.Violation("Asked", "/total", "required")])
        sdk.close()
        self.assertEqual(self.server.messages()[0]["properties"], {})

    def test_compares_large_whole_numbers_as_the_server_does(self) -> None:
        from tracker_reference.core import specs, validate

        specs.SPECS["large"] = '["const",157867412740072670000]'
        value: Any = 1.5786741274007267e20
        self.assertIsNone(validate.first_failure(validate._spec("large"), value))

    def test_lets_everything_leave_when_it_fails_itself(self) -> None:
        from tracker_reference.core import validate

        broken = dict.fromkeys(validate._CHECKS)
        kept, validate._CHECKS = validate._CHECKS, broken  # type: ignore[assignment]
        self.addCleanup(setattr, validate, "_CHECKS", kept)
        self.begin(validate=True, on_violation="throw")
        self.wrong()
        sdk.close()
        self.assertEqual(len(self.server.messages()), 1)


class Text(unittest.TestCase):
    def test_is_what_ecmascript_writes(self) -> None:
        for line in open("numbers.jsonl", encoding="utf-8"):
            number, text = json.loads(line)
            self.assertEqual(wire.encode(float(number)), text)
        self.assertEqual(wire.encode([float("nan"), True, None, 2**70]), f"[null,true,null,{2**70}]")
        self.assertEqual(wire.encode({"\ud800": "\ud83c\udf89\u2028\x7f\x01"}), '{"\\ud800":"🎉\u2028\x7f\\u0001"}')

    def test_of_moments(self) -> None:
        read: Callable[[str], str] = lambda text: wire.moment(wire.read_moment(text))
        self.assertEqual(read("2026-03-01"), "2026-03-01T00:00:00.000Z")
        self.assertEqual(read("2026-03-01T10:20Z"), "2026-03-01T10:20:00.000Z")
        self.assertEqual(read("2026-03-01T10:20:30.1234567+05:45"), "2026-03-01T04:35:30.123Z")
        self.assertRaises(ValueError, wire.read_moment, "tomorrow")


if __name__ == "__main__":
    unittest.main()

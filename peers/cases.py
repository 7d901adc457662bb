"""The faults of `docs/peers.md`: a section for each, and the cases in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import connections
import credentials
import programs
import responses
from clients import GOOD
from connections import ELSEWHERE, proxied, redirect, served, tls
from credentials import config, echoed, file_with, off_by
from responses import BOMB_MB, FLOOD_MB, later_by_date
from texts import LIMIT

from raw_server import SECRET, close, drip, http, reset

if TYPE_CHECKING:
    from clients import Case

AGAIN = "Retry-After: 1"
THREE = {"retry_times": 3}
ECHO = f"X-Security-Token fake-token-for-tests, key {SECRET}"
CONFIG, PROFILE = ".modelarts/config.json", ".huaweicloud/credentials"
NO_USER = config(users=[])

CASES: dict[str, dict[str, Case]] = {
    "connection refused, unknown host": {
        "refused": connections.refused,
        "unknown host": connections.unknown_host,
    },
    "connecting or reading takes too long": {
        f"no connection ({LIMIT})": connections.never_connected,
        f"no response ({LIMIT})": connections.silent,
        f"half a response ({LIMIT})": served(connections.stops),
    },
    "a response that arrives one byte at a time": {LIMIT: served(*[drip(GOOD, 0.04)] * 4)},
    "connection reset in the body, body too short": {
        "reset, then fine": served(reset(GOOD[:-5]), GOOD),
        "short, then fine": served(close(GOOD[:-5]), GOOD),
        "reset, with 3 retries set": served(reset(GOOD[:-5]), GOOD, our={"max_retries": 3}, their=THREE),
    },
    "a write whose response is lost": {
        "reset": served(reset(), http('{"task_id": "t"}'), write=True),
        "reset, with 3 retries set": served(
            reset(), http('{"task_id": "t"}'), our={"max_retries": 3}, their=THREE, write=True
        ),
        "500, with 3 retries set": served(http(b"{}", 500), our={"max_retries": 3}, their=THREE, write=True),
    },
    "truncated JSON, HTML with 200, empty body, `null`, a list": {
        "truncated": served(http(b'{"status": "SUCC')),
        "HTML": served(http(b"<html>welcome</html>")),
        "empty": served(http(b"")),
        "null": served(http(b"null")),
        "a list": served(http(b"[]")),
    },
    "redirect": {
        "to another host": redirect(),
        "allowed in the settings": redirect({"allow_redirects": True}, {"allow_redirects": True}),
    },
    "429, or 503 with `Retry-After` (seconds or a date)": {
        "429, then fine": served(http(b"{}", 429, AGAIN), GOOD),
        "429, with 3 retries set": served(http(b"{}", 429, AGAIN), GOOD, our={"max_retries": 3}, their=THREE),
        "503, then fine": served(http(b"{}", 503, AGAIN), GOOD),
        "503 with a date (limit 5 s), then fine": served(
            later_by_date(2), GOOD, our={"timeout": 5}, their={"timeout": (5, 5)}
        ),
        "429, in an hour": served(http(b'{"error_code": "C.1", "error_msg": "busy"}', 429, "Retry-After: 3600")),
    },
    "500, 502, 503, 504": {
        **{f"{status}, then fine": served(http(b"{}", status), GOOD) for status in (500, 502, 503, 504)},
        "500, with 3 retries set": served(http(b"{}", 500), GOOD, our={"max_retries": 3}, their=THREE),
    },
    "an expired token": {"at the second call": credentials.expired},
    "expired keys of an agency": {"at the second call": credentials.agency},
    "a wrong clock": {"by an hour": served(off_by(3600), GOOD)},
    "JSON nested 100,000 deep": {"a list": served(http(b'{"status": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"))},
    "invalid UTF-8": {"in the status": served(http(b'{"status": "SUCC\xff\xfe"}'))},
    "a duplicate key": {"the status": served(http(b'{"status": "RUNNING", "status": "SUCCESS"}'))},
    "integers beyond 64 bits, fractions, text instead of an integer": {
        "123456789012345678901234567890": responses.integer("123456789012345678901234567890"),
        "1.5": responses.integer("1.5"),
        '"many"': responses.integer('"many"'),
    },
    "an endless body, a compression bomb": {
        f"{FLOOD_MB} MB without a length": responses.flood,
        f"{BOMB_MB} MB of blanks, compressed": responses.bomb,
    },
    "a malformed id": {
        "empty": responses.named(""),
        "None": responses.named(None),
        "a blank": responses.named(" "),
        "`..`": responses.named(".."),
        "with `/` and `?`": responses.named("a/../b?c=d"),
        "with `#` and `%`": responses.named("a#b%2fc"),
        "with ESC": responses.named("a\x1bb"),
        "with CR LF": responses.named("a\r\nX-Evil: 1"),
    },
    "a certificate that can't be trusted": {
        kind: tls(kind) for kind in ("expired", "another host's", "self-signed", "unknown authority")
    },
    "`verify_ssl=False`": {"self-signed": connections.unverified},
    "a proxy": {
        "in the environment": proxied(GOOD),
        "and in NO_PROXY": proxied(GOOD, exempt=True),
        "refuses a tunnel": proxied(http(b"", 407), ELSEWHERE.replace("http:", "https:")),
    },
    "a missing or wrong configuration file": {
        "missing": file_with(CONFIG, None),
        "not JSON": file_with(CONFIG, '{"contexts": [\n  {"name": }'),
        "unknown context": file_with(CONFIG, config(), context="other"),
        "dangling user": file_with(CONFIG, NO_USER),
        "wrong type": file_with(CONFIG, config(contexts={})),
        "profile without a secret key": file_with(PROFILE, "[basic]\nak = AK\n"),
    },
    "eight threads on one client": {"eight calls": programs.threads},
    "a fork after use": {"five calls in each": programs.fork},
    "Ctrl-C": {
        "a call": programs.interrupt,
        "a wait": programs.waiting(programs.wait_interrupted, programs.RUNNING),
    },
    "the interpreter exits during calls": {
        "no response": programs.ending("once"),
        "six threads, again and again": programs.ending("again and again"),
    },
    "coroutines and event loops": {
        "what there is": programs.coroutines,
        "awaited": programs.awaited_result,
        "timed out, theirs in a thread": programs.cancelled,
        "three loops, theirs in a thread": programs.several_loops,
        "a plain call in a running loop": programs.in_a_loop,
    },
    "a pickled or copied client": {name: programs.copied(how) for name, how in programs.COPIES.items()},
    "an outage during a wait": {
        "503, reset, 502 in between": programs.waiting(programs.waited, *programs.OUTAGE),
    },
    "secrets in texts": {
        "an error echoes them": echoed(http(f'{{"error_code": "C.1", "error_msg": "{ECHO}"}}', 400)),
        "a page with 200 echoes them": echoed(http(f"<html>{ECHO}</html>")),
        "a page with 500 echoes them": echoed(http(f"<html>{ECHO}</html>", 500)),
    },
}

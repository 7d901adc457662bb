"""Each row of the table in `docs/reliability.md`, by its first cell, and the cases that are run for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import answers
import connections
import credentials
import programs
from answers import BOMB_MB, FLOOD_MB, later_by_date
from clients import GOOD, TIMEOUT_SECONDS
from connections import ELSEWHERE, proxied, redirect, served, tls
from credentials import config, echoed, file_with, off_by

from raw_server import SECRET, close, drip, http, reset

if TYPE_CHECKING:
    from clients import Case

LIMIT = f"limit {TIMEOUT_SECONDS} s"
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
        f"no answer ({LIMIT})": connections.silent,
        f"half an answer ({LIMIT})": served(connections.stops),
    },
    "bytes drip in, one at a time": {LIMIT: served(*[drip(GOOD, 0.04)] * 4)},
    "reset in mid-body, body shorter than it says": {
        "reset, then fine": served(reset(GOOD[:-5]), GOOD),
        "short, then fine": served(close(GOOD[:-5]), GOOD),
        "reset, with 3 retries set": served(reset(GOOD[:-5]), GOOD, our={"max_retries": 3}, their=THREE),
    },
    "a write whose answer is lost": {
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
    "401 in mid-run": {"at the second call": credentials.expired},
    "keys of an agency expire": {"at the second call": credentials.agency},
    "this machine's clock is wrong": {"by an hour": served(off_by(3600), GOOD)},
    "JSON nested 100,000 deep": {"a list": served(http(b'{"status": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"))},
    "invalid UTF-8": {"in the status": served(http(b'{"status": "SUCC\xff\xfe"}'))},
    "a key that stands twice": {"the status": served(http(b'{"status": "RUNNING", "status": "SUCCESS"}'))},
    "integers beyond 64 bits, fractions, text instead": {
        "123456789012345678901234567890": answers.integer("123456789012345678901234567890"),
        "1.5": answers.integer("1.5"),
        '"many"': answers.integer('"many"'),
    },
    "a huge or endless body, a compressed bomb": {
        f"{FLOOD_MB} MB, of no length that is told": answers.flood,
        f"{BOMB_MB} MB of blanks, compressed": answers.bomb,
    },
    "an id that would lead elsewhere": {
        "empty": answers.named(""),
        "None": answers.named(None),
        "a blank": answers.named(" "),
        "`..`": answers.named(".."),
        "with `/` and `?`": answers.named("a/../b?c=d"),
        "with `#` and `%`": answers.named("a#b%2fc"),
        "with ESC": answers.named("a\x1bb"),
        "with CR LF": answers.named("a\r\nX-Evil: 1"),
    },
    "TLS: expired, other host, self-signed, unknown authority": {
        kind: tls(kind) for kind in ("expired", "another host's", "self-signed", "unknown authority")
    },
    "`verify_ssl=False`": {"self-signed": connections.unverified},
    "a proxy, in the settings or the environment": {
        "in the environment": proxied(GOOD),
        "and in NO_PROXY": proxied(GOOD, exempt=True),
        "refuses a tunnel": proxied(http(b"", 407), ELSEWHERE.replace("http:", "https:")),
    },
    "configuration file missing, unreadable, wrong": {
        "missing": file_with(CONFIG, None),
        "not JSON": file_with(CONFIG, '{"contexts": [\n  {"name": }'),
        "unknown context": file_with(CONFIG, config(), context="other"),
        "dangling user": file_with(CONFIG, NO_USER),
        "wrong type": file_with(CONFIG, config(contexts={})),
        "profile without a secret key": file_with(PROFILE, "[basic]\nak = AK\n"),
    },
    "eight threads on one client": {"eight calls": programs.threads},
    "fork after use, parent and child at once": {"five calls in each": programs.fork},
    "Ctrl-C in a call or a wait": {
        "a call": programs.interrupt,
        "a wait": programs.waiting(programs.wait_interrupted, programs.RUNNING),
    },
    "the interpreter ends with calls under way": {
        "no answer": programs.ending("once"),
        "six threads, again and again": programs.ending("again and again"),
    },
    "a coroutine is cancelled or timed out; several loops": {
        "what there is": programs.coroutines,
        "awaited": programs.awaited_result,
        "timed out, theirs in a thread": programs.cancelled,
        "three loops, theirs in a thread": programs.several_loops,
        "a plain call in a running loop": programs.in_a_loop,
    },
    "a client is pickled or copied": {name: programs.copied(how) for name, how in programs.COPIES.items()},
    "a service that is away for minutes, during a wait": {
        "503, reset, 502 in between": programs.waiting(programs.waited, *programs.OUTAGE),
    },
    "secrets in texts": {
        "an error echoes them": echoed(http(f'{{"error_code": "C.1", "error_msg": "{ECHO}"}}', 400)),
        "a page with 200 echoes them": echoed(http(f"<html>{ECHO}</html>")),
        "a page with 500 echoes them": echoed(http(f"<html>{ECHO}</html>", 500)),
    },
}

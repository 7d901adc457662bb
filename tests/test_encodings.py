"""Bodies in other clothes: content codings, charsets and byte order marks."""

from __future__ import annotations

import gzip
import zlib

import pytest

from modelarts import ApiException, DecodeError
from modelarts.client import DatasetApi, TaskStatus
from raw_server import SUCCESS, RawServer, http

REFUSAL = b'{"error_code": "ModelArts.0102", "error_msg": "no such task"}'
BOM = b"\xef\xbb\xbf"
ZIPPED = gzip.compress(SUCCESS)


def get_status(server: RawServer) -> TaskStatus:
    with server.create_client(max_retries=2) as client:
        return DatasetApi(client).get_task_status(task_id="t")


def encoded(body: bytes, *headers: str) -> bytes:
    return http(body, 200, *headers)


def typed(body: bytes, content_type: str) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Type: %s\r\n\r\n%s" % (
        len(body),
        content_type.encode(),
        body,
    )


READABLE = {
    "identity": encoded(SUCCESS, "Content-Encoding: identity"),
    "no name": encoded(SUCCESS, "Content-Encoding: "),
    "capitals": encoded(ZIPPED, "Content-Encoding: GZIP"),
    "x-gzip": encoded(ZIPPED, "Content-Encoding: x-gzip"),
    "gzip, identity": encoded(ZIPPED, "Content-Encoding: gzip, identity"),
    "two headers": encoded(ZIPPED, "Content-Encoding: identity", "Content-Encoding: Gzip"),
    "gzip twice": encoded(gzip.compress(ZIPPED), "Content-Encoding: gzip, x-gzip"),
    "two members": encoded(gzip.compress(SUCCESS[:10]) + gzip.compress(SUCCESS[10:]), "Content-Encoding: gzip"),
    "an empty member": encoded(ZIPPED + gzip.compress(b""), "Content-Encoding: gzip"),
    "a byte order mark": encoded(BOM + SUCCESS),
    "a byte order mark in gzip": encoded(gzip.compress(BOM + SUCCESS), "Content-Encoding: gzip"),
    "a charset that ASCII is the same in": typed(SUCCESS, "application/json; charset=GBK"),
}


@pytest.mark.parametrize("answer", READABLE.values(), ids=READABLE)
def test_a_response_is_read_however_it_is_encoded(answer: bytes, server: RawServer) -> None:
    server.script(answer)
    assert get_status(server) == {"status": "SUCCESS", "result": []}


NAME = '{"status": "SUCCESS", "result": [{"status": "数据é"}]}'
UNREADABLE = {
    "deflate": (encoded(zlib.compress(SUCCESS), "Content-Encoding: deflate"), "encoded with deflate"),
    "br": (encoded(b"\x8b\x11\x80" + SUCCESS, "Content-Encoding: br"), "encoded with br"),
    "zstd after gzip": (encoded(ZIPPED, "Content-Encoding: gzip, zstd"), "encoded with zstd"),
    "gzip as a transfer coding": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(ZIPPED), ZIPPED),
        "encoded with gzip (transfer-encoding)",
    ),
    "gzip that nothing names": (encoded(ZIPPED), "gzip"),
    "a second member cut short": (encoded(ZIPPED + ZIPPED[:20], "Content-Encoding: gzip"), "can't be decompressed"),
    "something after gzip": (encoded(ZIPPED + b"more", "Content-Encoding: gzip"), "can't be decompressed"),
    "GBK": (typed("数据".encode("gbk"), "application/json;charset=GBK"), "in gbk"),
    "Latin 1": (typed("é".encode("latin-1"), 'text/html; Charset="ISO-8859-1"'), "in iso-8859-1"),
    "UTF-16 by name": (typed(NAME.encode("utf-16-le"), "text/json; charset=utf-16"), "in utf-16"),
    "UTF-16 by its mark": (encoded(NAME.encode("utf-16")), "UTF-16"),
    "UTF-16 without a mark": (encoded(SUCCESS.decode().encode("utf-16-be")), "UTF-16"),
    "UTF-32 by its mark": (encoded(NAME.encode("utf-32")), "UTF-32"),
    "GBK that nothing names": (encoded("数据".encode("gbk")), "not UTF-8"),
}


@pytest.mark.parametrize(("answer", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_encoding_that_is_not_read_is_named(answer: bytes, said: str, server: RawServer) -> None:
    server.script(answer)
    with pytest.raises(DecodeError) as caught:
        get_status(server)
    assert said in str(caught.value)
    assert (caught.value.http_status, caught.value.attempts, len(server.requests)) == (200, 1, 1)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", ""])
@pytest.mark.parametrize("status", [204, 200])
def test_a_body_without_bytes_is_empty_whatever_its_head_says(coding: str, status: int, server: RawServer) -> None:
    headers = f"Content-Encoding: {coding}\r\n" + ("Content-Length: 0\r\n" if status == 200 else "")
    server.script(f"HTTP/1.1 {status} OK\r\n{headers}\r\n".encode())
    with server.create_client() as client:
        assert DatasetApi(client).update_dataset(dataset_id="d", update_dataset_spec={"description": "x"}) == {}


@pytest.mark.parametrize(
    ("body", "headers"),
    [(b"", ["Content-Encoding: gzip"]), (BOM + REFUSAL, []), (gzip.compress(REFUSAL), ["Content-Encoding: X-GZIP"])],
    ids=["no bytes", "a byte order mark", "x-gzip"],
)
def test_a_refusal_is_read_by_the_same_rules(body: bytes, headers: list[str], server: RawServer) -> None:
    server.script(http(body, 404, *headers))
    with pytest.raises(ApiException) as caught:
        get_status(server)
    assert caught.value.http_status == 404
    assert caught.value.error_code == ("ModelArts.0102" if body else None)

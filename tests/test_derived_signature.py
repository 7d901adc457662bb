"""Signatures with derived keys, held against the vendor's own signer.

It has a derived mode, V11. For the form of Open Telekom Cloud it builds the canonical request, and the key is derived
as in signer_helper.go of gophertelekomcloud, with which `tests/data/derived_signature_vectors.json` was made.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import urllib.error
import urllib.request
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import DerivationAKSKSigner, Signer
from hypothesis import given, settings
from hypothesis import strategies as st

from modelarts import config
from modelarts.client import DatasetApi
from modelarts.emulator import Emulator
from raw_server import PROJECT_ID, RawServer, header, http, target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

# The vendor's signer asks for the time in a way that Python 3.12 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:.*utcnow.*:DeprecationWarning")

ACCESS_KEY = "FAKEACCESSKEY0000001"
SECRET = "fake-secret-for-tests"
REGIONS = st.sampled_from(["cn-north-4", "eu-de", "eu-west-0", "x"])
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
IDS = st.text(st.sampled_from("abcXYZ019-_.~任务ü+&=*'()"), min_size=1, max_size=12).filter(
    lambda text: text.strip(". ") == text
)


@pytest.fixture(scope="module")
def shared_emulator() -> Iterator[Emulator]:
    """An emulator for all examples."""
    with Emulator() as running:
        yield running


@pytest.fixture(scope="module")
def shared_server() -> Iterator[RawServer]:
    """A server that answers each request."""
    with RawServer(*[http()] * 400) as running:
        yield running


class OpenTelekomCloudSigner(Signer):  # type: ignore[misc] # the vendor's package has no types
    """The vendor's signer with the scope and the key of Open Telekom Cloud."""

    def sign(self, request: SdkRequest, _service: str, _region: str) -> SdkRequest:
        return super().sign(request)

    def _process_string_to_sign(self, canonical_request: str, time: datetime) -> str:
        self._day = time.strftime("%Y%m%d")
        algorithm, date, digest = super()._process_string_to_sign(canonical_request, time).split("\n")
        return "\n".join([algorithm, date, f"{self._day}///sdk_request", digest])

    def _sign_string_to_sign(self, string_to_sign: str, key: str) -> str:
        derived = f"SDK{key}".encode()
        for step in (self._day, "", "", "sdk_request"):
            derived = hmac.new(derived, step.encode(), hashlib.sha256).digest()
        return hmac.new(derived, string_to_sign.encode(), hashlib.sha256).hexdigest()

    def _process_auth_header_value(self, signature: str, access_key: str, signed_headers: list[str]) -> str:
        scope = f"{access_key}/{self._day}///sdk_request"
        names = ";".join(signed_headers)
        return f"{self._ALGORITHM} Credential={scope}, SignedHeaders={names}, Signature={signature}"


FORMS = {
    "v11": (DerivationAKSKSigner, f"V11-HMAC-SHA256 Credential={ACCESS_KEY}/"),
    "derived": (OpenTelekomCloudSigner, f"SDK-HMAC-SHA256 Credential={ACCESS_KEY}/"),
}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=150, deadline=None)
@given(
    region=REGIONS,
    task=TEXTS.filter(bool),
    query=st.lists(st.tuples(TEXTS, TEXTS), max_size=3),
    body=TEXTS,
    more=st.sampled_from([{}, {"X-Custom": "  a  b "}, {"X-Security-Token": "t/+=="}]),
)
def test_the_emulator_accepts_what_the_official_signer_signed(
    shared_emulator: Emulator,
    form: str,
    region: str,
    task: str,
    query: list[tuple[str, str]],
    body: str,
    more: dict[str, str],
) -> None:
    host = shared_emulator.url.removeprefix("http://")
    headers = {"X-Project-Id": shared_emulator.project_id, **more}
    if body:
        headers["Content-Type"] = "application/json"
    path = f"/v1/{shared_emulator.project_id}/datasets/task/{quote(task, safe='')}"
    for secret_key, expected in [(shared_emulator.secret_key, (404, "ModelArts.0102")), (SECRET, (401, "APIG.0301"))]:
        request = SdkRequest("GET", "http", host, path, None, list(query), dict(headers), body)
        credentials = BasicCredentials(shared_emulator.access_key, secret_key)
        signed = FORMS[form][0](credentials).sign(request, "modelarts", region)
        assert code(shared_emulator.url + signed.uri, body.encode() or None, signed.header_params) == expected


def code(url: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str]:
    """The status and the error code of the answer to a request."""
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(urllib.request.Request(url, body, headers, method="GET"), timeout=10)
    with caught.value as error:
        return error.code, json.load(error)["error_code"]


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=100, deadline=None)
@given(region=REGIONS, task=IDS)
def test_the_signature_on_the_wire_is_the_one_that_the_official_signer_makes(
    shared_server: RawServer, form: str, region: str, task: str
) -> None:
    with config.create_client(
        access_key=ACCESS_KEY,
        secret_key=SECRET,
        security_token="FAKE/security+token==",
        endpoint=shared_server.url,
        region=region,
        project_id=PROJECT_ID,
        signature=form,
    ) as client:
        DatasetApi(client).get_task_status(task_id=task)
    sent = shared_server.requests[-1]
    authorization = header(sent, "Authorization") or ""
    names = re.search("SignedHeaders=([^,]*)", authorization)
    assert names is not None
    assert set(names[1].split(";")) == {"host", "x-project-id", "x-sdk-date", "x-security-token"}
    spelled = {"host": "Host", "x-sdk-date": "X-Sdk-Date"}
    signed = {spelled.get(name, name): header(sent, name) or "" for name in names[1].split(";")}
    path, _, _ = target(sent).partition("?")
    request = SdkRequest("GET", "http", signed["Host"], path, query_params=[], header_params=signed, body="")
    signer, start = FORMS[form]
    official = signer(BasicCredentials(ACCESS_KEY, SECRET)).sign(request, "modelarts", region)
    assert authorization == official.header_params["Authorization"]
    assert authorization.startswith(start)

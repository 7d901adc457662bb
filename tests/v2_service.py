"""Data management of the emulator, asked by plain HTTP without authentication."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelarts.emulator import Emulator


class Service:
    """An emulator whose clock stands still."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.root = Path(emulator.root)
        (self.root / "b/out").mkdir(parents=True)

    def file(self, name: str, content: bytes | str = "x") -> Path:
        path = self.root / "b" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def send(self, method: str, path: str, body: object = None, **query: object) -> tuple[int, Any]:
        url = f"{self.emulator.url}/v2/{self.emulator.project_id}/{path}"
        if query:
            url += "?" + urllib.parse.urlencode(query, quote_via=urllib.parse.quote)
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, method=method, data=data, headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                status, content = response.status, response.read()
        except urllib.error.HTTPError as error:
            status, content = error.code, error.read()
        return status, json.loads(content) if content else None

    def ok(self, method: str, path: str, body: object = None, **query: object) -> Any:
        status, response = self.send(method, path, body, **query)
        assert 200 <= status < 300, (method, path, status, response)
        return response

    def refused(self, method: str, path: str, body: object = None, **query: object) -> tuple[int, str, str]:
        status, response = self.send(method, path, body, **query)
        assert status >= 400, (method, path, query, response)
        return status, response["error_code"].removeprefix("ModelArts."), response["error_msg"]

    def settle(self, seconds: float = 1) -> None:
        self.emulator.advance(seconds)

    def dataset(self, kind: int = 0, folder: str = "in", **members: object) -> str:
        """Creates a dataset of a folder; returns its path."""
        (self.root / "b" / folder).mkdir(parents=True, exist_ok=True)
        body = {
            "dataset_name": f"{folder}-{kind}",
            "dataset_type": kind,
            "data_sources": [{"data_path": f"/b/{folder}/"}],
            "work_path": "/b/out/",
            "work_path_type": 0,
            **members,
        }
        path = f"datasets/{self.ok('POST', 'datasets', body)['dataset_id']}"
        self.settle()
        return path

    def publish(self, path: str) -> str:
        self.settle(60)
        version_id: str = self.ok("POST", f"{path}/versions", {})["version_id"]
        self.settle()
        return version_id

    def samples(self, path: str, **query: object) -> list[Any]:
        query = {"order": "asc", "limit": 100, **query}
        samples: list[Any] = self.ok("GET", f"{path}/data-annotations/samples", **query)["samples"]
        return samples

    def labels(self, path: str) -> dict[str, Any]:
        labels = self.ok("GET", f"{path}/data-annotations/labels")["labels"]
        return {label["name"]: label for label in labels}

    def change_labels(self, method: str, path: str, *labels: object) -> list[str | None]:
        """Sends a batch of labels; returns the code of each."""
        suffix = "/delete" if method == "DELETE" else ""
        verb = "POST" if method == "DELETE" else method
        body = {"labels": list(labels)}
        return codes(self.ok(verb, f"{path}/data-annotations/labels{suffix}", body), len(labels))

    def add(self, path: str, *samples: object) -> list[str | None]:
        """Uploads samples; returns the code of each."""
        response = self.ok("POST", f"{path}/data-annotations/samples", {"samples": list(samples)})
        return codes(response, len(samples))

    def label(self, path: str, sample: Mapping[str, object]) -> str | None:
        """Updates the first sample; returns the code."""
        first = self.samples(path)[0]["sample_id"]
        body = {"samples": [{"sample_id": first, **sample}]}
        return codes(self.ok("PUT", f"{path}/data-annotations/samples", body), 1)[0]

    def load(self, path: str, manifest: str) -> tuple[str, str, str]:
        """Imports a manifest; returns status, code and message."""
        self.file("m.manifest", manifest)
        body = {"import_type": "manifest", "import_path": "/b/m.manifest"}
        task_id = self.ok("POST", f"{path}/import-tasks", body)["task_id"]
        self.settle()
        task = self.ok("GET", f"{path}/import-tasks/{task_id}")
        return task["status"], task.get("error_code", "").removeprefix("ModelArts."), task.get("error_msg", "")


def codes(response: Any, count: int) -> list[str | None]:
    results = response.get("results") or [{"success": True}] * count
    return [None if result["success"] else result["error_code"].removeprefix("ModelArts.") for result in results]


def base64_of(content: bytes | str) -> str:
    return base64.b64encode(content.encode() if isinstance(content, str) else content).decode()

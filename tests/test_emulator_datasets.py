"""The datasets of the emulator: the documented codes, and no data lost whatever happens to the folder."""

from __future__ import annotations

import http.client
import json
import os
import re
import resource
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import ApiException, DatasetApi, Poll, TaskFailedError
from modelarts.emulator import Emulator
from time_limits import LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUICK = Poll(initial=0.001, maximum=0.01)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that represents OBS, beside a folder that the emulator must not touch."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text("not for OBS")
    folder = tmp_path / "obs" / "bucket1" / "cats"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "sub").mkdir()
    (folder / "sub" / "b.txt").write_text("b")
    return tmp_path / "obs"


@pytest.fixture
def quick(root: Path) -> Iterator[Emulator]:
    """An emulator whose tasks take no time."""
    with Emulator(root, pace=0) as emulator:
        yield emulator
    assert (root.parent / "outside" / "secret.txt").read_text() == "not for OBS"
    assert os.listdir(root.parent / "outside") == ["secret.txt"]


@pytest.fixture
def api(quick: Emulator) -> DatasetApi:
    """The calls, unchecked by the client."""
    return DatasetApi(quick.create_client(poll=QUICK, validate=False))


def code(call: Any, *arguments: Any, **named: Any) -> tuple[int | None, str | None]:
    """HTTP status and code with which a call is refused."""
    with pytest.raises(ApiException) as caught:
        call(*arguments, **named)
    return caught.value.http_status, caught.value.error_code


def created(api: DatasetApi, data_url: str = "bucket1/cats/", name: str = "cats") -> str:
    started = api.create_dataset(dataset_spec={"name": name, "data_url": data_url})
    started.wait()
    return started.dataset_id


def published(api: DatasetApi, dataset_id: str) -> str:
    started = api.create_dataset_version(dataset_id=dataset_id, description_spec={})
    return str(started.wait().versions[0].new_version_id)


def failure(started: Any) -> tuple[str | None, str | None]:
    """Code and message of a task that fails."""
    with pytest.raises(TaskFailedError) as caught:
        started.wait()
    return caught.value.error_code, caught.value.error_msg


def raw(emulator: Emulator, method: str, path: str, body: bytes | str | None = None) -> tuple[int, dict[str, Any]]:
    """Sends a request that the client would refuse."""
    connection = http.client.HTTPConnection(emulator.url.removeprefix("http://"), timeout=30)
    headers = {"X-Auth-Token": emulator._core.issue_token()}
    connection.request(method, f"/v1/{emulator.project_id}{path}", body, headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, json.loads(text)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({"data_url": "bucket1/cats/"}, (400, "ModelArts.0104")),
        ({"name": "n"}, (400, "ModelArts.0104")),
        ({"name": 7, "data_url": "bucket1/cats/"}, (400, "ModelArts.0104")),
        ({"name": "n", "data_url": "bucket1/cats/", "description": "x" * 257}, (400, "ModelArts.0104")),
        ({"name": "n", "data_url": "bucket1/cats/", "provider": "S3"}, (400, "ModelArts.0104")),
        ({"name": "n", "data_url": "bucket1/cats/", "open_obs_version": "maybe"}, (400, "ModelArts.0104")),
        ({"name": "", "data_url": "bucket1/cats/"}, (400, "ModelArts.1652")),
        ({"name": "a b", "data_url": "bucket1/cats/"}, (400, "ModelArts.1652")),
        ({"name": "x" * 21, "data_url": "bucket1/cats/"}, (400, "ModelArts.1652")),
        ({"name": "n", "data_url": "Bucket1/cats/"}, (400, "ModelArts.1651")),
        ({"name": "n", "data_url": "b1/cats/"}, (400, "ModelArts.1651")),
        ({"name": "n", "data_url": "a..b/cats/"}, (400, "ModelArts.1651")),
        ({"name": "n", "data_url": "-abc/cats/"}, (400, "ModelArts.1651")),
        ({"name": "n", "data_url": "//etc/"}, (400, "ModelArts.1651")),
        ({"name": "n", "data_url": "../outside/"}, (400, "ModelArts.1651")),
        ({"name": "n", "data_url": "bucket1/../../outside/"}, (400, "ModelArts.1653")),
        ({"name": "n", "data_url": "bucket1/%2e%2e/"}, (404, "ModelArts.1673")),
        ({"name": "n", "data_url": "bucket1/cats"}, (400, "ModelArts.1653")),
        ({"name": "n", "data_url": "bucket1//"}, (400, "ModelArts.1653")),
        ({"name": "n", "data_url": "bucket1/a:b/"}, (400, "ModelArts.1653")),
        ({"name": "n", "data_url": "bucket1/.hidden/"}, (400, "ModelArts.1653")),
        ({"name": "n", "data_url": f"bucket1/{'x/' * 600}"}, (400, "ModelArts.1653")),
        ({"name": "n", "data_url": "bucket1/dogs/"}, (404, "ModelArts.1673")),
        ({"name": "n", "data_url": "bucket2"}, (404, "ModelArts.1673")),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_an_invalid_dataset_is_refused_with_the_documented_code(
    api: DatasetApi, spec: dict[str, Any], expected: tuple[int, str]
) -> None:
    assert code(api.create_dataset, dataset_spec=spec) == expected
    assert api.query_dataset().datasets == []


@pytest.mark.parametrize("data_url", ["bucket1", "bucket1/", "bucket1/cats/", "bucket1/cats/sub/"])
def test_a_dataset_may_be_a_bucket_or_a_folder(api: DatasetApi, data_url: str) -> None:
    files = {"bucket1": 2, "bucket1/": 2, "bucket1/cats/": 2, "bucket1/cats/sub/": 1}
    started = api.create_dataset(dataset_spec={"name": "数据", "data_url": data_url, "open_obs_version": "true"})
    assert started.wait().datasets[0].file_count == files[data_url]


def test_a_conflict_or_an_unknown_id_has_the_documented_code(api: DatasetApi) -> None:
    dataset_id = created(api)
    other_id = created(api, "bucket1/cats/sub/", "other")
    version_id, other_version_id = published(api, dataset_id), published(api, other_id)
    create, search, compare = api.create_dataset, api.search_dataset_version, api.compare_datasets
    assert code(create, dataset_spec={"name": "cats", "data_url": "bucket1"}) == (409, "ModelArts.1631")
    assert code(create, dataset_spec={"name": "n", "data_url": "bucket1/cats/"}) == (409, "ModelArts.1632")
    assert code(api.update_dataset, dataset_id=other_id, update_dataset_spec={"name": "cats"}) == (
        409,
        "ModelArts.1631",
    )
    for call in (api.get_dataset, api.delete_dataset, api.sync_dataset, api.get_history_dataset_version):
        assert code(call, dataset_id="unknown") == (404, "ModelArts.1674")
    assert code(search, dataset_id=dataset_id, version_id="unknown") == (404, "ModelArts.1675")
    assert code(search, dataset_id=dataset_id, version_id=other_version_id) == (400, "ModelArts.1602")
    versions = {"version1": version_id, "version2": other_version_id}
    assert code(compare, dataset_id=dataset_id, **versions) == (400, "ModelArts.1602")
    target = {"version_id": "unknown"}
    checkout = api.checkout_dataset_version
    assert code(checkout, dataset_id=dataset_id, target_version_id_spec=target) == (404, "ModelArts.1675")
    assert code(api.get_task_status, task_id="unknown") == (404, "ModelArts.0102")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"limit": 0}, "limit"),
        ({"offset": -1}, "offset"),
        ({"limit": "ten"}, "limit"),
        ({"sort_by": "size"}, "sort_by"),
        ({"order": "up"}, "order"),
        ({"search_content": "x" * 101}, "search_content"),
    ],
    ids=repr,
)
def test_an_undocumented_query_is_refused(api: DatasetApi, query: Any, expected: str) -> None:
    with pytest.raises(ApiException, match=rf"ModelArts\.0104 .*{expected}"):
        api.query_dataset(**query)


def test_listings_are_searched_sorted_and_paged(api: DatasetApi, root: Path) -> None:
    for name in ("delta", "alpha", "gamma", "beta"):
        (root / "bucket1" / name).mkdir()
        created(api, f"bucket1/{name}/", name)

    def names(**query: Any) -> list[str | None]:
        return [dataset.dataset_name for dataset in api.query_dataset(**query).datasets]

    assert names() == ["alpha", "beta", "delta", "gamma"]
    assert names(order="desc", limit=3) == ["gamma", "delta", "beta"]
    assert names(limit=3, offset=1) == ["gamma"]
    assert names(search_content="lt") == ["delta"]
    assert api.query_dataset(search_content="a", limit=1).dataset_count == 4


def test_files_of_a_version_are_filtered(api: DatasetApi, root: Path) -> None:
    folder = root / "bucket1" / "cats"
    (folder / "big.JPG").write_bytes(b"x" * 1000)
    os.utime(folder / "big.JPG", (1_600_000_000, 1_600_000_000))
    dataset_id = created(api)
    version_id = published(api, dataset_id)

    def names(**query: Any) -> list[str | None]:
        found = api.search_dataset_version(dataset_id=dataset_id, version_id=version_id, **query)
        assert found.file_count == 3
        return [file.file_name for file in found.file_list]

    assert names() == ["a.txt", "big.JPG", "sub/b.txt"]
    assert names(file_type="jpg") == names(file_min_size=1000) == names(file_max_time=1_600_000_000) == ["big.JPG"]
    assert names(file_max_size=999, file_min_time=1_600_000_001) == ["a.txt", "sub/b.txt"]
    assert names(sort_by="create_time", limit=1) == ["big.JPG"]
    assert names(search_content="sub/") == ["sub/b.txt"]
    (big,) = api.search_dataset_version(dataset_id=dataset_id, version_id=version_id, file_type="JPG").file_list
    url = "obs://bucket1/cats/big.JPG"
    assert (big.file_url, big.file_type, big.file_size, big.file_time) == (url, "jpg", 1000, 1_600_000_000)


BUSY = {
    "create_dataset": "ModelArts.1641",
    "sync_dataset": "ModelArts.1642",
    "delete_dataset": "ModelArts.1643",
    "checkout_dataset_version": "ModelArts.1644",
    "create_dataset_version": "ModelArts.1647",
}


@pytest.mark.parametrize("call", BUSY)
def test_a_dataset_is_busy_until_its_task_is_done(root: Path, call: str) -> None:
    with Emulator(root, pace=1, clock="manual") as emulator:
        api = DatasetApi(emulator.create_client())
        if call == "create_dataset":
            started: Any = api.create_dataset(dataset_spec={"name": "n", "data_url": "bucket1/cats/"})
            dataset_id = started.dataset_id
        else:
            dataset_id = emulator.add_dataset("n", "bucket1/cats/")
            version_id = emulator.add_version(dataset_id)
            bodies: dict[str, Any] = {
                "checkout_dataset_version": {"target_version_id_spec": {"version_id": version_id}},
                "create_dataset_version": {"description_spec": {}},
            }
            started = getattr(api, call)(dataset_id=dataset_id, **bodies.get(call, {}))
        states = []
        for _ in range(3):
            states.append(api.get_task_status(task_id=started.task_id)["status"])
            refused = [
                code(api.sync_dataset, dataset_id=dataset_id),
                code(api.update_dataset, dataset_id=dataset_id, update_dataset_spec={"name": "m"}),
                code(api.delete_file_from_obs, dataset_id=dataset_id, delete_files_spec={"deleted_url": ["a.txt"]}),
            ]
            if call == "delete_dataset" and states[-1] == "RUNNING":
                assert refused == [(404, "ModelArts.1674")] * 3
            else:
                assert refused == [(409, BUSY[call])] * 3
            emulator.advance(1)
        assert states == ["PENDING", "STARTED", "RUNNING"]
        assert api.get_task_status(task_id=started.task_id).is_succeeded
        if call != "delete_dataset":
            api.sync_dataset(dataset_id=dataset_id)
    assert (root / "bucket1" / "cats" / "a.txt").exists()


def test_a_requested_retry_is_shown_and_the_work_is_done(root: Path) -> None:
    with Emulator(root, pace=1, clock="manual") as emulator:
        api = DatasetApi(emulator.create_client())
        emulator.fault(kind="retry", operation="create_dataset")
        started = api.create_dataset(dataset_spec={"name": "n", "data_url": "bucket1/cats/"})
        states = []
        for _ in range(6):
            states.append(api.get_task_status(task_id=started.task_id)["status"])
            emulator.advance(1)
        assert states == ["PENDING", "STARTED", "RUNNING", "RETRY", "RUNNING", "SUCCESS"]
        assert api.query_dataset().datasets[0].file_count == 2


def test_of_concurrent_operations_only_one_runs(root: Path) -> None:
    with Emulator(root, pace=0.2) as emulator, emulator.create_client() as client:
        dataset_id = emulator.add_dataset("n", "bucket1/cats/")
        outcomes: list[str | None] = []

        def sync() -> None:
            try:
                DatasetApi(client).sync_dataset(dataset_id=dataset_id)
                outcomes.append(None)
            except ApiException as error:
                outcomes.append(error.error_code)

        threads = [threading.Thread(target=sync) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes, key=str) == ["ModelArts.1642"] * 3 + [None]


def test_there_are_no_more_than_a_hundred_datasets_and_versions(api: DatasetApi, quick: Emulator, root: Path) -> None:
    for number in range(100):
        (root / "bucket1" / f"d{number}").mkdir()
        dataset_id = quick.add_dataset(f"d{number}", f"bucket1/d{number}/")
    spec = {"name": "n", "data_url": "bucket1/cats/"}
    assert code(api.create_dataset, dataset_spec=spec) == (409, "ModelArts.1612")
    for _ in range(100):
        quick.add_version(dataset_id)
    publish = api.create_dataset_version
    assert code(publish, dataset_id=dataset_id, description_spec={}) == (409, "ModelArts.1611")
    with pytest.raises(ValueError, match=r"ModelArts\.1612"):
        quick.add_dataset("n", "bucket1/cats/")


@pytest.mark.parametrize(
    "name", ["../../../outside/secret.txt", "/etc/passwd", "..", "sub/../a.txt", "", "obs://bucket2/x"]
)
def test_a_name_that_leads_out_of_the_folder_deletes_nothing(api: DatasetApi, root: Path, name: str) -> None:
    dataset_id = created(api)
    delete = api.delete_file_from_obs
    refused = code(delete, dataset_id=dataset_id, delete_files_spec={"deleted_url": ["a.txt", name]})
    assert refused == (400, "ModelArts.1653")
    assert (root / "bucket1" / "cats" / "a.txt").exists()


def test_files_are_deleted_all_or_none_by_name_or_by_url(api: DatasetApi, root: Path) -> None:
    dataset_id = created(api)
    delete, folder = api.delete_file_from_obs, root / "bucket1" / "cats"
    missing = {"deleted_url": ["a.txt", "unknown.txt"]}
    assert code(delete, dataset_id=dataset_id, delete_files_spec=missing) == (404, "ModelArts.1673")
    assert (folder / "a.txt").exists()
    both = {"deleted_url": ["a.txt", "a.txt", "obs://bucket1/cats/sub/b.txt"]}
    assert delete(dataset_id=dataset_id, delete_files_spec=both).is_success is True
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert api.query_dataset().datasets[0].file_count == 0


@pytest.mark.parametrize("target", ["outside", "outside/secret.txt", "missing"])
def test_a_link_that_leads_out_or_nowhere_is_an_error_and_never_followed(
    api: DatasetApi, root: Path, target: str
) -> None:
    (root / "bucket1" / "cats" / "link").symlink_to(root.parent / target)
    started = api.create_dataset(dataset_spec={"name": "n", "data_url": "bucket1/cats/"})
    error_code, message = failure(started)
    assert error_code == "ModelArts.1653"
    assert "obs://bucket1/cats/link" in str(message)
    assert api.query_dataset().datasets == []


def test_a_link_in_the_place_of_a_bucket_or_folder_leads_nowhere(api: DatasetApi, root: Path) -> None:
    (root / "bucket2").symlink_to(root.parent / "outside")
    (root / "bucket1" / "out").symlink_to(root.parent / "outside")
    for data_url in ("bucket2", "bucket1/out/"):
        spec = {"name": "n", "data_url": data_url}
        assert code(api.create_dataset, dataset_spec=spec) == (400, "ModelArts.1653")


def test_a_checkout_does_not_follow_a_later_link(api: DatasetApi, root: Path) -> None:
    dataset_id = created(api)
    version_id = published(api, dataset_id)
    folder = root / "bucket1" / "cats"
    (folder / "sub" / "b.txt").unlink()
    (folder / "sub").rmdir()
    (folder / "sub").symlink_to(root.parent / "outside")
    spec = {"version_id": version_id}
    started = api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec)
    assert failure(started)[0] == "ModelArts.1653"
    (folder / "sub").unlink()
    api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()
    assert (folder / "sub" / "b.txt").read_text() == "b"


def test_a_link_within_the_root_is_a_file_with_that_content(api: DatasetApi, root: Path) -> None:
    folder = root / "bucket1" / "cats"
    (folder / "link.txt").symlink_to("a.txt")
    dataset_id = created(api)
    version_id = published(api, dataset_id)
    (folder / "link.txt").unlink()
    spec = {"version_id": version_id}
    api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()
    assert (folder / "link.txt").read_text() == "a"


def test_a_checkout_restores_content_and_dates_and_touches_nothing_else(api: DatasetApi, root: Path) -> None:
    folder, neighbour = root / "bucket1" / "cats", root / "bucket1" / "neighbour.txt"
    neighbour.write_text("untouched")
    os.utime(folder / "a.txt", (1_500_000_000, 1_500_000_000))
    dataset_id = created(api)
    version_id = published(api, dataset_id)
    (folder / "a.txt").write_bytes(os.urandom(300_000))
    (folder / "sub" / "b.txt").unlink()
    (folder / "sub").rmdir()
    (folder / "sub").write_text("a file where a folder was")
    (folder / "later").mkdir()
    (folder / "later" / "c.txt").write_text("c")
    spec = {"version_id": version_id}
    api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()
    files = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}
    assert files == {"a.txt": "a", "sub/b.txt": "b"}
    assert (folder / "a.txt").stat().st_mtime == 1_500_000_000
    assert neighbour.read_text() == "untouched"


def test_a_change_that_no_date_shows_is_stored(api: DatasetApi, root: Path) -> None:
    path = root / "bucket1" / "cats" / "a.txt"
    dataset_id = created(api)
    published(api, dataset_id)
    date = path.stat().st_mtime_ns
    path.write_text("b")
    os.utime(path, ns=(date, date))
    version_id = published(api, dataset_id)
    path.unlink()
    spec = {"version_id": version_id}
    api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()
    assert path.read_text() == "b"


def test_publish_and_checkout_detect_a_change_under_an_old_date(api: DatasetApi, root: Path) -> None:
    path = root / "bucket1" / "cats" / "a.txt"
    old = (1_500_000_000, 1_500_000_000)
    os.utime(path, old)
    dataset_id = created(api)
    first = published(api, dataset_id)
    published(api, dataset_id)
    path.write_text("b")
    os.utime(path, old)
    second = published(api, dataset_id)
    for version_id, content in [(first, "a"), (second, "b"), (first, "a")]:
        path.write_text("c")
        os.utime(path, old)
        spec = {"version_id": version_id}
        api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()
        assert path.read_text() == content


def test_a_checkout_restores_the_date_of_a_touched_file(api: DatasetApi, root: Path) -> None:
    path = root / "bucket1" / "cats" / "a.txt"
    os.utime(path, (1_500_000_000, 1_500_000_000))
    dataset_id = created(api)
    version_id = published(api, dataset_id)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    published(api, dataset_id)
    spec = {"version_id": version_id}
    api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()
    assert path.stat().st_mtime == 1_500_000_000


def test_a_checkout_replaces_a_folder_by_the_file_that_was_there(api: DatasetApi, root: Path) -> None:
    folder = root / "bucket1" / "cats"
    dataset_id = created(api)
    version_id = published(api, dataset_id)
    (folder / "a.txt").unlink()
    (folder / "a.txt" / "deep").mkdir(parents=True)
    (folder / "a.txt" / "deep" / "d.txt").write_text("d")
    spec = {"version_id": version_id}
    api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()
    assert (folder / "a.txt").read_text() == "a"


def test_versions_count_changes_against_their_previous_version(api: DatasetApi, root: Path) -> None:
    folder = root / "bucket1" / "cats"
    dataset_id = created(api)
    first = published(api, dataset_id)
    (folder / "new.txt").write_text("n")
    second = published(api, dataset_id)
    spec = {"version_id": first}
    api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()
    (folder / "a.txt").unlink()
    third = published(api, dataset_id)
    seen = [
        (version.version_id, version.version_name, version.previous_id, version.change_file_count)
        for version in api.get_history_dataset_version(dataset_id=dataset_id).versions
    ]
    assert seen == [
        (first, "V001", "", [{"added_count": 2, "deleted_count": 0}]),
        (second, "V002", first, [{"added_count": 1, "deleted_count": 0}]),
        (third, "V003", first, [{"added_count": 0, "deleted_count": 1}]),
    ]


def test_files_deleted_from_a_version_stay_in_the_folder(api: DatasetApi, root: Path) -> None:
    dataset_id = created(api)
    version_id = published(api, dataset_id)
    ids: dict[str, Any] = {"dataset_id": dataset_id, "version_id": version_id}
    missing = api.delete_file_in_version
    assert code(missing, **ids, body={"deleted_url": ["unknown"]}) == (404, "ModelArts.1673")
    assert api.delete_file_in_version(**ids, body={"deleted_url": ["a.txt"]}) == {"is_success": True}
    assert [file.file_name for file in api.iter_version_files(**ids)] == ["sub/b.txt"]
    assert (root / "bucket1" / "cats" / "a.txt").exists()


TROUBLE = {
    "the folder is gone": (lambda root: (root / "bucket1" / "cats").rename(root / "moved"), "ModelArts.1673"),
    "the bucket is gone": (lambda root: (root / "bucket1").rename(root / "moved"), "ModelArts.1673"),
    "a file in the folder's place": (
        lambda root: ((root / "bucket1" / "cats").rename(root / "moved"), (root / "bucket1" / "cats").write_text("x")),
        "ModelArts.1663",
    ),
}


@pytest.mark.parametrize(("happens", "expected"), TROUBLE.values(), ids=TROUBLE)
def test_a_missing_folder_fails_the_task_and_not_the_emulator(
    api: DatasetApi, root: Path, happens: Any, expected: str
) -> None:
    dataset_id = created(api)
    happens(root)
    publish: dict[str, Any] = {"dataset_id": dataset_id, "description_spec": {}}
    starts: list[Callable[[], Any]] = [
        lambda: api.sync_dataset(dataset_id=dataset_id),
        lambda: api.create_dataset_version(**publish),
    ]
    for start in starts:
        error_code, message = failure(start())
        assert error_code == expected
        assert "bucket1/cats/" in str(message)
    assert api.update_dataset(dataset_id=dataset_id, update_dataset_spec={"name": "still"}).http_status == 200
    assert api.get_history_dataset_version(dataset_id=dataset_id).versions == []


def test_a_file_that_cannot_be_written_fails_the_checkout_and_loses_nothing(api: DatasetApi, root: Path) -> None:
    folder = root / "bucket1" / "cats"
    dataset_id = created(api)
    version_id = published(api, dataset_id)
    (folder / "a.txt").unlink()
    (folder / "later.txt").write_text("later")
    # A FIFO is neither a file nor a folder; it fails the task for root, too.
    os.mkfifo(folder / "a.txt.d")
    (folder / "sub" / "b.txt").unlink()
    (folder / "sub").rmdir()
    os.mkfifo(folder / "sub")
    spec = {"version_id": version_id}
    error_code, message = failure(api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec))
    assert error_code == "ModelArts.1601"
    assert "sub/b.txt" in str(message)
    assert (folder / "later.txt").read_text() == "later"
    assert not [name for name in os.listdir(folder) if "partial" in name]
    (folder / "sub").unlink()
    api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()
    assert (folder / "sub" / "b.txt").read_text() == "b"


def test_a_full_disk_fails_the_checkout_and_leaves_no_partial_file(api: DatasetApi, root: Path) -> None:
    folder = root / "bucket1" / "cats"
    (folder / "big.bin").write_bytes(b"x" * 4_000_000)
    dataset_id = created(api)
    version_id = published(api, dataset_id)
    (folder / "big.bin").unlink()
    (folder / "later.txt").write_text("later")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    spec = {"version_id": version_id}
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
        error_code, message = failure(api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert error_code == "ModelArts.1601"
    assert "obs://bucket1/cats/big.bin" in str(message)
    assert sorted(os.listdir(folder)) == ["a.txt", "later.txt", "sub"]
    api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()
    assert (folder / "big.bin").stat().st_size == 4_000_000


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/datasets", b"not json"),
        ("POST", "/datasets", b"[]"),
        ("POST", "/datasets", b"\xff\xfe"),
        ("POST", "/datasets", b"[" * 100_000),
        ("PUT", "/datasets/{id}", b"null"),
        ("PUT", "/datasets/{id}", b'{"name": {}}'),
        ("POST", "/datasets/{id}/versions", b'{"description": 7}'),
        ("PUT", "/datasets/{id}/versions/current", b'{"version_id": []}'),
        ("DELETE", "/datasets/{id}/files", b'{"deleted_url": "a.txt"}'),
        ("DELETE", "/datasets/{id}/files", b'{"deleted_url": [7]}'),
        ("DELETE", "/datasets/{id}/files", b'{"deleted_url": []}'),
        ("GET", "/datasets/{id}/versions/difference", None),
        ("GET", "/datasets?limit=99999999999999999999", None),
    ],
)
def test_an_undocumented_request_is_refused_and_the_emulator_keeps_running(
    quick: Emulator, method: str, path: str, body: bytes | None
) -> None:
    dataset_id = quick.add_dataset("n", "bucket1/cats/")
    status, answer = raw(quick, method, path.format(id=dataset_id), body)
    assert (status, answer["error_code"]) == (400, "ModelArts.0104")
    assert raw(quick, "GET", "/datasets")[1]["dataset_count"] == 1


def test_a_body_that_is_too_large_is_refused_and_the_emulator_keeps_running(quick: Emulator) -> None:
    assert raw(quick, "POST", "/datasets", b" " * (9 * 1024 * 1024))[0] == 413
    assert raw(quick, "GET", "/datasets")[0] == 200


def test_a_page_beyond_the_end_is_empty(quick: Emulator) -> None:
    quick.add_dataset("n", "bucket1/cats/")
    assert raw(quick, "GET", f"/datasets?offset={2**62}&limit={2**62}")[1]["datasets"] == []


def test_an_unusable_root_is_an_error_at_start_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for path in (tmp_path / "missing", tmp_path / "file"):
        with pytest.raises(OSError, match=re.escape(str(path))):
            Emulator(path)
    assert not (tmp_path / "missing").exists()


def test_a_temporary_root_is_removed_and_a_given_root_stays(root: Path) -> None:
    emulator = Emulator()
    temporary = emulator.root
    (temporary / "bucket1").mkdir()
    emulator.add_dataset("n", "bucket1")
    emulator.close()
    del emulator
    assert not temporary.exists()
    with Emulator(root) as given:
        assert given.root == root.resolve()
    assert (root / "bucket1" / "cats" / "a.txt").exists()


def test_ids_are_uuids_determined_by_the_seed(root: Path) -> None:
    def ids(seed: int) -> list[str]:
        with Emulator(root, pace=0, seed=seed) as emulator:
            dataset_id = emulator.add_dataset("n", "bucket1/cats/")
            return [dataset_id, emulator.add_version(dataset_id)]

    assert ids(1) == ids(1) != ids(2)
    version_4 = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert all(re.fullmatch(version_4, text) for text in ids(3))


def test_reset_removes_datasets_and_keeps_files(api: DatasetApi, quick: Emulator, root: Path) -> None:
    created(api)
    quick.reset()
    assert api.query_dataset().datasets == []
    assert (root / "bucket1" / "cats" / "a.txt").exists()
    created(api)


def test_closing_during_work_is_quick_and_leaves_no_thread(root: Path) -> None:
    for number in range(2000):
        (root / "bucket1" / "cats" / f"{number}.txt").write_text(str(number))
    emulator = Emulator(root, pace=0)
    with emulator.create_client() as client:
        dataset_id = emulator.add_dataset("n", "bucket1/cats/")
        DatasetApi(client).create_dataset_version(dataset_id=dataset_id, description_spec={})
        began = time.monotonic()
        emulator.close()
    assert time.monotonic() - began < LIMIT
    names = [Path(path).read_text() for path in Path("/proc/self/task").glob("*/comm")] if os.name == "posix" else []
    assert not [name for name in names if name.startswith("modelarts-emulat")]


def test_a_thousand_files_are_counted_stored_and_restored(api: DatasetApi, root: Path) -> None:
    folder = root / "bucket1" / "cats"
    for number in range(1000):
        (folder / f"{number}.txt").write_text(str(number % 7))
    dataset_id = created(api)
    version_id = published(api, dataset_id)
    for number in range(0, 1000, 2):
        (folder / f"{number}.txt").unlink()
    spec = {"version_id": version_id}
    api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()
    assert all((folder / f"{number}.txt").read_text() == str(number % 7) for number in range(1000))
    files = api.iter_version_files(dataset_id=dataset_id, version_id=version_id, limit=300)
    assert sum(1 for _ in files) == 1002

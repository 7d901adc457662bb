"""Usual mistakes of users: each is an error that names what was written, and what to write instead."""

from __future__ import annotations

import json
import traceback
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import AuthenticationError, ConfigError, InvalidParameterError, NotFoundError, config
from modelarts.client import DatasetApi
from modelarts.emulator import Emulator
from modelarts.v2 import DataManagement

if TYPE_CHECKING:
    from pathlib import Path

    from modelarts.client import ApiClient

SECRET = "fake-secret-for-tests"


def client_of_file(folder: Path, cluster: dict[str, Any], user: dict[str, Any]) -> ApiClient:
    """Makes a client from a file with one context."""
    path = folder / "config.json"
    content = {
        "contexts": [{"name": "default", "context": {"cluster": "c", "user": "u"}}],
        "clusters": [{"name": "c", "cluster": cluster}],
        "users": [{"name": "u", "user": user}],
    }
    path.write_text(json.dumps(content))
    path.chmod(0o600)
    return config.create_client(path)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            {"ak": "x", "sk": SECRET},
            ["no argument ak; did you mean access_key?", "no argument sk; did you mean secret_key?"],
        ),
        ({"user": "x"}, ["user; did you mean username?"]),
        ({"pasword": SECRET}, ["pasword; did you mean password?"]),
        ({"projectid": "p"}, ["projectid; did you mean project_id?"]),
        ({"region_name": "cn-north-4"}, ["region_name; did you mean region?"]),
        ({"colour": "red"}, ["colour; it has config_file, "]),
    ],
)
def test_an_argument_that_there_is_not_is_an_error_with_the_right_name(
    written: dict[str, Any], meant: list[str]
) -> None:
    with pytest.raises(TypeError) as caught:
        config.create_client(**written)
    for text in meant:
        assert text in str(caught.value)
    assert str(caught.value).startswith("create_client() has no argument ")
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert SECRET not in shown.split("modelarts/config.py")[-1]


def test_an_option_that_there_is_not_is_an_error_with_the_right_name() -> None:
    client = config.create_client(token=SECRET, region="cn-north-4", project_id="p")
    with pytest.raises(TypeError, match=r"with_options\(\) has no argument timout; did you mean timeout\?"):
        client.with_options(timout=3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("no", 'is "no", expected "true" or "false"; write "false"'),
        ("Yes", 'is "Yes", expected "true" or "false"; write "true"'),
        ("0", 'is "0", expected "true" or "false"; write "false"'),
        (SECRET, 'is other text, expected "true" or "false"'),
        (3, 'is a number, expected "true" or "false"'),
    ],
)
def test_a_boolean_that_is_none_is_named(value: object, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        client_of_file(tmp_path, {"region": "cn-north-4", "verify_ssl": value}, {"token": SECRET})
    assert said in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("user", "said"),
    [
        ({"username": "u", "pasword": SECRET}, 'pasword is not known and has no effect; "password" may be meant'),
        ({"ak": "A", "secret_key": SECRET}, 'ak is not known and has no effect; "access_key" may be meant'),
        ({"access_key": "A", "sk": SECRET}, 'sk is not known and has no effect; "secret_key" may be meant'),
        ({"password": SECRET, "user": "u"}, 'user is not known and has no effect; "username" may be meant'),
    ],
)
def test_a_key_of_a_user_that_is_misspelled_is_named_in_the_error_that_it_causes(
    user: dict[str, Any], said: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError) as caught:
        client_of_file(tmp_path, {"region": "cn-north-4"}, user)
    assert said in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_key_of_a_cluster_that_is_misspelled_is_named_in_the_error_that_it_causes(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r'clusters\[0\]\.cluster\.regoin is not known .* "region" may be meant'):
        client_of_file(tmp_path, {"regoin": "cn-north-4"}, {"token": SECRET})


def test_what_is_missing_is_named_with_the_command_that_sets_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="modelarts config set region") as caught:
        config.create_client(token=SECRET)
    assert "modelarts config init" in str(caught.value)
    with pytest.raises(ConfigError, match="modelarts config set password"):
        client_of_file(tmp_path, {"region": "cn-north-4"}, {"username": "u"})
    with pytest.raises(ConfigError, match="modelarts config set secret_key"):
        client_of_file(tmp_path, {"region": "cn-north-4"}, {"access_key": "u"})
    with (
        config.create_client(access_key="A", secret_key=SECRET, region="cn-north-4") as client,
        pytest.raises(InvalidParameterError, match="modelarts config set project_id"),
    ):
        DatasetApi(client).query_dataset()


SPEC = {"name": "cats", "data_url": "bucket/in/", "work_url": "bucket/out/"}


def test_a_misspelled_key_of_a_body_is_an_error_together_with_all_others(emulator: Emulator) -> None:
    with emulator.create_client() as client, pytest.raises(InvalidParameterError) as caught:
        DatasetApi(client).create_dataset(dataset_spec={"descripton": "my cats", "name": "!"})
    misspelled, name, missing = caught.value.problems
    assert misspelled.startswith('dataset_spec.descripton: is no documented key; did you mean "description"?')
    assert "validate=False" in misspelled
    assert name.startswith("dataset_spec.name: ")
    assert missing.startswith("dataset_spec.data_url: is missing")
    assert emulator.requests == []


def test_a_misspelled_key_is_sent_with_a_warning_where_nothing_is_checked(emulator: Emulator) -> None:
    with (
        emulator.create_client(validate=False) as client,
        pytest.warns(UserWarning, match='descripton is no documented key; did you mean "description"'),
        pytest.raises(NotFoundError),
    ):
        DatasetApi(client).create_dataset(dataset_spec={**SPEC, "descripton": "my cats"})


def test_a_misspelled_key_deep_in_a_body_of_version_2_is_an_error(emulator: Emulator) -> None:
    sources: Any = [{"data_type": 0, "data_pth": "obs://bucket/in/"}]
    with emulator.create_client() as client, pytest.raises(InvalidParameterError) as caught:
        DataManagement(client).datasets.create(
            dataset_name="cats",
            dataset_type=0,
            data_sources=sources,
            work_path="obs://bucket/out/",
            work_path_type=0,
        )
    assert 'data_sources[0].data_pth: is no documented key; did you mean "data_path"?' in str(caught.value)


def test_a_key_that_resembles_no_documented_one_is_sent_without_a_word(emulator: Emulator) -> None:
    with emulator.create_client() as client, warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(NotFoundError):
            DatasetApi(client).create_dataset(dataset_spec={**SPEC, "owner_team": "x"})


@pytest.mark.parametrize("password", ["password", "wrong", "username"])
def test_a_password_that_is_a_common_word_leaves_the_words_of_the_service_whole(
    password: str, emulator: Emulator
) -> None:
    with emulator.create_client(password=password) as client, pytest.raises(AuthenticationError) as caught:
        DatasetApi(client).query_dataset()
    assert "The username or password is wrong." in str(caught.value)


def test_a_wrong_password_says_what_to_look_at(emulator: Emulator) -> None:
    with emulator.create_client(password=SECRET) as client, pytest.raises(AuthenticationError) as caught:
        DatasetApi(client).query_dataset()
    assert "account" in (caught.value.advice or "")
    assert "IAM user" in str(caught.value)
    with emulator.create_client(password=SECRET, language="zh") as client, pytest.raises(AuthenticationError) as caught:
        DatasetApi(client).query_dataset()
    assert "IAM 用户" in str(caught.value)


def test_a_wrong_key_says_what_to_look_at(emulator: Emulator) -> None:
    settings: dict[str, Any] = {
        "endpoint": emulator.url,
        "region": emulator.region,
        "project_id": emulator.project_id,
        "secret_key": SECRET,
    }
    with (
        config.create_client(access_key=emulator.access_key, **settings) as client,
        pytest.raises(AuthenticationError) as caught,
    ):
        DatasetApi(client).query_dataset()
    assert caught.value.error_code == "APIG.0301"
    assert "secret_key" in (caught.value.advice or "")


def test_other_ids_and_names_in_place_of_an_id_are_explained(tmp_path: Path) -> None:
    (tmp_path / "bucket/in").mkdir(parents=True)
    (tmp_path / "bucket/in/a.png").write_bytes(b"a")
    with Emulator(root=tmp_path) as emulator, emulator.create_client() as client:
        api = DatasetApi(client)
        dataset = emulator.add_dataset("cats", "bucket/in/")
        emulator.add_version(dataset)
        with pytest.raises(NotFoundError, match="not the id of the dataset"):
            api.get_task_status(task_id=dataset)
        with pytest.raises(NotFoundError, match="not its name"):
            api.checkout_dataset_version(dataset_id=dataset, target_version_id_spec={"version_id": "V001"})
        with pytest.raises(NotFoundError, match="not its name"):
            api.get_dataset(dataset_id="cats")
        service = DataManagement(client)
        with pytest.raises(NotFoundError, match="not its name"):
            service.datasets.get("cats")


@pytest.mark.parametrize("form", ["obs://bucket/in/", "s3://bucket/in/", "/bucket/in/", "bucket/in/"])
def test_an_address_in_obs_may_be_written_in_any_form(form: str, tmp_path: Path) -> None:
    (tmp_path / "bucket/in").mkdir(parents=True)
    with Emulator(root=tmp_path) as emulator, emulator.create_client() as client:
        api = DatasetApi(client)
        api.create_dataset(dataset_spec={"name": "cats", "data_url": form}).wait()
        (dataset,) = api.iter_datasets()
        assert dataset.data_url == "bucket/in/"


def test_a_file_may_be_deleted_by_the_address_in_a_response(tmp_path: Path) -> None:
    (tmp_path / "bucket/in").mkdir(parents=True)
    (tmp_path / "bucket/in/a.png").write_bytes(b"a")
    with Emulator(root=tmp_path) as emulator, emulator.create_client() as client:
        api = DatasetApi(client)
        dataset = emulator.add_dataset("cats", "bucket/in/")
        version = emulator.add_version(dataset)
        (file,) = api.iter_version_files(dataset_id=dataset, version_id=version)
        api.delete_file_from_obs(dataset_id=dataset, delete_files_spec={"deleted_url": [file.file_url]})
    assert not (tmp_path / "bucket/in/a.png").exists()


@pytest.mark.parametrize("value", ["30", "0.5"])
def test_a_timeout_that_is_a_number_as_text_is_seconds(value: str) -> None:
    client = config.create_client(token=SECRET, region="cn-north-4", project_id="p", timeout=value)
    assert client._core.describe()["timeout"] == float(value)
    with pytest.raises(InvalidParameterError, match="timeout: is 'soon', expected a number of seconds"):
        config.create_client(token=SECRET, region="cn-north-4", project_id="p", timeout="soon")

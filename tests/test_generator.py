"""The generator on other models than that of the package: every type and option, and what it refuses."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from generator import api_classes, bodies, parse, reference, responses, rust

ROOT = Path(__file__).resolve().parents[1]
V1 = (ROOT / "api/v1/dataset.toml").read_text("utf-8")
# Before a fixture changes HOME, in which rustup looks for rustfmt.
ENVIRONMENT = dict(os.environ)

# Every type and option that the head of api/v1/dataset.toml lists and the dataset API doesn't use.
JOBS = """
version = "v2"
name = "JobApi"
title_en = "Jobs"
title_zh = "作业"
en = "Calls the job service."
zh = "作业服务的接口。"

[outputs]
rust = "jobs"
python = "job_api"
reference = "v2-jobs"

[modules]
job = "The responses of the calls for jobs."
job_status = "The status of a job."

[accept]
integer = ["text"]

[parameter.project_id]
place = "path"
type = "id"
required = false
en = "The project."
zh = "项目 ID。"

[parameter.start]
place = "query"
type = "integer"
max = 1000
en = "The first page."
zh = "起始页。"

[parameter.size]
place = "query"
type = "integer"
min = 1
max = 50
en = "The number of items per page."
zh = "每页条数。"

[parameter.ratio]
place = "query"
type = "number"
en = "A ratio."
zh = "比例。"

[parameter.deep]
place = "query"
type = "boolean"
required = true
en = "Whether to look into folders."
zh = "是否包含子目录。"

[parameter.label]
place = "query"
type = "text"
min = 2
en = "A label."
zh = "标签。"

[body.JobSpec]
en = "What `create_job` creates."
zh = "`create_job` 的请求体。"
member.name = { type = "text", min = 3, max = 9, required = true, alias = "title", en = "the name", zh = "名称" }
member.algorithm = { type = "object", of = "Algorithm", required = true, en = "the algorithm", zh = "算法" }
member.inputs = { type = "list", items = { type = "object", of = "Input" }, max = 4, en = "the inputs", zh = "输入" }
member.weights = { type = "list", items = { type = "number" }, min = 1, max = 3, en = "the weights", zh = "权重" }
member.tags = { type = "mapping", en = "the tags", zh = "标签" }
member.extra = { type = "any", en = "anything", zh = "任意值" }
member.ratio = { type = "number", en = "the ratio", zh = "比例" }
member.retry = { type = "boolean", default = false, en = "whether to retry", zh = "是否重试" }
member.nodes = { type = "integer", min = 1, max = 8, default = 1, en = "the nodes", zh = "节点数" }

[body.Algorithm]
en = "The algorithm of a job."
zh = "作业的算法。"
member.code_dir = { type = "text", min = 2, required = true, en = "the folder of the code", zh = "代码目录" }

[body.Input]
en = "An input of a job."
zh = "作业的输入。"
member.url = { type = "text", min = 1, en = "the URL", zh = "URL" }

[response.Job]
base = "WithCreateTime"
en = "A job."
zh = "作业。"

[response.Job.fields]
id = { type = "text", presence = "required", en = "The id.", zh = "ID。" }
status = { type = "state", states = "JobState", en = "The status.", zh = "状态。" }
spec = { type = "object", of = "JobMetadata", presence = "required", en = "The metadata.", zh = "元数据。" }
parent = { type = "object", of = "Job", en = "The job before.", zh = "上一个作业。" }
score = { type = "number", en = "The score.", zh = "得分。" }
tags = { type = "mapping", en = "The tags.", zh = "标签。" }
extra = { type = "any", en = "Anything.", zh = "任意值。" }
counts = { type = "list", items = "integer", accept = ["single"], en = "The counts.", zh = "计数。" }
logs = { type = "list", items = "mapping", presence = "empty-if-missing", en = "The logs.", zh = "日志。" }
create_time = { type = "integer", en = "The creation time.", zh = "创建时间。" }

[response.JobMetadata]
module = "job_status"
en = "The metadata of a job."
zh = "作业的元数据。"

[response.JobMetadata.fields]
is_good = { type = "boolean", always_present = true, en = "Whether it is good.", zh = "是否正常。" }

[response.BigJob]
base = "LongJob"
en = "A big job."
zh = "大作业。"

[response.LongJob]
base = "Job"
en = "A long job."
zh = "长作业。"

[response.LongJob.fields]
score = { type = "number", en = "The score.", zh = "得分。" }
hours = { type = "number", en = "The hours.", zh = "小时数。" }

[response.JobList]
en = "The response of `list_jobs`."
zh = "`list_jobs` 的响应。"

[response.JobList.fields]
total = { type = "integer", en = "The number of jobs.", zh = "作业数。" }
jobs = { type = "list", items = "Job", presence = "required", en = "The jobs.", zh = "作业列表。" }

[states.JobState]
module = "job_status"
en = "The states of a job."
zh = "作业状态。"
running = { RUNNING = ["Running.", "运行中。"] }
failed = { FAILED = ["Failed.", "失败。"], ABORTED = ["Aborted.", "已终止。"] }
succeeded = { COMPLETED = ["Completed.", "已完成。"] }

[operation.create_job]
method = "POST"
path = "/v2/{project_id}/jobs"
parameters = ["project_id", "job_spec"]
response = "BigJob"
page = "创建作业"
page_en = "creating a job"
en = "Creates a job."
zh = "创建作业。"
returns_en = "The job."
returns_zh = "作业。"
example = ">>> jobapi.create_job(job_spec={})"
parameter.job_spec = { place = "body", type = "body", body = "JobSpec", en = "The job:", zh = "作业：" }

[operation.list_jobs]
method = "GET"
path = "/v2/{project_id}/jobs"
parameters = ["project_id", "deep", "start", "size", "ratio", "label"]
response = "JobList"
page = "查询作业"
page_en = "listing jobs"
en = "Lists jobs."
zh = "查询作业。"
returns_en = "The jobs."
returns_zh = "作业列表。"
example = ">>> jobapi.list_jobs(deep=True)"

[operation.list_jobs.pages]
iterator = "iter_jobs"
items = "jobs"
key = "id"
total = "total"
offset = "start"
limit = "size"
page_size = 50
filters = []
en = "Iterates over all jobs."
zh = "遍历全部作业。"
item_en = "job"
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All files that are written for two APIs, by their paths in the repository."""
    root = tmp_path_factory.mktemp("model")
    _write(root, V1, JOBS)
    files: dict[Path, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        if shutil.which("rustfmt") is None:
            pytest.skip("rustfmt formats the Rust tables")
        for module in (api_classes, bodies, reference, responses, rust):
            files |= module.outputs(root)
        files |= rust.modules(root, files)
    return {path.relative_to(root).as_posix(): text for path, text in files.items()}


def _write(root: Path, dataset: str, jobs: str | None = None) -> None:
    (root / "api/v1").mkdir(parents=True)
    (root / "api/v2").mkdir(parents=True)
    (root / "api/v1/dataset.toml").write_text(dataset, "utf-8")
    if jobs is not None:
        (root / "api/v2/jobs.toml").write_text(jobs, "utf-8")
    shutil.copy(ROOT / "api/error_codes.toml", root / "api")


def has(text: str, *parts: str) -> None:
    """Asserts that a text has these parts, however its white space is laid out."""
    squeezed = " ".join(text.split())
    for part in parts:
        assert " ".join(part.split()) in squeezed


def test_an_api_is_written_to_the_files_that_its_head_names(written: dict[str, str]) -> None:
    assert written.keys() >= {
        "src/api/generated/dataset.rs",
        "src/api/generated/jobs.rs",
        "src/api/generated/mod.rs",
        "python/modelarts/client/dataset_api.py",
        "python/modelarts/client/job_api.py",
        "python/modelarts/client/job_api.pyi",
        "python/modelarts/client/async_job_api.py",
        "python/modelarts/client/async_job_api.pyi",
        "python/modelarts/responses/job.py",
        "python/modelarts/responses/job_status.py",
        "docs/reference/v1.md",
        "docs/reference/v2-jobs.md",
        "docs/reference/v2-jobs.zh-CN.md",
    }


def test_another_api_leaves_the_files_of_the_dataset_api_as_they_are(written: dict[str, str]) -> None:
    for name in ("src/api/generated/dataset.rs", "python/modelarts/client/dataset_api.py", "docs/reference/v1.md"):
        assert written[name] == (ROOT / name).read_text("utf-8")


def test_python_code_of_every_type_compiles(written: dict[str, str]) -> None:
    for name, text in written.items():
        if name.endswith((".py", ".pyi")):
            compile(text, name, "exec")


def test_the_lookup_has_all_tables(written: dict[str, str]) -> None:
    has(
        written["src/api/generated/mod.rs"],
        "pub mod dataset; pub mod error_codes; pub mod jobs;",
        "&[dataset::OPERATIONS, jobs::OPERATIONS]",
    )


def test_the_rust_table_has_every_type(written: dict[str, str]) -> None:
    text = written["src/api/generated/jobs.rs"]
    has(
        text,
        'name: "deep", key: "deep", place: Place::Query, required: true, rule: Rule::Boolean,',
        'name: "ratio", key: "ratio", place: Place::Query, required: false, rule: Rule::Number {',
        "rule: Rule::Integer { min: 0, max: 1000 },",
        'alias: Some("title"),',
        "rule: Rule::Object(ALGORITHM),",
        "rule: Rule::List { item: &Rule::Object(INPUT), min: 0, max: 4, },",
        "rule: Rule::List { item: &Rule::Number { min: f64::NEG_INFINITY, max: f64::INFINITY, }, min: 1, max: 3, },",
        'name: "tags", alias: None, required: false, rule: Rule::Object(&[]),',
        'name: "extra", alias: None, required: false, rule: Rule::Any,',
        "shape: Shape::Object(&JOB_METADATA),",
        "shape: Shape::Object(&JOB),",
        "shape: Shape::Number,",
        "shape: Shape::Mapping,",
        "shape: Shape::Any,",
        "shape: Shape::Integer { text: true },",
        "shape: Shape::List { item: &Shape::Integer { text: false }, single: true, empty: false, },",
        "shape: Shape::List { item: &Shape::Mapping, single: false, empty: false, },",
        'shape: Shape::State(&["RUNNING", "COMPLETED", "FAILED", "ABORTED"]),',
    )
    # What the table doesn't use would be a warning.
    assert "Status" not in text


def test_response_classes_have_every_type(written: dict[str, str]) -> None:
    text = written["python/modelarts/responses/job.py"]
    has(
        text,
        "if TYPE_CHECKING: from typing import Any from modelarts.responses.job_status import JobMetadata",
        "else: from modelarts._deferred import Any",
        "spec: RequiredField[JobMetadata]",
        "parent: Field[Job]",
        "score: Field[float]",
        "tags: Field[dict[str, Any]]",
        "extra: Field[Any]",
        "counts: Field[list[int]]",
        "logs: RequiredField[list[dict[str, Any]]]",
    )
    # Fields of the bases, written by hand or generated, are not declared again, and bases come first.
    assert "create_time" not in text
    assert text.count("score: Field") == 1
    assert (
        text.index("class Job(WithCreateTime, Response)")
        < text.index("class LongJob(Job)")
        < text.index("class BigJob(LongJob)")
    )
    has(
        written["python/modelarts/responses/job_status.py"],
        'JOB_SUCCEEDED = frozenset({"COMPLETED"})',
        'JOB_FAILED = frozenset({"FAILED", "ABORTED"})',
        "JOB_FINAL = JOB_SUCCEEDED | JOB_FAILED",
    )
    has(
        written["python/modelarts/responses/__init__.py"],
        "from modelarts.responses.job_status import JobMetadata, JobState",
    )


def test_bodies_have_every_type_and_limit(written: dict[str, str]) -> None:
    has(
        written["python/modelarts/bodies.py"],
        "# Written by tools/generate.py from api/v1/dataset.toml, api/v2/jobs.toml; do not edit.",
        "from collections.abc import Mapping, Sequence",
        "name (str): The name; 3 to 9 characters.",
        "algorithm: Algorithm | Mapping[str, object]",
        "inputs: Sequence[Input | Mapping[str, object]]",
        "The inputs; at most 4 items; optional.",
        "weights: Sequence[float]",
        "The weights; 1 to 3 items; optional.",
        "tags: Mapping[str, object]",
        "extra: object",
        "ratio: float",
        "retry: bool",
        "The nodes; 1 to 8; optional.",
        "code_dir (str): The folder of the code; at least 2 characters.",
    )


def test_api_classes_have_every_type_and_limit(written: dict[str, str]) -> None:
    sync, stub = (written[f"python/modelarts/client/job_api.{kind}"] for kind in ("py", "pyi"))
    has(
        sync,
        "class JobApi(BaseApi):",
        "deep: bool | Unset = UNSET,",
        "ratio: float | None = None,",
        "start: The first page; 0 to 1000.",
        "label: A label; at least 2 characters.",
        "`algorithm` (the algorithm; `Algorithm`; required)",
        "size: int = 50,",
        'pages = Pagination(size, offset_counts, "id")',
        "whether the service's `start` counts pages",
        "pages.offset, size, ratio, label, timeout=timeout,",
    )
    assert "start: int" not in sync[sync.index("def iter_jobs") :]
    # Nothing is imported that isn't used.
    assert "TaskWaits" not in sync + stub
    assert "Sequence" not in sync + stub
    has(stub, "class JobApi(BaseApi):", ") -> BigJob: ...")
    asynchronous = written["python/modelarts/client/async_job_api.py"]
    has(asynchronous, "Arguments, result and errors are those of `JobApi.create_job`.", "AsyncIterator[Job]")
    assert "Coroutine" not in asynchronous


def test_reference_pages_have_every_type_and_limit(written: dict[str, str]) -> None:
    has(
        written["docs/reference/v2-jobs.md"],
        "# Jobs v2",
        "| `start` | no | `int` | | The first page; 0 to 1000. |",
        "| `algorithm` | yes | `Algorithm` | | The algorithm. |",
        "| `inputs` | no | `Sequence[Input]` | | The inputs; at most 4 items. |",
        "Keys of `Algorithm`; other keys are sent as they are:",
        "| `code_dir` | yes | `str` | | The folder of the code; at least 2 characters. |",
        "| `spec` | [`JobMetadata`](#jobmetadata) | The metadata. |",
        "| `tags` | `dict[str, Any]` | The tags. |",
        "takes the same, without `start`, and",
    )
    has(
        written["docs/reference/v2-jobs.zh-CN.md"],
        "# 作业 v2",
        "| `nodes` | 否 | `int` | `1` | 节点数，1～8。 |",
        "| `weights` | 否 | `Sequence[float]` | | 权重，1～3 个。 |",
        "| `label` | 否 | `str` | | 标签，至少 2 个字符。 |",
    )


@pytest.mark.parametrize(
    ("there", "instead", "message"),
    [
        ('method = "GET"', 'method = "GET"\nidempotent = true', "idempotent"),
        ('response = "JobList"', 'response = "Jobs"', "unknown response Jobs"),
        ('items = "Job"', 'items = "Jbo"', "unknown items Jbo"),
        ('of = "JobMetadata"', 'of = "Metadata"', "unknown class Metadata"),
        ('states = "JobState"', 'states = "State"', "unknown states State"),
        ('of = "Algorithm"', 'of = "Algorism"', "Algorism is missing or unknown"),
        ('of = "Input"', 'of = "JobSpec"', "JobSpec: it is a member of itself"),
        ("/v2/{project_id}/jobs", "/v2/{project}/jobs", "its path has other parameters"),
        ('type = "number"', 'type = "float"', "unknown type"),
        ('type = "number"', 'type = "list"', "items is missing"),
        ('"number"\nen', '"number"\nof = "X"\nen', "of is no option of the type number"),
        ('place = "query"\ntype = "number"', 'place = "query"\ntype = "any"', "a any can't be sent"),
        ('module = "job_status"\nen = "The m', 'module = "jobs"\nen = "The m', "JobMetadata: unknown module jobs"),
        ('base = "WithCreateTime"', 'base = "Outdated"', "unknown base Outdated"),
        ('job_status = "The', 'task = "The', "unknown module job_status"),
        ('job = "The', 'started = "The', "started.py is written by hand"),
        ('offset = "start"', 'offset = "offset"', "unknown parameters: offset"),
        ('accept = ["single"]', 'accept = ["text"]', "unknown accept text"),
        ('rust = "jobs"', 'rust = "dataset"', "output rust dataset is declared twice"),
        ("[operation.list_jobs", "[operation.query_dataset", "call query_dataset is declared twice"),
        ('response = "BigJob"', 'response = "BigJob"\nstarts_task = true', "no call of this API has states"),
        ('version = "v2"', "", "version"),
    ],
)
def test_what_the_model_does_not_know_is_refused(there: str, instead: str, message: str, tmp_path: Path) -> None:
    assert there in JOBS
    _write(tmp_path, V1, JOBS.replace(there, instead))
    with pytest.raises(ValueError, match=message):
        responses.outputs(tmp_path)


def test_an_unknown_category_of_an_error_code_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, V1)
    path = tmp_path / "api/error_codes.toml"
    path.write_text(path.read_text("utf-8").replace('category = "labeling"', 'category = "labelling"'), "utf-8")
    with pytest.raises(ValueError, match="unknown category labelling"):
        parse.error_codes(tmp_path)


def test_a_new_call_is_one_entry_of_the_model(tmp_path: Path) -> None:
    entry = """
[operation.count_files]
method = "GET"
path = "/v1/{project_id}/datasets/{dataset_id}/files"
parameters = ["project_id", "dataset_id", "search_content"]
response = "FileCount"
page = "查询文件数"
page_en = "counting files"
en = "Counts the files of a dataset."
zh = "查询数据集的文件数。"
returns_en = "The number of files."
returns_zh = "文件数。"
example = ">>> datasetapi.count_files(dataset_id='d')"

[response.FileCount]
en = "The response of `count_files`."
zh = "`count_files` 的响应。"

[response.FileCount.fields]
file_count = { type = "integer", presence = "required", en = "The number of files.", zh = "文件数。" }
"""
    _write(tmp_path, V1 + entry)
    files = api_classes.outputs(tmp_path)
    sync, stub = (files[tmp_path / f"python/modelarts/client/dataset_api.{kind}"] for kind in ("py", "pyi"))
    assert 'return self._core.call("count_files", (project_id, dataset_id, search_content), timeout)' in sync
    assert "    ) -> FileCount: ..." in stub

"""The responses of the methods of `Samples`."""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelarts.responses.base import EnumerationField, Field, RequiredField, Response, ResponseList, WithErrorCode
from modelarts.responses.page import Page
from modelarts.v2.enumerations import SampleStatus, SampleType

if TYPE_CHECKING:
    from modelarts.v2.responses.shared import Label, SampleLabel, SampleMetadata, Worker

__all__ = [
    "Sample",
    "SamplePage",
    "SampleUpload",
    "SearchCriteria",
    "UploadedSample",
]


class Sample(Response):
    """A sample."""

    __slots__ = ()

    _urls = (
        "source",
        "preview",
        "sub_sample_url",
    )

    sample_id: RequiredField[str] = RequiredField("The id.")
    sample_name: Field[str] = Field("The name.")
    sample_type: EnumerationField[SampleType] = EnumerationField("The type.", SampleType)
    sample_status: EnumerationField[SampleStatus] = EnumerationField(
        'The status; the examples have "UN_ANNOTATION" and "MANUAL_ANNOTATION", the documents\' table has '
        "the values of `SampleState`.",
        SampleStatus,
    )
    labels: Field[ResponseList[SampleLabel]] = Field("The labels.")
    source: Field[str] = Field("The signed URL of the file in OBS; it expires.")
    preview: Field[str] = Field(
        "The signed URL of a preview; it expires. It is returned, but not in the documents' table."
    )
    sub_sample_url: Field[str] = Field("The URL of the sub-sample, in medicine.")
    metadata: Field[SampleMetadata] = Field("The attributes.")
    sample_time: Field[int] = Field("The time of the last change in OBS as Unix time, in milliseconds.")
    sample_size: Field[int] = Field("The size of the file, in bytes.")
    sample_dir: Field[str] = Field("The folder of the file.")
    sample_data: Field[list[str]] = Field("The content, in pieces.")
    annotated_by: Field[str] = Field(
        'Who labelled the sample, like "human/account/user"; returned, but not in the documents\' table.'
    )
    labelers: Field[ResponseList[Worker]] = Field("The members of the labelling team who have the sample.")
    worker_id: Field[str] = Field("The member of the labelling team.")
    score: Field[str] = Field("The overall score, in team labelling.")
    check_accept: Field[bool] = Field("Whether the sample was accepted, in team labelling.")
    check_comment: Field[str] = Field("The comment of the acceptance, in team labelling.")
    check_score: Field[str] = Field("The score of the acceptance, in team labelling.")
    review_accept: Field[bool] = Field("Whether the sample passed the review, in team labelling.")
    review_comment: Field[str] = Field("The comment of the review, in team labelling.")
    review_score: Field[str] = Field("The score of the review, in team labelling.")
    deletion_reasons: Field[list[str]] = Field("Why the sample was deleted, in medicine.")
    hard_details: Field[dict[str, Any]] = Field(
        'The reasons for a hard example by their ids, each with "id", "reason", "suggestion" and "alo_name", its alias.'
    )


class SamplePage(Page[Sample]):
    """The response of `samples.list` and `auto_labelling.samples`: one page."""

    __slots__ = ()

    _items = "samples"

    sample_count: Field[int] = Field("The number of samples.")


class SampleUpload(WithErrorCode):
    """The response of `samples.add`."""

    __slots__ = ()

    success: Field[bool] = Field("Whether all samples were added.")
    results: Field[ResponseList[UploadedSample]] = Field("The result for each sample.")


class UploadedSample(WithErrorCode):
    """The result for one sample of `samples.add`."""

    __slots__ = ()

    success: Field[bool] = Field("Whether the sample was added.")
    name: Field[str] = Field("The name of the sample; the path of its file in the example.")
    info: Field[str] = Field("The id of the new sample, by the example.")


class SearchCriteria(Response):
    """What the samples of a dataset can be searched for."""

    __slots__ = ()

    labels: Field[ResponseList[Label]] = Field("The labels.")
    labelers: Field[list[str]] = Field("The people who labelled samples.")
    metadata: Field[dict[str, Any]] = Field("The values of each attribute, as a list of texts by its name.")

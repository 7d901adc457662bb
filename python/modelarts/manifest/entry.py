"""The entries of a manifest: dicts whose documented keys are attributes, too."""

from __future__ import annotations

from modelarts.language import joined, message
from modelarts.manifest.origin import CONTENT, Origin
from modelarts.manifest.voc import Voc, VocObject, read_voc
from modelarts.responses.base import AttributeDict, Field, RequiredField, ResponseList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from modelarts.errors import ManifestError

else:
    from modelarts._deferred import Any

__all__ = ["Annotation", "Entry"]

_NOWHERE = Origin()


class _Annotation(AttributeDict):
    __slots__ = ()

    @property
    def kind(self) -> str:
        """What follows the last slash of `type`, like "object_detection"."""
        return str(self.get("type") or "").rpartition("/")[2]


class Annotation(_Annotation):
    """A label of a sample, or the file that holds its labels.

    A documented key that is absent is None as an attribute. Other keys are kept under their own names.
    """

    __slots__ = ()

    type: RequiredField[str] = RequiredField('The type, like "modelarts/image_classification".')
    name: Field[str] = Field("The label; absent where a file holds the labels.")
    id: Field[str] = Field('The id of an entity or a relation, like "E1" or "R1".')
    annotation_loc: Field[str] = Field("The address of the Pascal VOC file with the labels.", key="annotation-loc")
    annotation_format: Field[str] = Field('The format of that file; "PASCAL VOC".', key="annotation-format")
    annotation_loc_map: Field[str] = Field("The mapping of the path of that file.", key="annotation-loc-map")
    confidence: Field[float] = Field("The confidence of a label that a machine made, 0 to 1.")
    annotated_by: Field[str] = Field('Who made the label, like "human/account/user".', key="annotated-by")
    creation_time: Field[str] = Field('When the label was made, "YYYY-MM-DD hh:mm:ss".', key="creation-time")
    hard: Field[bool] = Field("Whether it is a hard example.")
    hard_coefficient: Field[float] = Field("The difficulty, 0 to 1.", key="hard-coefficient")
    property: Field[dict[str, Any]] = Field('The attributes, like "@modelarts:start_index"; a list in some old files.')


class _Entry(AttributeDict):
    __slots__ = ("_line", "_origin")

    _line: int | None
    _origin: Origin | None

    @property
    def labels(self) -> list[str]:
        """The names of the labels, each once, in their order.

        The labels of a detection or segmentation are read from its Pascal VOC file, as `boxes` are.

        Raises:
            ManifestError: A label file can't be read; the text says how to name its folder.
        """
        names: dict[str, None] = {}
        for index, annotation in enumerate(self.get("annotation") or ()):
            if annotation.get("name") is not None:
                names[annotation["name"]] = None
            elif annotation.get("annotation-loc") is not None:
                names.update((found.name, None) for found in self._voc(index).objects)
        return list(names)

    @property
    def boxes(self) -> list[VocObject]:
        """The labelled boxes of a detection or segmentation; empty for other samples.

        They are read from the Pascal VOC files of the annotations at each use. Objects of other shapes,
        such as polygons, are in `read_voc(…).objects`.

        Raises:
            ManifestError: A label file can't be read; the text says how to name its folder.
        """
        return [found for voc in self._vocs() for found in voc.objects if found.shape == "bndbox"]

    @property
    def text(self) -> str | None:
        """The text of a sample whose source is `content://` and a text; None for a file."""
        source = self.get("source")
        return source[len(CONTENT) :] if isinstance(source, str) and source.startswith(CONTENT) else None

    def _vocs(self) -> Iterator[Voc]:
        for index, annotation in enumerate(self.get("annotation") or ()):
            if annotation.get("annotation-loc") is not None:
                yield self._voc(index)

    def _voc(self, index: int) -> Voc:
        address = self["annotation"][index]["annotation-loc"]
        field = f"annotation[{index}].annotation-loc"
        path = self._local(address, field)
        if path is None:
            problem = message("{address} is not on this machine", address=address)
            raise self._error(field, joined(None, [problem, _advice(address)], "; "))
        try:
            return read_voc(path)
        except OSError as error:
            problem = message("{address} can't be read: {error}", address=address, error=error)
            raise self._error(field, joined(None, [problem, _advice(address)], "; ")) from error

    def _local(self, address: str, field: str) -> str | None:
        try:
            return (self._origin or _NOWHERE).local(address)
        except ValueError as error:
            raise self._error(field, f"{address} {error}") from error

    def _error(self, field: str | None, problem: str) -> ManifestError:
        return (self._origin or _NOWHERE).error(self._line, field, problem)


class Entry(_Entry):
    """A line of a manifest: a sample and its labels.

    A documented key that is absent is None as an attribute. Other keys are kept under their own names, and are
    written again.
    """

    __slots__ = ()

    source: RequiredField[str] = RequiredField("The address of the sample, or `content://` and a text.")
    usage: Field[str] = Field('What the sample is for: "TRAIN", "EVAL", "TEST" or "INFERENCE".')
    annotations: RequiredField[ResponseList[Annotation]] = RequiredField(
        "The labels; empty if there are none.", key="annotation"
    )
    id: Field[str] = Field("The id that the service gave the sample.")
    sample_type: Field[int] = Field(
        "The kind of the sample: 0 image, 1 text, 2 audio, 4 table, 6 video.", key="sample-type"
    )
    hard: Field[bool] = Field("Whether it is a hard example.")
    hard_coefficient: Field[float] = Field("The difficulty, 0 to 1.", key="hard-coefficient")
    hard_reasons: Field[str] = Field('The numbers of the reasons, like "3-20-21".', key="hard-reasons")
    inference_loc: Field[str] = Field("The address of the result of an inference.", key="inference-loc")
    source_type: Field[str] = Field('The kind of the file of a table: "CarbonData" or "csv".', key="source-type")
    source_map: Field[str] = Field("The mapping of the source.", key="source-map")
    result: Field[str] = Field('The result of a batch service: "SUCCESSFUL" or "FAILED".')
    error_message: Field[str] = Field("The error of a batch service.")
    property: Field[dict[str, Any]] = Field('The attributes, like "@modelarts:time_in_video".')


def _advice(address: str) -> str:
    folder = address.rpartition("/")[0] + "/"
    call = f"read(…, files={{{folder!r}: 'folder'}})"
    return message("name the folder that has a copy of it: {call}", call=call)

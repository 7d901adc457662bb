"""Manifests and label files for tests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

BUCKET = "s3://bucket/flowers/"
# Examples of the documentation, without the last line break.
DOCUMENTED = """\
{"source":"s3://path/to/image1.jpg","usage":"TRAIN","hard":"true","hard-coefficient":0.8,\
"id":"0162005993f8065ef47eefb59d1e4970","annotation":[{"type":"modelarts/image_classification","name":"cat",\
"property":{"color":"white","kind":"Persian cat"},"hard":"true","hard-coefficient":0.8,"annotated-by":"human",\
"creation-time":"2019-01-23 11:30:30"},{"type":"modelarts/image_classification","name":"animal",\
"annotated-by":"modelarts/active-learning","confidence":0.8,"creation-time":"2019-01-23 11:30:30"}],\
"inference-loc":"/path/to/inference-output"}
{"annotation":[{"name":"向日葵","type":"modelarts/image_classification"}],"usage":"train","source":"s3://b/2.jpg"}
{"source":"content://Michael Jordan","annotation":[{"type":"modelarts/text_entity","name":"Person","id":"E1",\
"property":{"@modelarts:start_index":0,"@modelarts:end_index":14}}]}
{"source":"s3://b/3.jpg"}"""


def line(**fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False)


def classified(source: str, *labels: str, **fields: Any) -> str:
    annotations = [{"type": "modelarts/image_classification", "name": label} for label in labels]
    return line(source=source, annotation=annotations, **fields)


def detected(source: str, label_file: str, **fields: Any) -> str:
    annotation = {"type": "modelarts/object_detection", "annotation-loc": label_file}
    return line(source=source, annotation=[annotation], **fields)


def shape(name: str, kind: str, more: str = "", **coordinates: float) -> str:
    points = "".join(f"<{key}>{value}</{key}>" for key, value in coordinates.items())
    return f"<object><name>{name}</name><pose>0</pose>{more}<{kind}>{points}</{kind}></object>"


def box(name: str, xmin: float, ymin: float, xmax: float, ymax: float, more: str = "") -> str:
    return shape(name, "bndbox", more, xmin=xmin, ymin=ymin, xmax=xmax, ymax=ymax)


def voc(*objects: str, size: tuple[int, int] | None = (100, 50)) -> str:
    measured = (
        "" if size is None else f"<size><width>{size[0]}</width><height>{size[1]}</height><depth>3</depth></size>"
    )
    head = f"<folder>NA</folder><filename>1.jpg</filename>{measured}<segmented>0</segmented>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<annotation>{head}{"".join(objects)}</annotation>\n'


def detection(folder: Path, *files: tuple[str, str], usage: str | None = None) -> list[str]:
    """Writes label files, and returns lines that name them."""
    lines = []
    for number, (picture, text) in enumerate(files, 1):
        (folder / f"{number}.xml").write_text(text, encoding="utf-8")
        fields = {} if usage is None else {"usage": usage}
        lines.append(detected(f"{BUCKET}{picture}", f"{BUCKET}{number}.xml", **fields))
    return lines

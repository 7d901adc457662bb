"""Manifests of ModelArts: files of JSON lines that tie samples to their labels.

>>> from modelarts import manifest
>>> for entry in manifest.read("V002.manifest"):
...     print(entry.source, entry.labels)

`read` iterates over a file of any size and `write` writes one. `to_coco`, `to_yolo` and `to_imagefolder`
convert entries for training tools; they touch no file themselves.

The format is described in "Specifications for Importing a Manifest File" of the ModelArts documentation. In
real files, `usage` is also in lower case, `hard` is text or a boolean, `property` is an object or its JSON text,
some keys have underscores instead of hyphens, and the last line lacks its line break. `read` takes all of that.
"""

from modelarts.errors import ManifestError
from modelarts.manifest.coco import to_coco
from modelarts.manifest.entry import Annotation, Entry
from modelarts.manifest.imagefolder import to_imagefolder
from modelarts.manifest.plan import Plan
from modelarts.manifest.reader import Reader, read
from modelarts.manifest.voc import Voc, VocObject, read_voc
from modelarts.manifest.writer import write
from modelarts.manifest.yolo import to_yolo

__all__ = [
    "Annotation",
    "Entry",
    "ManifestError",
    "Plan",
    "Reader",
    "Voc",
    "VocObject",
    "read",
    "read_voc",
    "to_coco",
    "to_imagefolder",
    "to_yolo",
    "write",
]

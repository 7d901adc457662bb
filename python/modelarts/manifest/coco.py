"""Converts a manifest to COCO."""

from __future__ import annotations

from modelarts.language import message
from modelarts.manifest.convert import Labels, Size, area, pictures, refusal
from modelarts.manifest.origin import base_name, object_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from modelarts.manifest.convert import Picture
    from modelarts.manifest.voc import VocObject

else:
    from modelarts._deferred import Any, Iterable, Mapping, Sequence

__all__ = ["to_coco"]


def to_coco(
    entries: Iterable[Mapping[str, Any]],
    *,
    labels: Sequence[str] | None = None,
    root: str | None = None,
    size: Size | None = None,
) -> dict[str, Any]:
    """Returns the entries of a detection or segmentation as a COCO dataset.

    Boxes, polygons and circles are annotations; a circle has the box around it, and a polygon is the
    segmentation, too. Other shapes have no area and are left out. Pictures without labels are in the
    dataset without annotations. The label files must be on this machine; see `files` of `read`.

    Args:
        entries: The entries, such as `read` returns them.
        labels: The labels in the order of their ids, so that several datasets have the same; by default the ids
            are in the order in which labels come. The first id is 1.
        root: The beginning of the sources that is no part of `file_name`, like "s3://bucket/flowers/"; by
            default `file_name` is the last part of a source.
        size: A function that takes an entry and returns the width and the height of its picture, for those
            whose label file doesn't have them; by default `width` and `height` are then absent.

    Returns:
        A dict with `images`, `annotations` and `categories`, for `json.dump`.

    Raises:
        ManifestError: An entry is not a detection or segmentation, a label file can't be read, a box or a polygon
            has no area, label files have different sizes of one picture, or two pictures have the same `file_name`.
    """
    numbers = Labels(labels)
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    seen: dict[str, str] = {}
    for picture in pictures(entries, size):
        image = _image(picture, len(images) + 1, root)
        other = seen.get(image["file_name"])
        if other is not None:
            problem = message(
                "has the same file_name as {other}: {name}; pass root= to keep the folders",
                other=other,
                name=image["file_name"],
            )
            raise refusal(picture.entry, "source", problem)
        seen[image["file_name"]] = picture.entry.source
        images.append(image)
        for found in picture.objects:
            category = numbers.number(picture.entry, found.name) + 1
            annotations.append(_annotation(found, len(annotations) + 1, image["id"], category))
    categories = [{"id": number, "name": name} for number, name in enumerate(numbers.names, 1)]
    return {"images": images, "annotations": annotations, "categories": categories}


def _image(picture: Picture, number: int, root: str | None) -> dict[str, Any]:
    source = picture.entry.source
    image: dict[str, Any] = {"id": number, "file_name": base_name(source) if root is None else _below(picture, root)}
    if picture.width is not None and picture.height is not None:
        image |= {"width": picture.width, "height": picture.height}
    return image


def _below(picture: Picture, root: str) -> str:
    source = picture.entry.source
    key, begin = object_key(source), object_key(root)
    whole, begin = (source, root) if key is None or begin is None else (key, begin)
    begin = begin if begin.endswith("/") else f"{begin}/"
    rest = whole[len(begin) :].lstrip("/")
    if not whole.startswith(begin) or not rest:
        problem = message("is {source}, expected an address below root, which is {root}", source=source, root=root)
        raise refusal(picture.entry, "source", problem)
    if ".." in rest.replace("\\", "/").split("/"):
        problem = message("is {source}, which leads out of root by '..'", source=source)
        raise refusal(picture.entry, "source", problem)
    return rest


def _annotation(found: VocObject, number: int, image: int, category: int) -> dict[str, Any]:
    width, height = found.xmax - found.xmin, found.ymax - found.ymin
    polygon = [[value for point in found.points for value in point]] if found.shape == "polygon" else []
    return {
        "id": number,
        "image_id": image,
        "category_id": category,
        "bbox": [found.xmin, found.ymin, width, height],
        "area": area(found.points) if polygon else width * height,
        "segmentation": polygon,
        "iscrowd": 0,
    }

"""Reads parameters and bodies of the service model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.model import Body, Parameter, nested

if TYPE_CHECKING:
    from generator.model import Enumeration, Field, Response

# What may be said of a parameter, a member of a body or an item of a list, by its type.
PARAMETER_OPTIONS = {
    "id": {"reserved"},
    "text": {"min", "max", "characters", "forbidden"},
    "secret": set(),
    "one-of": {"values"},
    "enumeration": {"of"},
    "obs-path": {"form", "kind", "min", "max"},
    "integer": {"min", "max"},
    "number": {"min", "max"},
    "boolean": set(),
    "list": {"items", "min", "max"},
    "object": {"of"},
    "mapping": set(),
    "any": set(),
    "body": {"body"},
}
CHARACTERS = {"any", "name", "ascii-name"}
FORMS = {"slash", "s3", "obs", "plain"}
PATH_KINDS = {"folder", "file", "any"}
# Which deviations a field of a response may accept, by its type.
ACCEPTED = {"integer": {"text"}, "boolean": {"text"}, "list": {"single", "empty"}}
PRESENCES = ("optional", "required", "empty-if-missing", "not-empty")


def build(kind: type[Any], name: str, entry: dict[str, Any], key: str = "name", **parts: Any) -> Any:
    """Makes an object of the model from a table.

    Args:
        kind: its class.
        name: its name.
        entry: the table.
        key: the attribute for the name; "" for none.
        **parts: further attributes.

    Returns:
        The object.

    Raises:
        ValueError: the table has an unknown key, or lacks one.
    """
    values: dict[str, Any] = {}
    for option, value in entry.items():
        # A text in several lines begins and ends with a line break in the file.
        values[option] = tuple(value) if isinstance(value, list) else value
        if option in {"en", "zh"}:
            values[option] = value.strip()
    try:
        return kind(**({key: name} if key else {}), **{**values, **parts})
    except TypeError as error:
        raise ValueError(f"{name or kind.__name__}: {error}") from None


def parameter(
    name: str, entry: dict[str, Any], read_bodies: dict[str, Body], enumerations: dict[str, Enumeration]
) -> Parameter:
    """Reads a parameter, a member of a body, or an item of a list.

    Args:
        name: its name.
        entry: its table.
        read_bodies: the bodies.
        enumerations: the enumerations.

    Returns:
        The parameter.

    Raises:
        ValueError: the table is none of a parameter.
    """
    entry = dict(entry)
    kind = entry.get("type")
    if kind not in PARAMETER_OPTIONS or entry.get("characters", "any") not in CHARACTERS:
        raise ValueError(f"{name}: unknown type or characters")
    foreign = entry.keys() & set().union(*PARAMETER_OPTIONS.values()) - PARAMETER_OPTIONS[kind]
    if foreign:
        raise ValueError(f"{name}: {', '.join(sorted(foreign))} is no option of the type {kind}")
    if kind == "obs-path" and (entry.get("form") not in FORMS or entry.get("kind") not in PATH_KINDS):
        raise ValueError(f"{name}: unknown form or kind of an OBS path")
    if kind == "list":
        entry["items"] = parameter(f"{name}.items", entry["items"], read_bodies, enumerations)
    if kind == "enumeration":
        entry["enumeration"] = enumerations[entry["of"]]
    elif "body" in entry or "of" in entry:
        entry["body"] = read_bodies[entry.get("body") or entry["of"]]
    one: Parameter = build(Parameter, name, entry)
    if one.required is None:
        one.required = one.place in {"path", "body"}
    return one


def bodies(
    table: dict[str, Any], enumerations: dict[str, Enumeration], responses: dict[str, Response]
) -> dict[str, Body]:
    """Reads the bodies of an API.

    Args:
        table: their tables, by name.
        enumerations: the enumerations.
        responses: the objects of responses, which a body may be the same as.

    Returns:
        The bodies by name.

    Raises:
        ValueError: a table is none of a body.
    """
    # A member may be an object that is declared further down.
    read = {}
    for name, entry in table.items():
        same = responses[entry["same_as"]] if "same_as" in entry else None
        texts = {language: entry.get(language) or getattr(same, language) for language in ("en", "zh")}
        read[name] = Body(name, texts["en"], texts["zh"], [])
    for name, entry in table.items():
        if unknown := entry.keys() - {"en", "zh", "member", "same_as", "required"}:
            raise ValueError(f"{name}: unknown {', '.join(sorted(unknown))}")
        rules = _rules(entry, responses)
        for member, rule in rules.items():
            if rule["type"] in {"id", "body"} or "place" in rule:
                raise ValueError(
                    f"{name}.{member}: a member of a body can't be of type {rule['type']}, nor have a place"
                )
            read[name].members.append(parameter(member, rule, read, enumerations))
    for body in read.values():
        for inner in nested(body):
            if inner is body:
                raise ValueError(f"{body.name}: it is a member of itself")
            if any(member.alias for member in inner.members):
                raise ValueError(f"{inner.name}: only the members of a whole body can have an alias")
    return read


def _rules(entry: dict[str, Any], responses: dict[str, Response]) -> dict[str, dict[str, Any]]:
    """Returns the tables of the members of a body."""
    rules: dict[str, dict[str, Any]] = entry.get("member", {})
    if "same_as" not in entry:
        return rules
    fields = {one.name: one for one in responses[entry["same_as"]].fields}
    own = {member: rule for member, rule in rules.items() if member not in fields}
    rules = {member: {**_member_of(one), **rules.get(member, {})} for member, one in fields.items()} | own
    for member in entry.get("required", ()):
        rules[member] = {**rules[member], "required": True}
    return rules


def _member_of(field: Field) -> dict[str, Any]:
    """Returns the table of a member of a body that is the same as a field of a response."""
    text = {"en": field.en[:1].lower() + field.en[1:].rstrip("."), "zh": field.zh.rstrip("。")}
    if field.confidential == "password":
        return {"type": "secret", **text}
    if field.enumeration:
        return {"type": "enumeration", "of": field.enumeration, **text}
    if field.type == "object":
        return {"type": "object", "of": f"{field.of}Spec", **text}
    if field.type == "state":
        return {"type": "any", **text}
    if field.type == "list":
        simple = field.items in {"text", "integer", "number", "boolean", "mapping", "any"}
        items = {"type": field.items} if simple else {"type": "object", "of": f"{field.items}Spec"}
        return {"type": "list", "items": items, **text}
    return {"type": field.type, **text}

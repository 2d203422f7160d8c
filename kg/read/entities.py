"""The registry: ``entities.yaml`` → records, with the place of each."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from re import fullmatch

from kg.errors import Report
from kg.errors import did_you_mean
from kg.errors import either
from kg.model import Entity
from kg.read.nodes import Fields
from kg.read.nodes import Node
from kg.read.nodes import expect_fields
from kg.read.nodes import expect_scalar
from kg.read.nodes import expect_scalars
from kg.read.schema import ENTITY
from kg.read.schema import ENTITY_ID
from kg.read.statements import check_keys
from kg.read.statements import check_value
from kg.terms import Ontology

LATITUDES = 90.0
LONGITUDES = 180.0


@dataclass(frozen=True, slots=True)
class LocatedEntity:
    """An entity with the place of its entry and of its parts."""

    entity: Entity
    node: Fields


def read_entities(root: Node | None, terms: Ontology, report: Report) -> Iterator[LocatedEntity]:
    """Give every entity of a registry; problems are reported, and reading goes on."""
    registry = expect_fields(root, "the registry", report)
    if registry is None:
        return
    for name, node in registry.fields.items():
        if not fullmatch(ENTITY_ID, name):
            message = f"an entity's id has letters (a to z), digits and _ only, not “{name}”"
            report.error(registry.keys[name], "bad-id", message)
        fields = expect_fields(node, f"entity {name}", report)
        if fields is not None:
            placed = Fields(fields.fields, {**fields.keys, "": registry.keys[name]}, registry.keys[name])
            yield LocatedEntity(_EntityReader(placed, terms, report).read(name), placed)


class _EntityReader:
    def __init__(self, fields: Fields, terms: Ontology, report: Report) -> None:
        self.fields = fields
        self.terms = terms
        self.report = report

    def read(self, name: str) -> Entity:
        own = Fields(self.fields.fields, {key: at for key, at in self.fields.keys.items() if key}, self.fields.where)
        check_keys(own, ENTITY, f"entity {name}", self.report)
        for key in ENTITY.values():
            if key.required and own.lacks(key.name):
                where = own.keys.get(key.name, own.where)
                self.report.error(where, "missing-key", f"entity {name} has no {key.name}", key.about)
        return Entity(
            id=name,
            type=self._type(),
            label=self._text("label"),
            aliases=self._texts("aliases"),
            shared_aliases=self._texts("shared_aliases"),
            located_in=self._texts("located_in"),
            coordinates=self._coordinates(),
            external=tuple(self._external()),
            speaks_for=self._text("speaks_for") or None,
            source=self._text("source"),
            description=self._text("description"),
        )

    def _text(self, key: str) -> str:
        scalar = expect_scalar(self.fields.fields.get(key), key, self.report)
        if scalar is None or not check_value(scalar, ENTITY[key], self.report):
            return ""
        return " ".join(scalar.text.split())

    def _texts(self, key: str) -> tuple[str, ...]:
        scalars = expect_scalars(self.fields.fields.get(key), key, self.report)
        return tuple(scalar.text for scalar in scalars if check_value(scalar, ENTITY[key], self.report))

    def _type(self) -> str:
        name = self._text("type")
        if name and name not in self.terms.entity_classes:
            below = f"o:{name} is a term, but not below o:Entity: say which class it is an `rdfs:subClassOf`"
            hint = below if name in self.terms.terms else did_you_mean(name, self.terms.entity_classes)
            hint = hint or f"one of {either(list(self.terms.entity_classes))}"
            self.report.error(self.fields.fields["type"].where, "unknown-class", f"there is no class {name}", hint)
        return name

    def _coordinates(self) -> tuple[float, float] | None:
        node = self.fields.fields.get("coordinates")
        texts = self._texts("coordinates")
        if node is None or not texts:
            return None
        numbers = [float(text) for text in texts]
        if len(numbers) == 2 and abs(numbers[0]) <= LATITUDES and abs(numbers[1]) <= LONGITUDES:  # noqa: PLR2004
            return numbers[0], numbers[1]
        message = "coordinates are [latitude, longitude] in degrees, within ±90 and ±180"
        self.report.error(node.where, "bad-value", message)
        return None

    def _external(self) -> Iterator[tuple[str, str]]:
        schemes = self.terms.of_kind("IdentifierScheme")
        fields = expect_fields(self.fields.fields.get("external"), "external", self.report)
        entries: Mapping[str, Node] = {} if fields is None else fields.fields
        for name, node in sorted(entries.items()):
            scalar = expect_scalar(node, name, self.report)
            if name not in schemes:
                message = f"there is no identifier scheme {name}"
                self.report.error(node.where, "unknown-scheme", message, did_you_mean(name, schemes))
            elif scalar is not None and not fullmatch(schemes[name].notes.get("pattern", ".+"), scalar.text):
                message = f"{scalar.text} is not an identifier of {schemes[name].label}"
                self.report.error(scalar.where, "bad-value", message, f"expected: {schemes[name].example}")
            elif scalar is not None:
                yield name, scalar.text

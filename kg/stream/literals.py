"""Literals as nodes: values such as numbers and names, which are no entities and have no IRI."""

from collections.abc import Container

from kg.model import Literal
from kg.model import content_key

LITERAL = "Literal"  # the class's name in RDF Schema, for the columns of classes


def literal_name(value: Literal) -> str:
    """Give the name of a literal's node: one for the same text and datatype.

    >>> literal_name(Literal("12", "integer"))
    'literal:ce84fc331ffba958'
    """
    return f"literal:{content_key(value.datatype, value.text)}"


def node_id(name: str, literals: Container[str]) -> str:
    """Give the id that an entity's or a literal's node has in files.

    >>> node_id("IS", ()), node_id("literal:0", {"literal:0"})
    ('id:IS', 'literal:0')
    """
    return name if name in literals else f"id:{name}"

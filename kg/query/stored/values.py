"""What a person types as a value → a SPARQL term: an IRI of the graph, or a literal, written by construction.

Nothing that is typed is ever pasted into a query: names are looked up, dates and numbers are parsed,
text is encoded. Look-ups are queries themselves, so that they work on any engine.
"""

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kg.errors import QueryError
from kg.errors import UnknownNameError
from kg.errors import either
from kg.errors import unknown
from kg.finding import BY_A_PART
from kg.query.answer import Answer
from kg.query.stored.questions import Parameter
from kg.query.stored.questions import Type
from kg.rdf.names import DCTERMS
from kg.rdf.names import TYPE
from kg.rdf.names import Names
from kg.rdf.names import xsd
from kg.rdf.terms import is_iri
from kg.rdf.terms import literal_parts
from kg.terms import RDF
from kg.terms import SKOS
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import ontology
from kg.text import normalized

Ask = Callable[[str], Answer]

KNOWN = 50_000  # spellings that are compared for a hint
SHOWN = 10  # candidates of an ambiguous name that are listed
_IRI = re.compile(r"<?([A-Za-z][A-Za-z0-9+.-]*://[^\x00-\x20<>\"{}|^`\\]+)>?")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_SPECIAL = re.compile(r'\\[uU]|["\\\x01-\x1f\x7f]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads values for one graph.

    Attributes:
        names: IRIs of the graph.
        ask: answers a query over it.
    """

    names: Names
    ask: Ask

    def term(self, parameter: Parameter, value: str) -> str:
        """Give a value as a term: ``<iri>`` or a literal.

        Raises:
            QueryError: it is not what the parameter asks for.
            UnknownNameError: nothing has the name, or several things have it.
        """
        try:
            found = _READERS[parameter.type](self, value if parameter.type is Type.TEXT else value.strip())
            self._require(parameter.kind, found)
        except (QueryError, UnknownNameError) as error:
            message = f"{parameter.option}: {error}"
            raise type(error)(message) from error
        return found

    def _require(self, kind: str, thing: str) -> None:
        """Refuse an entity that is not of the class that a question asks for, if it asks for one."""
        if kind and not self.ask(f"ASK {{ {thing} {TYPE} {self.names.o[kind]} }}").boolean:
            message = f"{self._described(thing)} is no {ontology().label(kind)}"
            raise QueryError(message)

    def entity(self, name: str) -> str:
        """Find an entity by id, IRI, label or any spelling."""
        label = f"{self.names.o['normalized_label']} {text_term(normalized(name))}"
        found = self._by_iri_or(f"?thing {label} .", name, "Entity", self.names.id, "id:")
        if not found:
            things = self._things("Entity", f"<{SKOS}prefLabel>|<{SKOS}altLabel>")
            found = self._in_capitals(name.removeprefix("id:"), self.names.id.namespace, things)
        if not found:
            self._unknown(name, "entity", self.names.id.namespace, things)
        return self._only(name, found)

    def _in_capitals(self, name: str, namespace: str, things: list[tuple[str, str]]) -> list[str]:
        """Give the thing whose id differs in capitals only; nothing where several do."""
        found = {thing for thing, _ in things if _local(thing, namespace).casefold() == name.casefold()}
        return list(found) if len(found) == 1 else []

    def document(self, name: str) -> str:
        """Find a document by id, IRI or title."""
        found = self._by_iri_or("", name, "Document", self.names.doc, "doc:")
        if not found:
            documents = self._things("Document", f"<{DCTERMS}title>")
            found = sorted({thing for thing, title in documents if normalized(title) == normalized(name)})
            found = found or self._in_capitals(name.removeprefix("doc:"), self.names.doc.namespace, documents)
            if not found:
                self._unknown(name, "document", self.names.doc.namespace, documents)
        return self._only(name, found)

    def relation(self, name: str) -> str:
        """Find a relation by its name or label, in the ontology or among those that claims use."""
        return self._of_ontology(name, "Relation", f"?claim <{RDF}predicate> {{iri}}")

    def class_(self, name: str) -> str:
        """Find a class by its name or label, in the ontology or among those that things have."""
        return self._of_ontology(name, "Class", f"?thing {TYPE} {{iri}}")

    def _by_iri_or(self, pattern: str, name: str, kind: str, ids: Mapping[str, str], prefix: str) -> list[str]:
        """Give the one thing that has this IRI or id, else those that the pattern finds."""
        full = _IRI.fullmatch(name)
        iri = f"<{full[1]}>" if full else ids[name.removeprefix(prefix)]
        type_ = f"{TYPE} {self.names.o[kind]}"
        branch = f" UNION {{ {pattern} ?thing {type_} }}" if pattern else ""
        rows = self.ask(f"SELECT DISTINCT ?thing {{ {{ VALUES ?thing {{ {iri} }} ?thing {type_} }}{branch} }}").terms
        found = sorted(row[0] for row in rows if row[0])
        return [iri] if iri in found else found

    def _things(self, kind: str, spellings: str) -> list[tuple[str, str]]:
        pattern = f"?thing {TYPE} {self.names.o[kind]} ; {spellings} ?name"
        rows = self.ask(f"SELECT ?thing ?name {{ {pattern} }} LIMIT {KNOWN}").terms
        return sorted((thing, literal_parts(name)[0]) for thing, name in rows if thing and name)

    def _only(self, name: str, found: list[str]) -> str:
        if len(found) == 1:
            return found[0]
        listed = ", ".join(map(self._described, found[:SHOWN])) + (", …" if len(found) > SHOWN else "")
        message = f"{_quoted(name)} names several: {listed}. Use an id"
        raise UnknownNameError(message)

    def _described(self, thing: str) -> str:
        """Give an entity's id, with its narrowest class for people."""
        rows = self.ask(f"SELECT ?type {{ {thing} {TYPE} ?type }}").terms
        classes = [_local(row[0], self.names.o.namespace) for row in rows if row[0]]
        terms = ontology()
        narrowest = max(classes, key=lambda name: (len(terms.lineage(name)), name), default="")
        return f"{_local(thing, self.names.id.namespace)} ({terms.label(narrowest)})"

    def _unknown(self, name: str, kind: str, namespace: str, things: list[tuple[str, str]]) -> None:
        known = dict.fromkeys(word for thing, label in things for word in (_local(thing, namespace), label))
        message = unknown(f"there is no {kind} {_quoted(name)}", name, known)
        if kind == "entity" and "did you mean" not in message:
            message += f": {BY_A_PART}"
        if kind == "document" and "did you mean" not in message:
            ids = sorted({_local(thing, namespace) for thing, _ in things})
            message += f" (documents: {', '.join(ids[:SHOWN])}{', …' if len(ids) > SHOWN else ''})"
        raise UnknownNameError(message)

    def _of_ontology(self, name: str, kind: str, used: str) -> str:
        terms = ontology().of_kind(kind)
        bare = name.removeprefix("o:")
        folded = normalized(bare)
        found = [bare] if bare in terms else [term.name for term in terms.values() if _folds_to(folded, term)]
        if found:
            return self.names.o[found[0]]
        full = _IRI.fullmatch(name)
        iri = f"<{full[1]}>" if full else self.names.o[bare]
        if bare and self.ask(f"ASK {{ {used.format(iri=iri)} }}").boolean:
            return iri
        known = dict.fromkeys(word for term in terms.values() for word in (term.name, term.label))
        raise UnknownNameError(unknown(f"there is no {kind.lower()} {_quoted(name)}", name, known))

    def one_of(self, values: type[StrEnum], value: str) -> str:
        """Give a controlled value."""
        folded = value.removeprefix("o:").casefold()
        if folded not in set(values):
            message = unknown(f"{_quoted(value)}: expected {either(list(values))}", folded, list(values))
            raise QueryError(message)
        return self.names.o[folded]


def text_term(text: str) -> str:
    r"""Encode text as a SPARQL string.

    SPARQL replaces ``\u0022`` before it looks for the ends of strings, even behind an escaped
    backslash; so a ``u`` behind a backslash is itself written by its number. (Eight digits, because
    rdflib takes four and four more for one number.)

    Raises:
        QueryError: it has a character that no RDF text may have.

    >>> print(text_term('a "b" \\u0022'))
    "a \"b\" \\\U000000750022"
    """
    if _NOT_TEXT.search(text):
        message = "text can't hold a null character or half a surrogate pair"
        raise QueryError(message)
    return f'"{_SPECIAL.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    char = match.group()
    if len(char) > 1:
        return f"\\\\\\U{ord(char[1]):08X}"
    return _ESCAPES.get(char) or f"\\U{ord(char):08X}"


def _day(_reader: Reader, value: str) -> str:
    try:
        if len(value) == len("2017-10-20"):
            return xsd(date.fromisoformat(value).isoformat(), "date")
    except ValueError:
        pass
    message = f"{_quoted(value)} is no day: write it as 2017-10-20 (year-month-day)"
    raise QueryError(message)


def _month(_reader: Reader, value: str) -> str:
    if not _MONTH.fullmatch(value):
        message = f"{_quoted(value)} is no month: write it as 2017-10 (year-month)"
        raise QueryError(message)
    return xsd(value, "gYearMonth")


def _number(_reader: Reader, value: str) -> str:
    if not _NUMBER.fullmatch(value):
        message = f"{_quoted(value)} is no number: write it as 12 or 0.5"
        raise QueryError(message)
    return xsd(value, "decimal" if "." in value else "integer")


def _folds_to(folded: str, term: object) -> bool:
    return folded in {normalized(str(getattr(term, "name", ""))), normalized(str(getattr(term, "label", "")))}


def _local(iri: str, namespace: str) -> str:
    from urllib.parse import unquote  # noqa: PLC0415

    bare = iri[1:-1] if is_iri(iri) else iri
    return unquote(bare.removeprefix(namespace))


def _quoted(value: str) -> str:
    return f"“{value}”"


_READERS: Mapping[Type, Callable[[Reader, str], str]] = {
    Type.ENTITY: Reader.entity,
    Type.CLASS: Reader.class_,
    Type.RELATION: Reader.relation,
    Type.DOCUMENT: Reader.document,
    Type.DATE: _day,
    Type.MONTH: _month,
    Type.TEXT: lambda _reader, value: text_term(value),
    Type.NUMBER: _number,
    Type.MODE: lambda reader, value: reader.one_of(Mode, value),
    Type.CERTAINTY: lambda reader, value: reader.one_of(Certainty, value),
}


def prefixes_of(text: str) -> Iterable[tuple[str, str]]:
    """Give the prefixes that a query declares, with their namespaces."""
    return re.findall(r"^PREFIX ([\w-]*): *<([^<>]*)>", text, re.MULTILINE)

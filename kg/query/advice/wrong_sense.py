"""Queries that the grammar allows and the engine refuses: prefixes, grouping, scope, numbers of values."""

from collections.abc import Iterator
from collections.abc import Sequence
from difflib import get_close_matches

from kg.errors import either
from kg.query.advice.hints import Hint
from kg.query.advice.hints import at
from kg.query.advice.refused import Refused
from kg.query.syntax.grammar import AGGREGATES
from kg.query.syntax.grammar import FUNCTIONS
from kg.query.syntax.parse import Node
from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import Token

_ELSEWHERE = {  # well known, beyond those that rdflib lists
    "dct": "http://purl.org/dc/terms/",
    "gn": "http://www.geonames.org/ontology#",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "geof": "http://www.opengis.net/def/function/geosparql/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "dbo": "http://dbpedia.org/ontology/",
    "dbr": "http://dbpedia.org/resource/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "oa": "http://www.w3.org/ns/oa#",
}


def undeclared_prefix(query: Refused) -> Hint | None:
    """A prefix that nobody declared."""
    stop = len(query.parsed.tokens) if query.parsed.stop is None else query.parsed.stop
    for place, token in enumerate(query.parsed.tokens[:stop]):
        if token.kind is Kind.NAME and not query.prologue.declares(token):
            declaring = place > 0 and query.parsed.tokens[place - 1].upper == "PREFIX"
            if not declaring:
                prefix = token.text.partition(":")[0]
                message = f"the prefix {prefix}: is not declared: {_declare(query, prefix)}"
                return Hint(token.line, token.column, message, len(prefix) + 1)
    return None


def _declare(query: Refused, prefix: str) -> str:
    known = query.prologue.prefixes
    same = [name for name in known if name.casefold() == prefix.casefold()]
    if same:
        return f"did you mean {same[0]}:? Prefixes tell capitals from small letters"
    wide = {**_well_known(), **_ELSEWHERE}
    if prefix.lower() in wide:
        return f"put PREFIX {prefix}: <{wide[prefix.lower()]}> before the query"
    if prefix in {"http", "https", "urn"}:
        return "an IRI stands between < and >"
    close = get_close_matches(prefix.casefold(), known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}:?"
    ours = either([f"{name}:" for name in known if name in query.vocabulary.namespaces][:4])
    return f"write PREFIX {prefix}: <…> before the query" + (f", or use one of ours ({ours})" if ours else "")


def _well_known() -> dict[str, str]:
    from rdflib import Graph  # noqa: PLC0415  # slow to load; only a refused query needs it

    return {prefix: str(space) for prefix, space in Graph(bind_namespaces="rdflib").namespaces()}


def aggregate_place(query: Refused) -> Hint | None:
    """COUNT and its like in a FILTER or BIND, where nothing is grouped yet."""
    for node in query.parsed.tree.walk():
        if node.rule == "call" and query.parsed.tokens[node.start].upper in AGGREGATES:
            around = next((one.rule for one in node.above() if one.rule in {"filter", "bind", "named", "having"}), "")
            token = query.parsed.tokens[node.start]
            if around == "filter":
                return at(token, f"{token.upper} has no place in FILTER: write HAVING( … ) after GROUP BY")
            if around == "bind":
                return at(token, f"{token.upper} has no place in BIND: write it after SELECT, (… AS ?name)")
    return None


def grouping(query: Refused) -> Hint | None:
    """A variable beside an aggregate, or beside GROUP BY, that is not grouped."""
    for node in query.parsed.tree.walk():
        if node.rule in {"select", "subselect"}:
            hint = _grouping(query.parsed.tokens, node)
            if hint:
                return hint
    return None


def _grouping(found: Sequence[Token], node: Node) -> Hint | None:
    selects = next(node.inner("selects"))
    by = next((one for part in node.inner("modifiers") for one in part.inner("groupby")), None)
    counting = [selects, *(one for part in node.inner("modifiers") for one in part.inner("having", "orderby"))]
    aggregate = next((found[call.start] for part in counting for call in _aggregates(part, found)), None)
    if by is None and aggregate is None:
        return None
    star = next((found[part] for part in selects.parts if isinstance(part, int) and found[part].text == "*"), None)
    if star:
        return at(star, "* does not go with GROUP BY: name the grouped variables, and what is computed of the rest")
    grouped = _grouped(by, found) if by else set()
    for token in _selected(selects, found):
        if token.text[1:] not in grouped and aggregate is not None and by is None:
            return at(
                token, f"{token.text} stands beside {aggregate.upper}, so it must be grouped: add GROUP BY {token.text}"
            )
        if token.text[1:] not in grouped:
            names = either([f"?{name}" for name in sorted(grouped)]) or "something else"
            return at(
                token, f"{token.text} is not grouped (GROUP BY has {names}): add it there, or SAMPLE({token.text})"
            )
    return None


def _aggregates(selects: Node, found: Sequence[Token]) -> Iterator[Node]:
    return (node for node in selects.walk() if node.rule == "call" and found[node.start].upper in AGGREGATES)


def _grouped(by: Node, found: Sequence[Token]) -> set[str]:
    """Give the variables that GROUP BY names: alone, or as the name of an expression."""
    names = set()
    for place in range(by.start, by.end):
        token = found[place]
        alone = place in by.parts and token.kind is Kind.VARIABLE
        bracketed = found[place - 1].text == "(" and found[min(place + 1, len(found) - 1)].text == ")"
        if token.kind is Kind.VARIABLE and (alone or bracketed):
            names.add(token.text[1:])
    return names


def _selected(selects: Node, found: Sequence[Token]) -> Iterator[Token]:
    """Give variables of the SELECT line that stand outside aggregates and are no new names."""
    named = set()
    for part in selects.parts:
        if isinstance(part, int):
            if found[part].kind is Kind.VARIABLE:
                yield found[part]
            continue
        computed = {place for call in _aggregates(part, found) for place in range(call.start, call.end)}
        for place in range(part.start, part.end - 2):
            token = found[place]
            if token.kind is Kind.VARIABLE and place not in computed and token.text[1:] not in named:
                yield token
        named.add(found[part.end - 2].text[1:])


def named_twice(query: Refused) -> Hint | None:
    """``SELECT ?x ?x``."""
    found = query.parsed.tokens
    for node in query.parsed.tree.walk():
        seen: set[str] = set()
        for part in node.parts if node.rule == "selects" else ():
            if isinstance(part, int) and found[part].kind is Kind.VARIABLE:
                if found[part].text[1:] in seen:
                    return at(found[part], f"{found[part].text} stands here twice: remove one")
                seen.add(found[part].text[1:])
    return None


def taken_name(query: Refused) -> Hint | None:
    """``AS ?x`` where ?x has a value already."""
    found = query.parsed.tokens
    for node in query.parsed.tree.walk():
        if node.rule not in {"bind", "named"}:
            continue
        name = found[node.end - 2]
        scope = node.parent.parent if node.rule == "bind" and node.parent else None
        first, last = (scope.start, node.start) if scope else (0, node.start)
        if node.rule == "named":
            whole = next(one for one in node.above() if one.rule in {"select", "subselect"})
            first, last = whole.start, whole.end
        around = range(node.start, node.end)
        if any(
            found[place].text[1:] == name.text[1:] and found[place].kind is Kind.VARIABLE
            for place in range(first, last)
            if place not in around and not _modifier(node, place) and not _used(node, place)
        ):
            return at(name, f"{name.text} has a value already: choose another name after AS")
    return None


def _used(node: Node, place: int) -> bool:
    """Tell whether a token stands in an expression after a name of the same SELECT, where the name may be used."""
    beside = node.parent.inner("named") if node.rule == "named" and node.parent else ()
    return any(other.start >= node.end and other.start <= place < other.end - 2 for other in beside)


def name_used_again(query: Refused) -> Hint | None:
    """``(COUNT(?c) AS ?n) (?n * 2 AS ?m)``: legal, but not with this engine."""
    found = query.parsed.tokens
    for node in query.parsed.tree.walk():
        if node.rule != "selects" or not any(_aggregates(node, found)):
            continue
        names: set[str] = set()
        for named in node.inner("named"):
            for token in found[named.start : named.end - 2]:
                if token.kind is Kind.VARIABLE and token.text[1:] in names:
                    return at(token, f"{token.text} is computed in this same SELECT: write what it stands for instead")
            names.add(found[named.end - 2].text[1:])
    return None


def _modifier(node: Node, place: int) -> bool:
    """Tell whether a token stands in ORDER BY, HAVING and the like, where a new name may be used."""
    whole = next((one for one in node.above() if one.rule in {"select", "subselect"}), None)
    return whole is not None and any(part.start <= place < part.end for part in whole.inner("modifiers"))


def number_of_values(query: Refused) -> Hint | None:
    """A function with too few or too many values; a row of VALUES that is too short or too long."""
    found = query.parsed.tokens
    for node in query.parsed.tree.walk():
        name = found[node.start].upper if node.rule == "call" else ""
        if name in FUNCTIONS:
            count = sum(1 for part in next(node.inner("list")).inner("expression"))
            low, high = FUNCTIONS[name]
            if not low <= count <= high:
                wanted = f"{low} or {high}" if high > low else str(low)
                return at(found[node.start], f"{name} takes {wanted} value{'s' * (high != 1)}, not {count}")
    return None


def width_of_values(query: Refused) -> Hint | None:
    """A row of VALUES that has more or fewer values than there are variables."""
    found = query.parsed.tokens
    for node in query.parsed.tree.walk():
        if node.rule != "data" or found[node.start].text != "(":
            continue
        marks = [(place, found[place].text) for place in node.parts if isinstance(place, int)]
        width = sum(1 for _, text in marks if text[0] in "?$")
        rows = [place for place, text in marks if text == "("][1:]
        ends = [place for place, text in marks if text == ")"][1:]
        for first, last in zip(rows, ends, strict=False):
            count = sum(1 for value in node.inner("value") if first < value.start < last)
            if count != width:
                return at(found[first], f"a row of {count} for {width} variables: write UNDEF where there is no value")
    return None


def relative_iri(query: Refused) -> Hint | None:
    """``<g>`` without a BASE to read it against."""
    for token in query.parsed.tokens:
        if token.kind is Kind.IRI and not query.prologue.base and ":" not in token.text.split("/")[0]:
            return at(token, f"{token.text} is no whole IRI (it has no scheme such as https:), and there is no BASE")
    return None


def lone_subject(query: Refused) -> Hint | None:
    """Empty brackets with no property."""
    for node in query.parsed.tree.walk():
        if node.rule == "sentence" and not any(node.inner("properties")):
            inner = query.parsed.tokens[node.start : node.end]
            if [token.text for token in inner] in (["(", ")"], ["[", "]"]):
                return at(inner[0], "this says nothing by itself: a property and an object are missing behind it")
    return None


def blank_twice(query: Refused) -> Hint | None:
    """A blank node with a label in two patterns: there it would be two nodes."""
    seen: dict[str, Node | None] = {}
    for node in query.parsed.tree.walk():
        if node.rule != "triples":
            continue
        outer = node.parent
        if outer is not None and outer.rule == "triples":
            continue  # the rest of the same triples
        for token in query.parsed.tokens[node.start : node.end]:
            if token.kind is Kind.BLANK and seen.setdefault(token.text, node) is not node:
                return at(
                    token, f"{token.text} stands in another pattern too: write a variable, such as ?{token.text[2:]}"
                )
    return None


def boolean_case(query: Refused) -> Hint | None:
    """``TRUE``, which this engine knows in lower case only."""
    for token in query.parsed.tokens:
        if token.upper in {"TRUE", "FALSE"} and token.text != token.text.lower():
            return at(token, f"write {token.text.lower()}, in lower case")
    return None

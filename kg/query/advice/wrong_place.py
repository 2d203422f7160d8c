"""The right words in the wrong place, as other languages have them, and what is no query at all."""

from kg.query.advice.hints import Hint
from kg.query.advice.hints import after
from kg.query.advice.hints import at
from kg.query.advice.refused import Refused
from kg.query.syntax.grammar import FUNCTIONS
from kg.query.syntax.tokens import Kind

_NODES = {Kind.IRI, Kind.NAME, Kind.VARIABLE, Kind.BLANK}


def direction(query: Refused) -> Hint | None:
    """``ORDER BY ?x DESC``, as in SQL, and ``ORDER BY DESC ?x``."""
    token, before = query.wrong, query.before
    if before is None or before.upper not in {"ASC", "DESC"} or not query.inside("orderby"):
        return None
    earlier = query.near(-2)
    sorted_by = next((one for one in (token, earlier) if one is not None and one.kind is Kind.VARIABLE), None)
    return at(before, f"write {before.upper}({sorted_by.text if sorted_by else ' … '})")


def union(query: Refused) -> Hint | None:
    """UNION without a group on its left, or behind the pattern that it should stand in."""
    token, before = query.wrong, query.before
    if token is None or before is None or token.upper != "UNION":
        return None
    if "<end>" in query.parsed.expected:
        return at(token, "UNION stands within the braces of the pattern: { { … } UNION { … } }")
    return at(token, "UNION stands between two groups, each in braces of its own: { … } UNION { … }")


def unopened(query: Refused) -> Hint | None:
    """``SELECT * ?x a o:Claim }``: a pattern without its opening brace."""
    token, before = query.wrong, query.before
    if token is None or before is None or not {"WHERE", "{"} <= query.parsed.expected:
        return None
    if before.text == "*" and token.kind in _NODES:
        return after(before, "an opening brace is missing before the pattern")
    following = query.near(1)
    verb = token.text == "a" or token.kind in {Kind.NAME, Kind.IRI}
    if before.kind is Kind.VARIABLE and verb and following is not None and following.text not in {"{", "("}:
        return at(before, f"an opening brace is missing before {before.text}, with which the pattern begins")
    return None


def condition(query: Refused) -> Hint | None:
    """A condition without FILTER: ``NOT EXISTS { … }`` or ``CONTAINS( … )`` among triples."""
    token, following, expected = query.wrong, query.near(1), query.parsed.expected
    if token is None or following is None or "<function>" in expected or not {"FILTER", "}"} <= expected:
        return None
    if token.upper == "EXISTS" or (token.upper == "NOT" and following.upper == "EXISTS"):
        return at(token, f"write FILTER before it: FILTER {'NOT ' * (token.upper == 'NOT')}EXISTS {{ … }}")
    if token.upper in FUNCTIONS and following.text == "(":
        return at(token, f"a condition needs FILTER: write FILTER({token.upper}( … ))")
    return None


def bare_subselect(query: Refused) -> Hint | None:
    """A sub-select among triples, without braces of its own."""
    token = query.wrong
    if token is None or token.upper != "SELECT" or query.open("{", "}") is None:
        return None
    return at(token, "a sub-select stands in braces of its own: { SELECT … }")


def no_subject(query: Refused) -> Hint | None:
    """``{ a o:Claim }``."""
    token, expected = query.wrong, query.parsed.expected
    if token is None or token.text != "a" or "a" in expected or not {"<variable>", "<name>"} <= expected:
        return None
    following = query.near(1)
    if following is None or following.kind not in _NODES:
        return None
    return at(token, "a triple is subject, property, object: no subject stands before a")


def no_form(query: Refused) -> Hint | None:
    """``?who WHERE { … }``."""
    token = query.wrong
    if token is None or query.parsed.stop != 0 or not (token.kind is Kind.VARIABLE or token.text == "*"):
        return None
    return at(token, f"SELECT is missing before {token.text}")


def beside_subselect(query: Refused) -> Hint | None:
    """More in the braces of a sub-select than the sub-select."""
    token, before = query.wrong, query.before
    if token is None or before is None or before.text != "}" or not {"}", "GROUP", "VALUES"} <= query.parsed.expected:
        return None
    if token.kind not in _NODES and token.upper not in {"FILTER", "OPTIONAL", "BIND", "MINUS", "GRAPH"}:
        return None
    return after(before, "a closing brace is missing here: a sub-select stands alone within its braces")


def no_query(query: Refused) -> Hint | None:
    """Plain words."""
    token = query.wrong
    if token is None or query.parsed.stop != 0 or any(one.text == "{" for one in query.parsed.tokens):
        return None
    wanted = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
    return at(token, f"this is no SPARQL: {wanted} (kg ask lists questions that need none)")

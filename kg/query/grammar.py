"""The grammar of SPARQL queries, small enough to read: what may stand where.

A rule is written in EBNF over terminals: ``'WHERE'`` a keyword or a mark, ``<iri>`` a kind of
token. Each choice can be made by looking at one token. It is a little wider than the standard
where only the engine need be exact, and it knows the triple terms and annotations of 1.2. It is for
finding the token at which a refused query goes wrong, and for finding the patterns of a legal one.
(https://www.w3.org/TR/sparql12-query/#sparqlGrammar)
"""

import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_ONE = """STR LANG DATATYPE BOUND IRI URI ABS CEIL FLOOR ROUND STRLEN UCASE LCASE ENCODE_FOR_URI YEAR MONTH DAY HOURS
MINUTES SECONDS TIMEZONE TZ MD5 SHA1 SHA256 SHA384 SHA512 ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC LANGDIR HASLANG
HASLANGDIR ISTRIPLE SUBJECT PREDICATE OBJECT"""
_TWO = "LANGMATCHES CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLANG STRDT SAMETERM ADJUST"
FUNCTIONS: Mapping[str, tuple[int, int]] = {  # how few and how many values each takes
    **dict.fromkeys(("RAND", "NOW", "UUID", "STRUUID"), (0, 0)),
    "BNODE": (0, 1),
    **dict.fromkeys(_ONE.split(), (1, 1)),
    **dict.fromkeys(_TWO.split(), (2, 2)),
    **dict.fromkeys(("SUBSTR", "REGEX"), (2, 3)),
    **dict.fromkeys(("IF", "TRIPLE", "STRLANGDIR"), (3, 3)),
    "REPLACE": (3, 4),
    **dict.fromkeys(("CONCAT", "COALESCE"), (0, 10_000)),
}

RULES = """
query       = prologue ( select | construct | describe | ask ) values
prologue    = ( 'BASE' <iri> | 'PREFIX' <prefix> <iri> | 'VERSION' <string> )*
select      = selects dataset where modifiers
selects     = 'SELECT' ( 'DISTINCT' | 'REDUCED' )? ( '*' | ( <variable> | named )+ )
named       = '(' expression 'AS' <variable> ')'
construct   = 'CONSTRUCT' ( template dataset where | dataset 'WHERE' template ) modifiers
template    = '{' triples? '}'
describe    = 'DESCRIBE' ( '*' | ( <variable> | iri )+ ) dataset where? modifiers
ask         = 'ASK' dataset where modifiers
dataset     = ( 'FROM' 'NAMED'? iri )*
where       = 'WHERE'? group
modifiers   = groupby? having? orderby? ( limit offset? | offset limit? )?
groupby     = 'GROUP' 'BY' ( call | function | <variable> | '(' expression ( 'AS' <variable> )? ')' )+
having      = 'HAVING' constraint+
orderby     = 'ORDER' 'BY' ( ( 'ASC' | 'DESC' ) '(' expression ')' | constraint | <variable> )+
limit       = 'LIMIT' <number>
offset      = 'OFFSET' <number>
values      = ( 'VALUES' data )?

group       = '{' ( subselect | patterns ) '}'
subselect   = selects where modifiers values
patterns    = triples? ( other '.'? triples? )*
other       = union | optional | minus | graph | service | lateral | filter | bind | 'VALUES' data
union       = group ( 'UNION' group )*
optional    = 'OPTIONAL' group
minus       = 'MINUS' group
graph       = 'GRAPH' ( <variable> | iri ) group
service     = 'SERVICE' 'SILENT'? ( <variable> | iri ) group
lateral     = 'LATERAL' group
filter      = 'FILTER' constraint
constraint  = '(' expression ')' | call | function
bind        = 'BIND' '(' expression 'AS' <variable> ')'
data        = <variable> '{' value* '}' | '(' <variable>* ')' '{' ( '(' value* ')' )* '}'
value       = iri | literal | 'UNDEF' | tripleterm

triples     = sentence ( '.' triples? )?
sentence    = term properties | node properties?
properties  = verb objects ( ';' ( verb objects )? )*
verb        = path | <variable>
objects     = object ( ',' object )*
object      = thing ( '~' ( <variable> | iri | <blank> )? | '{|' properties '|}' )*
thing       = term | node
node        = '[' properties? ']' | '(' object* ')' | reified
reified     = '<<' told simple told ( '~' ( <variable> | iri | <blank> )? )? '>>'
told        = term | '[' ']' | reified
simple      = <variable> | iri | 'a'
term        = <variable> | iri | literal | <blank> | tripleterm
tripleterm  = '<<(' ( term | '[' ']' ) simple ( term | '[' ']' ) ')>>'
iri         = <iri> | <name>
literal     = <string> ( <language> | '^^' iri )? | ( '+' | '-' )? <number> | 'TRUE' | 'FALSE'

path        = steps ( '|' steps )*
steps       = step ( '/' step )*
step        = '^'? ( iri | 'a' | '!' negated | '(' path ')' ) ( '?' | '*' | '+' )?
negated     = single | '(' ( single ( '|' single )* )? ')'
single      = '^'? ( iri | 'a' )

expression  = conjunction ( '||' conjunction )*
conjunction = relation ( '&&' relation )*
relation    = sum ( ( '=' | '!=' | '<' | '>' | '<=' | '>=' ) sum | 'IN' list | 'NOT' 'IN' list )?
sum         = product ( ( '+' | '-' ) product )*
product     = unary ( ( '*' | '/' ) unary )*
unary       = ( '!' | '+' | '-' )* ( '(' expression ')' | call | iri arguments? | <string> ( <language> | '^^' iri )?
            | <number> | 'TRUE' | 'FALSE' | <variable> | tripleterm )
function    = iri arguments
arguments   = '(' ( 'DISTINCT'? expression ( ',' expression )* )? ')'
list        = '(' ( expression ( ',' expression )* )? ')'
call        = 'COUNT' '(' 'DISTINCT'? ( '*' | expression ) ')'
            | 'GROUP_CONCAT' '(' 'DISTINCT'? expression ( ';' 'SEPARATOR' '=' <string> )? ')'
            | <aggregate> '(' 'DISTINCT'? expression ')'
            | <function> list | 'EXISTS' group | 'NOT' 'EXISTS' group
"""

_PIECE = re.compile(r"'[^']+'|<\w+>|\w+|[()|*+?]")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A piece of a rule.

    Attributes:
        kind: ``token``, ``rule``, ``all`` (one after the other), ``one`` (of several), ``maybe`` or ``many``.
        name: of the token or rule.
        parts: what it is made of.
    """

    kind: str
    name: str = ""
    parts: tuple["Part", ...] = ()


class Grammar:
    """The rules, and which tokens each piece can begin with."""

    def __init__(self, text: str) -> None:
        self.rules: dict[str, Part] = {}
        for rule in re.split(r"\n(?=\w)", text.strip()):
            name, _, body = rule.partition("=")
            self.rules[name.strip()] = _one(list(reversed(_PIECE.findall(body))))
        self._first: dict[Part, frozenset[str]] = {}
        self._empty: dict[Part, bool] = {}

    @property
    def keywords(self) -> frozenset[str]:
        """Every word that stands for itself, in capitals (but ``a``)."""
        found = {part.name for rule in self.rules.values() for part in _tokens(rule)}
        return frozenset(name for name in found if name.isalpha() and name != "a")

    def first(self, part: Part) -> frozenset[str]:
        """Give the tokens that a piece can begin with."""
        if part not in self._first:
            self._first[part] = frozenset(self._begins(part))
        return self._first[part]

    def _begins(self, part: Part) -> Iterator[str]:
        if part.kind == "token":
            yield part.name
        elif part.kind == "rule":
            yield from self.first(self.rules[part.name])
        else:
            for inner in part.parts:
                yield from self.first(inner)
                if part.kind == "all" and not self.empty(inner):
                    return

    def empty(self, part: Part) -> bool:
        """Tell whether a piece may be left out."""
        if part not in self._empty:
            if part.kind == "rule":
                found = self.empty(self.rules[part.name])
            elif part.kind == "one":
                found = any(map(self.empty, part.parts))
            else:
                found = part.kind in {"maybe", "many"} or (part.kind == "all" and all(map(self.empty, part.parts)))
            self._empty[part] = found
        return self._empty[part]


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """Give the grammar of queries, read once."""
    return Grammar(RULES)


def _tokens(part: Part) -> Iterator[Part]:
    if part.kind == "token":
        yield part
    for inner in part.parts:
        yield from _tokens(inner)


def _one(pieces: list[str]) -> Part:
    choices = [_all(pieces)]
    while pieces and pieces[-1] == "|":
        pieces.pop()
        choices.append(_all(pieces))
    return choices[0] if len(choices) == 1 else Part("one", parts=tuple(choices))


def _all(pieces: list[str]) -> Part:
    found: list[Part] = []
    while pieces and pieces[-1] not in {"|", ")"}:
        found.append(_repeated(_single(pieces), pieces))
    return found[0] if len(found) == 1 else Part("all", parts=tuple(found))


def _single(pieces: list[str]) -> Part:
    piece = pieces.pop()
    if piece == "(":
        inner = _one(pieces)
        pieces.pop()
        return inner
    if piece.startswith(("'", "<")):
        return Part("token", piece[1:-1] if piece.startswith("'") else piece)
    return Part("rule", piece)


def _repeated(part: Part, pieces: list[str]) -> Part:
    sign = pieces[-1] if pieces else ""
    if sign not in {"?", "*", "+"}:
        return part
    pieces.pop()
    if sign == "?":
        return Part("maybe", parts=(part,))
    many = Part("many", parts=(part,))
    return Part("all", parts=(part, many)) if sign == "+" else many

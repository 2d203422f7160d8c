"""Tokens of queries: they tile any text, have the right places, and take linear time."""

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from kg.query.syntax.parse import parse
from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import code
from kg.query.syntax.tokens import tokens

PIECES = ["SELECT ", "?x", "{", "}", "(", ")", "<", ">", "<a>", '"', "'", '"""', "'''", "\\", "\n", "\r", "#", " ", "."]
PIECES += ["o:captured", "id:", ":", "_:b", "@en", "^^", "1.5e3", "-", "|", "a", ";", ",", "“", "\u00a0", "{|", "<<("]
sparqlish = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind.name, token.text) for token in code(text)]


@given(st.one_of(st.text(), sparqlish))
@example('"""a"b""c\\""""')
@example("a:b.\\.c:d..")
@example("_:a...")
def test_tokens_tile_any_text(text: str) -> None:
    found = tokens(text)
    assert "".join(token.text for token in found) == text
    assert all(token.text for token in found)
    assert [token.offset for token in found] == [0, *(token.end for token in found)][: len(found)]


@given(st.one_of(st.text(), sparqlish))
def test_a_token_stands_where_it_says(text: str) -> None:
    lines = text.split("\n")
    for token in tokens(text):
        first, *_ = token.text.split("\n")
        assert lines[token.line - 1][token.column - 1 :].startswith(first)


@given(st.one_of(st.text(), sparqlish))
def test_any_text_can_be_read(text: str) -> None:
    parsed = parse(text)
    assert parsed.stop is None or 0 <= parsed.stop <= len(parsed.tokens)
    assert parsed.stop is None or parsed.expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?x $y", [("VARIABLE", "?x"), ("VARIABLE", "$y")]),
        ("<http://a.example/b#c>", [("IRI", "<http://a.example/b#c>")]),
        ("<a\\u0041>", [("IRI", "<a\\u0041>")]),
        ("o:captured.", [("NAME", "o:captured"), ("MARK", ".")]),
        ("a.b:c.d-e.", [("NAME", "a.b:c.d-e"), ("MARK", ".")]),
        (":x :", [("NAME", ":x"), ("NAME", ":")]),
        ("id:a\\.b%41", [("NAME", "id:a\\.b%41")]),
        ("_:b0.", [("BLANK", "_:b0"), ("MARK", ".")]),
        ("'it' \"is\"", [("STRING", "'it'"), ("STRING", '"is"')]),
        ('"say \\"no\\""', [("STRING", '"say \\"no\\""')]),
        ('"""one\n"two" """', [("STRING", '"""one\n"two" """')]),
        ("'''it's'''", [("STRING", "'''it's'''")]),
        ('""', [("STRING", '""')]),
        ('"a"@en-GB--ltr', [("STRING", '"a"'), ("LANGUAGE", "@en-GB--ltr")]),
        ('"1"^^xsd:int', [("STRING", '"1"'), ("MARK", "^^"), ("NAME", "xsd:int")]),
        ("1 1.5 .5 1e6 1.", [*(("NUMBER", one) for one in ("1", "1.5", ".5", "1e6", "1")), ("MARK", ".")]),
        ("a # o:b <c>\nb", [("WORD", "a"), ("WORD", "b")]),
        (
            "<< ?s >> <<( )>> {| |}",
            [("MARK", "<<"), ("VARIABLE", "?s"), *(("MARK", m) for m in (">>", "<<(", ")>>", "{|", "|}"))],
        ),
        (
            "(?x<?y&&?y>?z)",
            [
                ("MARK", "("),
                ("VARIABLE", "?x"),
                ("MARK", "<"),
                ("VARIABLE", "?y"),
                ("MARK", "&&"),
                ("VARIABLE", "?y"),
                ("MARK", ">"),
                ("VARIABLE", "?z"),
                ("MARK", ")"),
            ],
        ),
        ("(?x<=3)", [("MARK", "("), ("VARIABLE", "?x"), ("MARK", "<="), ("NUMBER", "3"), ("MARK", ")")]),
        ("?p?/^a*", [("VARIABLE", "?p"), ("MARK", "?"), ("MARK", "/"), ("MARK", "^"), ("WORD", "a"), ("MARK", "*")]),
        ('"open\nx', [("UNCLOSED", '"open'), ("WORD", "x")]),
        ('"""open\nx', [("UNCLOSED", '"""open\nx')]),
        ("“x”", [("UNKNOWN", "“"), ("WORD", "x"), ("UNKNOWN", "”")]),
        ("دير:الزور", [("NAME", "دير:الزور")]),
    ],
)
def test_each_kind_of_token_is_known(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_white_space_and_comments_are_tokens_too() -> None:
    assert [token.kind for token in tokens("a #c\n")] == [Kind.WORD, Kind.SPACE, Kind.COMMENT, Kind.SPACE]


HOSTILE = [
    "{",
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    '"\\',
    "<",
    "<a",
    "a.",
    "a-",
    "a:b.",
    "1.",
    "@a-",
    "_:a.",
    "((?x<",
    "%a",
    "#",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_is_taken_apart_in_one_pass(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert sum(len(token.text) for token in tokens(text)) == len(text)


@pytest.mark.parametrize("piece", ["{", "SELECT ?x {", "(", "?x ?y ?z .", "?x ?y ?z ;", "?x ?y [", "[]", "?x <<"])
def test_a_hostile_query_is_read_in_one_pass(piece: str) -> None:
    parsed = parse("SELECT * {" + piece * (40_000 // len(piece)))
    assert parsed.stop is not None

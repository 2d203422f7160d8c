"""A small corpus made by hand: every kind of edge, and strings that attack pages and files in every field."""

from dataclasses import replace
from datetime import date
from typing import Any

from kg.model import Claim
from kg.model import Claimless
from kg.model import Corpus
from kg.model import Document
from kg.model import Entity
from kg.model import Literal
from kg.model import by_id
from kg.model import passage
from kg.model import with_key
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Term
from kg.terms import ontology
from kg.text import Span
from kg.when import parse

SCRIPT = "</script><script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
LINK = '<a href="javascript:alert(1)">x</a>'
ODD = "line\u2028para\u2029 ]]> --> <!-- {{ 7 * 7 }} {% raw %} & \"quoted\" 'single' \\ back\tTab"
BROKEN = "half \ud800 pair, \x00 \x0b \ufffe no XML"
RTL = "دير الزور \u202e reversed"
QUOTES = (f"{SCRIPT} fell.", f"{IMAGE} {ODD}", f"{RTL} INFANTRY, INF", "A plain sentence, with a comma.", f"{LINK} [1]")
TEXT = " ".join(QUOTES)

ENTITIES = (
    Entity(
        "Army", "StateForces", f"Army {IMAGE}", (LINK, "al-Jaysh"), description=SCRIPT, external=(("wikidata", "Q1"),)
    ),
    Entity("Group", "ArmedGroup", SCRIPT, (IMAGE, ODD, "Zubaydī Front", BROKEN), description=f"{LINK} {ODD}"),
    Entity(
        "Town", "Settlement", RTL, ("Deir ez-Zor", "INF"), coordinates=(35.33, 40.14), external=(("iso3166_2", SCRIPT),)
    ),
    Entity("Village", "Settlement", f"Village {BROKEN}"),
    Entity("Paper", "MediaOrganization", f"Paper {SCRIPT}"),
    Entity("Analyst", "Person", f"Analyst {IMAGE}"),
)
ISSUED = date(2018, 2, 15)
DOCUMENT = Document(
    id="doc", text=TEXT, sha256="0" * 64, file="doc/text.txt", original_file="x.txt", title=f"Title {SCRIPT} {ODD}",
    issued=ISSUED, publisher="Paper", rights=IMAGE,
)  # fmt: skip


def claim(subject: str, predicate: str, target: str | Literal, quote: int = 3, **parts: object) -> Claim:
    start = TEXT.index(QUOTES[quote])
    evidence = passage(DOCUMENT, Span(start, start + len(QUOTES[quote])), ("", ""))
    made = Claim("", subject, predicate, target, (evidence,), **{"voices": ("Paper",), **parts})  # type: ignore[arg-type]
    return with_key(made)


CAPTURE = claim("Army", "captured", "Town", 0, when=parse("2017-10-14"), time_basis=IMAGE, note=SCRIPT)
CLAIMS = (
    CAPTURE,
    claim("Army", "captured", "Town", 1, when=parse("2017-10"), voices=("Paper", "Analyst"), mode=Mode.REPORTED),
    claim("Army", "attacked", "Town", 2, when=parse("2017-06/..")),
    claim("Group", "controls", "Town", 4, when=parse("../2017-10-14"), mode=Mode.PRESUPPOSED),
    claim("Group", "attacked", "Army", 2),
    claim("Army", "attacked", "Group", 2, qualifiers=(("at_place", "Town"), ("bearing", Literal(SCRIPT)))),
    claim("Group", "fought", "Group", 3),
    claim("Group", "fought", "Army", 3),
    claim("Group", "present_in", "Village", 3),
    claim(
        "Group", "withdrew_from", "Town", 0, mode=Mode.INFERRED, certainty=Certainty.PROBABLE, when=parse("2017-10"),
        rationale=f"Because {SCRIPT} {IMAGE}", links=(("derived_from", CAPTURE.key),),
    ),
    claim("Group", "captured", "Town", 4, mode=Mode.PREDICTED, when=parse("2018-02-15/..")),
    claim("Group", "captured", "Village", 4, polarity=Polarity.NEGATIVE),
    claim("Army", "supports", "Group", 4, mode=Mode.ASSESSED, certainty=Certainty.POSSIBLE),
)  # fmt: skip
HOSTILE = Corpus(
    title=f"Title {SCRIPT} {IMAGE} {RTL}",
    base="https://example.org/hostile/",
    ontology=ontology(),
    documents=by_id([DOCUMENT]),
    entities=by_id(ENTITIES),
    claims=CLAIMS,
)
VALUED = replace(  # claims about values, of every kind that matters to files that have literals as nodes
    HOSTILE,
    claims=(
        *CLAIMS,
        claim("Army", "has_strength", Literal("12", "integer")),
        claim("Group", "has_strength", Literal("12", "integer"), voices=("Analyst",)),
        claim("Group", "has_strength", Literal("12"), when=parse("2017-10")),
        claim("Group", "called", Literal(f"{SCRIPT} {ODD} INFANTRY")),
        claim("Group", "called", Literal("")),
        claim("Group", "called", Literal("Lions"), polarity=Polarity.NEGATIVE),
        claim("Group", "has_strength", Literal("40,000"), mode=Mode.PREDICTED),
        claim("Army", "has_strength", Literal("perhaps 3"), certainty=Certainty.POSSIBLE),
    ),
)
DRAWN_CLAIMS = 10  # all but the predicted, the denied and the possible one
DRAWN_EDGES = 9  # two claims share one

LONG = f"{'long ' * 1_900}{RTL} {SCRIPT} {IMAGE} {LINK} {ODD} {BROKEN}"  # some 10,000 characters
EVIL = f"Evil\"'>{SCRIPT}{IMAGE}\u202e"
PLACES = (  # where strings that attack stand in the corpus below: the name of each is part of its string
    "title", "entity id", "entity label", "entity alias", "entity description", "entity source", "external scheme",
    "external identifier", "scheme template", "scheme label", "class name", "class label", "class definition",
    "relation name", "relation label", "relation definition", "qualifier name", "qualifier label", "qualifier value",
    "document id", "document title", "document text", "document publisher", "document language", "document rights",
    "document hash", "quote", "prefix", "suffix", "literal", "time basis", "rationale", "note", "link", "claim key",
    "claimless reason", "notice",
)  # fmt: skip


def attack(place: str) -> str:
    """Give a string that attacks from one place."""
    assert place in PLACES
    text = f"{place} {EVIL} {LINK} {ODD} {RTL}"
    hashed = place.endswith(
        ("id", "name", "hash", "key", "scheme", "publisher", "link", "reason", "literal")
    )  # half a character has no hash and no IRI
    return text if hashed else f"{text} {BROKEN}"


def _term(kind: str, place: str, **parts: object) -> Term:
    given = {"example": "", "parents": (), "domain": (), "range": (), "notes": {}, **parts}
    label, definition = (
        attack(f"{place} label"),
        attack(f"{place} definition") if f"{place} definition" in PLACES else "",
    )
    return Term(
        attack(f"{place} name") if f"{place} name" in PLACES else attack("external scheme"), label, definition,
        kinds=frozenset({kind}), abstract=False, symmetric=False, transitive=False, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def worst() -> Corpus:
    """Give a corpus with an attack in every place that a page could show, ids and names of terms too."""
    terms = [
        _term("Class", "class", parents=("Settlement",)),
        _term("Relation", "relation"),
        _term("Qualifier", "qualifier"),
        _term(
            "IdentifierScheme",
            "scheme",
            notes={"iri_template": f"javascript:alert('scheme template {EVIL}{{id}}')"},
        ),
    ]
    known = ontology()
    kind, relation, qualifier, scheme = (term.name for term in terms)
    text = f"{attack('prefix')}{attack('quote')}{attack('suffix')} {attack('document text')} {LONG}"
    start = len(attack("prefix"))
    document = Document(
        id=attack("document id"), text=text, sha256=attack("document hash"), file="x", original_file="x",
        title=attack("document title"), issued=ISSUED, publisher=attack("document publisher"),
        language=attack("document language"), rights=attack("document rights"),
    )  # fmt: skip
    evil = Entity(
        attack("entity id"), kind, attack("entity label"), (attack("entity alias"), LONG), coordinates=(35.3, 40.1),
        external=((scheme, attack("external identifier")),), source=attack("entity source"),
        description=attack("entity description"), located_in=("Town",),
    )  # fmt: skip
    long = Entity("Long", "Settlement", LONG, (LONG,), description=LONG, coordinates=(35.4, 40.2))
    quote = attack("quote")
    seen = passage(document, Span(start, start + len(quote)), (attack("prefix")[-32:], attack("suffix")[:32]))
    said: dict[str, Any] = {
        "evidence": (seen,), "voices": (evil.id, "Paper"), "when": parse("2017-10"), "time_basis": attack("time basis"),
        "qualifiers": ((qualifier, Literal(attack("qualifier value"))), (qualifier, evil.id)),
        "rationale": attack("rationale"), "note": attack("note"), "links": ((attack("link"), CAPTURE.key),),
    }  # fmt: skip
    claims = (
        Claim(attack("claim key"), evil.id, relation, "Long", **said),
        Claim(f"{1:016x}", evil.id, "captured", "Town", **said),
        Claim(f"{2:016x}", "Long", relation, evil.id, **{**said, "mode": Mode.PREDICTED}),
        Claim(f"{3:016x}", "Army", relation, Literal(attack("literal")), **said),
    )
    return replace(
        HOSTILE,
        title=f"{attack('title')} {LONG}",
        ontology=replace(known, terms={**known.terms, **{term.name: term for term in terms}}),
        documents=by_id([DOCUMENT, document]),
        entities=by_id([*(replace(one, external=()) for one in ENTITIES), evil, long]),
        claims=(*CLAIMS, *claims),
        claimless=(Claimless(seen, attack("claimless reason")),),
    )

"""A small corpus made by hand: every kind of edge, and strings that attack pages and files in every field."""

from datetime import date

from kg.model import Claim
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
DRAWN_CLAIMS = 10  # all but the predicted, the denied and the possible one
DRAWN_EDGES = 9  # two claims share one

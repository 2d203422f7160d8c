"""Which of the forms that we have a client likes best, by its Accept header (RFC 9110, 12.5.1)."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass

ROWS: Mapping[str, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
TRIPLES: Mapping[str, str] = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
HTML: Mapping[str, str] = {"html": "text/html"}
PAGES: Mapping[str, str] = {**HTML, **TRIPLES}
ALIASES: Mapping[str, tuple[str, ...]] = {
    "json": ("application/json",),
    "xml": ("application/xml", "text/xml"),
    "ttl": ("application/turtle", "application/x-turtle"),
    "nt": ("text/plain",),
    "html": ("application/xhtml+xml",),
}
UTF8 = ("text/",)  # media types whose charset has to be said
MOST = 64  # ranges that are looked at: browsers send about seven


@dataclass(frozen=True, slots=True)
class Range:
    """One media range: ``text/*;q=0.5``."""

    kind: str
    sub: str
    quality: float

    def rank(self, media: str) -> int:
        """Tell how closely it names a media type: 0 not at all, 3 exactly."""
        kind, _, sub = media.partition("/")
        if (self.kind, self.sub) == ("*", "*"):
            return 1
        if self.kind != kind:
            return 0
        return 3 if self.sub == sub else 2 * (self.sub == "*")


def ranges(accept: str) -> list[Range]:
    """Read an Accept header; parts that are none are passed over.

    >>> [(one.sub, one.quality) for one in ranges("text/turtle;q=0.5, */*")]
    [('turtle', 0.5), ('*', 1.0)]
    """
    found = []
    for part in accept.split(",")[:MOST]:
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        kind, slash, sub = media.partition("/")
        if slash and kind and sub:
            found.append(Range(kind, sub, _quality(parameters)))
    return found


def _quality(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def liking(accept: str, name: str, media: str) -> float:
    """Give how much a client likes one form, 0 for not at all; a more exact range beats a wider one."""
    asked = ranges(accept)
    if not accept.strip():
        return 1.0
    best = 0.0
    for type_ in (media, *ALIASES.get(name, ())):
        ranked = sorted((one.rank(type_), one.quality) for one in asked if one.rank(type_))
        wanted = ranked[-1] if ranked else (0, 0.0)
        if type_ == media:
            best = wanted[1]
        elif wanted[0] == 3:  # noqa: PLR2004  # an alias counts only where it is named
            best = max(best, wanted[1])
    return best


def choose(accept: str, forms: Mapping[str, str]) -> str | None:
    """Give the name of the form that a client likes best, the first of equals; None where it likes none.

    >>> choose("text/turtle;q=0.9, application/ld+json", TRIPLES), choose("image/png", TRIPLES)
    ('jsonld', None)
    """
    likings = {name: liking(accept, name, media) for name, media in forms.items()}
    best = max(likings, key=likings.__getitem__)
    return best if likings[best] > 0 else None


def content_type(media: str) -> str:
    """Give the Content-Type of a media type; texts say that they are UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith(UTF8) else media

"""Quotes find their place, and only theirs."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.text import Span
from kg.text import Text
from kg.text import fold
from kg.text import normalized
from kg.text import sentences

TEXT = Text("IS’ last stronghold in all\xa0of Syria – “for now”.\r\nThey are still there. They are still there.")


def found(quote: str) -> list[str]:
    return [TEXT.raw[span.start : span.end] for span in TEXT.find(quote)]


def test_the_closest_passage_is_found_whatever_letter_is_wrong() -> None:
    text = Text("IS fighters left. Fighters of IS withdrew from Raqqa. IS fighters came back.")

    def closest(quote: str) -> str:
        span = text.closest(quote)
        return "" if span is None else text.raw[span.start : span.end]

    assert closest("IS Withdrewx") == "IS withdrew"
    assert closest("Xighters of IS") == "Fighters of IS"
    assert closest("nothing like this stands here") == ""


def test_typed_quotes_find_curly_marks_dashes_and_odd_spaces() -> None:
    assert found('IS\' last stronghold in all of Syria - "for now"') == [
        "IS’ last stronghold in all\xa0of Syria – “for now”"
    ]


def test_the_first_letter_and_a_final_full_stop_are_forgiven() -> None:
    assert found("last stronghold in all of Syria.") == ["last stronghold in all\xa0of Syria"]
    assert found("They are still there.") == ["They are still there."] * 2


def test_a_dropped_word_is_not_forgiven_but_shown() -> None:
    assert found("last stronghold in Syria") == []
    closest = TEXT.closest("last stronghold in of Syria")
    assert closest is not None
    assert TEXT.raw[closest.start : closest.end].startswith("last stronghold in all")


def test_head_and_tail_take_the_shortest_passage() -> None:
    assert found("They are ... there") == ["They are still there"] * 2
    assert found("IS' last ... for now") == ["IS’ last stronghold in all\xa0of Syria – “for now"]


def test_a_quote_of_nothing_is_found_nowhere() -> None:
    assert found("") == []
    assert found("   ") == []


@given(st.text(max_size=80), st.data())
def test_every_piece_of_a_text_is_found_where_it_stands(raw: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    piece = raw[start:end]
    if fold(piece):
        spans = Text(raw).find(piece)
        assert spans
        assert any(fold(raw[span.start : span.end]) == fold(piece) for span in spans)


@given(st.text(max_size=200))
def test_folding_keeps_offsets_inside_the_text(raw: str) -> None:
    text = Text(raw)
    assert len(text.offsets) == len(text.folded) + 1
    assert list(text.offsets) == sorted(text.offsets)
    assert all(0 <= offset <= len(raw) for offset in text.offsets)


@given(st.text(max_size=300))
def test_sentences_cover_every_visible_character_once(raw: str) -> None:
    spans = list(sentences(raw))
    assert all(one.end <= two.start for one, two in pairwise(spans))
    inside = {index for span in spans for index in range(span.start, span.end)}
    assert all(raw[index].isspace() for index in range(len(raw)) if index not in inside)


def test_sentences_do_not_end_at_initials_and_editors_notes() -> None:
    raw = "[Ed.: It fell. Defense Secretary James N. Mattis said so.] The U.S. left. Who?"
    assert [raw[span.start : span.end] for span in sentences(raw)] == [
        "[Ed.: It fell.",
        "Defense Secretary James N. Mattis said so.]",
        "The U.S. left.",
        "Who?",
    ]


@given(st.text(max_size=50))
def test_names_are_folded_once_and_for_all(label: str) -> None:
    assert normalized(normalized(label)) == normalized(label)


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))

"""FollowTheMoney entities, judged by FollowTheMoney: valid, linked within the file, and no doubt drawn as a link."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner
from helpers import HARBOUR
from hostile import HOSTILE
from hostile import claim
from hostile import worst

import kg
from kg.export.ftm import write
from kg.export.ftm_claims import SCHEMA
from kg.export.ftm_claims import identifier
from kg.model import Claim
from kg.projection import Layer
from kg.projection import layer
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import TimeMode
from kg.terms import ontology
from kg.when import parse
from kg.write import Pieces

try:
    from followthemoney import model
    from followthemoney.cli import exports
    from followthemoney.cli import statement
    from followthemoney.cli.cli import cli
except ImportError:
    if os.environ.get("CI"):
        raise
    pytest.skip("followthemoney is not installed: pip install -e '.[interop]'", allow_module_level=True)

COMMANDS = exports, statement  # they register themselves with the command line
Made = dict[str, Any]


def entities(corpus: kg.Corpus, policy: str = "default") -> dict[str, Made]:
    found = [json.loads(line) for line in "".join(write(kg.build(corpus, policy=policy))).split("\n")[:-1]]
    named = {one["id"]: one for one in found}
    assert len(named) == len(found)  # an id is given once
    return named


def of(one: Claim, corpus: kg.Corpus) -> Made:
    """What a claim becomes."""
    return entities(replace(corpus, claims=[one]))[identifier(f"{corpus.base}claim/{one.key}")]


def saved(found: dict[str, Made]) -> None:
    """Write entities into the current folder."""
    Path("graph.ftm.json").write_text("".join(f"{json.dumps(one)}\n" for one in found.values()), encoding="utf-8")


@pytest.fixture(scope="module")
def found(corpus: kg.Corpus) -> dict[str, Made]:
    return entities(corpus)


@pytest.fixture(params=["seeds", "harbour", "hostile", "worst"])
def any_found(request: pytest.FixtureRequest, corpus: kg.Corpus) -> dict[str, Made]:
    named = {"seeds": corpus, "harbour": kg.read(HARBOUR), "hostile": HOSTILE, "worst": worst()}
    return entities(named[request.param], "wide")


def test_every_entity_is_valid(any_found: dict[str, Made]) -> None:
    for one in any_found.values():
        schema = model[one["schema"]]
        assert not schema.abstract
        assert set(schema.required) <= set(one["properties"])
        assert set(one["properties"]) <= set(schema.properties)
        read: Any = model.get_proxy(one, cleaned=False).to_dict()
        schema.validate(read)


def test_endless_texts_are_cut_and_that_is_told() -> None:
    """It takes 65,000 characters: here one name and two descriptions, of an entity and of a claim, are longer."""
    passage = replace(HOSTILE.claims[0].evidence[0], exact="x" * 100_000)
    army = replace(HOSTILE.entities["Army"], label="n" * 5_000, description="d" * 100_000)
    claims = (replace(HOSTILE.claims[0], evidence=(passage,)),)
    pieces = Pieces(write(kg.build(replace(HOSTILE, entities={**HOSTILE.entities, "Army": army}, claims=claims))))
    for one in map(json.loads, "".join(pieces).split("\n")[:-1]):
        read: Any = model.get_proxy(one, cleaned=False).to_dict()
        model[one["schema"]].validate(read)
    assert pieces.remarks == ("3 texts longer than FollowTheMoney takes: the end is left out, and … stands there",)
    assert Pieces(write(kg.build(HOSTILE))).remarks == ()


def test_its_own_cleaning_changes_nothing(found: dict[str, Made]) -> None:
    for one in found.values():
        read = model.get_proxy(one, cleaned=False)
        for name, values in one["properties"].items():
            assert sorted(read.get(name)) == sorted(values), one


def test_every_reference_leads_to_an_entity_of_the_file_and_of_the_right_kind(any_found: dict[str, Made]) -> None:
    for one in any_found.values():
        for name, values in one["properties"].items():
            if (kind := model[one["schema"]].properties[name]).type.name == "entity":
                assert all(model[any_found[value]["schema"]].is_a(kind.range) for value in values), one


def test_what_the_ontology_says_is_followthemoney_s_own_model() -> None:
    terms = ontology()
    for name in (*terms.relations, "Relation"):
        known = terms.aligned(name, SCHEMA)
        if not known:
            continue
        schema = model[known[SCHEMA]]
        assert schema.edge
        ends = [schema.properties[known["ftm_subject"]], schema.properties[known["ftm_object"]]]
        assert {end.name for end in ends} == {schema.edge_source, schema.edge_target}
        assert known.get("ftm_role", "role") == "role"
        assert ("role" in schema.properties) == ("ftm_role" in known)
        if name != "Relation":
            for end, classes in zip(ends, (terms.terms[name].domain, terms.terms[name].range), strict=True):
                assert all(model[terms.aligned(one, SCHEMA)[SCHEMA]].is_a(end.range) for one in classes), name


def test_only_plain_edges_are_links(corpus: kg.Corpus, found: dict[str, Made]) -> None:
    links = 0
    for one in corpus.claims:
        made = found[identifier(f"{corpus.base}claim/{one.key}")]
        if model[made["schema"]].edge:
            links += 1
            assert layer(one) is Layer.EDGES
            assert made["properties"]["recordId"] == [one.key]
        else:
            assert made["schema"] == "Note"
    assert links > 150


def test_a_note_begins_with_what_keeps_it_from_being_a_fact(corpus: kg.Corpus, found: dict[str, Made]) -> None:
    seen = 0
    for one in corpus.claims:
        if one.polarity is Polarity.NEGATIVE or one.mode in {Mode.PREDICTED, Mode.ASSESSED, Mode.QUESTION}:
            (text,) = found[identifier(f"{corpus.base}claim/{one.key}")]["properties"]["description"]
            assert text.startswith("[")
            mark = text[1 : text.index("]")]
            assert ("denied" in mark) == (one.polarity is Polarity.NEGATIVE)
            assert str(one.mode) in mark or one.mode is Mode.ASSERTED
            assert model.get_proxy(found[identifier(f"{corpus.base}claim/{one.key}")]).caption.startswith("[")
            seen += 1
    assert seen > 50


def test_every_statement_keeps_its_own_source(corpus: kg.Corpus, found: dict[str, Made]) -> None:
    for one in corpus.claims:
        told = found[identifier(f"{corpus.base}claim/{one.key}")]["properties"]
        assert told["proof"] == [identifier(f"{corpus.base}doc/{name}") for name in one.documents]
        assert told["sourceUrl"] == [f"{corpus.base}claim/{one.key}"]
        (text,) = told["description"]
        assert one.note in text
        for passage in one.evidence:
            assert " ".join(passage.exact.split()) in text
        if one.mode is not Mode.INFERRED:
            assert " > ".join(corpus.entities[voice].label for voice in one.voices) in text


def test_an_inference_is_told_as_one_everywhere(corpus: kg.Corpus, found: dict[str, Made]) -> None:
    inferred = [one for one in corpus.claims if one.mode is Mode.INFERRED]
    for one in inferred:
        told = found[identifier(f"{corpus.base}claim/{one.key}")]["properties"]
        assert told["description"][0].partition(" ")[0] == "No" or told["description"][0].startswith("[inferred")
        assert "a curator concluded it" in told["description"][0]
        assert told["publisher"] == [corpus.entities[one.voices[-1]].label]
    (flagship,) = [one for one in inferred if (one.predicate, one.object) == ("withdrew_from", "Mayadeen")]
    told = found[identifier(f"{corpus.base}claim/{flagship.key}")]["properties"]
    assert told["role"] == ["withdrew from (inferred)"]
    assert told["summary"][0].startswith("[inferred, probable]")


def test_an_event_that_nobody_states_as_a_fact_is_left_out(corpus: kg.Corpus, found: dict[str, Made]) -> None:
    assert identifier(f"{corpus.base}id/TerrorAttacksInEurope") not in found
    assert identifier(f"{corpus.base}id/EndOfISAbilityToAttack") not in found
    assert found[identifier(f"{corpus.base}id/Mayadeen")]["schema"] == "Address"


@pytest.mark.parametrize(
    ("when", "time_mode", "expected"),
    [
        ("2017-10-14", TimeMode.WITHIN, {"date": ["2017-10-14"]}),
        ("2017-10", TimeMode.WITHIN, {"date": ["2017-10"]}),
        ("2017-10~", TimeMode.WITHIN, {}),
        ("2017-21", TimeMode.WITHIN, {}),
        ("[2017-09-21..2017-09-30]", TimeMode.WITHIN, {}),
        ("2017-06/2017-09", TimeMode.WITHIN, {}),  # some day in it
        ("2017-06/2017-09", TimeMode.THROUGHOUT, {"startDate": ["2017-06"], "endDate": ["2017-09"]}),
        ("../2017-09", TimeMode.THROUGHOUT, {"endDate": ["2017-09"]}),
        ("2017-06/2018-02-15", TimeMode.THROUGHOUT, {"startDate": ["2017-06"]}),  # the document's day is no end
        ("2017-06/..", TimeMode.THROUGHOUT, {"startDate": ["2017-06"]}),
    ],
)
def test_dates_never_say_more_than_the_claim(when: str, time_mode: TimeMode, expected: Made) -> None:
    told = of(claim("Army", "attacked", "Town", when=parse(when), time_mode=time_mode), HOSTILE)["properties"]
    assert {name: told[name] for name in ("date", "startDate", "endDate") if name in told} == expected
    assert "20" in told["summary"][0].partition(";")[2]


@pytest.mark.parametrize(
    ("command", "written"),
    [
        (["export-csv", "-o", "out"], "UnknownLink.csv"),
        (["export-neo4j-bulk", "-o", "out"], "UnknownLink.csv"),
        (["export-cypher", "-o", "out/all.cypher"], "all.cypher"),
        (["export-rdf", "-o", "out/all.nt"], "all.nt"),
        (["statements", "-o", "out/all.csv", "-d", "kg"], "all.csv"),
        (["validate", "-o", "out/all.json"], "all.json"),
    ],
)
def test_its_own_exporters_take_the_file(
    found: dict[str, Made], command: list[str], written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "graph.ftm.json").write_text(
        "".join(f"{json.dumps(one)}\n" for one in found.values()), encoding="utf-8"
    )
    source = [] if command[0] == "statements" else ["-i"]
    done = CliRunner().invoke(cli, [*command, *source, "graph.ftm.json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / written).stat().st_size > 1_000


def test_its_network_has_our_links_and_no_others(
    corpus: kg.Corpus, found: dict[str, Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    saved(found)
    CliRunner().invoke(cli, ["export-gexf", "-i", "graph.ftm.json", "-o", "all.gexf"], catch_exceptions=False)
    network = nx.read_gexf(tmp_path / "all.gexf")
    things = {f"entity:{name}" for name, one in found.items() if one["schema"] not in {"Note", "Document"}}
    pairs = [frozenset((one, other)) for one, other, *_ in network.edges if {one, other} <= things]

    def node(name: str) -> str:
        return f"entity:{identifier(f'{corpus.base}id/{name}')}"

    plain = [one for one in corpus.claims if layer(one) is Layer.EDGES]
    ends = [frozenset((node(one.subject), node(str(one.object)))) for one in plain]
    assert sorted(map(sorted, pairs)) == sorted(sorted(pair) for pair in ends if pair <= things)


def test_a_corpus_s_own_terms_can_say_what_they_become(harbour: Path) -> None:
    terms = harbour / "terms.ttl"
    terms.write_text(f'{terms.read_text(encoding="utf-8")}\no:Position o:ftm_schema "RealEstate" .\n', encoding="utf-8")
    before, after = (entities(kg.read(one)) for one in (HARBOUR, harbour))
    assert not [one for one in before.values() if one["schema"] == "RealEstate"]
    made = [one for one in after.values() if one["schema"] == "RealEstate"]
    assert {name for one in made for name in one["properties"]["keywords"]} == {"position"}
    assert all(set(one["properties"]) <= set(model["RealEstate"].properties) for one in made)

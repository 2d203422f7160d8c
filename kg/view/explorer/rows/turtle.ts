// The selection as Turtle, in the names and the form of graph.ttl, so that both can be loaded side by side.
//
// Each triple here stands in graph.ttl too. What a page does not hold is left to that file: qualifiers whose
// value is no entity, and the bounds that are computed from a time.

import { escapedLocal } from "../claim/cite";
import type { Facts, Model } from "../types";
import { axesOf, listed, qualifiersOf, sentenceOf, voicesOf } from "../words";
import { sidesOf } from "../claim/sides";
import { distinct } from "./edges";
import type { Selection } from "./edges";
import { contentKey } from "../data/content-key";
import { passageKey } from "../data/keys";

const SHORT_LOCAL = /^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_-])?$/;
const TURTLE_ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Predicate and value, both as Turtle writes them. */
type Pair = readonly [predicate: string, value: string];

/** Give the file's lines. */
export function turtleLines(model: Model, facts: Facts, selection: Selection): string[] {
  const maker = new TurtleMaker(model, facts);
  const claims = selection.edges.flatMap((edge) => edge.claims).sort((one, other) => one - other);
  const passages = [...new Set(claims.flatMap((claim) => [...listed(facts.claims.evidence, claim)]))];
  const chains = [...new Set(claims.map((claim) => facts.claims.chain[claim]!))];
  const mentioned = new Set([...selection.nodes, ...chains.flatMap((chain) => [...listed(facts.chains, chain)])]);
  const documents = [...new Set(passages.map((passage) => facts.passages.document[passage]!))];
  return [
    ...Object.entries(model.prefixes).map(([prefix, namespace]) => `@prefix ${prefix}: <${namespace}> .\n`),
    "\n# A selection, in the names of graph.ttl. A claim's literal qualifiers and the bounds of its time stand there.\n\n",
    ...[...mentioned].flatMap((node) => maker.entity(node)),
    ...documents.map((document_) => maker.document(document_)),
    ...selection.edges.flatMap(({ subject, predicate, object, claims: own }) => maker.plain(subject, predicate, object, own)),
    ...claims.map((claim) => maker.claim(claim)),
    ...passages.flatMap((passage) => maker.passage(passage)),
    ...maker.chains(chains),
  ];
}

class TurtleMaker {
  readonly model: Model;
  readonly facts: Facts;

  constructor(model: Model, facts: Facts) {
    this.model = model;
    this.facts = facts;
  }

  name(prefix: string, local: string): string {
    if (SHORT_LOCAL.test(local)) return `${prefix}:${local}`;
    return `<${this.model.prefixes[prefix]}${escapedLocal(local)}>`;
  }

  id(node: number): string {
    return this.name("id", this.model.nodes.id.at(node));
  }

  entity(node: number): string[] {
    const { nodes, types } = this.model;
    const label = turtleLiteral(nodes.label.at(node));
    return [turtleStatement(this.id(node), [["a", this.name("o", types[nodes.type[node]!]!.name)], ["rdfs:label", label]])];
  }

  document(index: number): string {
    const { id, title, issued } = this.facts.documents[index]!;
    const pairs: Pair[] = [
      ["a", "o:Document"],
      ["rdfs:label", turtleLiteral(title)],
      ["dcterms:title", turtleLiteral(title)],
      ["dcterms:issued", `${turtleLiteral(issued)}^^xsd:date`],
    ];
    return turtleStatement(this.name("doc", id), pairs);
  }

  /** The plain edge, where the policy of graph.ttl has one. */
  plain(subject: number, predicate: number, object: number, claims: readonly number[]): string[] {
    if (!claims.some((claim) => this.isProjected(claim))) return [];
    return [turtleStatement(this.id(subject), [[this.name("o", this.model.predicates[predicate]!.name), this.id(object)]])];
  }

  isProjected(claim: number): boolean {
    return this.model.claims.level[claim]! <= (this.model.policy === "strict" ? 0 : 1);
  }

  claim(claim: number): string {
    const { model, facts } = this;
    const { claims } = facts;
    const { subject, predicate, object } = model.claims;
    const { mode, certainty, polarity, rank } = axesOf(model, facts, claim);
    const ids = [model.nodes.id.at(subject[claim]!), model.predicates[predicate[claim]!]!.name, model.nodes.id.at(object[claim]!)];
    const voices = [...voicesOf(facts, claim)];
    const pairs: Pair[] = [
      ["a", mode === "inferred" ? "o:Claim, o:InferredClaim" : "o:Claim"],
      ["rdfs:label", turtleLiteral(this.label(claim))],
      ["rdf:subject", this.id(subject[claim]!)],
      ["rdf:predicate", this.name("o", ids[1]!)],
      ["rdf:object", this.id(object[claim]!)],
      ["o:proposition_key", turtleLiteral(contentKey(...ids))],
      ["o:mode", this.name("o", mode)],
      ["o:certainty", this.name("o", certainty)],
      ["o:polarity", this.name("o", polarity)],
      ["o:projected", String(this.isProjected(claim))],
    ];
    if (rank !== "normal") pairs.push(["o:rank", this.name("o", rank)]);
    if (voices.length) pairs.push(["o:voice", this.id(voices.at(-1)!)], ["o:attribution", this.attribution(voices)]);
    for (const voice of voices.slice(0, -1)) pairs.push(["o:relayed_by", this.id(voice)]);
    for (const voice of listed(claims.independent, claim)) pairs.push(["o:independent_voice", this.id(voice)]);
    for (const voice of listed(claims.through, claim)) pairs.push(["o:heard_through", this.id(voice)]);
    pairs.push(...this.evidence(claim), ...this.rest(claim));
    return turtleStatement(this.name("claim", claims.key.at(claim)), pairs);
  }

  /** What a claim is labelled: what is no plain fact says so. */
  label(claim: number): string {
    const { mode, certainty, polarity } = axesOf(this.model, this.facts, claim);
    const marks = [mode, certainty].filter((mark) => mark !== "asserted" && mark !== "certain");
    if (polarity !== "positive") marks.push(polarity === "negative" ? "denied" : "open");
    const words = sentenceOf(this.model, claim).join(" ");
    return marks.length ? `${words} [${marks.join(", ")}]` : words;
  }

  evidence(claim: number): Pair[] {
    const passages = [...listed(this.facts.claims.evidence, claim)];
    const documents = distinct(passages.map((passage) => this.facts.documents[this.facts.passages.document[passage]!]!.id));
    return [
      ...documents.map((id): Pair => ["o:in_document", this.name("doc", id)]),
      ...passages.map((passage): Pair => ["o:supported_by", this.name("evidence", passageKey(this.facts, passage))]),
    ];
  }

  /** Roles, time, links, and what a curator adds. */
  rest(claim: number): Pair[] {
    const { claims } = this.facts;
    const pairs: Pair[] = [];
    for (const { name, id } of qualifiersOf(claims, claim)) if (id && name) pairs.push([this.name("o", name), this.name("id", id)]);
    if (claims.dated[claim]) {
      pairs.push(["o:time_mode", claims.throughout[claim] ? "o:throughout" : "o:within"]);
      pairs.push(["o:valid_time", `${turtleLiteral(claims.when.at(claim))}^^edtf:EDTF`]);
      if (claims.timeBasis.at(claim)) pairs.push(["o:time_basis", turtleLiteral(claims.timeBasis.at(claim))]);
    }
    for (const [kind, other] of sidesOf(this.model)!.leading(claim)) {
      pairs.push([this.name("o", this.model.links[kind]!.name), this.name("claim", claims.key.at(other))]);
    }
    if (claims.rationale.at(claim)) pairs.push(["o:rationale", turtleLiteral(claims.rationale.at(claim))]);
    if (claims.note.at(claim)) pairs.push(["o:curator_note", turtleLiteral(claims.note.at(claim))]);
    return pairs;
  }

  passage(passage: number): string[] {
    const { passages, documents } = this.facts;
    const key = passageKey(this.facts, passage);
    const [quote, position] = [this.name("evidence", `${key}-quote`), this.name("evidence", `${key}-position`)];
    const offset = (value: number): string => `${turtleLiteral(String(value))}^^xsd:nonNegativeInteger`;
    const source = this.name("doc", documents[passages.document[passage]!]!.id);
    const texts = (["exact", "prefix", "suffix"] as const).map((name): Pair => [`oa:${name}`, turtleLiteral(passages[name].at(passage))]);
    const places = (["start", "end"] as const).map((name): Pair => [`oa:${name}`, offset(passages[name][passage]!)]);
    return [
      turtleStatement(this.name("evidence", key), [["a", "o:Evidence"], ["oa:hasSource", source], ["oa:hasSelector", `${quote}, ${position}`]]),
      turtleStatement(quote, [["a", "oa:TextQuoteSelector"], ...texts]),
      turtleStatement(position, [["a", "oa:TextPositionSelector"], ...places]),
    ];
  }

  attribution(voices: readonly number[]): string {
    return this.name("attribution", contentKey("attribution", ...voices.map((voice) => this.model.nodes.id.at(voice))));
  }

  /** Every link of some chains of voices, each once. */
  chains(chains: readonly number[]): string[] {
    const found = new Map<string, string>();
    for (const chain of chains) {
      const voices = [...listed(this.facts.chains, chain)];
      for (let depth = voices.length; depth > 0; depth--) {
        const me = this.attribution(voices.slice(0, depth));
        const pairs: Pair[] = [
          ["a", "o:Attribution"],
          ["prov:agent", this.id(voices[depth - 1]!)],
          ["o:position", `${turtleLiteral(String(depth))}^^xsd:positiveInteger`],
        ];
        if (depth > 1) pairs.push(["o:attributed_through", this.attribution(voices.slice(0, depth - 1))]);
        found.set(me, turtleStatement(me, pairs));
      }
    }
    return [...found.values()];
  }
}

function turtleStatement(subject: string, pairs: readonly Pair[]): string {
  return `${subject} ${pairs.map(([predicate, value]) => `${predicate} ${value}`).join(" ;\n    ")} .\n`;
}

/** A literal; what cannot be in UTF-8 becomes the sign for that. */
function turtleLiteral(text: string): string {
  const whole = text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
  const coded = (char: string): string => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return `"${whole.replace(/["\\\x00-\x1f\x7f]/g, (char) => TURTLE_ESCAPES[char] ?? coded(char))}"`;
}

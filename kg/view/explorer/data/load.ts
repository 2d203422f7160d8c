/** The page's data: the model that the first frame needs, and the facts that come after it. */

import type { ClaimFacts, Claims, Document, Facts, Model, NodeFacts, Nodes, Passages, Strings } from "../types";
import { Container, inflated, Slices } from "./decode";

/** Members of the model that are no columns. */
type About = Omit<Model, "nodes" | "claims" | "facts"> & { readonly counts: { readonly nodes: number; readonly claims: number } };
type Told = Omit<Document, "text"> & { readonly bytes: readonly [] | readonly [begin: number, end: number] };
type Later = { readonly documents: readonly Told[]; readonly chains: number; readonly passages: number };

/** Read what the first frame needs; the page holds it before its script. */
export async function loadCore(): Promise<Model> {
  const buffer = await inflated("core");
  if (buffer === null) throw new Error("the page holds no data");
  const data = new Container(buffer);
  const { counts, ...about } = data.meta as About;
  return { ...about, nodes: nodesOf(data, counts.nodes), claims: claimsOf(data, counts.claims), facts: null };
}

/** Read the rest, which may still be on its way: it stands at the page's end. */
export async function loadFacts(model: Model): Promise<Facts> {
  await parsed();
  const buffer = await inflated("rest");
  if (buffer === null) throw new Error("the page ends before its data");
  const data = new Container(buffer);
  const later = data.meta as Later;
  const texts = data.blob("texts");
  return {
    nodes: nodeFactsOf(data, model.nodes.count),
    claims: claimFactsOf(data, model.claims.count),
    passages: passagesOf(data, texts, later.passages),
    chains: data.lists("chains", later.chains),
    documents: later.documents.map((told) => new Sheet(told, texts)),
  };
}

function parsed(): Promise<void> {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((done) => document.addEventListener("DOMContentLoaded", () => done(), { once: true }));
}

function nodesOf(data: Container, count: number): Nodes {
  return {
    count,
    x: data.f32("nodes.x", count),
    y: data.f32("nodes.y", count),
    group: data.u8("nodes.group", count),
    type: data.u16("nodes.type", count),
    degree: data.u32("nodes.degree", count),
    voices: data.u32("nodes.voices", count),
    id: data.strings("nodes.id", count),
    label: data.strings("nodes.label", count),
  };
}

function claimsOf(data: Container, count: number): Claims {
  const object = data.u32("claims.object", count);
  for (let at = 0; at < count; at++) object[at] = object[at]! - 1; // 0 becomes LITERAL
  return {
    count,
    object,
    subject: data.u32("claims.subject", count),
    predicate: data.u16("claims.predicate", count),
    level: data.u8("claims.level", count),
    line: data.u8("claims.line", count),
  };
}

function nodeFactsOf(data: Container, count: number): NodeFacts {
  return {
    aliases: data.strings("nodes.aliases", count),
    description: data.strings("nodes.description", count),
    latitude: data.f64("nodes.latitude", count),
    longitude: data.f64("nodes.longitude", count),
    within: data.lists("nodes.within", count),
    external: data.strings("nodes.external", count),
  };
}

function claimFactsOf(data: Container, count: number): ClaimFacts {
  const time = data.u32("claims.time", count);
  const shared = (name: string): Strings =>
    new Picked(data.u32(`claims.${name}`, count), data.strings(`shared.${name}`, 0));
  return {
    ...timesOf(data, time),
    key: data.strings("claims.key", count),
    literal: shared("literal"),
    mode: data.u8("claims.mode", count),
    certainty: data.u8("claims.certainty", count),
    polarity: data.u8("claims.polarity", count),
    throughout: data.u8("claims.throughout", count),
    timeBasis: shared("timeBasis"),
    rank: data.u8("claims.rank", count),
    chain: data.u32("claims.chain", count),
    independent: data.lists("claims.independent", count),
    evidence: data.lists("claims.evidence", count),
    qualifiers: shared("qualifiers"),
    rationale: shared("rationale"),
    note: shared("note"),
    linked: data.lists("claims.linked", count),
    linkKind: data.u8("claims.linkKind", 0),
  };
}

type Times = Pick<
  ClaimFacts,
  "when" | "whenWords" | "dated" | "earliest" | "latest" | "surelyFrom" | "surelyUntil"
>;

/** Spread the times, of which each stands once, over the claims that have them; time 0 is none. */
function timesOf(data: Container, time: Uint32Array): Times {
  const spread = (name: string): Int32Array => {
    const days = data.i32(`times.${name}`, 1);
    return Int32Array.from(time, (at) => days[at]!);
  };
  return {
    when: new Picked(time, data.strings("times.when", 1)),
    whenWords: new Picked(time, data.strings("times.words", 1)),
    dated: Uint8Array.from(time, (at) => (at === 0 ? 0 : 1)),
    earliest: spread("earliest"),
    latest: spread("latest"),
    surelyFrom: spread("surelyFrom"),
    surelyUntil: spread("surelyUntil"),
  };
}

function passagesOf(data: Container, texts: Uint8Array, count: number): Passages {
  const start = data.u32("passages.start", count);
  const length = data.u32("passages.length", count);
  const at = data.u32("passages.at", count);
  const from = (begin: Uint32Array, bytes: Uint32Array): Uint32Array => begin.map((place, index) => place + bytes[index]!);
  const exact = from(at, data.u32("passages.prefix", count));
  const suffix = from(exact, data.u32("passages.exact", count));
  return {
    count,
    document: data.u16("passages.document", count),
    start,
    end: from(start, length),
    exact: new Slices(texts, exact, suffix),
    prefix: new Slices(texts, at, exact),
    suffix: new Slices(texts, suffix, from(suffix, data.u32("passages.suffix", count))),
  };
}

/** Texts of a few, by which of them each index has. */
class Picked implements Strings {
  readonly length: number;
  readonly #index: Uint32Array;
  readonly #texts: Strings;

  constructor(index: Uint32Array, texts: Strings) {
    this.length = index.length;
    this.#index = index;
    this.#texts = texts;
  }

  at(index: number): string {
    return this.#texts.at(this.#index[index] ?? 0);
  }
}

/** A document whose text is decoded when somebody reads it. */
class Sheet implements Document {
  readonly id: string;
  readonly title: string;
  readonly issued: string;
  readonly publisher: string;
  readonly language: string;
  readonly rights: string;
  readonly sha256: string;
  readonly length: number;
  readonly claimless: Document["claimless"];
  readonly #bytes: Uint8Array | null;
  #text: string | null = null;

  constructor(told: Told, texts: Uint8Array) {
    this.id = told.id;
    this.title = told.title;
    this.issued = told.issued;
    this.publisher = told.publisher;
    this.language = told.language;
    this.rights = told.rights;
    this.sha256 = told.sha256;
    this.length = told.length;
    this.claimless = told.claimless;
    this.#bytes = told.bytes.length === 0 ? null : texts.subarray(...told.bytes);
  }

  get text(): string | null {
    if (this.#bytes === null) return null;
    this.#text ??= new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.#bytes);
    return this.#text;
  }
}

/** The page's data: the model that the first frame needs, and the facts that come after it. */

import type { ClaimFacts, Claims, Document, Facts, Lists, Model, NodeFacts, Nodes, Passages, Strings } from "../types";
import { Container, inflated, Slices, sums } from "./decode";
import { ClaimKeys } from "./keys";
import type { Said } from "./keys";

/** Members of the model that are no columns. */
type About = Omit<Model, "nodes" | "claims" | "facts"> & { readonly counts: { readonly entities: number; readonly claims: number } };
type Told = Omit<Document, "text"> & { readonly bytes: readonly [] | readonly [begin: number, end: number] };
type Later = { readonly documents: readonly Told[]; readonly chains: number; readonly passages: number };

/** Read what the first frame needs; the page holds it before its script. */
export async function loadCore(): Promise<Model> {
  const buffer = await inflated("core");
  if (buffer === null) throw new Error("the page holds no data");
  const data = new Container(buffer);
  const { counts, ...about } = data.meta as About;
  return { ...about, nodes: nodesOf(data, counts.entities), claims: claimsOf(data, counts.claims), facts: null };
}

/** Read the rest, which may still be on its way: it stands at the page's end. */
export async function loadFacts(model: Model): Promise<Facts> {
  await parsed();
  const [buffer, blob] = await Promise.all([inflated("rest"), inflated("texts")]);
  if (buffer === null || blob === null) throw new Error("the page ends before its data");
  const data = new Container(buffer);
  const later = data.meta as Later;
  const texts = new Uint8Array(blob);
  const claims = claimFactsOf(data, model.claims as Kinded, later.chains);
  const said = {
    passages: passagesOf(data, texts, later.passages),
    chains: data.lists("chains", later.chains),
    documents: later.documents.map((told) => new Sheet(told, texts)),
  };
  return { ...said, nodes: nodeFactsOf(data, model.nodes.count), claims: { ...claims, key: keysOf(data, model, { ...said, claims }) } };
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

/** Claims with what kind of saying each is: those of one kind are alike in much, which stands once. */
interface Kinded extends Claims {
  readonly kind: Uint32Array;
}

function byKind(data: Container, name: string, kind: Uint32Array): Uint8Array {
  return picked(kind, data.u8(`kinds.${name}`, 1), new Uint8Array(kind.length));
}

/** Give each index the value of its row in a table. */
function picked<T extends Uint8Array | Int32Array>(rows: Uint32Array, table: T, into: T): T {
  for (let at = 0; at < rows.length; at++) into[at] = table[rows[at]!]!;
  return into;
}

function claimsOf(data: Container, count: number): Kinded {
  const kind = data.u32("claims.kind", count);
  const object = data.u32("claims.object", count);
  for (let at = 0; at < count; at++) object[at] = object[at]! - 1; // 0 becomes LITERAL
  return {
    count,
    object,
    subject: data.u32("claims.subject", count),
    predicate: data.u16("claims.predicate", count),
    kind,
    level: byKind(data, "level", kind),
    line: byKind(data, "line", kind),
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

function keysOf(data: Container, model: Model, said: Said): ClaimKeys {
  const told = data.u32("told.claim", 0);
  return new ClaimKeys(model, said, data.u8("claims.mark", model.claims.count), told, data.strings("told.key", told.length));
}

function claimFactsOf(data: Container, { count, kind }: Kinded, chains: number): Omit<ClaimFacts, "key"> {
  const chain = data.u32("claims.chain", count);
  const time = data.u32("claims.time", count);
  const shared = (name: string): Strings =>
    new Picked(data.u32(`claims.${name}`, count), data.strings(`shared.${name}`, 1));
  return {
    ...timesOf(data, time),
    literal: shared("literal"),
    mode: byKind(data, "mode", kind),
    certainty: byKind(data, "certainty", kind),
    polarity: byKind(data, "polarity", kind),
    throughout: byKind(data, "throughout", kind),
    timeBasis: shared("timeBasis"),
    rank: byKind(data, "rank", kind),
    chain,
    independent: spreadLists(chain, data.lists("chains.independent", chains)),
    through: spreadLists(chain, data.lists("chains.through", chains)),
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
  const spread = (name: string): Int32Array => picked(time, data.i32(`times.${name}`, 1), new Int32Array(time.length));
  return {
    when: new Picked(time, data.strings("times.when", 1)),
    whenWords: new Picked(time, data.strings("times.words", 1)),
    dated: new Uint8Array(time.map((at) => Math.min(at, 1))),
    earliest: spread("earliest"),
    latest: spread("latest"),
    surelyFrom: spread("surelyFrom"),
    surelyUntil: spread("surelyUntil"),
  };
}

/**
 * Where passages lie is told by how far that is from where one would expect it: a passage begins where
 * the one before it ends, and a character is a byte.
 */
function passagesOf(data: Container, texts: Uint8Array, count: number): Passages {
  const gap = data.i32("passages.gap", count);
  const length = data.i32("passages.length", count);
  const drift = data.i32("passages.drift", count);
  const more = data.i32("passages.more", count);
  const [start, end, from, until] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(count), new Uint32Array(count)];
  for (let at = 0, last = 0, bytes = 0; at < count; at++) {
    start[at] = last + gap[at]!;
    end[at] = last = start[at]! + length[at]!;
    from[at] = bytes + gap[at]! + drift[at]!;
    until[at] = bytes = from[at]! + length[at]! + more[at]!;
  }
  const before = data.u32("passages.prefix", count);
  const after = data.u32("passages.suffix", count);
  return {
    count,
    document: data.u16("passages.document", count),
    start,
    end,
    exact: new Slices(texts, from, until),
    prefix: new Slices(texts, from.map((place, at) => place - before[at]!), from),
    suffix: new Slices(texts, until, until.map((place, at) => place + after[at]!)),
  };
}

/** Give each claim the list that its row of a table has. */
function spreadLists(rows: Uint32Array, table: Lists): Lists {
  const starts = sums(rows.map((row) => table.starts[row + 1]! - table.starts[row]!));
  const values = new Uint32Array(starts[rows.length]!);
  rows.forEach((row, at) => values.set(table.values.subarray(table.starts[row], table.starts[row + 1]), starts[at]));
  return { starts, values };
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

// A claim in words: what it says, and, before that, what kind of saying it is wherever it is not plainly stated.

import type { ClaimFacts, Facts, Lists, Model } from "./types";
import { LITERAL, NEVER } from "./types";

/** A kind of saying, as sections of lists are headed. */
export interface SayingKind {
  readonly key: string;
  readonly title: string;
  readonly about: string;
  /** Whether it is told as a fact; everything else is never shown as one. */
  readonly factual: boolean;
}

const kindly = (key: string, title: string, about: string, factual = false): SayingKind => ({ key, title, about, factual });

/** Facts first, and apart from everything else. */
export const SAYING_KINDS: readonly SayingKind[] = [
  kindly("stated", "Stated", "What a document says in its own voice, or takes for granted, without doubt.", true),
  kindly("reported", "Reported", "What a document relays from another voice, without doubt.", true),
  kindly("inferred", "Inferred by a curator", "No passage says it: a curator concludes it, and says why."),
  kindly("unsure", "Stated with doubt", "The voice says it, but not as certain. Not a fact."),
  kindly("uncommitted", "Relayed without commitment", "A text passes it on; how sure anybody is of it is not stated. Not a fact."),
  kindly("predicted", "Predictions", "What a voice says will, could or may come, not what has happened."),
  kindly("supposed", "Conditions and suppositions", "Said for a case that is not said to be so."),
  kindly("intended", "Intentions", "What someone means to do. It is not said to be done."),
  kindly("denied", "Denied", "What a voice says is not so."),
  kindly("open", "Left open", "What a voice asks, or neither affirms nor denies."),
  kindly("assessed", "Assessments and opinions", "A voice’s judgement; another could judge otherwise."),
  kindly("normative", "Calls and demands", "What a voice says should or must be so."),
  kindly("aside", "Set aside", "Deprecated by its curators: kept, but not relied on."),
];
const KIND_BY_KEY = new Map(SAYING_KINDS.map((one) => [one.key, one]));
const KIND_BY_MODE: Readonly<Record<string, string>> = {
  inferred: "inferred", predicted: "predicted", conditional: "supposed", hypothetical: "supposed",
  counterfactual: "supposed", intended: "intended", question: "open", assessed: "assessed", normative: "normative",
};

/** How each mode is said, up to its voice; `asserted` and `reported` depend on who relays whom. */
const MODE_WORDS: Readonly<Record<string, string>> = {
  presupposed: "taken for granted by", estimated: "estimated by", assessed: "assessed by", predicted: "predicted by",
  conditional: "conditional, according to", hypothetical: "only supposed by", counterfactual: "counterfactual, supposed by",
  intended: "an intention, according to", normative: "called for by", question: "asked by",
};
const INFERRED_WORDS = "inferred by a curator; no passage says it";
/** What negates its mode rather than being it: a denied prediction is a prediction that it won't be so. */
const DENIABLE = new Set(["asserted", "reported", "presupposed", "estimated", "assessed", "inferred"]);

/** A claim's controlled values, by their names in the ontology. */
export interface Axes {
  readonly mode: string;
  readonly certainty: string;
  readonly polarity: string;
  readonly rank: string;
}

export function axesOf(model: Model, facts: Facts, claim: number): Axes {
  const { claims } = facts;
  return {
    mode: model.modes[claims.mode[claim]!]!.name,
    certainty: model.certainties[claims.certainty[claim]!]!.name,
    polarity: model.polarities[claims.polarity[claim]!]!.name,
    rank: model.ranks[claims.rank[claim]!]!.name,
  };
}

/** Give the numbers that a list of lists has for one index. */
export function listed(lists: Lists, index: number): Uint32Array {
  return lists.values.subarray(lists.starts[index]!, lists.starts[index + 1]!);
}

/** Who says a claim, outermost first, as nodes; the last one says it, each before it relays. */
export function voicesOf(facts: Facts, claim: number): Uint32Array {
  return listed(facts.chains, facts.claims.chain[claim]!);
}

/** Whose claims an inference rests on, as nodes: all who speak, of whom fewer may count as independent. */
export function groundVoicesOf(model: Model, facts: Facts, claim: number): number[] {
  const { linked, linkKind } = facts.claims;
  const seen = new Set([claim]); // which grows: an inference may rest on another
  const voices = new Set<number>();
  for (const one of seen) {
    const first = linked.starts[one]!;
    const grounds = [...listed(linked, one)].filter((_, at) => model.links[linkKind[first + at]!]!.name === "derived_from");
    for (const ground of grounds) seen.add(ground);
    if (grounds.length === 0 && one !== claim) voices.add(voicesOf(facts, one).at(-1)!);
  }
  return [...voices];
}

export function kindOf(model: Model, facts: Facts, claim: number): SayingKind {
  const { mode, polarity, rank } = axesOf(model, facts, claim);
  if (rank === "deprecated") return KIND_BY_KEY.get("aside")!;
  if (polarity === "negative" && DENIABLE.has(mode)) return KIND_BY_KEY.get("denied")!;
  if (polarity === "unknown") return KIND_BY_KEY.get("open")!;
  return KIND_BY_KEY.get(KIND_BY_MODE[mode] ?? plainKind(model, facts, claim, mode))!;
}

function plainKind(model: Model, facts: Facts, claim: number, mode: string): string {
  const { certainty } = axesOf(model, facts, claim);
  if (certainty !== "certain") return certainty === "unspecified" ? "uncommitted" : "unsure";
  return mode === "reported" || voicesOf(facts, claim).length > 1 ? "reported" : "stated";
}

/** A word that stands with a claim, and what it means. */
export interface Mark {
  readonly text: string;
  readonly about: string;
  /** mode, certainty, polarity or rank. */
  readonly axis: string;
}

/** Short marks, the most telling first: empty for what a document plainly states in its own voice. */
export function marksOf(model: Model, facts: Facts, claim: number): Mark[] {
  const { claims } = facts;
  const { mode, certainty, polarity, rank } = axesOf(model, facts, claim);
  const found: Mark[] = [];
  const put = (text: string, axis: string, about: string): unknown => found.push({ text, axis, about });
  if (rank !== "normal") put(rank === "deprecated" ? "set aside" : rank, "rank", model.ranks[claims.rank[claim]!]!.about);
  const pole = model.polarities[claims.polarity[claim]!]!;
  if (polarity === "negative" && DENIABLE.has(mode)) put("denied", "polarity", pole.about);
  if (polarity === "unknown" && mode !== "question") put("left open", "polarity", pole.about);
  const how = model.modes[claims.mode[claim]!]!;
  const isSaidNot = polarity === "negative" && !DENIABLE.has(mode);
  if (isSaidNot) put(mode === "predicted" ? `${how.label} not to happen` : `${how.label}, said not to be so`, "mode", how.about);
  else if (mode !== "asserted") put(how.label, "mode", how.about);
  else if (voicesOf(facts, claim).length > 1) put("reported", "mode", "The document relays what another voice says.");
  if (certainty !== "certain" && !(certainty === "unspecified" && polarity === "unknown")) {
    const sure = model.certainties[claims.certainty[claim]!]!;
    put(certainty === "unspecified" ? "certainty not stated" : sure.label, "certainty", sure.about);
  }
  return found;
}

/**
 * Who says a claim, innermost first, and who tells of that. The publisher of the document is left out where
 * it only prints what somebody else says.
 */
function tellersOf(model: Model, facts: Facts, claim: number): string[] {
  const labels = Array.from(voicesOf(facts, claim), (voice) => model.nodes.label.at(voice));
  const [passage] = listed(facts.claims.evidence, claim);
  const publisher = passage === undefined ? "" : facts.documents[facts.passages.document[passage]!]!.publisher;
  if (labels.length > 1 && labels[0] === publisher) labels.shift();
  return labels.length ? labels.reverse() : ["an unnamed voice"];
}

/** "Hassan Hassan, as told by Editor at Syria Direct": to stand after "according to". */
export function chainWords(tellers: readonly string[]): string {
  return tellers.join(", as told by ");
}

/** Pieces of a passage; every second one stands in square brackets, which in a quotation are an editor's. */
export function insertionsOf(text: string): string[] {
  return text.split(/(\[(?!…\]|\.{2,}\]|[\d\s,–-]*\])[^[\]]*\])/);
}

/** What is to be said where words of another voice have an editor's among them; else empty. */
export function insertionWords(facts: Facts, claim: number): string {
  const isRelayed = voicesOf(facts, claim).length > 1;
  const holds = isRelayed && [...listed(facts.claims.evidence, claim)].some((passage) => insertionsOf(facts.passages.exact.at(passage)).length > 1);
  return holds ? ", with an editor’s insertion in [ ]" : "";
}

/** What stands before a claim's words, voice included: empty for what a document plainly states. */
export function leadOf(model: Model, facts: Facts | null, claim: number): string {
  if (facts === null) return model.claims.level[claim] === NEVER ? "not stated as a fact" : "";
  const { mode, certainty, polarity, rank } = axesOf(model, facts, claim);
  const [speaker, ...relays] = tellersOf(model, facts, claim);
  const source = (relays.length ? `, according to ${chainWords(relays)}` : "") + insertionWords(facts, claim);
  const lead: string[] = [];
  if (rank === "deprecated") lead.push("set aside by its curators");
  if (polarity === "negative" && DENIABLE.has(mode) && mode !== "inferred") {
    lead.push(`denied by ${speaker}${source}${mode === "assessed" ? ", as an assessment" : ""}`);
  } else if (polarity === "unknown" && mode !== "question") {
    lead.push(`left open by ${speaker}${source}`);
  } else {
    const said = modeWords(model, facts, claim, mode, polarity === "negative" && mode === "predicted" ? " not to happen" : "");
    if (said) lead.push(polarity === "negative" && mode !== "predicted" ? `${said} (said not to be so)` : said);
  }
  if (certainty === "probable" || certainty === "possible") lead.push(certainty);
  if (certainty === "unspecified" && polarity !== "unknown") lead.push("certainty not stated");
  return lead.join("; ");
}

function modeWords(model: Model, facts: Facts, claim: number, mode: string, turn: string): string {
  if (mode === "inferred") return INFERRED_WORDS;
  const tellers = tellersOf(model, facts, claim);
  const insertion = insertionWords(facts, claim);
  if (mode === "asserted" || mode === "reported") {
    if (voicesOf(facts, claim).length > 1) return `according to ${chainWords(tellers)}${insertion}`;
    return mode === "reported" ? `reported by ${tellers[0]}` : "";
  }
  const words = MODE_WORDS[mode] ?? `${mode},`;
  if (words.endsWith("according to")) return `${words} ${chainWords(tellers)}${turn}${insertion}`;
  const [speaker, ...relays] = tellers;
  return `${words} ${speaker}${turn}${relays.length ? `, according to ${chainWords(relays)}` : ""}${insertion}`;
}

/** The same for headings, where plain statements too name who makes them. */
export function voicedLeadOf(model: Model, facts: Facts, claim: number): string {
  return leadOf(model, facts, claim) || `stated by ${chainWords(tellersOf(model, facts, claim))}`;
}

/** A claim's words alone: never to be shown without `leadOf` or `marksOf` before them. */
export function sentenceOf(model: Model, claim: number): readonly [subject: string, relation: string, object: string] {
  const { subject, predicate } = model.claims;
  return [model.nodes.label.at(subject[claim]!), model.predicates[predicate[claim]!]!.label, objectOf(model, claim)];
}

export function objectOf(model: Model, claim: number): string {
  const object = model.claims.object[claim]!;
  return object === LITERAL ? (model.facts?.claims.literal.at(claim) ?? "…") : model.nodes.label.at(object);
}

/** A claim in one line, as it may be shown anywhere: "predicted by Hassan Hassan; possible: IS recaptured …". */
export function claimWords(model: Model, claim: number): string {
  const lead = leadOf(model, model.facts, claim);
  const words = sentenceOf(model, claim).join(" ");
  return lead ? `${lead}: ${words}` : words;
}

/** When a claim holds. */
export interface ToldTime {
  /** In words, which say how a span is to be read: "some time, 21–30 September 2017". */
  readonly words: string;
  /** Where a resolved date comes from. */
  readonly basis: string;
  /** As curated. */
  readonly edtf: string;
}

/** Give a claim's time, null where the text gives none. */
export function whenOf(claims: ClaimFacts, claim: number): ToldTime | null {
  if (!claims.dated[claim]) return null;
  return { words: claims.whenWords.at(claim), basis: claims.timeBasis.at(claim), edtf: claims.when.at(claim) };
}

/** A role beyond subject and object; `id` is an entity's, empty for a literal. */
export interface Qualifier {
  readonly label: string;
  readonly value: string;
  readonly name: string;
  readonly id: string;
}

export function qualifiersOf(claims: ClaimFacts, claim: number): Qualifier[] {
  const text = claims.qualifiers.at(claim);
  if (!text) return [];
  const rows = JSON.parse(text) as [string, string, string?, string?][];
  return rows.map(([label, value, name = "", id = ""]) => ({ label, value, name, id }));
}

const UNIT_ENDING = / (km|m|kg|usd|percent)$/;

/** A qualifier as people say it: "distance 200 km", "high 31,500", "de facto". */
export function qualifierWords({ label, value, id }: Qualifier): readonly [label: string, value: string] {
  if (id) return [label, value];
  if (value === "true" || value === "false") return [value === "true" ? label : `not ${label}`, ""];
  const isNumber = /^-?\d+(\.\d+)?$/.test(value);
  const number = isNumber && Number.isSafeInteger(Number(value)) ? Number(value).toLocaleString("en") : value;
  const unit = isNumber ? UNIT_ENDING.exec(label) : null;
  return unit === null ? [label, number] : [label.slice(0, unit.index), `${number} ${unit[1]}`];
}

const MONTHS_IN_WORDS = "January February March April May June July August September October November December".split(" ");

/** Say an ISO day: "14 October 2017"; what is no day stays as it is. */
export function isoDayWords(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  const month = match === null ? undefined : MONTHS_IN_WORDS[Number(match[2]) - 1];
  return match === null || month === undefined ? iso : `${Number(match[3])} ${month} ${match[1]}`;
}

/** Begin with a capital. */
export function capital(words: string): string {
  const [first = ""] = words;
  return first.toUpperCase() + words.slice(first.length);
}

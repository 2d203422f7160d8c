/**
 * What the reader chose, and how it stands in the address: `#view=map&entity=Mayadeen&from=2017-10-01&to=2017-10-31`.
 *
 * A member that is as it was at first is left out. Whatever an address holds that is not understood is
 * ignored, piece by piece: an old or a hostile one still opens the page.
 */

import type { State, View } from "./contract";
import type { Policy } from "./types";

export const VIEWS: readonly View[] = ["network", "map", "text", "claims", "table", "query"];
export const VIEW_LABELS: Readonly<Record<View, string>> = {
  network: "Network",
  map: "Map",
  text: "Texts",
  claims: "Predictions & denials",
  table: "Table",
  query: "Query",
};
export const POLICIES: readonly Policy[] = ["strict", "default", "wide"];

export type StateKey = keyof State;

const LONGEST_FRAGMENT = 200_000; // characters of an address that are read at all
const MOST_LISTED = 5_000; // names of one list
const FURTHEST_CAMERA = 1e7; // pixels, for a camera

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

/** The state of a page that is opened without a fragment. */
export const initial: State = {
  view: "network",
  entity: null,
  claim: null,
  edge: null,
  hiddenTypes: NOTHING_HIDDEN,
  hiddenPredicates: NOTHING_HIDDEN,
  hiddenDocuments: NOTHING_HIDDEN,
  hiddenVoices: NOTHING_HIDDEN,
  hiddenModes: NOTHING_HIDDEN,
  hiddenCertainties: NOTHING_HIDDEN,
  policy: "default",
  singleVoice: false,
  inferred: true,
  window: null,
  undated: false,
  size: "degree",
  focus: null,
  path: null,
  document: null,
  query: null,
  camera: null,
  mapSubject: "control",
  tableKind: "entities",
  tableSort: null,
  mapCamera: null,
};

/** Members that a reader would call filters: "clear all" puts them back. */
export const FILTERS: readonly StateKey[] = [
  "hiddenTypes",
  "hiddenPredicates",
  "hiddenDocuments",
  "hiddenVoices",
  "hiddenModes",
  "hiddenCertainties",
  "policy",
  "singleVoice",
  "inferred",
  "window",
  "undated",
  "focus",
];

const NAME_KEYS: readonly [string, "entity" | "claim" | "edge" | "document" | "query"][] = [
  ["entity", "entity"],
  ["claim", "claim"],
  ["edge", "edge"],
  ["document", "document"],
  ["query", "query"],
];
export type HiddenKey = "hiddenTypes" | "hiddenPredicates" | "hiddenDocuments" | "hiddenVoices" | "hiddenModes" | "hiddenCertainties";
const HIDDEN_KEYS: readonly [string, HiddenKey][] = [
  ["no-type", "hiddenTypes"],
  ["no-relation", "hiddenPredicates"],
  ["no-document", "hiddenDocuments"],
  ["no-voice", "hiddenVoices"],
  ["no-mode", "hiddenModes"],
  ["no-certainty", "hiddenCertainties"],
];
const SWITCH_KEYS: readonly [string, "singleVoice" | "inferred" | "undated"][] = [
  ["single-voice", "singleVoice"],
  ["inferred", "inferred"],
  ["undated", "undated"],
];

/** Write a state as a fragment, without the `#`; empty where nothing was chosen. */
export function toFragment(state: State): string {
  const pieces: string[] = [];
  const put = (key: string, text: string): void => void pieces.push(`${key}=${text}`);
  if (state.view !== initial.view) put("view", state.view);
  for (const [key, member] of NAME_KEYS) {
    const name = state[member];
    if (name !== null) put(key, escapedName(name));
  }
  if (state.policy !== initial.policy) put("policy", state.policy);
  for (const [key, member] of SWITCH_KEYS) {
    if (state[member] !== initial[member]) put(key, state[member] ? "yes" : "no");
  }
  for (const [key, member] of HIDDEN_KEYS) {
    if (state[member].size) put(key, listedNames([...state[member]].sort()));
  }
  if (state.window) pieces.push(`from=${state.window[0]}`, `to=${state.window[1]}`);
  if (state.size !== initial.size) put("size", state.size);
  if (state.focus) put("focus", listedNames(state.focus));
  if (state.path) put("path", listedNames(state.path));
  if (state.camera) put("at", listedNumbers(state.camera));
  if (state.mapSubject !== initial.mapSubject) put("map", state.mapSubject);
  if (state.tableKind !== initial.tableKind) put("table", state.tableKind);
  if (state.tableSort) put("sort", state.tableSort);
  if (state.mapCamera) put("map-at", listedNumbers(state.mapCamera));
  return pieces.join("&");
}

/** Read a fragment, with or without its `#`. */
export function fromFragment(fragment: string): State {
  const given = fragmentPieces(fragment);
  const state: { -readonly [K in StateKey]: State[K] } = { ...initial };
  state.view = VIEWS.find((view) => view === given.get("view")) ?? initial.view;
  state.policy = POLICIES.find((policy) => policy === given.get("policy")) ?? initial.policy;
  if (given.get("size") === "voices") state.size = "voices";
  for (const [key, member] of NAME_KEYS) state[member] = unescapedName(given.get(key) ?? "") || null;
  for (const [key, member] of SWITCH_KEYS) {
    if (given.get(key) === "yes") state[member] = true;
    if (given.get(key) === "no") state[member] = false;
  }
  for (const [key, member] of HIDDEN_KEYS) {
    const names = splitNames(given.get(key));
    if (names.length) state[member] = new Set(names);
  }
  state.window = windowOf(given.get("from"), given.get("to"));
  const focus = splitNames(given.get("focus"));
  if (focus.length) state.focus = focus;
  const [one, other, ...more] = splitNames(given.get("path"));
  if (one && other && !more.length) state.path = [one, other];
  state.camera = cameraOf(given.get("at"));
  if (given.get("map") === "claims") state.mapSubject = "claims";
  if (given.get("table") === "claims") state.tableKind = "claims";
  state.tableSort = /^-?[a-z]+$/.exec(given.get("sort") ?? "")?.[0] ?? null;
  state.mapCamera = cameraOf(given.get("map-at"));
  return state;
}

/** Members in which two states differ. */
export function differences(one: State, other: State): Set<StateKey> {
  const keys = Object.keys(initial) as StateKey[];
  return new Set(keys.filter((key) => !sameValue(one[key], other[key])));
}

/** Number of filters that are not as at first: those that a chip is shown for. */
export function activeFilters(state: State): number {
  const away = FILTERS.filter((key) => !sameValue(state[key], initial[key]));
  return away.filter((key) => key !== "undated" || state.window !== null).length;
}

/** Tell whether a text is a day as `2017-10-20`, and one that exists. */
export function isDay(text: string | undefined): text is string {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one instanceof Set && other instanceof Set) return one.size === other.size && [...one].every((name) => other.has(name));
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, at) => item === other[at]);
  return false;
}

/** Split a fragment into its pieces; of two under one key the first counts. */
function fragmentPieces(fragment: string): Map<string, string> {
  const found = new Map<string, string>();
  if (fragment.length > LONGEST_FRAGMENT) return found;
  for (const piece of fragment.replace(/^#/, "").split("&")) {
    const at = piece.indexOf("=");
    if (at > 0 && !found.has(piece.slice(0, at))) found.set(piece.slice(0, at), piece.slice(at + 1));
  }
  return found;
}

/** Escape a name so that it stays readable: letters of any script stay, a space is a plus. */
function escapedName(name: string): string {
  const safe = name.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
  return safe.replace(/[^\p{L}\p{N}\-._~:@!$'()*/?; ]/gu, (char) => percentCoded(char)).replaceAll(" ", "+");
}

function percentCoded(char: string): string {
  return [...new TextEncoder().encode(char)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

function unescapedName(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return "";
  }
}

function listedNames(names: readonly string[]): string {
  return names.map(escapedName).join(",");
}

function splitNames(text: string | undefined): string[] {
  return (text ?? "").split(",", MOST_LISTED).map(unescapedName).filter(Boolean);
}

function windowOf(from: string | undefined, to: string | undefined): readonly [string, string] | null {
  return isDay(from) && isDay(to) && from <= to ? [from, to] : null;
}

function listedNumbers(numbers: readonly number[]): string {
  return numbers.map((number) => String(Number(number.toPrecision(6)))).join(",");
}

function cameraOf(text: string | undefined): readonly [number, number, number] | null {
  const [x, y, zoom, ...more] = (text ?? "").split(",").map((number) => (number === "" ? Number.NaN : Number(number)));
  if (x === undefined || y === undefined || zoom === undefined || more.length) return null;
  return Math.abs(x) <= FURTHEST_CAMERA && Math.abs(y) <= FURTHEST_CAMERA && zoom >= 1e-4 && zoom <= 1e4 ? [x, y, zoom] : null;
}

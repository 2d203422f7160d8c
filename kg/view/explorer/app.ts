/**
 * The one place where state changes. Whoever follows is told once for each change, after the filters
 * were applied; a change made while others are being told is told afterwards, never in between.
 */

import { visible as visibleNow } from "./data/filter";
import { FILTERS, differences, fromFragment, initial, toFragment } from "./state";
import type { StateKey } from "./state";
import type { App, Changes, State, Visible } from "./contract";
import type { Facts, Model, Strings } from "./types";

const ADDRESS_REST = 250; // milliseconds of quiet before the address follows what moves all the time

export type Change = StateKey | "visible" | "facts" | "theme" | "paper";
type Follower = (changes: Changes) => void;

/** An App with what only the page itself does: mounting parts, handing over facts, saying what changed. */
export interface Desk extends App {
  /** Be told of changes. */
  follow(update: Follower): void;
  /** Take the part of the data that comes after the first frame. */
  take(facts: Facts): void;
  /** Tell of a change that is no state: the theme, or that the page goes to paper at once. */
  tell(change: Change): void;
  /** Where `say` writes; without one it says nothing. */
  voice: HTMLElement | null;
  /** Address of the page as it is now. */
  address(): string;
}

/** Make the app; the state is what the address says. */
export function makeApp(model: Model): Desk {
  return new TheApp(model);
}

class TheApp implements Desk {
  readonly model: Model;
  voice: HTMLElement | null = null;
  #state: State = initial;
  #visible: Visible;
  #followers: Follower[] = [];
  #waiting = new Set<Change>();
  #telling = false;
  #timer = 0;
  #nodes: Map<string, number> | null = null;

  constructor(model: Model) {
    this.model = model;
    this.#state = this.#known(fromFragment(location.hash));
    this.#visible = visibleNow(model, this.#state);
    addEventListener("popstate", () => this.#read());
    addEventListener("hashchange", () => this.#read());
    addEventListener("pagehide", () => this.#replace());
  }

  get state(): State {
    return this.#state;
  }

  get visible(): Visible {
    return this.#visible;
  }

  set(change: Partial<State>, step = true): void {
    const next = { ...this.#state, ...change };
    const changed = differences(this.#state, next);
    if (!changed.size) return;
    if (step) this.#replace(); // what still waits belongs to the entry before
    this.#state = next;
    if (step) writeAddress("pushState", next);
    else this.#later();
    this.#changed(changed);
  }

  say(text: string): void {
    if (!this.voice) return;
    this.voice.textContent = "";
    this.voice.textContent = text;
  }

  node(id: string): number {
    this.#nodes ??= indexedNames(this.model.nodes.id);
    return this.#nodes.get(id) ?? -1;
  }

  claim(key: string): number {
    return this.model.facts?.claims.key.find(key) ?? -1;
  }

  follow(update: Follower): void {
    this.#followers.push(update);
  }

  take(facts: Facts): void {
    (this.model as { facts: Facts | null }).facts = facts;
    this.#visible = visibleNow(this.model, this.#state);
    const before = this.#state;
    this.#state = this.#known(before);
    this.#tellAll([...differences(before, this.#state), "facts", "visible"]);
  }

  tell(change: Change): void {
    this.#tellAll([change]);
  }

  address(): string {
    const fragment = toFragment(this.#state);
    return location.href.replace(/#.*$/s, "") + (fragment && `#${fragment}`);
  }

  /** Follow the address: the back button, or one typed in. */
  #read(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const next = this.#known(fromFragment(location.hash));
    const changed = differences(this.#state, next);
    this.#state = next;
    if (changed.size) this.#changed(changed);
  }

  #changed(changed: ReadonlySet<StateKey>): void {
    const filtered = FILTERS.some((key) => changed.has(key));
    if (filtered) this.#visible = visibleNow(this.model, this.#state);
    this.#tellAll(filtered ? [...changed, "visible"] : [...changed]);
  }

  #tellAll(changes: readonly Change[]): void {
    for (const change of changes) this.#waiting.add(change);
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let round = 0; this.#waiting.size && round < 20; round++) {
        const told = this.#waiting;
        this.#waiting = new Set();
        for (const follower of this.#followers) attemptUpdate(() => follower(told));
      }
    } finally {
      this.#telling = false;
    }
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#replace(), ADDRESS_REST) as unknown as number;
  }

  #replace(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    writeAddress("replaceState", this.#state);
  }

  /** Drop what an address asks for and the graph does not have. */
  #known(state: State): State {
    const has = (id: string): boolean => this.node(id) >= 0;
    const focus = state.focus?.filter(has) ?? [];
    const facts = this.model.facts;
    return {
      ...state,
      entity: state.entity !== null && has(state.entity) ? state.entity : null,
      claim: state.claim !== null && facts && this.claim(state.claim) < 0 ? null : state.claim,
      edge: state.edge !== null && state.edge.split(" ").length === 3 ? state.edge : null,
      focus: focus.length ? focus : null,
      path: state.path?.every(has) ? state.path : null,
      document: state.document !== null && facts && !facts.documents.some(({ id }) => id === state.document) ? null : state.document,
    };
  }
}

function indexedNames(names: Strings): Map<string, number> {
  const found = new Map<string, number>();
  for (let at = 0; at < names.length; at++) found.set(names.at(at), at);
  return found;
}

function writeAddress(how: "pushState" | "replaceState", state: State): void {
  const fragment = toFragment(state);
  try {
    history[how](null, "", fragment ? `#${fragment}` : location.pathname + location.search);
  } catch {
    // where a browser forbids it (a sandboxed frame), the page works without an address
  }
}

/** A part that fails says so in the console and does not stop the others. */
function attemptUpdate(task: () => void): void {
  try {
    task();
  } catch (error) {
    console.error(error);
  }
}

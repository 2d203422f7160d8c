/**
 * The query panel: stored questions, an editor, and answers that lead back into the page.
 *
 * It is a script of its own that `view.ts` runs when somebody first comes here, and it
 * lives in a shadow root, so that neither its style nor the page's touches the other.
 */

import shared from "../../asking/asking.css";
import { type Note, place, Refusal, type Reply } from "../../asking/answer";
import { Editor } from "../../asking/editor";
import { form } from "../../asking/form";
import { body, type Question } from "../../asking/questions";
import { begin, type Kind } from "../../asking/setup";
import { fault, shown, told as summary } from "../../asking/shown";
import type { Terms } from "../../asking/terms";
import { button, counted, el, fill } from "../dom";
import type { MakeQueryPanel, PanelHeld } from "./view";
import { fromFragment, initial, toFragment } from "../state";
import type { App, Changes } from "../contract";
import { aboutEngine, timeLimit } from "./about";
import { wanted, written } from "./asked";
import { Engine } from "../engine/client";
import { decoded, endsOf, found, target } from "./found";
import { QuestionList } from "./list";
import { namesOf, type Told } from "./names";
import own from "./panel.css";

const PATIENCE = 200; // milliseconds before the panel says that it waits
const MOST_FOCUSED = 2_000; // entities that the network is asked to show at once

class Panel {
  readonly #app: App;
  readonly #told: Told;
  readonly #engine: Engine;
  readonly #editor: Editor;
  readonly #list: QuestionList;
  readonly #question = el("section", { class: "question", "aria-label": "Stored question", hidden: true });
  readonly #code = el("details", { class: "code", open: true });
  readonly #results = el("section", { class: "results", "aria-labelledby": "answer-title", hidden: true });
  readonly #status = el("p", { class: "told", role: "status" });
  readonly #stale = el("p", { class: "stale", hidden: true }, "to the query before your changes");
  readonly #linked = el("div", { class: "linked" });
  readonly #answer = el("div", { class: "answer" });
  readonly #limit = timeLimit();
  readonly #cancel = button("Cancel", () => this.#stop(), { class: "quiet", hidden: true });
  #terms: Terms | null = null;
  #asked: string | null = null; // the query whose answer is shown, or awaited
  #filled: { query: string; spec: string } | null = null; // what the open form last asked, and how the address says it
  #following: string | null = null; // what of the address was followed
  #reply: Reply | null = null;
  #running = 0;
  #runs = 0;

  constructor(app: App, host: HTMLElement, told: Told, held: PanelHeld) {
    this.#app = app;
    this.#told = told;
    this.#engine = new Engine(held, held.begun);
    this.#engine.open().catch(() => null); // it starts beside all that follows; the first query tells what is wrong
    begin(told.setup, { ask: (query) => this.#engine.ask(query), link: (kind, local) => this.#link(kind, decoded(local)) });
    this.#list = new QuestionList(told.questions, (question) => this.#open(question));
    const edited = el("div", { class: "editor" });
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(shared + own);
    root.adoptedStyleSheets = [sheet];
    root.append(el("div", { class: "panel" }, this.#list.element, this.#desk(edited, held)));
    this.#editor = new Editor(edited, told.first, {
      run: () => void this.#run(),
      cancel: () => this.#stop(),
      terms: () => this.#names(),
      changed: () => this.#changed(),
    });
    root.addEventListener("click", (event) => this.#clicked(event as MouseEvent));
    root.addEventListener("keydown", (event) => this.#pressed(event as KeyboardEvent));
    this.shade(host);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.shade(host));
    this.follow(new Set(["query"]));
  }

  /** Follow the page's state. */
  follow(changes: Changes): void {
    if (changes.has("facts")) this.#learn();
    const spec = this.#app.state.query;
    if (!changes.has("query") || spec === null || spec === this.#following) return;
    this.#following = spec;
    const want = wanted(spec);
    if ("query" in want) return this.#load(want.query);
    const question = this.#told.questions.find(({ name }) => name === want.name);
    if (!question) return this.#load(spec);
    this.#open(question, want.values);
    this.#question.querySelector("form")?.requestSubmit();
  }

  /** Say what was shown anew, now that the page knows every spelling, claim and document. */
  #learn(): void {
    this.#terms = null;
    if (this.#reply !== null && this.#asked !== null) this.#show(this.#reply, this.#asked);
  }

  #show(reply: Reply, query: string): void {
    this.#reply = reply;
    const { skipped } = this.#engine;
    this.#say(summary(reply) + (skipped ? `; ${counted(skipped, "triple")} of the graph ${skipped === 1 ? "is" : "are"} no RDF and left out` : ""));
    this.#lead(found(this.#app, reply.outcome, this.#names()));
    this.#put(...shown(reply, query, this.#names(), (words) => this.#say(words)));
  }

  /** Light or dark, as the page's own colours are. */
  shade(host: HTMLElement): void {
    host.toggleAttribute("data-dark", getComputedStyle(host).colorScheme.includes("dark"));
  }

  #desk(edited: HTMLElement, held: PanelHeld): HTMLElement {
    const key = /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘ Enter" : "Ctrl Enter";
    const run = button("Run ", () => void this.#run(), { class: "ask run" });
    run.append(el("kbd", {}, key));
    const declare = button("Declare prefixes", () => this.#declare(), { class: "quiet", title: "Write a PREFIX line for every prefix of the graph that the query uses: other engines need them" });
    const bar = el("div", { class: "bar" }, run, this.#cancel, el("span", { class: "spread" }), el("label", { class: "limit" }, "Stop after ", this.#limit), declare);
    this.#code.append(el("summary", {}, el("h2", {}, "Query ", el("small", {}, "in SPARQL, over the whole graph, whatever the filters"))), el("div", { class: "frame" }, edited, bar));
    const heading = el("div", { class: "heading" }, el("h2", { id: "answer-title" }, "Answer"), this.#status, this.#stale);
    this.#results.append(heading, this.#linked, this.#answer);
    return el("div", { class: "desk" }, this.#question, el("section", { "aria-label": "Query" }, this.#code), this.#results, aboutEngine(held.licences));
  }

  #names(): Terms {
    this.#terms ??= namesOf(this.#app.model, this.#told);
    return this.#terms;
  }

  #say(words: string): void {
    this.#status.textContent = words;
  }

  /** Errors lose their place when the text changes, and an answer is one to the query as it was. */
  #changed(): void {
    this.#editor.mark([]);
    this.#stale.hidden = this.#asked === null || this.#asked === this.#editor.text;
  }

  async #run(): Promise<void> {
    const query = this.#editor.text;
    const mine = ++this.#runs;
    if (this.#running) this.#engine.cancel();
    this.#running = mine;
    this.#reply = null;
    this.#asked = query;
    this.#following = this.#filled?.query === query ? this.#filled.spec : query;
    this.#app.set({ query: this.#following });
    this.#cancel.hidden = false;
    this.#results.setAttribute("aria-busy", "true");
    this.#changed();
    const late = setTimeout(() => this.#waiting(), PATIENCE);
    try {
      const reply = await this.#engine.ask(query, Number(this.#limit.value));
      if (this.#runs !== mine) return;
      this.#show(reply, query);
      this.#reveal();
    } catch (error) {
      if (this.#runs === mine) this.#failed(error instanceof Refusal ? error : new Refusal(String(error), 0));
    } finally {
      clearTimeout(late);
      if (this.#runs === mine) this.#done();
    }
  }

  #done(): void {
    this.#running = 0;
    this.#cancel.hidden = true;
    this.#results.removeAttribute("aria-busy");
  }

  #failed(refusal: Refusal): void {
    this.#reply = null;
    fill(this.#linked);
    const at = refusal.status === 400 ? place(refusal.message) : null;
    if (at) this.#code.open = true;
    this.#say(refusal.status === 400 ? "The query has an error" : "No answer");
    this.#put(fault(refusal, (note) => this.#go(note)));
    if (at) this.#editor.mark([{ ...at, message: refusal.message }]);
  }

  #waiting(): void {
    const words = this.#engine.isOpen ? "Asking …" : "Starting the engine …";
    this.#say(words);
    fill(this.#linked);
    this.#put(el("p", { class: "waiting" }, words));
    if (!this.#engine.isOpen) void this.#engine.open().then(() => this.#running && this.#reply === null && this.#waiting(), () => null); // prettier-ignore
  }

  #stop(): boolean {
    if (!this.#running) return false;
    this.#engine.cancel();
    return true;
  }

  #put(...nodes: Node[]): void {
    fill(this.#answer, ...nodes);
    this.#results.hidden = false;
  }

  /** Bring the answer into sight where it begins low in the view. */
  #reveal(): void {
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    if (this.#results.getBoundingClientRect().top > innerHeight * 0.62) this.#results.scrollIntoView({ behavior });
  }

  #go(note: Note): void {
    this.#code.open = true;
    this.#editor.go(note);
  }

  #declare(): void {
    const added = this.#editor.declare();
    this.#app.say(added === 0 ? "Every prefix is declared" : `Declared ${counted(added, "prefix", "prefixes")}`);
  }

  #load(query: string): void {
    this.#list.mark(null);
    fill(this.#question);
    this.#question.hidden = true;
    this.#code.open = true;
    this.#editor.text = query;
    void this.#run();
  }

  #open(question: Question, given = new Map<string, string>()): void {
    this.#list.mark(question.name);
    const made = form(question, given, () => this.#names(), (query, values) => {
      this.#editor.text = query;
      this.#filled = { query: this.#editor.text, spec: written(question.name, values) };
      void this.#run();
    }); // prettier-ignore
    fill(this.#question, made);
    this.#question.hidden = false;
    this.#results.hidden = true; // another question's answer must not stand below this one
    this.#code.open = false;
    this.#filled = null;
    this.#asked = this.#reply = null;
    this.#editor.text = body(question);
    this.#question.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }

  /** Offer the network for what the rows name. */
  #lead(named: ReturnType<typeof found>): void {
    const ends = endsOf(this.#app, named);
    const least = named.undrawn > 0 ? `${counted(named.undrawn, "claim")} of the answer ${named.undrawn === 1 ? "is" : "are"} no plain fact and never drawn: see Predictions & denials.` : "";
    const words = ends.length > MOST_FOCUSED ? `The answer names ${counted(ends.length, "entity", "entities")}: too many to show at once.` : least;
    const able = ends.length > 0 && ends.length <= MOST_FOCUSED;
    const show = button(`Show ${counted(ends.length, "entity", "entities")} in the network`, () => this.#draw(ends, named.claims), { class: "quiet" });
    fill(this.#linked, able && show, words !== "" && el("small", {}, words));
  }

  #draw(ends: string[], claims: string[]): void {
    const one = ends.length === 1 ? ends[0]! : null;
    const only = claims.length === 1 ? claims[0]! : null;
    this.#app.set({ view: "network", focus: ends, entity: only === null ? one : null, claim: only, edge: null, camera: null });
    this.#app.say(`The network shows ${counted(ends.length, "entity", "entities")} of the answer.`);
  }

  /** The address of the page with this in its panel; null for what the page does not show. */
  #link(kind: Kind, local: string): string | null {
    const change = target(this.#app, kind, local);
    return change && `#${toFragment({ ...initial, ...change })}`;
  }

  /** A link to something of the page opens it here, and the answer stays where it is. */
  #clicked(event: MouseEvent): void {
    const link = (event.composedPath()[0] as Element | null)?.closest?.<HTMLAnchorElement>('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const { view, entity, claim, document } = fromFragment(link.getAttribute("href")!);
    this.#app.set(document === null ? { entity, claim, edge: null } : { view, document });
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) {
      event.preventDefault();
      void this.#run();
    }
    if (event.key === "Escape" && this.#stop()) event.preventDefault();
  }
}

const make: MakeQueryPanel = (app, host, told, held) => {
  const panel = new Panel(app, host, told as Told, held);
  return (changes) => {
    if (changes.has("theme")) panel.shade(host);
    panel.follow(changes);
  };
};

(window as unknown as Record<string, MakeQueryPanel>)["kgQueryPanel"] = make;

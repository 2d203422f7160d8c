/**
 * Asks the engine: one query after another, each within a time, and never part of an answer.
 *
 * A query that runs too long ends with the worker that runs it; the next one gets a new worker.
 */

import { type Outcome, parsed, Refusal, type Reply, type Rows } from "../../asking/answer";
import { setup } from "../../asking/setup";
import { explained } from "./explain";
import type { Asked, FromEngine } from "./messages";
import { type Held, type Started, startEngine } from "./start";
import { form, opaque } from "./text";
import { turtle } from "./turtle";

export const SECONDS = 20; // that a query may take
const MOST_ROWS = 50_000; // of an answer
const CANCELLED = "The query was cancelled.";
const LONGEST = 48_000_000; // characters of an answer

type Settled = (message: FromEngine) => void;

export class Engine {
  /** Number of triples that are no RDF, so that no answer has them; known once it is open. */
  skipped = 0;
  readonly #held: Held;
  #begun: Started | null;
  #running: Started | null = null;
  #opened: Promise<void> | null = null;
  #open = false;
  #settle: Settled | null = null;
  #giveUp: ((refusal: Refusal) => void) | null = null;
  #number = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** `begun`: one that was started already, for the first query. */
  constructor(held: Held, begun: Started | null = null) {
    this.#held = held;
    this.#begun = begun;
  }

  /** Whether there is a store to ask. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Start the worker and load the triples, unless it is done already. */
  open(): Promise<void> {
    this.#opened ??= this.#start();
    return this.#opened;
  }

  /** Answer a query; queries wait for each other. Throws a Refusal with words for people. */
  ask(query: string, seconds = SECONDS): Promise<Reply> {
    const mine = this.#last.then(() => this.#ask(query, seconds));
    this.#last = mine.catch(() => null);
    return mine;
  }

  /** End the query that runs, if one does. */
  cancel(): void {
    this.#end(CANCELLED);
    this.#giveUp?.(new Refusal(CANCELLED, 0)); // one that waits for the engine
  }

  async #ask(query: string, seconds: number): Promise<Reply> {
    await Promise.race([this.open(), new Promise<never>((_, fail) => (this.#giveUp = fail))]);
    this.#giveUp = null;
    const begun = performance.now();
    const told = form(query);
    const triples = told === "CONSTRUCT" || told === "DESCRIBE";
    const head = declared();
    const asked: Asked = { number: ++this.#number, query: head + query, format: triples ? "nt" : "json" };
    const message = await this.#sent(asked, seconds);
    if (message.kind === "answer") {
      const outcome = triples ? ({ kind: "text", text: turtle(message.text), media: "text/turtle" } as const) : sorted(rows(message.text), query);
      return { outcome, milliseconds: performance.now() - begun };
    }
    if (message.kind === "refused" && !message.dead) throw new Refusal(explained(message.message, query, head.length), 400);
    const words = message.kind === "refused" ? "The engine ran out of memory: make the query narrower, or take it in parts with LIMIT." : message.kind === "broken" ? message.message : "";
    throw new Refusal(words, 500);
  }

  #sent(asked: Asked, seconds: number): Promise<FromEngine> {
    const worker = this.#running?.worker;
    if (worker === undefined) return Promise.resolve({ kind: "broken", message: "The engine has stopped: ask again." });
    return new Promise((done) => {
      const late = `The query was stopped after ${seconds} seconds, without an answer. Make it narrower: name an entity, a relation or a day, or use LIMIT.`;
      const timer = setTimeout(() => this.#end(late), seconds * 1_000);
      this.#settle = (message) => {
        clearTimeout(timer);
        this.#settle = null;
        if (message.kind === "refused" && message.dead) this.#close();
        done(message);
      };
      worker.postMessage(asked);
    });
  }

  async #start(): Promise<void> {
    try {
      const running = (this.#running = this.#begun ?? startEngine(this.#held));
      this.#begun = null;
      running.worker.addEventListener("message", ({ data }: MessageEvent<FromEngine>) => {
        if ("number" in data && data.number === this.#number) this.#settle?.(data);
      });
      this.skipped = await running.ready;
    } catch (error) {
      this.#close();
      throw new Refusal(`The query engine can't start in this browser: ${error instanceof Error ? error.message : String(error)}`, 0);
    }
    this.#open = true;
    performance.mark("kg:engine"); // from here on queries are answered
  }

  #end(words: string): void {
    const settle = this.#settle;
    if (settle === null) return;
    this.#close();
    settle({ kind: "broken", message: words });
  }

  #close(): void {
    this.#running?.worker.terminate();
    if (this.#running !== null) URL.revokeObjectURL(this.#running.address);
    this.#running = null;
    this.#opened = null;
    this.#open = false;
  }
}

/** The graph's prefixes on one line before the query, which may declare its own. */
function declared(): string {
  return Object.entries(setup.prefixes).map(([name, space]) => `PREFIX ${name}: <${space}> `).join("");
}

function rows(text: string): Outcome {
  if (text.length > LONGEST) throw new Refusal("The answer is larger than this page can show: make the query narrower, or take it in parts with LIMIT.", 500);
  const outcome = parsed(text);
  const number = outcome.kind === "rows" ? outcome.rows.length : 0;
  if (number > MOST_ROWS) {
    const limit = MOST_ROWS.toLocaleString("en");
    throw new Refusal(`The answer has ${number.toLocaleString("en")} rows, and this page shows at most ${limit}: make the query narrower, or take it in parts with LIMIT.`, 500);
  }
  return outcome;
}

/** Put the columns of SELECT * in the order in which the query first names them. */
function sorted(outcome: Outcome, query: string): Outcome {
  const text = opaque(query);
  if (outcome.kind !== "rows" || !/\bSELECT\s+(?:DISTINCT\s+|REDUCED\s+)?\*/i.test(text)) return outcome;
  const first = (name: string): number => {
    const at = text.search(new RegExp(`[?$]${name}(?![\\p{L}\\p{N}_])`, "u"));
    return at < 0 ? text.length : at;
  };
  const variables = [...outcome.variables].sort((one, other) => first(one) - first(other));
  return { ...outcome, variables } satisfies Rows;
}

/**
 * The query view: SPARQL in the page. Panel, editor and engine lie in the page compressed, and none of
 * them is read or run before somebody comes here.
 */

import { inflated } from "../data/decode";
import { el, fill } from "../dom";
import { startEngine, waitingWorker } from "../engine/start";
import type { Held, Started, Waiting } from "../engine/start";
import type { App, Changes, MakePart, Part } from "../contract";

/** What the panel's own script leaves behind for this module, under `PANEL` of the window. */
export type MakeQueryPanel = (app: App, host: HTMLElement, told: unknown, held: PanelHeld) => (changes: Changes) => void;

/** What the engine reads, and one that has begun to. */
export interface PanelHeld extends Held {
  readonly licences: string;
  readonly begun: Started | null;
}

const PANEL = "kgQueryPanel";

/** Make the view; the panel follows once its script has run. */
export const makeQuery: MakePart = (app: App): Part => {
  const element = el("div", { class: "query" });
  let follow: ((changes: Changes) => void) | null = null;
  const open = async (): Promise<void> => {
    const early = await earlyWorker();
    if (document.readyState === "loading") await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
    if (early === null || document.getElementById("editor-js") === null) return fill(element, withoutPanel(app));
    fill(element, el("p", { class: "starting soft" }, "Starting …"));
    const held = await heldTexts(early); // first: the engine loads beside all that follows
    const [make, told] = await Promise.all([panelScript(), inflatedText("questions")]);
    const host = el("div", { class: "query-host" });
    fill(element, host);
    follow = make(app, host, JSON.parse(told), held);
  };
  open().catch((error: unknown) => {
    console.error(error);
    fill(element, el("p", { class: "trouble", role: "alert" }, `The query panel could not be started: ${String(error)}`));
  });
  return { element, update: (changes) => follow?.(changes) };
};

/** What stands here in a page that was made without the panel. */
function withoutPanel(app: App): HTMLElement {
  return el(
    "div",
    { class: "without" },
    el("h2", {}, "This page has no query panel"),
    el("p", {}, "It was left out when the page was made, or when kg was installed. All else is here."),
    el("p", {}, "The same graph answers SPARQL on the command line, and on a page of its own:"),
    el("ul", {}, el("li", {}, el("code", {}, "kg ask"), " has questions that are stored;"), el("li", {}, el("code", {}, "kg query"), " takes any query;"), el("li", {}, el("code", {}, "kg serve"), " opens a page that takes queries.")),
    app.model.notice !== "" && el("p", { class: "soft", dir: "auto" }, app.model.notice),
  );
}

/** Run the panel's script, which the page's policy knows by its hash. */
async function panelScript(): Promise<MakeQueryPanel> {
  const known = window as unknown as Record<string, MakeQueryPanel | undefined>;
  if (known[PANEL] === undefined) {
    const script = document.createElement("script");
    script.textContent = await inflatedText("editor-js");
    document.head.append(script);
    script.remove();
  }
  const make = known[PANEL];
  if (make === undefined) throw new Error("the browser did not run its script");
  return make;
}

/** A worker that was made while the page was still being read, and the script that it runs. */
interface Early {
  readonly script: string;
  readonly waiting: Waiting | null;
}

/** Make the engine's worker at once: a browser that has more to do takes long for it. Where it can't be made, the first query tells why. */
async function earlyWorker(): Promise<Early | null> {
  if (document.getElementById("engine-js") === null) return null;
  const script = await inflatedText("engine-js");
  try {
    return { script, waiting: waitingWorker(script) };
  } catch {
    return { script, waiting: null };
  }
}

/** Give the engine what it loads, which takes longest. */
async function heldTexts({ script, waiting }: Early): Promise<PanelHeld> {
  const packed = (id: string): string => document.getElementById(id)?.textContent ?? "";
  const held = { script, wasm: packed("engine-wasm"), triples: packed("triples") };
  const begun = waiting && startEngine(held, waiting);
  return { ...held, begun, licences: await inflatedText("licences") };
}

async function inflatedText(id: string): Promise<string> {
  const buffer = await inflated(id);
  if (buffer === null) throw new Error("the page ends before its query panel");
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(buffer);
}

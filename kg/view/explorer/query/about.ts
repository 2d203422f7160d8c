/** What the panel says of itself, and how long it waits: where queries run, what they run over, and whose work is inside. */

import { el } from "../dom";
import { SECONDS } from "../engine/client";

const LIMITS: readonly [number, string][] = [[5, "5 seconds"], [SECONDS, `${SECONDS} seconds`], [60, "a minute"], [300, "5 minutes"]]; // prettier-ignore

/** Let the reader choose how long a query may take. */
export function timeLimit(): HTMLSelectElement {
  const made = el("select", {}, ...LIMITS.map(([seconds, words]) => el("option", { value: String(seconds) }, words)));
  made.value = String(SECONDS);
  return made;
}

export function aboutEngine(licences: string): HTMLElement {
  return el(
    "details",
    { class: "about" },
    el("summary", {}, "How this works, and licences"),
    el("p", {}, "Queries run inside this page, over the triples that graph.ttl has, with the background and what rules infer in graphs of their own. Nothing is sent anywhere: SERVICE and every other request are forbidden by the page’s policy. The graphs of single documents are left out; graph.trig has them."),
    el("p", {}, "What no row says is not denied: the graph holds only what the texts say."),
    el("pre", { tabindex: "0", role: "region", "aria-label": "Licences" }, licences),
  );
}

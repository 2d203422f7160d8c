/**
 * The explorer: reads the page's data and puts its parts into their places.
 *
 * `types.ts` says what the page holds, and `data/` reads and filters it. `app.ts` is where state changes (`state.ts`:
 * the address), and `contract.ts` what it and the parts ask of each other. A part is a room: a view in the middle
 * begins in its `view.ts`, a panel in its `panel.ts`, and `shell/` is the page around them. A claim's words are made
 * by `words.ts` and shown by what is in `claim/`, wherever it stands. ARCHITECTURE.md says what each room is for.
 */

import { makeApp } from "./app";
import { loadCore, loadFacts } from "./data/load";
import { el, part } from "./dom";
import { makeEvidence } from "./evidence/panel";
import { makeClaims } from "./evidence/undrawn";
import { makeFilters } from "./filters/panel";
import { makeMap } from "./map/view";
import { makeNetwork } from "./network/view";
import { makeQuery } from "./query/view";
import { offerRows } from "./rows/offer";
import { makeSearch } from "./search/box";
import { makePage } from "./shell/page";
import type { Makers } from "./shell/page";
import { makeTable } from "./table/view";
import { makeText } from "./text/view";
import { makeTime } from "./time/panel";

/** Every part of the page; each is made when it is first shown. */
const MAKERS: Makers = {
  views: { network: makeNetwork, map: makeMap, text: makeText, claims: makeClaims, table: makeTable, query: makeQuery },
  filters: makeFilters,
  search: makeSearch,
  evidence: makeEvidence,
  time: makeTime,
};

const PATIENCE = 400; // milliseconds; a frame takes no longer unless the page went out of sight
const SOON = 120; // milliseconds that the panels wait for the facts: what is made with them need not be made twice

async function start(): Promise<void> {
  performance.mark("kg:start");
  const app = makeApp(await loadCore());
  performance.mark("kg:core");
  if (!location.hash && app.model.policy !== app.state.policy) app.set({ policy: app.model.policy }, false);
  const finish = once(makePage(app, MAKERS));
  await shown();
  const late = setTimeout(finish, SOON);
  app.take(await loadFacts(app.model));
  clearTimeout(late);
  finish();
  offerRows(app);
  performance.mark("kg:facts");
  document.documentElement.dataset["ready"] = "";
}

function once(task: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    task();
  };
}

/** Wait until what stands in the page now is on the screen; a page that nobody sees waits for nothing. */
function shown(): Promise<void> {
  return new Promise((done) => {
    const soon = (): void => void setTimeout(done);
    if (document.hidden) soon();
    else requestAnimationFrame(soon);
    setTimeout(done, PATIENCE);
  });
}

/** Say what went wrong where the page would be: an old browser, or a file that was cut off. */
function failed(error: unknown): void {
  console.error(error);
  const words = `This page could not be read: ${error instanceof Error ? error.message : String(error)}. It needs a browser of 2023 or later.`;
  part("page").append(el("p", { role: "alert" }, words));
}

start().catch(failed);

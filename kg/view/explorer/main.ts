/** The explorer: reads the page's data and puts its parts into their places. */

import { loadCore, loadFacts } from "./data/load";
import type { Facts, MakePart, Model } from "./types";

/** Each part's place in page.html, in the order in which they are made: what is seen first comes first. */
const PARTS: readonly (readonly [place: string, make: MakePart])[] = [];

async function start(): Promise<void> {
  const model: { -readonly [name in keyof Model]: Model[name] } = await loadCore();
  performance.mark("kg:core");
  const facts: Facts = await loadFacts(model);
  model.facts = facts;
  performance.mark("kg:facts");
  document.documentElement.dataset["ready"] = "";
}

void start();
void PARTS;

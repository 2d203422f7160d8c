/** The explorer: reads the page's data and puts its parts into their places. */

import { makeApp } from "./app";
import { loadCore, loadFacts } from "./data/load";
import { makePage } from "./shell";
import type { Makers } from "./shell";

/** Every part of the page; each is made when it is first shown. */
const MAKERS: Makers = {
  views: {},
};

async function start(): Promise<void> {
  const app = makeApp(await loadCore());
  performance.mark("kg:core");
  makePage(app, MAKERS);
  app.take(await loadFacts(app.model));
  performance.mark("kg:facts");
  document.documentElement.dataset["ready"] = "";
}

void start();

/** The explorer: reads the page's data and puts its parts into their places. */

import { makeApp } from "./app";
import { loadCore, loadFacts } from "./data/load";

async function start(): Promise<void> {
  const app = makeApp(await loadCore());
  performance.mark("kg:core");
  app.take(await loadFacts(app.model));
  performance.mark("kg:facts");
  document.documentElement.dataset["ready"] = "";
}

void start();

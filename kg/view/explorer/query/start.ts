/** Starts the engine: a worker that compiles it and loads the page's triples, while everything else goes on. */

import type { FromEngine } from "./messages";

/** What the page holds of the engine, in the elements of its own HTML. */
export interface Held {
  readonly script: string;
  readonly wasm: string;
  readonly triples: string;
}

/** An engine that has been started. */
export interface Started {
  readonly worker: Worker;
  /** Where the browser keeps the worker's script; to be given back with the worker. */
  readonly address: string;
  /** Number of triples that are no RDF, once the others are loaded; else rejects with words for people. */
  readonly ready: Promise<number>;
}

/** Start an engine; throws where a page's own text may not be a worker. */
export function startEngine({ script, wasm, triples }: Held): Started {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(address, { name: "queries" });
  const ready = new Promise<number>((done, fail) => {
    worker.addEventListener("error", ({ message }) => fail(new Error(message || "workers from a page's own text are forbidden here")));
    worker.addEventListener("message", ({ data }: MessageEvent<FromEngine>) => {
      if (data.kind === "ready") done(data.skipped);
      else if (data.kind === "broken") fail(new Error(data.message));
    });
  });
  ready.catch(() => null); // whoever asks is told
  worker.postMessage({ wasm, triples });
  return { worker, address, ready };
}

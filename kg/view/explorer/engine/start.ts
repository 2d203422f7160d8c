/** Starts the engine: a worker that compiles it and loads the page's triples, while everything else goes on. */

import type { FromEngine } from "./messages";

/** What the page holds of the engine, in the elements of its own HTML. */
export interface Held {
  readonly script: string;
  readonly wasm: string;
  readonly triples: string;
}

/** A worker that waits for what it is to load. */
export interface Waiting {
  readonly worker: Worker;
  /** Where the browser keeps the worker's script; to be given back with the worker. */
  readonly address: string;
}

/** An engine that has been started. */
export interface Started extends Waiting {
  /** Number of triples that are no RDF, once the others are loaded; else rejects with words for people. */
  readonly ready: Promise<number>;
}

/** Make a worker; throws where a page's own text may not be one. */
export function waitingWorker(script: string): Waiting {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  return { address, worker: new Worker(address, { name: "queries" }) };
}

/** Start an engine, in a worker that may wait for it already. */
export function startEngine({ script, wasm, triples }: Held, waiting = waitingWorker(script)): Started {
  const { worker, address } = waiting;
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

/**
 * The engine's side of the query panel: Oxigraph over the page's triples, in a worker that can be ended.
 *
 * The first message brings the engine and the triples as the page holds them; each later one is a query.
 */

import { initSync, Store } from "oxigraph/web.js";
import { Container, fromBase64, unpacked } from "../data/decode";
import type { Asked, Begun, FromEngine } from "./messages";

const CHUNK = 4_000; // lines handed to the engine at once: with five times as many it takes a third longer

const utf8 = new TextEncoder();
let store: Store | null = null;

addEventListener("message", ({ data }: MessageEvent<Begun | Asked>) => {
  if ("wasm" in data) void begin(data).catch((error: unknown) => tell({ kind: "broken", message: String(error) }));
  else answer(data);
});

function tell(message: FromEngine): void {
  postMessage(message);
}

async function begin({ wasm, triples }: Begun): Promise<void> {
  const [module, columns] = await Promise.all([
    unpacked(fromBase64(wasm.trim()), "gzip").then((bytes) => WebAssembly.compile(bytes)),
    unpacked(fromBase64(triples.trim()), "deflate").then((bytes) => new Container(bytes)),
  ]);
  initSync({ module });
  const made = new Store();
  let skipped = 0;
  for (const lines of quads(columns)) skipped += load(made, lines);
  store = made;
  tell({ kind: "ready", skipped });
}

/** Load N-Quads, without the lines that are none; tell how many these are. (A corpus that passed its checks has none.) */
function load(into: Store, lines: string): number {
  try {
    into.load(utf8.encode(lines), { format: "nq", no_transaction: true, lenient: true });
    return 0;
  } catch {
    const single = lines.split("\n");
    if (single.length <= 2) return 1;
    const middle = single.length >> 1;
    return load(into, `${single.slice(0, middle).join("\n")}\n`) + load(into, single.slice(middle).join("\n"));
  }
}

/** Give the triples as N-Quads, some thousand lines at a time. */
function* quads(columns: Container): Generator<string> {
  const { terms: count, triples } = columns.meta as { terms: number; triples: number };
  const terms = columns.strings("terms", count);
  const [subject, predicate, object, graph] = ["subjects", "predicates", "objects", "graphs"].map((name) => columns.u32(name, triples));
  const words = Array.from({ length: count }, (_, at) => terms.at(at));
  let lines = "";
  for (let at = 0; at < triples; at++) {
    lines += `${words[subject![at]!]} ${words[predicate![at]!]} ${words[object![at]!]} ${words[graph![at]!]} .\n`;
    if (at % CHUNK === CHUNK - 1) {
      yield lines;
      lines = "";
    }
  }
  if (lines !== "") yield lines;
}

function answer({ number, query, format }: Asked): void {
  try {
    if (store === null) throw new Error("the engine has no triples yet");
    const text = store.query(query, { results_format: format }) as string;
    tell({ kind: "answer", number, text });
  } catch (error) {
    const dead = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    tell({ kind: "refused", number, dead, message: error instanceof Error ? error.message : String(error) });
  }
}

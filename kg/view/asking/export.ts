// Results as files: the W3C's JSON, CSV and TSV forms, made from what is on the page.

import { el } from "../explorer/dom";
import type { Row, Rows, Value } from "./answer";

export type Format = "csv" | "tsv" | "json";
const MEDIA: Record<string, string> = {
  csv: "text/csv;charset=utf-8",
  tsv: "text/tab-separated-values;charset=utf-8",
  json: "application/sparql-results+json",
  ttl: "text/turtle;charset=utf-8",
};
const STRING = "http://www.w3.org/2001/XMLSchema#string";

export function written(rows: Rows, format: Format): string {
  if (format === "json") return `${JSON.stringify({ head: { vars: rows.variables }, results: { bindings: rows.rows } }, null, 1)}\n`;
  if (format === "csv") return table(rows, rows.variables, csv, ",", "\r\n");
  return table(rows, rows.variables.map((name) => `?${name}`), tsv, "\t", "\n"); // prettier-ignore
}

function table(rows: Rows, head: string[], form: (value: Value | undefined) => string, comma: string, end: string): string {
  const lines = rows.rows.map((row) => rows.variables.map((name) => form(row[name])).join(comma));
  return [head.join(comma), ...lines, ""].join(end);
}

function csv(value: Value | undefined): string {
  if (value === undefined) return "";
  const text = value.type === "triple" ? tsv(value) : value.type === "bnode" ? `_:${String(value.value)}` : String(value.value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A term in Turtle's notation, on one line. */
function tsv(value: Value | undefined): string {
  if (value === undefined) return "";
  if (value.type === "uri") return `<${String(value.value)}>`;
  if (value.type === "bnode") return `_:${String(value.value)}`;
  if (value.type === "triple") return `<<( ${Object.values(value.value as Row).map(tsv).join(" ")} )>>`;
  const escaped: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const text = `"${String(value.value).replace(/[\\"\n\r\t]/g, (letter) => escaped[letter]!)}"`;
  if (value["xml:lang"]) return `${text}@${value["xml:lang"]}`;
  return value.datatype && value.datatype !== STRING ? `${text}^^<${value.datatype}>` : text;
}

/** Hand a file to the reader. */
export function download(content: string, format: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: MEDIA[format]! }));
  el("a", { href: url, download: `answer.${format}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

/** Put text on the clipboard; tell whether the browser allowed it. */
export async function copy(content: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    return false;
  }
}

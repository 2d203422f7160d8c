// Counts the distinct quads of an RDF file, as N3.js reads it; JSON-LD is first expanded by jsonld.js.
import { readFileSync } from "node:fs";
import jsonld from "jsonld";
import { Parser } from "n3";

const path = process.argv[2];
const text = readFileSync(path, "utf8");
const isJson = path.endsWith(".jsonld");
const format = path.endsWith(".nq") || isJson ? "N-Quads" : path.endsWith(".trig") ? "TriG" : "Turtle";
const source = isJson ? await jsonld.toRDF(JSON.parse(text), { format: "application/n-quads" }) : text;
const quads = new Parser({ format }).parse(source);
const key = (term) => `${term.termType} ${term.value} ${term.datatype?.value ?? ""}`;
const distinct = new Set(quads.map((q) => [q.subject, q.predicate, q.object, q.graph].map(key).join("\t")));
console.log(JSON.stringify({ quads: distinct.size }));

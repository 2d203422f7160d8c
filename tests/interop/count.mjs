// Counts the distinct quads of an RDF file, as N3.js reads it.
import { readFileSync } from "node:fs";
import { Parser } from "n3";

const path = process.argv[2];
const format = path.endsWith(".nq") ? "N-Quads" : path.endsWith(".trig") ? "TriG" : "Turtle";
const quads = new Parser({ format }).parse(readFileSync(path, "utf8"));
const key = (term) => `${term.termType} ${term.value} ${term.datatype?.value ?? ""}`;
const distinct = new Set(quads.map((q) => [q.subject, q.predicate, q.object, q.graph].map(key).join("\t")));
console.log(JSON.stringify({ quads: distinct.size }));

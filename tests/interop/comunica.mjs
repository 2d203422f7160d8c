// Asks Comunica: answers queries over one file, as a manifest says. (Its parsers are N3.js and jsonld.js.)
import { createReadStream, createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { QueryEngine } from "@comunica/query-sparql-file";
import { Store, StreamParser } from "n3";

const [manifest, folder] = process.argv.slice(2);
const engine = new QueryEngine();
const data = new Store();
for (const line of readFileSync(manifest, "utf8").split("\n").filter(Boolean)) {
  const [what, name, path] = line.split("\t");
  if (what === "data") {
    await new Promise((resolve, reject) => {
      data.import(createReadStream(path).pipe(new StreamParser({ format: "Turtle" }))).on("end", resolve).on("error", reject);
    });
  } else if (what === "file") {
    const rows = await engine.queryBindings("SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", { sources: [path] });
    console.log(`${name}\t${(await rows.toArray())[0].get("n").value}`);
  } else if (what === "query") {
    try {
      const result = await engine.query(readFileSync(path, "utf8"), { sources: [data] });
      const { data: text } = await engine.resultToString(result, "application/sparql-results+json");
      await pipeline(text, createWriteStream(join(folder, `${name}.json`)));
    } catch (error) {
      console.log(`${name}\t${error}`);
    }
  }
}

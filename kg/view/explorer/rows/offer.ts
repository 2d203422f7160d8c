// What is drawn now, saved for other tools: GEXF for Gephi, CSV for spreadsheets, Turtle for stores.

import { offerAction } from "../controls/actions";
import { counted } from "../dom";
import { saveFile } from "../draw/pictures";
import { edgeLines, entityLines } from "./csv";
import { selectionOf } from "./edges";
import type { Selection } from "./edges";
import { gexfLines } from "./gexf";
import { turtleLines } from "./turtle";
import type { App } from "../contract";
import type { Facts, Model } from "../types";

interface RowFormat {
  readonly label: string;
  readonly about: string;
  readonly file: string;
  readonly media: string;
  readonly write: (model: Model, facts: Facts, selection: Selection) => string[];
}

const ROW_FORMATS: readonly RowFormat[] = [
  {
    label: "Selection as GEXF",
    about: "for Gephi, with sentences and times",
    file: "selection.gexf",
    media: "application/gexf+xml",
    write: gexfLines,
  },
  { label: "Edges as CSV", about: "one row an edge, with its sentences", file: "selection-edges.csv", media: "text/csv", write: edgeLines },
  { label: "Entities as CSV", about: "one row an entity", file: "selection-entities.csv", media: "text/csv", write: entityLines },
  {
    label: "Selection as Turtle",
    about: "edges and their claims, named as in graph.ttl",
    file: "selection.ttl",
    media: "text/turtle",
    write: turtleLines,
  },
];

/** Offer the formats in the page's menu. */
export function offerRows(app: App): void {
  for (const format of ROW_FORMATS) {
    offerAction({ label: format.label, about: format.about, menu: "Export", run: () => saveRows(app, format) });
  }
}

function saveRows(app: App, format: RowFormat): void {
  const { model, visible } = app;
  if (model.facts === null) return app.say("The evidence is still being read.");
  const selection = selectionOf(model, model.facts, visible);
  saveFile(format.file, new Blob(format.write(model, model.facts, selection), { type: `${format.media};charset=utf-8` }));
  app.say(`${format.file}: ${counted(selection.nodes.length, "entity", "entities")}, ${counted(selection.edges.length, "edge")}`);
}

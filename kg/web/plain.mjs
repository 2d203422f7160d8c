/**
 * Joins a page's own modules and styles without any package: what `KG_WEB=0` builds with.
 *
 *     node plain.mjs MAIN.ts OUT.js PAGE.css OUT.css
 *
 * Node itself takes the types out (https://nodejs.org/api/module.html#modulestriptypescripttypescode-options).
 * Each module becomes a function that gives what it exports, called once, after those that it imports. Only the
 * forms of import and export that our modules use are known; anything else is an error with its place.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { dirname, relative, resolve } from "node:path";

const IMPORT = /^import\s+(?:(?<named>\{[^{}]*\})|\*\s+as\s+(?<space>[\w$]+))\s+from\s+"(?<from>[^"\n]+)";?[ \t]*$/gm;
const EXPORT_FROM = /^export\s+(?<named>\{[^{}]*\})\s+from\s+"(?<from>[^"\n]+)";?[ \t]*$/gm;
const EXPORT_LIST = /^export\s+(?<named>\{[^{}]*\});?[ \t]*$/gm;
const EXPORTED = /^export\s+(?=(?:async\s+)?(?:function\*?|const|class)\s+(?<name>[\w$]+))/gm;
const LEFT_OVER = /^(?:import|export)\b(?!\s*\()/m;
const CSS_IMPORT = /^@import\s+(?:url\()?"(?<from>[^"\n]+)"\)?\s*;[ \t]*$/gm;

class JoinError extends Error {}

/** Pairs of names in `{ a, b as c }`: what the one calls `a`, the other calls `c`. */
function pairs(list) {
  const names = list.slice(1, -1).split(",").map((one) => one.trim()).filter(Boolean);
  return names.map((one) => one.split(/\s+as\s+/)).map(([name, other]) => [name, other ?? name]);
}

function found(from, specifier, endings) {
  const base = resolve(dirname(from), specifier);
  const path = specifier.startsWith(".") ? endings.map((ending) => base + ending).find((one) => existsSync(one)) : undefined;
  if (path === undefined) throw new JoinError(`${shown(from)}: there is no module "${specifier}" here, and packages are not joined`);
  return path;
}

const shown = (path) => relative(process.cwd(), path);

class Joiner {
  made = new Map(); // path → the name of what it exports
  open = []; // modules that wait for one that they import
  parts = [];

  /** Add a module after those that it imports; give the name of what it exports. */
  add(path) {
    if (this.open.includes(path)) {
      throw new JoinError(`modules import each other in a circle: ${[...this.open, path].map(shown).join(" → ")}`);
    }
    if (!this.made.has(path)) {
      this.open.push(path);
      const text = this.body(path);
      this.open.pop();
      this.made.set(path, `module${this.made.size}`);
      this.parts.push(`// ${shown(path)}\nconst ${this.made.get(path)} = (() => {\n${text}})();\n`);
    }
    return this.made.get(path);
  }

  body(path) {
    const exports = [];
    const other = (specifier) => this.add(found(path, specifier, [".ts"]));
    let text = stripped(path);
    text = text.replace(EXPORT_FROM, (_, named, from) => {
      const name = other(from);
      exports.push(...pairs(named).map(([inner, outer]) => `${outer}: ${name}.${inner}`));
      return "";
    });
    text = text.replace(IMPORT, (_, named, space, from) => {
      if (space !== undefined) return `const ${space} = ${other(from)};`;
      const list = pairs(named).map(([outer, inner]) => (outer === inner ? outer : `${outer}: ${inner}`));
      return list.length ? `const { ${list.join(", ")} } = ${other(from)};` : "";
    });
    text = text.replace(EXPORT_LIST, (_, named) => {
      exports.push(...pairs(named).map(([inner, outer]) => `${outer}: ${inner}`));
      return "";
    });
    text = text.replace(EXPORTED, (_, name) => (exports.push(name), ""));
    const odd = LEFT_OVER.exec(text);
    if (odd) throw new JoinError(`${shown(path)}:${text.slice(0, odd.index).split("\n").length}: this form is not joined: ${text.slice(odd.index).split("\n", 1)}`);
    return `${text}\nreturn { ${exports.join(", ")} };\n`;
  }
}

/** A module's text without types and without lines that hold nothing but a comment. */
function stripped(path) {
  try {
    return nodeModule.stripTypeScriptTypes(readFileSync(path, "utf8"), { mode: "strip" });
  } catch (error) {
    throw new JoinError(`${shown(path)}: ${error.message}`);
  }
}

function styles(path, seen = new Set()) {
  if (seen.has(path)) return "";
  seen.add(path);
  const text = readFileSync(path, "utf8");
  return text.replace(CSS_IMPORT, (_, from) => styles(found(path, from, [""]), seen));
}

try {
  const [main, script, page, style] = process.argv.slice(2).map((path) => resolve(path));
  if (typeof nodeModule.stripTypeScriptTypes !== "function") throw new JoinError(`Node ${process.versions.node} can't take types out: 22.13 or later can`);
  process.removeAllListeners("warning"); // that taking types out is new
  const joiner = new Joiner();
  joiner.add(main);
  writeFileSync(script, `"use strict";\n(() => {\n${joiner.parts.join("")}})();\n`);
  writeFileSync(style, styles(page));
} catch (error) {
  if (!(error instanceof JoinError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** What the built files hold of others' work, with their licences. */

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Return the text of NOTICE.txt for the input files of a build. */
export function notice(folder, inputs) {
  const names = new Set(inputs.map(packageOf).filter(Boolean));
  // some packages come as one file that holds their own dependencies: those count as well
  for (const name of names) {
    const described = description(folder, name);
    for (const other of Object.keys(described?.dependencies ?? {})) {
      if (existsSync(join(folder, "node_modules", other))) names.add(other);
    }
  }
  const parts = [...names].sort().map((name) => part(folder, name));
  return [
    "The scripts and styles in this folder are part of ckanext-civic (AGPL-3.0-or-later). Their",
    "sources are in ckanext/civic/rdf/frontend. They hold these works of others:",
    "",
    parts.join(`\n${"-".repeat(80)}\n\n`),
  ].join("\n");
}

function packageOf(path) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
  return found ? found[1] : null;
}

function description(folder, name) {
  const path = join(folder, "node_modules", name, "package.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

function part(folder, name) {
  const { version, license } = description(folder, name);
  const own = join(folder, "node_modules", name);
  const file = readdirSync(own).find((each) => /^(licen[cs]e|copying)/i.test(each));
  const text = file ? readFileSync(join(own, file), "utf8").trim() : "(The package has no text of its licence.)";
  return `${name} ${version}, ${license}\n\n${text.replace(/\r\n/g, "\n").replace(/[ \t]+$/gm, "")}\n`;
}

/**
 * Build the scripts and styles of civic_rdf's pages into ../public/civic-rdf.
 *
 * Entries keep their names; parts that are loaded when wanted are named by their content. Beside
 * them stand NOTICE.txt (what is bundled, under which licences) and built.json: the SHA-256 of
 * every source and of every built file, by which a test holds one to the other without npm. A
 * second run writes the same bytes.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { notice } from "./notice.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, "..", "public", "civic-rdf");
const ENTRIES = ["map.js", "map.css", "query-page.js", "query-page.css"].filter((name) =>
  existsSync(join(HERE, "src", name)),
);

const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
    )
    .sort();
}

function hashes(paths, base) {
  return Object.fromEntries(
    paths.map((path) => [relative(base, path).replaceAll("\\", "/"), sha256(path)]).sort(),
  );
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const result = await build({
  absWorkingDir: HERE,
  entryPoints: ENTRIES.map((name) => join("src", name)),
  outdir: OUT,
  outbase: "src",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2021"],
  minify: true,
  legalComments: "none",
  charset: "utf8",
  metafile: true,
  chunkNames: "parts/[name]-[hash]",
  assetNames: "parts/[name]-[hash]",
  loader: { ".png": "file" },
  logLevel: "warning",
});
writeFileSync(join(OUT, "NOTICE.txt"), notice(HERE, Object.keys(result.metafile.inputs)));

const sources = [
  ...filesBelow(join(HERE, "src")),
  ...["build.mjs", "notice.mjs", "package.json", "package-lock.json"].map((name) => join(HERE, name)),
];
const record = { sources: hashes(sources, HERE), built: hashes(filesBelow(OUT), OUT) };
writeFileSync(join(OUT, "built.json"), `${JSON.stringify(record, null, 2)}\n`);

for (const path of filesBelow(OUT)) {
  const bytes = readFileSync(path);
  console.log(`${relative(OUT, path)}: ${bytes.length} bytes, ${gzipSync(bytes).length} gzipped`);
}

/** Where in a question the store found a mistake, from its own words (as rdf/sparql/mistake.py). */

const PLACES = [/\berror at (\d+):(\d+)/, /\bline:? (\d+),? col(?:umn)?:? (\d+)/i, /\bline:? (\d+)/i];

/** Return `{line, column, text}`, both from 1 and column maybe null; null when it is not said. */
export function placeOfMistake(message, query) {
  const lines = query.split(/\r\n|\r|\n/);
  for (const pattern of PLACES) {
    const found = pattern.exec(message);
    const line = found ? Number(found[1]) : 0;
    if (line >= 1 && line <= lines.length) {
      return { line, column: found[2] ? Number(found[2]) : null, text: lines[line - 1] };
    }
  }
  return null;
}

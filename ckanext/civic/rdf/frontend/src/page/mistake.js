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

// comments, texts and addresses, in which a bracket means nothing
const NOT_CODE = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>"{}|^`\s]*>|#[^\n]*/g;
const FROM_STORE = /^The query cannot be run: /;

/** Return what the store itself said in a refusal, or null when the refusal is in plain words. */
export function wordsOfStore(message) {
  return FROM_STORE.test(message) ? message.replace(FROM_STORE, "") : null;
}

/**
 * Return what is wrong with a question that the store does not take: `prefix`, `open` or `closed`
 * (brackets), `end` or `line` (where something is missing), or `unknown`.
 */
export function faultOf(message, query) {
  const place = placeOfMistake(message, query);
  if (place && /prefix not found|unresolved prefix|undefined prefix/i.test(message)) return "prefix";
  const code = query.replace(NOT_CODE, "");
  const open = code.split("{").length - code.split("}").length;
  if (open) return open > 0 ? "open" : "closed";
  if (!place) return "unknown";
  return place.column > place.text.trimEnd().length ? "end" : "line";
}

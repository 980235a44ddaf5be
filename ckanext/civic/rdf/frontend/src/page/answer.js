/**
 * Answers of the end point as plain values.
 *
 * A table is `{columns: [name], rows: [[term or null]]}`; a term is that of SPARQL 1.1 Query
 * Results JSON (3.2.2): `{type, value, datatype, "xml:lang"}`.
 */

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  [
    "integer", "decimal", "float", "double", "int", "long", "short", "byte", "nonNegativeInteger",
    "positiveInteger", "negativeInteger", "nonPositiveInteger", "unsignedInt", "unsignedLong",
    "unsignedShort", "unsignedByte",
  ].map((name) => XSD + name),
);
const DATES = new Set(["date", "dateTime", "gYear", "gYearMonth"].map((name) => XSD + name));

/** Return the table of a SELECT or ASK answer in JSON; a truth is one cell. */
export function tableOf(json) {
  if (typeof json?.boolean === "boolean") {
    const term = { type: "literal", value: String(json.boolean), datatype: `${XSD}boolean` };
    return { columns: ["answer"], rows: [[term]] };
  }
  const columns = json?.head?.vars;
  const solutions = json?.results?.bindings;
  if (!Array.isArray(columns) || !Array.isArray(solutions)) throw new TypeError("no SPARQL answer");
  return { columns, rows: solutions.map((solution) => columns.map((name) => solution[name] ?? null)) };
}

/** Return the number of a numeric literal; NaN for any other term. */
export function numberOf(term) {
  return term && NUMBERS.has(term.datatype) ? Number(term.value) : NaN;
}

/** Tell whether a term is a date, a time or a year. */
export function isDate(term) {
  return Boolean(term) && DATES.has(term.datatype);
}

/** Tell whether a term is a shape in Well-Known Text. */
export function isShape(term) {
  return Boolean(term?.datatype?.endsWith("#wktLiteral"));
}

/**
 * Return what each column mostly holds: `number`, `date`, `shape`, `address`, `text` or `nothing`.
 */
export function kindsOf(table) {
  return table.columns.map((_, index) => {
    const counts = {};
    for (const row of table.rows) {
      const kind = kindOf(row[index]);
      if (kind) counts[kind] = (counts[kind] || 0) + 1;
    }
    const [most] = Object.entries(counts).sort((a, b) => b[1] - a[1]);
    return most ? most[0] : "nothing";
  });
}

function kindOf(term) {
  if (!term) return null;
  if (term.type === "uri") return "address";
  if (Number.isFinite(numberOf(term))) return "number";
  if (isDate(term)) return "date";
  return isShape(term) ? "shape" : "text";
}

/** Return the values of a column as texts, without empty ones, each once. */
export function distinct(table, index) {
  return new Set(table.rows.map((row) => row[index]?.value).filter((value) => value !== undefined));
}

/** Return a copy of the table, sorted by a column; rows without a value come last. */
export function sorted(table, index, isDescending, language = "en") {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const sign = isDescending ? -1 : 1;
  const compare = (left, right) => {
    const [a, b] = [left[index], right[index]];
    if (!a || !b) return a ? -1 : b ? 1 : 0;
    const [x, y] = [numberOf(a), numberOf(b)];
    if (Number.isFinite(x) && Number.isFinite(y)) return sign * (x - y);
    return sign * collator.compare(a.value, b.value);
  };
  return { columns: table.columns, rows: [...table.rows].sort(compare) };
}

/** Return an address in short form by the longest of our namespaces that it begins with. */
export function shortened(address, prefixes) {
  let best = null;
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    if (address.startsWith(namespace) && (!best || namespace.length > best[1].length)) best = [prefix, namespace];
  }
  const rest = best && address.slice(best[1].length);
  return rest && !/[/#?]/.test(rest) ? `${best[0]}:${rest}` : address;
}

/** Return the text of a link: a short form of the address, or its last two parts. */
export function linkText(address, prefixes) {
  const short = shortened(address, prefixes);
  if (short !== address) return short;
  const parts = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?([^/?#]+\/[^/?#]+\/?(?:#[^#]*)?)$/.exec(address);
  const text = parts ? `…/${parts[1]}` : address;
  return text.length < address.length ? text : address;
}

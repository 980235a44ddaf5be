/**
 * Words of the pages in the reader's language.
 *
 * English is the key, as in gettext. The page gives the translations as JSON in an element
 * `<script type="application/json" data-civic-texts>`; without it, English stands.
 */

let translations;

function known() {
  if (translations === undefined) {
    const element = document.querySelector("script[data-civic-texts]");
    try {
      translations = element ? JSON.parse(element.textContent) : {};
    } catch {
      translations = {};
    }
  }
  return translations;
}

/** Return the text in the reader's language, `{name}` replaced by `values.name`. */
export function t(english, values = {}) {
  const text = known()[english] || english;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** Return the text for one or for many, by `values.count`. */
export function tn(one, many, values) {
  return t(values.count === 1 ? one : many, { ...values, count: readable(values.count) });
}

/** Return pounds as the page's language writes them, with two decimals. */
export function pounds(number) {
  return readable(number, { style: "currency", currency: "GBP", minimumFractionDigits: 2 });
}

/** Return a number as the page's language writes it. */
export function readable(number, options) {
  const language = (globalThis.document && document.documentElement.lang) || "en-GB";
  try {
    return new Intl.NumberFormat(language, options).format(number);
  } catch {
    return new Intl.NumberFormat("en-GB", options).format(number);
  }
}

/** The question and the view in the page's address, so that both can be kept and shared. */

// many servers refuse a request line over 8,190 bytes; ours and proxies need some of it
export const LONGEST = 6000;

/** Return `{query, view}` of an address. */
export function readAddress(href) {
  const url = new URL(href);
  const inHash = new URLSearchParams(url.hash.slice(1));
  return {
    query: url.searchParams.get("query") ?? inHash.get("query") ?? "",
    view: url.searchParams.get("view") ?? inHash.get("view") ?? "",
  };
}

/**
 * Return the page's address for a question and a view.
 *
 * A long question stands behind `#`, where no server needs to take it.
 */
export function writeAddress(href, { query, view }) {
  const url = new URL(href);
  url.search = "";
  url.hash = "";
  const said = new URLSearchParams(view ? { query, view } : { query });
  if (!query) return url.href;
  if (url.href.length + said.toString().length < LONGEST) url.search = said.toString();
  else url.hash = said.toString();
  return url.href;
}

/** Return the end point's address for a question as a file, or null when it is too long for one. */
export function fileAddress(endpoint, query, format) {
  const href = `${endpoint}?${new URLSearchParams({ query, format })}`;
  return href.length < LONGEST ? href : null;
}

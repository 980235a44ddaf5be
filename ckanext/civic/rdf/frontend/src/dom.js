/** Elements made from plain values: text is never read as markup. */

/** Return `<tag>` with attributes (false and null leave one out) and children (nodes or text). */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Tell whether an address may become a link: only the web's own schemes do. */
export function isWebAddress(address) {
  return /^https?:\/\/[^\s]+$/i.test(address) || /^\/[^/\s][^\s]*$/.test(address);
}

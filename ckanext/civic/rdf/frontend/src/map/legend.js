/** Colours of groups, and the key that names them. */

import { MOST_COLOURS, OTHERS, PLAIN, coloursOf } from "../colours.js";
import { element } from "../dom.js";
import { readable, t } from "../texts.js";

/** Return what gives the colour of a group; beyond the seven biggest, all share one. */
export function colouring(groups) {
  const colours = coloursOf(groups.map(([name]) => name));
  return (group) => (groups.length ? (colours.get(group) ?? OTHERS) : PLAIN);
}

/** Return a list of the groups with their colours and counts. */
export function legend(groups) {
  const colourOf = colouring(groups);
  const named = groups.slice(0, MOST_COLOURS);
  const rest = groups.slice(MOST_COLOURS).reduce((sum, [, count]) => sum + count, 0);
  const items = named.map(([name, count]) => item(colourOf(name), name, count));
  if (rest) items.push(item(OTHERS, t("all others"), rest));
  return element("ul", { class: "civic-map-key list-inline small mt-2 mb-0", "aria-label": t("Key of the map") }, ...items);
}

function item(colour, name, count) {
  const dot = element("span", { class: "civic-map-dot", "aria-hidden": "true" });
  dot.style.backgroundColor = colour;
  return element("li", { class: "list-inline-item" }, dot, ` ${name} (${readable(count)})`);
}

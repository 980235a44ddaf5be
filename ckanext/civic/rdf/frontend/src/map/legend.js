/** Colours of groups, and the key that names them. */

import { element } from "../dom.js";
import { readable, t } from "../texts.js";

// our choice: each has at least 4.5:1 on white (WCAG 2.2, 1.4.11 asks for 3:1)
const COLOURS = ["#00518f", "#b3261e", "#1b7837", "#8a4a9e", "#8a5a00", "#00707d", "#8f3b5e"];
const OTHERS = "#5c6670";

/** Return the colour of a group; beyond the seven biggest, all share one. */
export function colourOf(group, groups) {
  if (!groups.length) return COLOURS[0];
  const index = groups.findIndex(([name]) => name === group);
  return index >= 0 && index < COLOURS.length ? COLOURS[index] : OTHERS;
}

/** Return a list of the groups with their colours and counts. */
export function legend(groups) {
  const named = groups.slice(0, COLOURS.length);
  const rest = groups.slice(COLOURS.length).reduce((sum, [, count]) => sum + count, 0);
  const items = named.map(([name, count]) => item(colourOf(name, groups), name, count));
  if (rest) items.push(item(OTHERS, t("all others"), rest));
  return element("ul", { class: "civic-map-key list-inline small mt-2 mb-0", "aria-label": t("Key of the map") }, ...items);
}

function item(colour, name, count) {
  const dot = element("span", { class: "civic-map-dot", "aria-hidden": "true" });
  dot.style.backgroundColor = colour;
  return element("li", { class: "list-inline-item" }, dot, ` ${name} (${readable(count)})`);
}

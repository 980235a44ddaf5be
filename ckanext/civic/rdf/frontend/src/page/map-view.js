/** An answer on a map; loaded when first looked at. */

import { element } from "../dom.js";
import { drawMap } from "../map/civic-map.js";
import { tn } from "../texts.js";

/** Show the places of an answer in an empty element; returns how to take it away again. */
export function showMap(room, positions, settings) {
  const canvas = element("div");
  room.append(canvas);
  if (positions.without) {
    const text = tn(
      "{count} row has no position that can be drawn; the table has it.",
      "{count} rows have no position that can be drawn; the table has them.",
      { count: positions.without },
    );
    room.append(element("p", { class: "small mt-2 mb-0" }, text));
  }
  const map = drawMap(canvas, positions.places, { ...settings, shapes: positions.shapes, hasList: positions.places.length > 0 });
  return () => map.remove();
}

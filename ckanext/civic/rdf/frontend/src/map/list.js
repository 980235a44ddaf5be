/** The places of a map as a list: the same for those who do not see or point. */

import { element, isWebAddress } from "../dom.js";
import { t, tn } from "../texts.js";

const PAGE = 100;

/** Return a closed list of the places; `show(index)` brings one into view on the map. */
export function placeList(places, show) {
  const list = element("ol", { class: "civic-map-list" });
  const more = element("button", { type: "button", class: "btn btn-sm btn-outline-secondary" }, t("Show more places"));
  const add = () => {
    const from = list.children.length;
    for (let index = from; index < Math.min(places.length, from + PAGE); index += 1) {
      list.append(entry(places[index], () => show(index)));
    }
    more.hidden = list.children.length >= places.length;
    return list.children[from];
  };
  more.addEventListener("click", () => add()?.querySelector("a, button")?.focus());
  const title = tn("The place as a list ({count})", "The places as a list ({count})", { count: places.length });
  const whole = element("details", { class: "mt-2" }, element("summary", {}, title), list, more);
  whole.addEventListener("toggle", () => whole.open && !list.children.length && add());
  return whole;
}

function entry(place, show) {
  const name = isWebAddress(place.href) ? element("a", { href: place.href }, place.label) : place.label;
  const detail = [place.group, place.text].filter(Boolean).join(", ");
  const label = t("Show {label} on the map", { label: place.label });
  const button = element("button", { type: "button", class: "btn btn-sm btn-link", "aria-label": label }, t("Show on the map"));
  button.addEventListener("click", show);
  return element("li", { class: "text-break" }, name, detail ? ` – ${detail} ` : " ", button);
}

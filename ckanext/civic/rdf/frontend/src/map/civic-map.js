/**
 * A map of places, for any page of the portal.
 *
 *     <div data-civic-map
 *          data-points='[{"lat": 53.48, "lon": -2.24, "label": "Car park", "href": "/doc/…",
 *                         "group": "salford", "text": "120 spaces"}]'
 *          data-label="Car parks in Salford"
 *          data-outlines-url="/sparql/ui/outlines.geojson"
 *          data-tiles-url="" data-tiles-attribution="">
 *       <ul>… the same places as a list or table, which stays and works without scripts …</ul>
 *     </div>
 *
 * Only `lat` and `lon` (degrees of WGS 84) are needed; `label`, `href`, `group` (colour and key)
 * and `text` (a second line) are taken when there. `data-shapes` may give GeoJSON geometries or
 * features (`properties.label`, `properties.href`), `data-wkt` one WKT literal. `data-list` adds a
 * list of the places with a button for each, for pages that have none of their own. The page loads
 * `map.css` and, as `<script type="module">`, `map.js`; the snippet
 * `civic/rdf/snippets/map.html` writes all this.
 *
 * Nothing but the outlines (from this portal) is fetched, unless the operator has named tiles.
 * Places are drawn on one canvas, so that tens of thousands stay smooth. Arrow keys move, + and −
 * zoom, Escape closes what is open; the wheel zooms only once the map has the focus.
 */

import L from "leaflet";

import { element, isWebAddress } from "../dom.js";
import { t, tn } from "../texts.js";
import { addBase } from "./base.js";
import { colouring, legend } from "./legend.js";
import { placeList } from "./list.js";
import { boundsOf, groupsOf, readPlaces } from "./places.js";
import { geometryOf } from "./wkt.js";

// how near a view begins: one place has a mile around it, tiles say in which street it is
const CLOSEST = { tiles: 16, drawnOne: 14.5, drawnMany: 14 };
const SHAPE = { color: "#00518f", weight: 3, fillOpacity: 0.2 };
const DOT = { radius: 7, weight: 1.5, color: "#ffffff", fillOpacity: 0.95 };
const SMALL_DOT = { ...DOT, radius: 3.5, weight: 0.5 };
const MANY = 2000;

/** Turn a `[data-civic-map]` element into a map; its content stays below. Returns the map. */
export function enhance(holder) {
  const data = holder.dataset;
  const shapes = [...readShapes(data.shapes), geometryOf(data.wkt ?? "")].filter(Boolean);
  const places = readPlaces(data.points);
  if (!places.length && !shapes.length) return null;
  const room = element("div");
  holder.prepend(room);
  return drawMap(room, places, {
    label: data.label || "",
    outlinesUrl: data.outlinesUrl,
    tilesUrl: data.tilesUrl,
    tilesAttribution: data.tilesAttribution,
    shapes,
    hasList: "list" in data,
  });
}

/** Draw places and shapes in an empty element; returns `{map, show, remove}`. */
export function drawMap(room, places, settings) {
  const groups = groupsOf(places);
  const shapes = settings.shapes ?? [];
  const canvas = element("div", { class: "civic-map", role: "region", "aria-label": [t("Map"), settings.label].filter(Boolean).join(": ") });
  room.append(element("p", { class: "small text-muted mb-1" }, help(places, shapes)), canvas);
  if (groups.length > 1) room.append(legend(groups));
  const map = L.map(canvas, { preferCanvas: true, scrollWheelZoom: false, maxZoom: 19, zoomSnap: 0.5 });
  map.attributionControl.setPrefix(false);
  canvas.addEventListener("focusin", () => map.scrollWheelZoom.enable());
  canvas.addEventListener("focusout", () => map.scrollWheelZoom.disable());
  // Leaflet hears Escape only while the map itself has the focus, not a card on it
  canvas.addEventListener("keydown", (event) => event.key === "Escape" && map.closePopup());
  const closest = settings.tilesUrl ? CLOSEST.tiles : places.length === 1 ? CLOSEST.drawnOne : CLOSEST.drawnMany;
  const strays = setView(map, places, shapes, closest);
  if (strays) canvas.after(strayButton(map, places, strays));
  addBase(map, settings);
  for (const shape of shapes) addShape(map, shape);
  addPlaces(map, places, groups);
  const show = (index) => {
    const one = places[index];
    map.setView([one.lat, one.lon], Math.max(map.getZoom(), 14), { animate: false });
    open(map, one, true);
  };
  if (settings.hasList) room.append(placeList(places, show));
  // a map drawn while its part of the page was hidden learns its size when that is shown
  const watch = new ResizeObserver(() => map.invalidateSize());
  watch.observe(canvas);
  const remove = () => {
    watch.disconnect();
    map.remove();
    room.replaceChildren();
  };
  return { map, show, remove };
}

function help(places, shapes) {
  const counts = [];
  if (places.length) counts.push(tn("{count} place on the map.", "{count} places on the map.", { count: places.length }));
  if (shapes.length) counts.push(tn("{count} shape on the map.", "{count} shapes on the map.", { count: shapes.length }));
  return [...counts, t("Arrow keys move the map, plus and minus zoom, Escape closes what is open.")].join(" ");
}

/** Show all places but strays, and all shapes; returns how many strays there are. */
function setView(map, places, shapes, maxZoom) {
  const bounds = boundsOf(places);
  const box = bounds ? L.latLngBounds([bounds.south, bounds.west], [bounds.north, bounds.east]) : L.latLngBounds([]);
  for (const shape of shapes) box.extend(L.geoJSON(shape, { pointToLayer: dotOf }).getBounds());
  map.fitBounds(box, { maxZoom, padding: [24, 24], animate: false });
  return bounds ? bounds.strays : 0;
}

function strayButton(map, places, strays) {
  const text = tn("{count} place lies far from the others: show all", "{count} places lie far from the others: show all", { count: strays });
  const button = element("button", { type: "button", class: "btn btn-sm btn-outline-secondary mt-2" }, text);
  button.addEventListener("click", () => map.fitBounds(places.map(({ lat, lon }) => [lat, lon]), { animate: false }));
  return button;
}

function addPlaces(map, places, groups) {
  const colourOf = colouring(groups);
  const renderer = L.canvas({ padding: 0.3, tolerance: 6 });
  const dot = places.length > MANY ? SMALL_DOT : DOT;
  for (const one of places) {
    L.circleMarker([one.lat, one.lon], { ...dot, renderer, fillColor: colourOf(one.group) })
      .on("click", () => open(map, one))
      .addTo(map);
  }
}

function addShape(map, shape) {
  const layer = L.geoJSON(shape, { style: SHAPE, pointToLayer: dotOf }).addTo(map);
  const { label, href } = shape.properties ?? {};
  if (label) layer.bindPopup(() => card({ label: String(label), href: String(href ?? "") }));
}

function dotOf(_, position) {
  return L.circleMarker(position, { radius: 7 });
}

/** Open the card of a place; with `isFromKeys` the focus goes there, and back when it closes. */
function open(map, one, isFromKeys = false) {
  const content = card(one);
  const before = document.activeElement;
  const popup = L.popup({ autoPanPadding: [20, 20], maxWidth: 260 }).setLatLng([one.lat, one.lon]).setContent(content);
  popup.openOn(map);
  if (!isFromKeys) return;
  content.focus();
  popup.once("remove", () => before?.isConnected && before.focus());
}

function card(one) {
  const name = isWebAddress(one.href ?? "") ? element("a", { href: one.href, class: "fw-bold" }, one.label) : element("strong", {}, one.label);
  const lines = [one.group, one.text].filter(Boolean).map((line) => element("div", {}, line));
  return element("div", { tabindex: "-1", class: "text-break" }, name, ...lines);
}

function readShapes(json) {
  try {
    const given = JSON.parse(json || "[]");
    return (Array.isArray(given) ? given : [given]).filter((one) => one?.type);
  } catch {
    return [];
  }
}

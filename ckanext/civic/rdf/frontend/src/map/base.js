/**
 * What lies below the places: a drawing of the portal's own, or tiles where its operator named them.
 *
 * Nothing is asked from any other host unless the operator has set an address of tiles.
 */

import L from "leaflet";

import { addGraticule } from "./graticule.js";
import { addOverview } from "./overview.js";

const OUTLINE = { color: "#5c6670", weight: 1.5, fillColor: "#ffffff", fillOpacity: 0.8 };

/** Add the base to a map; `settings` has `tilesUrl`, `tilesAttribution` and `outlinesUrl`. */
export function addBase(map, settings) {
  L.control.scale({ imperial: true }).addTo(map);
  if (settings.tilesUrl) {
    L.tileLayer(settings.tilesUrl, { attribution: plain(settings.tilesAttribution) }).addTo(map);
    return;
  }
  addGraticule(map);
  if (settings.outlinesUrl) addOutlines(map, settings.outlinesUrl);
}

/** Draw the areas of a GeoJSON document of this portal, with their names. */
async function addOutlines(map, url) {
  try {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) return;
    const areas = await answer.json();
    const pane = map.createPane("outlines");
    pane.style.zIndex = "190";
    pane.style.pointerEvents = "none";
    const renderer = L.canvas({ pane: "outlines", padding: 0.3 });
    L.geoJSON(areas, { pane: "outlines", renderer, interactive: false, style: OUTLINE, onEachFeature: named }).addTo(map);
    addOverview(map, areas);
    if (areas.attribution) map.attributionControl.addAttribution(plain(areas.attribution));
  } catch {
    // the map has its lines of latitude and longitude; it stays usable without outlines
  }
}

function named(feature, layer) {
  const label = document.createElement("span");
  label.textContent = String(feature.properties?.name ?? "");
  layer.bindTooltip(label, { permanent: true, direction: "center", className: "civic-map-area", interactive: false });
}

/** Return text that Leaflet, which takes markup here, shows as it stands. */
function plain(text) {
  const holder = document.createElement("span");
  holder.textContent = String(text ?? "");
  return holder.innerHTML;
}

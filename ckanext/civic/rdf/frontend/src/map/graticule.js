/** Lines of latitude and longitude with their degrees: where on earth a drawing without tiles is. */

import L from "leaflet";

const LINE = { color: "#5c6670", weight: 0.5, opacity: 0.5, interactive: false };
// degrees between two lines, and the decimals that write it
const STEPS = [
  [30, 0], [10, 0], [5, 0], [2, 0], [1, 0], [0.5, 1], [0.2, 1], [0.1, 1], [0.05, 2], [0.02, 2],
  [0.01, 2], [0.005, 3], [0.002, 3], [0.001, 3], [0.0005, 4], [0.0002, 4], [0.0001, 4],
];

/** Keep lines drawn on a map, about four across the view, on every move. */
export function addGraticule(map) {
  const pane = map.createPane("graticule");
  pane.style.zIndex = "200";
  pane.setAttribute("aria-hidden", "true");
  const lines = L.layerGroup().addTo(map);
  const renderer = L.canvas({ pane: "graticule", padding: 0.1 });
  const draw = () => {
    lines.clearLayers();
    const view = map.getBounds();
    const [step, decimals] = stepFor(view.getEast() - view.getWest());
    const line = (positions) => L.polyline(positions, { ...LINE, renderer }).addTo(lines);
    for (const lon of multiples(step, view.getWest(), view.getEast())) {
      line([[view.getSouth(), lon], [view.getNorth(), lon]]);
      mark(lines, [view.getNorth(), lon], "top", degrees(lon, decimals, "E", "W"));
    }
    for (const lat of multiples(step, view.getSouth(), view.getNorth())) {
      line([[lat, view.getWest()], [lat, view.getEast()]]);
      mark(lines, [lat, view.getEast()], "right", degrees(lat, decimals, "N", "S"));
    }
  };
  map.on("moveend", draw);
  map.whenReady(draw);
}

function stepFor(width) {
  return STEPS.find(([step]) => width / step >= 3) ?? STEPS[STEPS.length - 1];
}

function multiples(step, from, to) {
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.min(50, Math.floor(to / step) - first + 1));
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}

function degrees(value, decimals, positive, negative) {
  return `${Math.abs(value).toFixed(decimals)}° ${value < 0 ? negative : positive}`;
}

function mark(lines, position, side, text) {
  const icon = L.divIcon({ className: `civic-map-degrees civic-map-degrees-${side}`, html: text, iconSize: null });
  L.marker(position, { icon, interactive: false, keyboard: false, pane: "graticule" }).addTo(lines);
}

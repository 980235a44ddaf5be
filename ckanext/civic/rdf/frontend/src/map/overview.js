/** A small drawing in a corner of the map: where in its council a near view lies. */

import L from "leaflet";

import { element } from "../dom.js";

const FROM_ZOOM = 12; // a wider view shows the outlines themselves
const AREA = { color: "#5c6670", weight: 1, fillColor: "#ffffff", fillOpacity: 1 };
const VIEW = { color: "#b3261e", weight: 2, fillOpacity: 0.15 };
const LEAST_PX = 6; // of the mark of the view, to be seen

/**
 * Keep the overview on a map: the area whose box has the middle of the view, and the view in it.
 *
 * `areas` is a GeoJSON FeatureCollection. It is a picture only: nothing in it takes the focus.
 */
export function addOverview(map, areas) {
  const boxes = areas.features.map((feature) => [feature, L.geoJSON(feature).getBounds()]);
  const room = element("div", { class: "civic-map-overview", "aria-hidden": "true" });
  const control = L.control({ position: "topright" });
  control.onAdd = () => room;
  control.addTo(map);
  const small = L.map(room, {
    attributionControl: false, zoomControl: false, dragging: false, keyboard: false, tap: false,
    scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false, touchZoom: false, zoomSnap: 0,
    fadeAnimation: false, zoomAnimation: false,
  });
  room.removeAttribute("tabindex");
  let drawn = null;
  const draw = () => {
    const middle = map.getCenter();
    const near = boxes.filter(([, box]) => box.contains(middle)).sort((a, b) => nearness(a, middle) - nearness(b, middle))[0];
    room.hidden = !near || map.getZoom() < FROM_ZOOM;
    if (room.hidden) return;
    small.invalidateSize({ animate: false });
    small.fitBounds(near[1], { padding: [4, 4], animate: false });
    drawn?.remove();
    drawn = L.layerGroup([L.geoJSON(near[0], { style: AREA, interactive: false }), mark(map, small)]).addTo(small);
  };
  map.on("moveend", draw);
  map.on("unload", () => small.remove());
  draw();
}

/** Return how far the middle of an area's box is from a position: boxes of neighbours overlap. */
function nearness([feature, box], position) {
  return isInside(feature.geometry.coordinates, position) ? -1 : box.getCenter().distanceTo(position);
}

function isInside(polygons, { lat, lng }) {
  return polygons.some(([ring]) =>
    ring.reduce((inside, [x1, y1], index) => {
      const [x2, y2] = ring[(index + 1) % ring.length];
      return y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1 ? !inside : inside;
    }, false),
  );
}

function mark(map, small) {
  const view = map.getBounds();
  const corners = [small.latLngToContainerPoint(view.getNorthWest()), small.latLngToContainerPoint(view.getSouthEast())];
  const isTiny = corners[1].subtract(corners[0]).x < LEAST_PX;
  return isTiny
    ? L.circleMarker(view.getCenter(), { ...VIEW, radius: LEAST_PX / 2, interactive: false })
    : L.rectangle(view, { ...VIEW, interactive: false });
}

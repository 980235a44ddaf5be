/**
 * Shapes written as Well-Known Text, as GeoJSON geometries.
 *
 * Source: OGC GeoSPARQL 1.1, 8.5.2 (wktLiteral: an optional coordinate system in angle brackets,
 * CRS84 with longitude first when there is none; EPSG:4326 has latitude first).
 */

const LATITUDE_FIRST = /\/EPSG\/[^/]*\/4326$/i;
const LONGITUDE_FIRST = /\/OGC\/[^/]*\/CRS84$/i;
const KINDS = {
  POINT: ["Point", 0],
  LINESTRING: ["LineString", 1],
  POLYGON: ["Polygon", 2],
  MULTIPOINT: ["MultiPoint", 1],
  MULTILINESTRING: ["MultiLineString", 2],
  MULTIPOLYGON: ["MultiPolygon", 3],
};

/** Return the geometry of a WKT literal; null for what cannot be drawn in degrees of WGS 84. */
export function geometryOf(literal) {
  const parts = /^\s*(?:<([^>]*)>)?\s*([A-Z]+?)\s*(?:\s(?:Z|M|ZM))?\s*(\([\s\S]*\))\s*$/i.exec(literal);
  if (!parts) return null;
  const kind = KINDS[parts[2].toUpperCase()];
  const system = parts[1];
  const isLatitudeFirst = Boolean(system) && LATITUDE_FIRST.test(system);
  if (!kind || (system && !isLatitudeFirst && !LONGITUDE_FIRST.test(system))) return null;
  const tree = nested(parts[3]);
  const coordinates = tree && shaped(kind[1] ? tree : tree[0], kind[1], isLatitudeFirst);
  return coordinates ? { type: kind[0], coordinates } : null;
}

/** Return parentheses as arrays, runs of numbers as strings; null when they do not pair. */
function nested(text) {
  const root = [];
  const open = [root];
  for (const [token] of text.matchAll(/[()]|[^(),]+/g)) {
    const top = open[open.length - 1];
    if (token === "(") {
      const child = [];
      top.push(child);
      open.push(child);
    } else if (token === ")") {
      if (open.length === 1) return null;
      open.pop();
    } else if (token.trim()) top.push(token.trim());
  }
  return open.length === 1 && root.length === 1 ? root[0] : null;
}

function shaped(tree, depth, isLatitudeFirst) {
  if (depth === 0) return position(Array.isArray(tree) ? tree[0] : tree, isLatitudeFirst);
  if (!Array.isArray(tree) || !tree.length) return null;
  const made = tree.map((child) => shaped(child, depth - 1, isLatitudeFirst));
  return made.includes(null) ? null : made;
}

function position(text, isLatitudeFirst) {
  const numbers = typeof text === "string" ? text.split(/\s+/).map(Number) : [];
  if (numbers.length < 2 || numbers.some((each) => !Number.isFinite(each))) return null;
  const [lon, lat] = isLatitudeFirst ? [numbers[1], numbers[0]] : numbers;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}

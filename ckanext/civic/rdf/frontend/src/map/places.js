/**
 * Places as a map needs them, from whatever a page gives.
 *
 * A place is `{lat, lon, label, href, group, text}`: degrees of WGS 84, a name, and, if known, an
 * address, the name of the group that it is coloured by, and a line more to show.
 */

/** Return the places of a `data-points` value; what has no position on earth is left out. */
export function readPlaces(json) {
  let given;
  try {
    given = JSON.parse(json || "[]");
  } catch {
    return [];
  }
  return Array.isArray(given) ? given.map(place).filter(Boolean) : [];
}

/** Return a place from loose values, or null when it has no position on earth. */
export function place(given) {
  const lat = number(given && given.lat);
  const lon = number(given && given.lon);
  if (!isOnEarth(lat, lon)) return null;
  return {
    lat,
    lon,
    label: text(given.label) || `${lat.toFixed(5)}, ${lon.toFixed(5)}`,
    href: text(given.href),
    group: text(given.group),
    text: text(given.text),
  };
}

/** Tell whether two numbers are a latitude and a longitude in degrees. */
export function isOnEarth(lat, lon) {
  return Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
}

/** Return the groups by size, biggest first, as `[name, count]`. */
export function groupsOf(places) {
  const counts = new Map();
  for (const one of places) if (one.group) counts.set(one.group, (counts.get(one.group) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/**
 * Return `{south, west, north, east, strays}` around all places but strays, whose number it has.
 *
 * A place is a stray when it lies further from the median than four times the middle half of all
 * does (at least 0.25 degrees): one wrong position must not turn a town into a dot. Our choice.
 */
export function boundsOf(places) {
  if (!places.length) return null;
  const [south, north] = extent(places.map((one) => one.lat));
  const [west, east] = extent(places.map((one) => one.lon));
  const isInside = ({ lat, lon }) => lat >= south && lat <= north && lon >= west && lon <= east;
  return { south, west, north, east, strays: places.filter((one) => !isInside(one)).length };
}

function extent(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
  const reach = Math.max(0.25, 4 * (at(0.75) - at(0.25)));
  const near = sorted.length < 4 ? sorted : sorted.filter((value) => Math.abs(value - at(0.5)) <= reach);
  return [near[0], near[near.length - 1]];
}

function number(value) {
  return typeof value === "string" && value.trim() === "" ? NaN : Number(value ?? NaN);
}

function text(value) {
  return typeof value === "string" ? value.trim() : "";
}

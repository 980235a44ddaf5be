/** The places of an answer: which columns say where, what it is called, and what it belongs to. */

import { place } from "../map/places.js";
import { geometryOf } from "../map/wkt.js";
import { distinct, kindsOf } from "./answer.js";

const LATITUDE = /^(.*?)_?(lat|latitude)$/i;
const LONGITUDE = /^(.*?)_?(lon|long|lng|longitude)$/i;
const NAME = /(label|name|title)$/i;
const MOST_GROUPS = 12;

/**
 * Return `{places, shapes, without}` of a table, or null when no column says where anything is.
 *
 * Positions are two columns named like latitude and longitude, or one of WKT. `without` counts the
 * rows that have none, or one that cannot be drawn in degrees of WGS 84.
 */
export function positionsOf(table) {
  const kinds = kindsOf(table);
  const where = whereIn(table, kinds);
  if (!where) return null;
  const what = whatIn(table, kinds, where);
  const places = [];
  const shapes = [];
  for (const row of table.rows) {
    const said = saidOf(row, table.columns, what);
    const geometry = where.shape === undefined ? null : geometryOf(row[where.shape]?.value ?? "");
    const [lon, lat] = geometry?.type === "Point" ? geometry.coordinates : [row[where.lon]?.value, row[where.lat]?.value];
    const one = place({ ...said, lat, lon });
    if (one) places.push(one);
    else if (geometry && geometry.type !== "Point") shapes.push({ type: "Feature", geometry, properties: said });
  }
  return { places, shapes, without: table.rows.length - places.length - shapes.length };
}

function whereIn(table, kinds) {
  const shape = kinds.indexOf("shape");
  if (shape >= 0) return { shape };
  for (const [lat, name] of table.columns.entries()) {
    const stem = LATITUDE.exec(name)?.[1];
    if (stem === undefined) continue;
    const lon = table.columns.findIndex((other) => LONGITUDE.exec(other)?.[1] === stem);
    if (lon >= 0) return { lat, lon };
  }
  return null;
}

function whatIn(table, kinds, where) {
  const used = new Set(Object.values(where));
  const free = table.columns.map((_, index) => index).filter((index) => !used.has(index));
  const texts = free.filter((index) => kinds[index] === "text");
  const label = texts.find((index) => NAME.test(table.columns[index])) ?? texts[0];
  const href = free.find((index) => kinds[index] === "address");
  const group = texts.find((index) => index !== label && isGroup(table, index));
  const rest = free.filter((index) => ![label, href, group].includes(index) && kinds[index] !== "address");
  return { label, href, group, rest };
}

function isGroup(table, index) {
  const count = distinct(table, index).size;
  return count >= 2 && count <= MOST_GROUPS && table.rows.length >= 2 * count;
}

function saidOf(row, columns, what) {
  const rest = what.rest.filter((index) => row[index]).map((index) => `${columns[index].replaceAll("_", " ")}: ${row[index].value}`);
  return {
    label: row[what.label]?.value ?? row[what.href]?.value ?? "",
    href: row[what.href]?.value ?? "",
    group: row[what.group]?.value ?? "",
    text: rest.join(", ").slice(0, 300),
  };
}

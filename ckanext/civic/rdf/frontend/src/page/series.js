/** The numbers of an answer as a chart shows them: along what, which number, split by what. */

import { distinct, kindsOf, numberOf } from "./answer.js";

export const MOST_BARS = 30;
const MOST_SERIES = 8;
const MONEY = /(^|[_ ])(pounds?|gbp)($|[_ ])/i;
const YEAR = /^\d{4}$/;
// where something is, is no number to compare
const POSITION = /(^|_)(lat|latitude|lon|long|lng|longitude|easting|northing)$/i;

/**
 * Return what a chart of the table could show, or null when it has no numbers or one row only.
 *
 * `{along: [column], numbers: [column], splits: [column], chosen: {along, number, split}}`, columns
 * by index; a number of -1 means all of them side by side, a split of -1 none.
 */
export function choices(table) {
  const kinds = kindsOf(table);
  const all = table.columns.map((_, index) => index);
  const numbers = all.filter((index) => kinds[index] === "number" && !POSITION.test(table.columns[index]));
  const words = all.filter((index) => ["text", "date"].includes(kinds[index]));
  const along = words.length ? words : all.filter((index) => kinds[index] === "address");
  if (!numbers.length || !along.length || table.rows.length < 2) return null;
  const byCount = [...along].sort((a, b) => distinct(table, b).size - distinct(table, a).size);
  const splits = along.filter((index) => between(distinct(table, index).size, 2, MOST_SERIES));
  const chosen = { along: byCount[0] };
  chosen.split = hasDoubles(table, chosen.along) ? (splits.find((index) => index !== chosen.along) ?? -1) : -1;
  const ordered = numbers.find((index) => isFalling(table, index));
  const isOne = numbers.length === 1 || chosen.split >= 0;
  chosen.number = ordered ?? (isOne ? numbers[numbers.length - 1] : -1);
  return { along, numbers, splits, chosen };
}

/**
 * Return `{labels, series: [{name, values, isMoney}], left, total}`: sums by label, at most
 * MOST_BARS.
 *
 * Labels keep the order of the answer; when there are too many, the biggest stay. `left` counts
 * those that are not shown. `total` is the sum of all, also of those; null where the numbers are
 * of several columns or years, which nobody adds up.
 */
export function seriesOf(table, { along, number, split }, numbers, empty) {
  const columns = number >= 0 ? [number] : numbers;
  const sums = new Map();
  const names = new Map();
  let total = 0;
  for (const row of table.rows) {
    const label = row[along]?.value ?? empty;
    const cells = sums.get(label) ?? sums.set(label, new Map()).get(label);
    for (const column of columns) {
      const value = numberOf(row[column]);
      if (!Number.isFinite(value)) continue;
      const name = split >= 0 ? (row[split]?.value ?? empty) : table.columns[column].replaceAll("_", " ");
      names.set(name, isMoney(table.columns[column]));
      total += value;
      cells.set(name, (cells.get(name) ?? 0) + value);
    }
  }
  const isSum = columns.length === 1 && ![...names.keys()].every((name) => YEAR.test(name));
  const kept = biggest([...sums], MOST_BARS);
  const series = [...names].slice(0, MOST_SERIES).map(([name, inPounds]) => ({
    name,
    isMoney: inPounds,
    values: kept.map(([, cells]) => cells.get(name) ?? null),
  }));
  return { labels: kept.map(([label]) => label), series, left: sums.size - kept.length, total: isSum ? total : null };
}

/** Tell whether a column holds pounds, by its name. */
export function isMoney(column) {
  return MONEY.test(column);
}

/** Tell whether labels are points in time, so that a line says more than bars. */
export function isTimeline(labels) {
  return labels.length > 2 && labels.every((label) => /^\d{4}(-\d{2}){0,2}(T.*)?$/.test(label));
}

/** Return the highest and the lowest value with their names. */
export function extremes({ labels, series }) {
  const cells = series.flatMap(({ name, isMoney: inPounds, values }) =>
    values.map((value, index) => ({ name, isMoney: inPounds, label: labels[index], value })).filter(({ value }) => value !== null),
  );
  const ordered = [...cells].sort((a, b) => b.value - a.value);
  return { highest: ordered[0], lowest: ordered[ordered.length - 1] };
}

function biggest(entries, most) {
  if (entries.length <= most) return entries;
  const total = ([, cells]) => [...cells.values()].reduce((sum, value) => sum + Math.abs(value), 0);
  const kept = new Set([...entries].sort((a, b) => total(b) - total(a)).slice(0, most));
  return entries.filter((entry) => kept.has(entry));
}

function hasDoubles(table, index) {
  return distinct(table, index).size < table.rows.filter((row) => row[index]).length;
}

function isFalling(table, index) {
  const values = table.rows.map((row) => numberOf(row[index])).filter(Number.isFinite);
  return values.length > 2 && values.every((value, i) => !i || value <= values[i - 1]) && values[0] > values[values.length - 1];
}

function between(value, least, most) {
  return value >= least && value <= most;
}

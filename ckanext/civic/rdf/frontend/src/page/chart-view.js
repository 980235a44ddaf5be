/** The numbers of an answer as a chart, with the same in words and as a table. */

import {
  BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, LineController, LineElement,
  PointElement, Tooltip,
} from "chart.js";

import { element } from "../dom.js";
import { readable, t, tn } from "../texts.js";
import { choices, extremes, isTimeline, seriesOf } from "./series.js";

Chart.register(
  BarController, BarElement, CategoryScale, Legend, LinearScale, LineController, LineElement,
  PointElement, Tooltip,
);

// our choice: each has at least 4.5:1 on white (WCAG 2.2, 1.4.11 asks for 3:1)
const COLOURS = ["#00518f", "#b3261e", "#1b7837", "#8a4a9e", "#8a5a00", "#00707d", "#8f3b5e", "#5c6670"];
const BAR_PX = 26;
const LONGEST_LABEL = 32;

/** Show a chart of a table in an empty element; returns how to take it away again. */
export function showChart(room, table) {
  const possible = choices(table);
  const chosen = { ...possible.chosen };
  const controls = element("div", { class: "civic-chart-controls" });
  const picture = element("div");
  room.append(controls, picture);
  let chart = null;
  const draw = () => {
    chart?.destroy();
    const data = seriesOf(table, chosen, possible.numbers, t("(none)"));
    chart = drawInto(picture, data, table.columns[chosen.along]);
  };
  const name = (index) => table.columns[index].replaceAll("_", " ");
  const all = [[-1, t("all numbers")]];
  const none = [[-1, t("nothing")]];
  const named = (indexes) => indexes.map((index) => [index, name(index)]);
  controls.append(
    select("along", t("Along"), named(possible.along), chosen, draw),
    select("number", t("Number"), [...named(possible.numbers), ...(possible.numbers.length > 1 ? all : [])], chosen, draw),
    select("split", t("Split by"), [...none, ...named(possible.splits)], chosen, draw),
  );
  draw();
  return () => chart?.destroy();
}

function select(key, label, options, chosen, draw) {
  const id = `civic-chart-${key}`;
  const made = element(
    "select",
    { id, class: "form-select form-select-sm" },
    ...options.map(([value, text]) => element("option", { value, selected: value === chosen[key] }, text)),
  );
  made.addEventListener("change", () => {
    chosen[key] = Number(made.value);
    draw();
  });
  return element("div", {}, element("label", { for: id, class: "form-label small mb-0" }, label), made);
}

function drawInto(picture, data, along) {
  const text = summary(data, along);
  const canvas = element("canvas", { role: "img", "aria-label": text });
  const frame = element("div", { class: "civic-chart" }, canvas);
  const isLine = isTimeline(data.labels);
  const isLying = !isLine && (data.labels.length > 6 || data.labels.some((label) => label.length > 12));
  frame.style.height = `${isLying ? heightOf(data) : 340}px`;
  picture.replaceChildren(element("p", { class: "small mb-2", role: "status" }, text), frame, numbersTable(data, along));
  return new Chart(canvas, {
    type: isLine ? "line" : "bar",
    data: {
      labels: data.labels.map(shortLabel),
      datasets: data.series.map(({ name, values }, index) => ({
        label: name,
        data: values,
        backgroundColor: COLOURS[index],
        borderColor: COLOURS[index],
      })),
    },
    options: optionsOf(data, isLying),
  });
}

function optionsOf(data, isLying) {
  const numbers = { beginAtZero: true, ticks: { callback: (value) => readable(value) } };
  const names = { ticks: { autoSkip: false } };
  return {
    animation: false,
    maintainAspectRatio: false,
    indexAxis: isLying ? "y" : "x",
    locale: document.documentElement.lang || "en-GB",
    scales: isLying ? { x: numbers, y: names } : { x: names, y: numbers },
    plugins: {
      legend: { display: data.series.length > 1, position: "top" },
      tooltip: { callbacks: { title: ([item]) => data.labels[item.dataIndex] } },
    },
  };
}

function heightOf({ labels, series }) {
  return 80 + labels.length * Math.max(BAR_PX, 10 * series.length + 8);
}

function shortLabel(label) {
  const text = /^https?:/.test(label) ? label.replace(/^https?:\/\/[^/]+/, "…") : label;
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
}

function summary(data, along) {
  const { highest, lowest, sum } = extremes(data);
  const of = ({ name, label }) => (data.series.length > 1 ? `${label}, ${name}` : label);
  const parts = [t("{count} of “{along}”.", { count: readable(data.labels.length), along: along.replaceAll("_", " ") })];
  if (highest) {
    parts.push(t("Highest: {label} with {value}.", { label: of(highest), value: readable(highest.value) }));
    parts.push(t("Lowest: {label} with {value}.", { label: of(lowest), value: readable(lowest.value) }));
    parts.push(t("All together: {value}.", { value: readable(sum) }));
  }
  if (data.left) parts.push(tn("{count} smaller one is in the table only.", "{count} smaller ones are in the table only.", { count: data.left }));
  return parts.join(" ");
}

function numbersTable(data, along) {
  const head = element("tr", {}, ...[along, ...data.series.map(({ name }) => name)].map((name) => element("th", { scope: "col" }, name.replaceAll("_", " "))));
  const rows = data.labels.map((label, index) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", class: "text-break" }, label),
      ...data.series.map(({ values }) => element("td", { class: "text-end civic-number" }, values[index] === null ? "" : readable(values[index]))),
    ),
  );
  const table = element("table", { class: "table table-sm" }, element("thead", {}, head), element("tbody", {}, ...rows));
  const scroll = element("div", { class: "table-responsive", tabindex: "0", role: "region", "aria-label": t("The numbers of the chart") }, table);
  return element("details", { class: "mt-2" }, element("summary", {}, t("The numbers of the chart")), scroll);
}

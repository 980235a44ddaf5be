/** The numbers of an answer as a chart, with the same in words and as a table. */

import {
  BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, LineController, LineElement,
  PointElement, Tooltip,
} from "chart.js";

import { PLAIN, coloursOf } from "../colours.js";
import { element } from "../dom.js";
import { pounds, readable, t, tn } from "../texts.js";
import { choices, extremes, isTimeline, seriesOf } from "./series.js";

Chart.register(
  BarController, BarElement, CategoryScale, Legend, LinearScale, LineController, LineElement,
  PointElement, Tooltip,
);

const BAR_PX = 26;
const LINE_PX = 15;
const LETTER_PX = 6.5;
const LONGEST_LABEL = 48;

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
    select("along", t("Group by"), named(possible.along), chosen, draw),
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
  picture.replaceChildren(element("p", { class: "small mb-2", role: "status" }, text), frame, numbersTable(data, along));
  // the names of lying bars may take two fifths of the width
  const letters = Math.floor((frame.clientWidth * 0.4) / LETTER_PX);
  const labels = data.labels.map((label) => linesOf(shortLabel(label), isLying ? letters : LONGEST_LABEL));
  frame.style.height = `${isLying ? heightOf(data, labels) : 340}px`;
  const colours = coloursOf(data.series.map(({ name }) => name));
  const colourOf = (name) => (data.series.length > 1 ? colours.get(name) : PLAIN);
  return new Chart(canvas, {
    type: isLine ? "line" : "bar",
    data: {
      labels,
      datasets: data.series.map(({ name, values }) => ({
        label: name,
        data: values,
        backgroundColor: colourOf(name),
        borderColor: colourOf(name),
      })),
    },
    options: optionsOf(data, isLying),
  });
}

function optionsOf(data, isLying) {
  const areMoney = data.series.length > 0 && data.series.every((each) => each.isMoney);
  const numbers = { beginAtZero: true, ticks: { maxTicksLimit: 6, callback: (value) => (areMoney ? wholePounds(value) : readable(value)) } };
  const names = { ticks: { autoSkip: false } };
  return {
    animation: false,
    maintainAspectRatio: false,
    indexAxis: isLying ? "y" : "x",
    locale: document.documentElement.lang || "en-GB",
    scales: isLying ? { x: numbers, y: names } : { x: names, y: numbers },
    plugins: {
      legend: { display: data.series.length > 1, position: "top" },
      tooltip: {
        callbacks: {
          title: ([item]) => data.labels[item.dataIndex],
          label: ({ datasetIndex, dataIndex }) => {
            const each = data.series[datasetIndex];
            return `${each.name}: ${written(each.values[dataIndex], each)}`;
          },
        },
      },
    },
  };
}

function heightOf({ series }, labels) {
  const tall = Math.max(...labels.map((lines) => lines.length), 1) * LINE_PX + 6;
  return 80 + labels.length * Math.max(BAR_PX, 10 * series.length + 8, tall);
}

function written(value, { isMoney }) {
  return isMoney ? pounds(value) : readable(value);
}

function wholePounds(value) {
  return readable(value, { style: "currency", currency: "GBP", maximumFractionDigits: 0 });
}

/** Return a text as lines of about so many letters, broken between words where there are any. */
function linesOf(text, letters) {
  const most = Math.max(8, letters);
  const lines = [""];
  for (const word of text.split(" ").flatMap((each) => each.match(new RegExp(`.{1,${most}}`, "gu")) ?? [])) {
    const last = lines[lines.length - 1];
    if (!last) lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function shortLabel(label) {
  const text = /^https?:/.test(label) ? label.replace(/^https?:\/\/[^/]+/, "…") : label;
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
}

function summary(data, along) {
  const { highest, lowest } = extremes(data);
  const of = ({ name, label }) => (data.series.length > 1 ? `${label}, ${name}` : label);
  const parts = [t("{count} of “{along}”.", { count: readable(data.labels.length), along: along.replaceAll("_", " ") })];
  if (highest) {
    parts.push(t("Highest: {label} with {value}.", { label: of(highest), value: written(highest.value, highest) }));
    parts.push(t("Lowest: {label} with {value}.", { label: of(lowest), value: written(lowest.value, lowest) }));
    if (data.total !== null) parts.push(t("Total: {value}.", { value: written(data.total, highest) }));
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
      ...data.series.map((each) => element("td", { class: "text-end civic-number" }, each.values[index] === null ? "" : written(each.values[index], each))),
    ),
  );
  const table = element("table", { class: "table table-sm" }, element("thead", {}, head), element("tbody", {}, ...rows));
  const scroll = element("div", { class: "table-responsive", tabindex: "0", role: "region", "aria-label": t("The numbers of the chart") }, table);
  return element("details", { class: "mt-2" }, element("summary", {}, t("The numbers of the chart")), scroll);
}

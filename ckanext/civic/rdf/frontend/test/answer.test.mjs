/** What the page makes of an answer: kinds of columns, places, numbers, sorting, addresses. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { coloursOf } from "../src/colours.js";
import { fileAddress, readAddress, writeAddress } from "../src/page/address.js";
import { kindsOf, linkText, shortened, sorted, tableOf } from "../src/page/answer.js";
import { Refused, askPatiently } from "../src/page/ask.js";
import { faultOf, placeOfMistake, wordsOfStore } from "../src/page/mistake.js";
import { positionsOf } from "../src/page/positions.js";
import { choices, extremes, isMoney, isTimeline, seriesOf } from "../src/page/series.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const text = (value) => ({ type: "literal", value });
const whole = (value) => ({ type: "literal", value: String(value), datatype: `${XSD}integer` });
const address = (value) => ({ type: "uri", value });
const table = (columns, ...rows) => ({ columns, rows });

const LAMPS = table(
  ["council", "type", "lamps"],
  [text("manchester"), text("LED"), whole(5)],
  [text("manchester"), text("Sodium"), whole(40)],
  [text("salford"), text("LED"), whole(100)],
  [text("salford"), text("Mercury"), whole(1)],
);

test("tableOf when the answer is a truth then it is one cell", () => {
  assert.equal(tableOf({ head: {}, boolean: false }).rows[0][0].value, "false");
  assert.throws(() => tableOf({ error: "x" }), TypeError);
});

test("kindsOf when values differ then the most frequent kind counts", () => {
  const mixed = table(["a", "b", "c"], [whole(1), address("http://e/"), null], [whole(2), text("x"), null], [text("n/a"), address("http://e/2"), null]);
  assert.deepEqual(kindsOf(mixed), ["number", "address", "nothing"]);
});

test("sorted when numbers then by size, and rows without a value come last both ways", () => {
  const given = table(["n"], [whole(10)], [null], [whole(9)]);
  const values = (result) => result.rows.map(([term]) => term?.value);
  assert.deepEqual(values(sorted(given, 0, false)), ["9", "10", undefined]);
  assert.deepEqual(values(sorted(given, 0, true)), ["10", "9", undefined]);
});

test("positionsOf when two columns are latitude and longitude then rows are places", () => {
  const given = table(
    ["site", "name", "council", "spaces", "latitude", "longitude"],
    ...Array.from({ length: 4 }, (_, i) => [address(`http://e/${i}`), text(`Site ${i}`), text(i % 2 ? "a" : "b"), whole(i), text("53.4"), text("-2.2")]),
    [address("http://e/9"), text("No place"), text("a"), whole(1), null, null],
  );
  const { places, without } = positionsOf(given);
  assert.deepEqual([places.length, without], [4, 1]);
  assert.deepEqual(places[1], { lat: 53.4, lon: -2.2, label: "Site 1", href: "http://e/1", group: "a", text: "spaces: 1" });
});

test("positionsOf when nothing says where then there is no map", () => {
  assert.equal(positionsOf(LAMPS), null);
  assert.equal(positionsOf(table(["site_lat", "other_long"], [whole(1), whole(2)])), null);
});

test("positionsOf when shapes are WKT then points are places and lines are shapes", () => {
  const wkt = (value) => ({ type: "literal", value, datatype: "http://www.opengis.net/ont/geosparql#wktLiteral" });
  const found = positionsOf(table(["name", "where"], [text("a"), wkt("POINT(-2 53)")], [text("b"), wkt("LINESTRING(0 1, 1 2)")], [text("c"), wkt("nonsense")]));
  assert.deepEqual([found.places.length, found.shapes.length, found.without], [1, 1, 1]);
  assert.equal(found.shapes[0].properties.label, "b");
});

test("choices when a label comes twice then it is split by the other words", () => {
  const { chosen } = choices(LAMPS);
  assert.deepEqual(chosen, { along: 1, number: 2, split: 0 });
  const { labels, series } = seriesOf(LAMPS, chosen, [2], "(none)");
  assert.deepEqual(labels, ["LED", "Sodium", "Mercury"]);
  assert.deepEqual(series, [{ name: "manchester", isMoney: false, values: [5, 40, null] }, { name: "salford", isMoney: false, values: [100, null, 1] }]);
});

test("choices when rows are ordered by one number then that is shown", () => {
  const given = table(["who", "pounds", "grants"], ...[[30, 1], [20, 5], [10, 2]].map(([a, b], i) => [text(`w${i}`), whole(a), whole(b)]));
  assert.equal(choices(given).chosen.number, 1);
});

test("choices when the numbers are positions or there are none then there is no chart", () => {
  assert.equal(choices(table(["name", "latitude"], [text("a"), whole(1)], [text("b"), whole(2)])), null);
  assert.equal(choices(table(["name"], [text("a")], [text("b")])), null);
});

test("seriesOf when labels are too many then the biggest stay and the rest are counted", () => {
  const given = table(["n", "v"], ...Array.from({ length: 50 }, (_, i) => [text(`n${i}`), whole(i)]));
  const data = seriesOf(given, { along: 0, number: 1, split: -1 }, [1], "(none)");
  assert.deepEqual([data.labels.length, data.left, data.labels.at(-1)], [30, 20, "n49"]);
  assert.deepEqual([extremes(data).highest.value, data.total], [49, 1225]);
});

test("isTimeline when labels are years or days then yes", () => {
  assert.ok(isTimeline(["2013", "2014", "2015"]));
  assert.ok(!isTimeline(["2013", "LED", "2015"]));
});

test("address when a question is written then it is read again, long ones behind the hash", () => {
  for (const query of ["SELECT * { ?s ?p \"é&#\" }", "x".repeat(9000)]) {
    const href = writeAddress("http://portal.example/sparql/ui?query=old#y", { query, view: "map" });
    assert.deepEqual(readAddress(href), { query, view: "map" });
    assert.ok(href.split("#")[0].length < 8190);
  }
  assert.equal(fileAddress("/sparql", "x".repeat(9000), "csv"), null);
  assert.equal(fileAddress("/sparql", "ASK {}", "csv"), "/sparql?query=ASK+%7B%7D&format=csv");
});

test("placeOfMistake when a store says where then the line is known", () => {
  const query = "SELECT *\n{ ?s ?p . }";
  assert.deepEqual(placeOfMistake("error at 2:9: expected", query), { line: 2, column: 9, text: "{ ?s ?p . }" });
  assert.equal(placeOfMistake("Parse error: line 2, column 9", query).line, 2);
  assert.equal(placeOfMistake("error at 7:1", query), null);
  assert.equal(placeOfMistake("too slow", query), null);
});

test("shortened when several namespaces fit then the longest is taken, and only whole names", () => {
  const prefixes = { a: "http://e/", b: "http://e/def/" };
  assert.equal(shortened("http://e/def/Lamp", prefixes), "b:Lamp");
  assert.equal(shortened("http://e/def/x/y", prefixes), "http://e/def/x/y");
  assert.equal(shortened("http://other/", prefixes), "http://other/");
});

test("linkText when an address has no short form then its last two parts are shown", () => {
  assert.equal(linkText("http://e/id/manchester/parking/1", {}), "…/parking/1");
  assert.equal(linkText("http://e/def/Lamp", { b: "http://e/def/" }), "b:Lamp");
  assert.equal(linkText("http://e/", {}), "http://e/");
});

test("seriesOf when numbers are unlike or of several years then nothing is added up", () => {
  const given = table(["who", "year", "pounds", "grants"], [text("a"), text("2013"), whole(5), whole(1)], [text("a"), text("2014"), whole(6), whole(1)]);
  assert.equal(seriesOf(given, { along: 0, number: -1, split: -1 }, [2, 3], "").total, null);
  assert.equal(seriesOf(given, { along: 0, number: 2, split: 1 }, [2], "").total, null);
  const { total, series } = seriesOf(given, { along: 0, number: 2, split: -1 }, [2], "");
  assert.deepEqual([total, series[0].isMoney], [11, true]);
  assert.ok(isMoney("pounds") && isMoney("total_gbp") && !isMoney("compounds"));
});

test("coloursOf when a name is among others then it keeps its colour, and no two share one", () => {
  const councils = ["Manchester City Council", "Salford City Council", "Trafford Council"];
  const all = coloursOf(councils);
  assert.equal(new Set(all.values()).size, 3);
  assert.deepEqual(coloursOf([...councils].reverse()).get(councils[0]), all.get(councils[0]));
  for (const name of councils) assert.equal(coloursOf([name]).get(name), all.get(name));
  const many = Array.from({ length: 20 }, (_, i) => `n${i}`);
  assert.equal(new Set(coloursOf(many).values()).size, 8);
});

test("faultOf when a store refuses a question then what is wrong is told in few kinds", () => {
  const fault = (message, query) => faultOf(`The query cannot be run: ${message}`, query);
  assert.equal(fault("error at 1:18: expected one of [_]", "SELECT * { ?s ?p "), "open");
  assert.equal(fault("error at 1:24: expected [_]", "SELECT * { ?s ?p ?o } }"), "closed");
  assert.equal(fault("error at 2:16: expected LATERAL", "SELECT *\nWHERE { ?s ?p }"), "end");
  assert.equal(fault("error at 1:5: expected CONSTRUCT", "SELEC * { ?s ?p '{' }"), "line");
  assert.equal(fault("error at 1:9: expected one of Prefix not found", "SELECT * { ?s a:b ?o }"), "prefix");
  assert.equal(fault("no such function", "SELECT * { <a> ?p ?o # {\n }"), "unknown");
  assert.equal(wordsOfStore("The query cannot be run: error at 1:1"), "error at 1:1");
  assert.equal(wordsOfStore("The query took over 30 seconds."), null);
});

test("askPatiently when the portal is busy then it is asked again, at most twice", async () => {
  const given = globalThis.fetch;
  const refusals = { count: 9 };
  let asked = 0;
  globalThis.fetch = async () => {
    asked += 1;
    if (asked <= refusals.count) return new Response("Too many.", { status: 503, headers: { "Retry-After": "0.01" } });
    return new Response("{}", { headers: { "Content-Type": "application/sparql-results+json" } });
  };
  const waits = [];
  const act = () => askPatiently("/sparql", "ASK {}", new AbortController().signal, { onWait: (wait) => waits.push(wait), onAsk: () => {} });
  try {
    await assert.rejects(act, Refused);
    assert.deepEqual([asked, waits], [3, [0.01, 0.01]]);
    [asked, refusals.count] = [0, 1];
    assert.deepEqual((await act()).json, {});
  } finally {
    globalThis.fetch = given;
  }
});

/** Places and shapes from what pages give: whatever has no position on earth is left out. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { boundsOf, groupsOf, readPlaces } from "../src/map/places.js";
import { geometryOf } from "../src/map/wkt.js";

test("readPlaces when values are loose then only those with a position stay", () => {
  const given = [
    { lat: "53.4", lon: -2.2, label: " Depot ", group: "salford" },
    { lat: 91, lon: 0 },
    { lat: null, lon: 0 },
    { lat: "", lon: "" },
    "x",
    null,
  ];
  const places = readPlaces(JSON.stringify(given));
  assert.equal(places.length, 1);
  assert.deepEqual([places[0].lat, places[0].label, places[0].group], [53.4, "Depot", "salford"]);
  assert.deepEqual(readPlaces("{no json"), []);
});

test("boundsOf when one place is far away then it does not stretch the view", () => {
  const town = Array.from({ length: 50 }, (_, i) => ({ lat: 53.4 + i / 1000, lon: -2.2 - i / 1000 }));
  const bounds = boundsOf([...town, { lat: 0, lon: 0 }]);
  assert.ok(bounds.south > 53 && bounds.east < -2);
  assert.equal(bounds.strays, 1);
  assert.equal(boundsOf(town).strays, 0);
  assert.equal(boundsOf([{ lat: 0, lon: 0 }, { lat: 50, lon: 3 }]).strays, 0);
});

test("groupsOf when counted then the biggest is first", () => {
  const places = ["a", "b", "b", ""].map((group) => ({ group }));
  assert.deepEqual(groupsOf(places), [["b", 2], ["a", 1]]);
});

test("geometryOf when a system is named then the axes are as it says", () => {
  assert.deepEqual(geometryOf("POINT(-2.2 53.4)").coordinates, [-2.2, 53.4]);
  assert.deepEqual(geometryOf("<http://www.opengis.net/def/crs/EPSG/0/4326> POINT (53.4 -2.2)").coordinates, [-2.2, 53.4]);
  assert.deepEqual(geometryOf("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> Point(-2.2 53.4)").coordinates, [-2.2, 53.4]);
  assert.equal(geometryOf("<http://www.opengis.net/def/crs/EPSG/0/27700> POINT(385000 398000)"), null);
});

test("geometryOf when it is a line or an area then its parts are kept", () => {
  assert.deepEqual(geometryOf("LINESTRING(0 1, 2 3)"), { type: "LineString", coordinates: [[0, 1], [2, 3]] });
  assert.deepEqual(geometryOf("POLYGON((0 0, 1 0, 1 1, 0 0))").coordinates.length, 1);
  assert.equal(geometryOf("MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)), ((2 2, 3 2, 3 3, 2 2)))").coordinates.length, 2);
  assert.deepEqual(geometryOf("POINT Z (1 2 3)").coordinates, [1, 2]);
});

test("geometryOf when the text is no shape then there is none", () => {
  for (const text of ["", "POINT", "POINT()", "POINT(1)", "POINT(a b)", "POINT(1 2", "POINT(1 2))", "POINT(500 2)", "CIRCLE(1 2)"]) {
    assert.equal(geometryOf(text), null, text);
  }
});

"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const colors = ["#b5542c", "#2f6f8f", "#6b8f3a", "#8a5a9e", "#8a8378"];
const num = (value, digits = 1) =>
  typeof value !== "number" || !Number.isFinite(value) ? "–" : value.toLocaleString("en", { maximumFractionDigits: digits });
const cell = (row, text, head) => {
  const element = document.createElement(head ? "th" : "td");
  if (head) element.scope = "col";
  element.textContent = text;
  row.append(element);
};
const table = (id, head, rows) => {
  for (const [index, cells] of [head, ...rows].entries()) {
    const row = document.createElement("tr");
    cells.forEach((text) => cell(row, text, index === 0));
    byId(id).append(row);
  }
};
const tiles = (entries) => {
  for (const [label, value] of entries) {
    const tile = document.createElement("div");
    tile.className = "tile";
    const strong = document.createElement("strong");
    strong.textContent = value;
    const span = document.createElement("span");
    span.textContent = label;
    tile.append(strong, span);
    byId("tiles").append(tile);
  }
};
const chart = (id, options) => {
  const drawn = echarts.init(byId(id), null, { renderer: "svg" });
  drawn.setOption({ color: colors, animation: false, ...options });
  addEventListener("resize", () => drawn.resize());
};
const flat = (prefix, value) => value !== null && typeof value === "object"
  ? Object.entries(value).flatMap(([key, inner]) => flat(prefix ? `${prefix}.${key}` : key, inner))
  : [[prefix, value === null ? "–" : String(value)]];
const facts = (...groups) => table("facts", ["name", "value"], groups.flatMap((group) => flat("", group)));

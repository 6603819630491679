"use strict";
const run = JSON.parse(document.getElementById("data").textContent);
const result = run.result;
const byId = (id) => document.getElementById(id);
const num = (value, digits = 1) =>
  typeof value !== "number" || !Number.isFinite(value) ? "–" : value.toLocaleString("en", { maximumFractionDigits: digits });
const cell = (row, text, head) => {
  const element = document.createElement(head ? "th" : "td");
  element.textContent = text;
  row.append(element);
};
const table = (id, head, rows) => {
  const target = byId(id);
  for (const [index, cells] of [head, ...rows].entries()) {
    const row = document.createElement("tr");
    cells.forEach((text) => cell(row, text, index === 0));
    target.append(row);
  }
};

byId("title").textContent = `${run.settings.scenario}: ${num(run.settings.people, 0)} people`;
byId("when").textContent = `Finished ${run.finishedAt} · ${run.settings.url}`;
const verdict = byId("verdict");
verdict.className = run.missed.length === 0 ? "passed" : "failed";
verdict.textContent =
  run.missed.length > 0 ? "Limits missed:\n" + run.missed.join("\n")
    : Object.values(run.settings.limits).some((limit) => limit !== null) ? "All limits held"
      : "No limits were set";
if (result.testerWasBottleneck) verdict.textContent += "\nThe tester itself was late: these figures are not the server's.";

const tiles = [
  ["age p50", num(result.ageMs.p50) + " ms"],
  ["age p99", num(result.ageMs.p99) + " ms"],
  ["people lost", num(result.lost, 0)],
  ["join p99", num(result.joinMs.p99) + " ms"],
  ["bytes per update", num(result.bytesPerUpdate, 2)],
  ["kB/s per person", num(result.bytesPerClientPerSecond / 1000)],
  ["near moves delivered", num(result.nearDeliveredShare * 100) + " %"],
];
for (const [label, value] of tiles) {
  const tile = document.createElement("div");
  tile.className = "tile";
  const strong = document.createElement("strong");
  strong.textContent = value;
  const span = document.createElement("span");
  span.textContent = label;
  tile.append(strong, span);
  byId("tiles").append(tile);
}

const colors = ["#b5542c", "#2f6f8f", "#6b8f3a", "#8a5a9e"];
const seconds = run.seconds;
const areas = [];
run.stages.forEach((stage, index) => {
  const inside = seconds.filter((point) => point.stage === index);
  if (inside.length > 0) areas.push([{ name: stage.name, xAxis: inside[0].second }, { xAxis: inside[inside.length - 1].second }]);
});
const line = (id, series, unit, log) => {
  const chart = echarts.init(byId(id), null, { renderer: "svg" });
  chart.setOption({
    color: colors, animation: false,
    tooltip: { trigger: "axis", valueFormatter: (value) => num(value) + " " + unit },
    legend: series.length > 1 ? { top: 0, right: 0 } : undefined,
    grid: { left: 56, right: 16, top: 28, bottom: 32 },
    xAxis: { type: "value", name: "s", min: 0, max: seconds.length },
    yAxis: { type: log ? "log" : "value", name: unit },
    series: series.map(([name, field, scale], index) => ({
      name, type: "line", showSymbol: false, lineStyle: { width: 2 },
      data: seconds.map((point) => [point.second, Number.isFinite(point[field]) && (!log || point[field] > 0) ? point[field] * scale : null]),
      markArea: index === 0 && id === "age" ? {
        silent: true, data: areas, itemStyle: { color: "rgba(181,84,44,.04)", borderColor: "#e4ded3", borderWidth: 1 },
        label: { color: "#6b655c", position: "insideTop" } } : undefined,
    })),
  });
  addEventListener("resize", () => chart.resize());
};
line("age", [["p99", "ageP99Ms", 1], ["p50", "ageP50Ms", 1], ["tester's own lateness p99", "latenessP99Ms", 1]], "ms", false);
line("people", [["present", "people", 1], ["lost", "lost", 1]], "", false);
line("bytes", [["bytes", "bytesPerClient", 0.001]], "kB", false);
line("joins", [["joins", "joins", 1]], "1/s", false);
line("server", [["tick p99, ms", "serverTickP99Ms", 1], ["processors in use × 10", "serverCpu", 10]], "", false);

const names = { ageMs: "age of information", joinMs: "join to welcome", firstFrameMs: "join to first frame", resumeMs: "cut to resumed",
  actionMs: "action round trip", roundTripMs: "clock round trip", clockErrorMs: "clock offset error", testerLatenessMs: "tester's own lateness" };
const spreads = Object.entries(names).filter(([field]) => result[field].count > 0);
const bars = echarts.init(byId("spread"), null, { renderer: "svg" });
bars.setOption({
  color: colors, animation: false, tooltip: { trigger: "axis" }, legend: { top: 0, right: 0 },
  grid: { left: 160, right: 24, top: 28, bottom: 32 }, xAxis: { type: "value", name: "ms" },
  yAxis: { type: "category", data: spreads.map(([, name]) => name), inverse: true },
  series: ["p50", "p90", "p99"].map((field) => ({ name: field, type: "bar", data: spreads.map(([key]) => result[key][field]) })),
});
addEventListener("resize", () => bars.resize());
table("spreads", ["milliseconds", "p50", "p90", "p99", "p99.9", "max", "count"],
  spreads.map(([key, name]) => [name, ...["p50", "p90", "p99", "p999", "max"].map((field) => num(result[key][field])), num(result[key].count, 0)]));
table("stages", ["stage", "s", "people", "age p50", "age p99", "frames/s", "kB/s each", "bytes/update", "delivered", "lost"],
  run.stages.map((stage) => [stage.name, num(stage.seconds), num(stage.people, 0), num(stage.ageMs.p50), num(stage.ageMs.p99),
    num(stage.framesPerClientPerSecond), num(stage.bytesPerClientPerSecond / 1000), num(stage.bytesPerUpdate, 2),
    num(stage.nearDeliveredShare * 100) + " %", num(stage.lost, 0)]));
const losses = [["disconnected", result.disconnects], ["refused", result.refusals], ["hostile", result.hostile]]
  .flatMap(([what, counts]) => Object.entries(counts).map(([reason, count]) => `${what}: ${reason} – ${count}`));
if (losses.length === 0) losses.push("Nobody was lost and nobody was refused.");
for (const text of losses) {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  byId("losses").append(paragraph);
}
const flat = (prefix, value) => value !== null && typeof value === "object"
  ? Object.entries(value).flatMap(([key, inner]) => flat(prefix ? `${prefix}.${key}` : key, inner))
  : [[prefix, value === null ? "–" : String(value)]];
table("facts", ["name", "value"], [...flat("", run.machine), ...flat("", run.settings)]);

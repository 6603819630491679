const run = data;
const result = run.result;

byId("title").textContent = `${run.settings.scenario}: ${num(run.settings.people, 0)} people`;
byId("when").textContent = `Finished ${run.finishedAt} · ${run.settings.url}`;
const verdict = byId("verdict");
verdict.className = run.failed === "" && run.missed.length === 0 && !result.testerWasBottleneck ? "passed" : "failed";
verdict.textContent =
  run.missed.length > 0 ? "Limits missed:\n" + run.missed.join("\n")
    : Object.values(run.settings.limits).some((limit) => limit !== null) ? "All limits held"
      : "No limits were set";
if (run.failed !== "") verdict.textContent = `The run failed: ${run.failed}\n` + verdict.textContent;
if (result.testerWasBottleneck) verdict.textContent += "\nThe tester itself was late: these figures are not the server's.";
byId("when").textContent += run.notes.map((note) => " · " + note).join("");

tiles([
  ["age p50", num(result.ageMs.p50) + " ms"],
  ["age p90", num(result.ageMs.p90) + " ms"],
  ["age p99", num(result.ageMs.p99) + " ms"],
  ["age p99 at receipt", num(result.receiptAgeMs.p99) + " ms"],
  ["people lost", num(result.lost, 0)],
  ["join p99", num(result.joinMs.p99) + " ms"],
  ["bytes per update", num(result.bytesPerUpdate, 2)],
  ["kB/s per person", num(result.bytesPerClientPerSecond / 1000)],
  ["near moves delivered", num(result.nearDeliveredShare * 100) + " %"],
  ["highest rung of overload", num(result.server.overloadRung, 0)],
  ["server CPU per person and second", num(result.server.cpuMicrosPerPersonSecond, 0) + " µs"],
]);

const seconds = run.seconds;
const areas = [];
run.stages.forEach((stage, index) => {
  const inside = seconds.filter((point) => point.stage === index);
  if (inside.length > 0) areas.push([{ name: stage.name, xAxis: inside[0].second }, { xAxis: inside[inside.length - 1].second }]);
});
const line = (id, series, unit) => chart(id, {
  tooltip: { trigger: "axis", valueFormatter: (value) => num(value, 2) + " " + unit },
  legend: series.length > 1 ? { top: 0, right: 0 } : undefined,
  grid: { left: 56, right: 24, top: 28, bottom: 32 },
  xAxis: { type: "value", name: "s", min: 0, max: seconds.length },
  yAxis: { type: "value", name: unit },
  series: series.map(([name, field, scale], index) => ({
    name, type: "line", showSymbol: false, connectNulls: field.startsWith("join"), lineStyle: { width: 2 },
    data: seconds.map((point) => [point.second, point[field] === null ? null : point[field] * scale]),
    markArea: index === 0 && id === "age" ? {
      silent: true, data: areas, itemStyle: { color: "rgba(181,84,44,.04)", borderColor: "#e4ded3", borderWidth: 1 },
      label: { color: "#6b655c", position: "insideTop" } } : undefined,
  })),
});
line("age", [["p99", "ageP99Ms", 1], ["p90", "ageP90Ms", 1], ["p50", "ageP50Ms", 1], ["p99 at receipt", "receiptAgeP99Ms", 1], ["tester's own lateness p99", "latenessP99Ms", 1]], "ms");
line("people", [["present", "people", 1], ["lost", "lost", 1]], "");
line("bytes", [["kB", "bytesPerClient", 0.001]], "kB");
line("joins", [["joins", "joins", 1]], "1/s");
line("joinTime", [["p99", "joinP99Ms", 1]], "ms");
line("tick", [["tick p99", "serverTickP99Ms", 1]], "ms");
line("rung", [["rung", "serverRung", 1]], "");
line("server", [["processors in use", "serverCpu", 1], ["memory, GB", "serverMemoryBytes", 1e-9], ["processors the tester uses", "testerCpu", 1]], "");
chart("curve", {
  tooltip: { trigger: "axis", valueFormatter: (value) => num(value, 2) + " %" },
  grid: { left: 56, right: 40, top: 28, bottom: 32 },
  xAxis: { type: "value", name: "ms", min: 0 }, yAxis: { type: "value", name: "%", min: 0, max: 100 },
  series: [{ name: "at most", type: "line", showSymbol: false, lineStyle: { width: 2 },
    data: run.ageCurve.filter((point) => point.percentile <= 99.9).map((point) => [point.ms, point.percentile]) }],
});

const names = { ageMs: "age of information", receiptAgeMs: "age of moves at receipt", joinMs: "join to welcome", firstFrameMs: "join to first frame", resumeMs: "cut to resumed",
  actionMs: "action round trip", roundTripMs: "clock round trip", clockErrorMs: "clock offset error", testerLatenessMs: "tester's own lateness" };
const spreads = Object.entries(names).filter(([field]) => result[field].count > 0);
chart("spread", {
  tooltip: { trigger: "axis" }, legend: { top: 0, right: 0 },
  grid: { left: 160, right: 40, top: 28, bottom: 32 }, xAxis: { type: "value", name: "ms" },
  yAxis: { type: "category", data: spreads.map(([, name]) => name), inverse: true },
  series: ["p50", "p90", "p99"].map((field) => ({ name: field, type: "bar", data: spreads.map(([key]) => result[key][field]) })),
});
table("spreads", ["milliseconds", "p50", "p90", "p99", "p99.9", "max", "count"],
  spreads.map(([key, name]) => [name, ...["p50", "p90", "p99", "p999", "max"].map((field) => num(result[key][field])), num(result[key].count, 0)]));
table("stages", ["stage", "s", "people", "age p50", "age p90", "age p99", "at receipt p99", "frames/s", "kB/s each", "bytes/update", "delivered", "lost"],
  run.stages.map((stage) => [stage.name, num(stage.seconds), num(stage.people, 0), num(stage.ageMs.p50), num(stage.ageMs.p90), num(stage.ageMs.p99), num(stage.receiptAgeMs.p99),
    num(stage.framesPerClientPerSecond), num(stage.bytesPerClientPerSecond / 1000), num(stage.bytesPerUpdate, 2),
    num(stage.nearDeliveredShare * 100) + " %", num(stage.lost, 0)]));
const losses = [["lost", result.disconnects], ["call failed", result.failedCalls], ["refused", result.refusals],
  ["action refused", result.refusedActions], ["hostile", result.hostile]]
  .flatMap(([what, counts]) => Object.entries(counts).map(([reason, count]) => `${what}: ${reason} – ${count}`));
if (losses.length === 0) losses.push("Nobody was lost and nobody was refused.");
if (result.chatsSent > 0) losses.push(`${num(result.chatsSent, 0)} messages said, ${num(result.chatsDone, 0)} taken by the `
  + `server, received ${num(result.chatsReceived, 0)} times by all together.`);
for (const text of losses) {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  byId("losses").append(paragraph);
}
facts(run.machine, run.settings);

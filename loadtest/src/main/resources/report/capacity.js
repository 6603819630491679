const words = { HELD: "held", MISSED: "missed", TESTER_LATE: "tester late" };
const limits = data.settings.limits;
const runs = data.levels.flatMap((level) => level.attempts).sort((a, b) => a.people - b.people);
const best = runs.filter((run) => run.people === data.people && run.outcome === "HELD");
const mean = (field) => best.length === 0 ? NaN : best.reduce((sum, run) => sum + field(run.result), 0) / best.length;

byId("title").textContent =
  `Capacity of ${data.settings.scenario}: ` + (data.people > 0 ? `${num(data.people, 0)} people` : "no crowd held");
byId("when").textContent = `Finished ${data.finishedAt} · ${data.settings.url}`;
byId("verdict").className = data.people > 0 ? "passed" : "failed";
byId("verdict").textContent = data.answer;
tiles([
  ["people", num(data.people, 0)],
  ["known to", num(data.plan.step, 0) + " people"],
  ["age p99 there", num(mean((result) => result.ageMs.p99)) + " ms"],
  ["near moves delivered there", num(mean((result) => result.nearDeliveredShare) * 100) + " %"],
  ["kB/s per person there", num(mean((result) => result.bytesPerClientPerSecond) / 1000)],
  ["server CPU per person and second there", num(mean((result) => result.server.cpuMicrosPerPersonSecond), 0) + " µs"],
]);

const dots = (id, field, unit, limit) => chart(id, {
  tooltip: { formatter: (dot) => `${dot.seriesName}<br>${num(dot.value[0], 0)} people: ${num(dot.value[1], 2)} ${unit}` },
  legend: { top: 0, right: 0 },
  grid: { left: 64, right: 44, top: 28, bottom: 32 },
  xAxis: { type: "value", name: "people", nameLocation: "middle", nameGap: 22, min: 0 },
  yAxis: { type: "value", name: unit },
  series: Object.entries(words).map(([outcome, name], index) => ({
    name, type: "scatter", symbolSize: 9, symbol: ["circle", "triangle", "diamond"][index],
    itemStyle: { color: ["#2b6a4d", "#a5311f", "#8a8378"][index] },
    data: runs.filter((run) => run.outcome === outcome).map((run) => [run.people, field(run.result)]),
    markLine: index === 0 && typeof limit === "number" ? {
      silent: true, symbol: "none", lineStyle: { color: "#b5542c" }, label: { formatter: "limit" }, data: [{ yAxis: limit }] } : undefined,
  })),
});
dots("age", (result) => result.ageMs.p99, "ms", limits.ageP99Ms);
dots("delivered", (result) => result.nearDeliveredShare * 100, "%", limits.nearDelivered === null ? null : limits.nearDelivered * 100);
dots("bytes", (result) => result.bytesPerClientPerSecond / 1000, "kB", limits.bytesPerClientPerSecond === null ? null : limits.bytesPerClientPerSecond / 1000);
dots("cpu", (result) => result.server.cpu, "", null);
dots("late", (result) => result.testerLatenessMs.p99, "ms", 25);

table("runs", ["people", "outcome", "age p50", "age p90", "age p99", "at receipt p99", "rung", "delivered", "kB/s each", "bytes/update", "lost", "join p99", "why"],
  runs.map((run) => [num(run.people, 0), words[run.outcome], num(run.result.ageMs.p50), num(run.result.ageMs.p90), num(run.result.ageMs.p99),
    num(run.result.receiptAgeMs.p99), num(run.result.server.overloadRung, 0),
    num(run.result.nearDeliveredShare * 100) + " %", num(run.result.bytesPerClientPerSecond / 1000),
    num(run.result.bytesPerUpdate, 2), num(run.result.lost, 0), num(run.result.joinMs.p99), run.missed.join("; ")]));
facts(data.machine, data.plan, data.settings);

import type { EChartsCoreOption } from "echarts/core";
import { language } from "../words";
import type { Palette } from "./palette";

/** What a page says about a chart: words and figures, nothing about looks. */
export interface Chart {
  kind: "line" | "area" | "column" | "bar" | "heat" | "spark";
  categories: string[];
  series: { name: string; values: (number | null)[] }[];
  unit?: string;
  target?: number;
}

const WIDTHS = [2.5, 1.75, 1.75];
const DASHES = ["solid", "dashed", "dotted"] as const;

export function optionsFor(chart: Chart, colours: Palette): EChartsCoreOption {
  const text = { color: colours.muted, fontFamily: colours.font, fontSize: 12 };
  const common = { textStyle: text, tooltip: tooltip(chart, colours), aria: { enabled: false } };
  if (chart.kind === "heat") return { ...common, ...heat(chart, colours) };
  if (chart.kind === "bar") return { ...common, ...bars(chart, colours) };
  if (chart.kind === "spark") return { ...common, tooltip: { show: false }, ...spark(chart, colours) };
  return { ...common, ...overTime(chart, colours) };
}

export function shown(value: number | null | undefined, unit = ""): string {
  if (value === null || value === undefined) return "–";
  const number = new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(value);
  return unit ? `${number} ${unit}` : number;
}

/** One hue: the first series in the accent, the others quieter and told apart by their stroke too. */
function colourOf(place: number, colours: Palette): string {
  return place === 0 ? colours.accent : colours.quiet;
}

function tooltip(chart: Chart, colours: Palette): object {
  return {
    trigger: chart.kind === "heat" ? "item" : "axis",
    renderMode: "richText",
    confine: true,
    backgroundColor: colours.raised,
    borderColor: colours.line,
    padding: [8, 10],
    textStyle: { color: colours.ink, fontFamily: colours.font, fontSize: 12 },
    axisPointer: { type: chart.kind === "bar" || chart.kind === "column" ? "shadow" : "line", shadowStyle: { color: colours.soft, opacity: 0.4 } },
    valueFormatter: (value: number | null) => shown(value, chart.unit),
  };
}

function targetLine(chart: Chart, colours: Palette, axis: "xAxis" | "yAxis"): object | undefined {
  if (chart.target === undefined) return undefined;
  const label = { formatter: shown(chart.target, chart.unit), color: colours.muted, position: "end" };
  const lineStyle = { color: colours.muted, type: "dashed", width: 1 };
  return { silent: true, symbol: "none", lineStyle, label, data: [{ [axis]: chart.target }] };
}

function valueAxis(chart: Chart, colours: Palette): object {
  const axisLabel = { color: colours.muted, formatter: (value: number) => shown(value, chart.unit) };
  return { type: "value", axisLabel, splitNumber: 4, splitLine: { lineStyle: { color: colours.line } } };
}

function categoryAxis(chart: Chart, colours: Palette): object {
  const axisLabel = { color: colours.muted, hideOverlap: true };
  return { type: "category", data: chart.categories, axisTick: { show: false }, axisLine: { lineStyle: { color: colours.line } }, axisLabel };
}

/** Lines that end close together push their names apart, the higher one up. */
export function endShifts({ series }: Chart): number[] {
  const ends = series.map(({ values }) => values.at(-1) ?? 0);
  const room = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0))) * 0.09;
  return ends.map((end, place) => {
    const near = ends.map((other, at) => ({ other, at })).filter(({ other, at }) => at !== place && Math.abs(other - end) < room);
    if (near.length === 0) return 0;
    return near.every(({ other, at }) => end > other || (end === other && place < at)) ? -7 : 7;
  });
}

function overTime(chart: Chart, colours: Palette): EChartsCoreOption {
  const columns = chart.kind === "column";
  const named = chart.series.length > 1;
  const shifts = endShifts(chart);
  const series = chart.series.map(({ name, values }, place) => ({
    name,
    data: values,
    type: columns ? "bar" : "line",
    color: colourOf(place, colours),
    symbol: "circle",
    symbolSize: 5,
    showSymbol: values.length <= 31 && !columns,
    barMaxWidth: 28,
    itemStyle: { borderRadius: columns ? [3, 3, 0, 0] : 0 },
    lineStyle: { width: WIDTHS[place] ?? 1.5, type: DASHES[place] ?? "dotted" },
    areaStyle: chart.kind === "area" && place === 0 ? { color: colours.soft, opacity: 0.7 } : undefined,
    endLabel: { show: named && !columns, formatter: "{a}", color: place === 0 ? colours.accent : colours.muted, distance: 8, offset: [0, shifts[place] ?? 0] },
    markLine: place === 0 ? targetLine(chart, colours, "yAxis") : undefined,
  }));
  const grid = { left: 4, right: named && !columns ? 84 : 40, top: 12, bottom: 4, containLabel: true };
  return { grid, xAxis: { ...categoryAxis(chart, colours), boundaryGap: columns }, yAxis: valueAxis(chart, colours), series };
}

function bars(chart: Chart, colours: Palette): EChartsCoreOption {
  const label = { show: true, position: "right", color: colours.ink, backgroundColor: colours.surface, padding: [2, 3], formatter: ({ value }: { value: number }) => shown(value, chart.unit) };
  const series = chart.series.map(({ name, values }, place) => ({
    name,
    data: values,
    type: "bar",
    color: colourOf(place, colours),
    barMaxWidth: 20,
    itemStyle: { borderRadius: [0, 3, 3, 0] },
    label,
    z: 3,
    markLine: place === 0 ? targetLine(chart, colours, "xAxis") : undefined,
  }));
  const names = { ...categoryAxis(chart, colours), inverse: true, axisLine: { show: false } };
  const grid = { left: 4, right: 56, top: 4, bottom: chart.target === undefined ? 4 : 22, containLabel: true };
  return { grid, xAxis: { ...valueAxis(chart, colours), axisLabel: { show: false }, splitLine: { show: false } }, yAxis: names, series };
}

function spark(chart: Chart, colours: Palette): EChartsCoreOption {
  const data = chart.series[0]?.values ?? [];
  const line = { type: "line", data, color: colours.accent, showSymbol: false, lineStyle: { width: 2 }, areaStyle: { color: colours.soft, opacity: 0.7 } };
  const hidden = { show: false };
  return { grid: { left: 0, right: 0, top: 2, bottom: 2 }, xAxis: { ...hidden, type: "category", boundaryGap: false, data: chart.categories }, yAxis: { ...hidden, type: "value", scale: true }, series: [line] };
}

function heat(chart: Chart, colours: Palette): EChartsCoreOption {
  const cells = chart.series.flatMap(({ values }, row) => values.map((value, column) => [column, row, value ?? "-"]));
  const most = Math.max(1, ...chart.series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  return {
    grid: { left: 4, right: 8, top: 8, bottom: 4, containLabel: true },
    xAxis: { ...categoryAxis(chart, colours), axisLine: { show: false } },
    yAxis: { ...categoryAxis({ ...chart, categories: chart.series.map(({ name }) => name) }, colours), inverse: true, axisLine: { show: false } },
    visualMap: { show: false, min: 0, max: most, inRange: { color: [colours.soft, colours.accent] } },
    series: [{ type: "heatmap", data: cells, itemStyle: { borderColor: colours.raised, borderWidth: 2, borderRadius: 3 } }],
  };
}

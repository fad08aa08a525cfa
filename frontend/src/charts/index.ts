import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { optionsFor, type Chart } from "./options";
import { palette } from "./palette";

use([BarChart, HeatmapChart, LineChart, GridComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, SVGRenderer]);

/** Draw what a page describes; no inline style in markup, so that a strict content security policy holds. */
export function draw(place: HTMLElement, chart: Chart): { resize(): void; dispose(): void } {
  const drawing = init(place, null, { renderer: "svg" });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  drawing.setOption({ ...optionsFor(chart, palette(place)), animation: !still, animationDuration: 300 });
  return { resize: () => drawing.resize(), dispose: () => drawing.dispose() };
}

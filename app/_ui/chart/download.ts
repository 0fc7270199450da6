/** Files made in the browser: nothing leaves it. */

import type { ChartTable } from "./chart-table.ts";

/** Offers `blob` under `name`. */
export function downloadBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const SHARPNESS = 2;
const PAINTED = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-size",
  "font-family",
  "font-weight",
];

/** A copy that carries its looks in attributes: outside the page there is no style sheet. */
function standalone(svg: SVGSVGElement, width: number, height: number): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    const target = copies[index];
    for (const name of PAINTED)
      if (!(name === "fill" && /^url/.test(original.getAttribute("fill") ?? "")))
        target?.setAttribute(name, style.getPropertyValue(name));
    target?.removeAttribute("class");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return copy;
}

function canvasOf(width: number, height: number): { canvas: HTMLCanvasElement; paint: CanvasRenderingContext2D } {
  const canvas = document.createElement("canvas");
  canvas.width = width * SHARPNESS;
  canvas.height = height * SHARPNESS;
  const paint = canvas.getContext("2d");
  if (!paint) throw new Error("No canvas");
  paint.scale(SHARPNESS, SHARPNESS);
  const page = getComputedStyle(document.body);
  paint.fillStyle = page.backgroundColor;
  paint.fillRect(0, 0, width, height);
  paint.fillStyle = page.color;
  paint.textBaseline = "middle";
  return { canvas, paint };
}

function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("No picture"))), "image/png"),
  );
}

const MARGIN = 16;
const LINE = 24;

function writeHead(paint: CanvasRenderingContext2D, title: string): void {
  paint.font = `600 15px ${getComputedStyle(document.body).fontFamily}`;
  paint.fillText(title, MARGIN, MARGIN + LINE / 2);
  paint.font = `13px ${getComputedStyle(document.body).fontFamily}`;
}

/** Notes broken into lines that fit the picture. */
function linesWithin(notes: readonly string[], width: number): string[] {
  const paint = document.createElement("canvas").getContext("2d");
  if (!paint) throw new Error("No canvas");
  paint.font = `13px ${getComputedStyle(document.body).fontFamily}`;
  return notes.flatMap((note) => {
    const lines: string[] = [];
    let line = "";
    for (const word of note.split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (line !== "" && paint.measureText(longer).width > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line];
  });
}

/** The chart as drawn on the page, with its title above and, below, its rule and what it stands on. */
export async function pngOfSvg(svg: SVGSVGElement, title: string, ground: readonly string[]): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect();
  const notes = linesWithin(ground, width);
  const source = new XMLSerializer().serializeToString(standalone(svg, width, height));
  const url = URL.createObjectURL(new Blob([source], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { canvas, paint } = canvasOf(width + 2 * MARGIN, height + 3 * MARGIN + LINE * (1 + notes.length));
    writeHead(paint, title);
    paint.drawImage(image, MARGIN, MARGIN + LINE + MARGIN / 2, width, height);
    for (const [index, note] of notes.entries())
      paint.fillText(note, MARGIN, height + 2 * MARGIN + LINE * (index + 1.5));
    return await toBlob(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A token as the canvas understands it: resolved for the theme at hand. */
function resolvedColour(token: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** A picture of the table, for charts that are tables; shaded cells keep their shade. */
export function pngOfTable(table: ChartTable, title: string, ground: readonly string[]): Promise<Blob> {
  const first = 220;
  const other = 92;
  const width = Math.max(480, first + other * (table.columns.length - 1)) + 2 * MARGIN;
  const notes = linesWithin(ground, width - 2 * MARGIN);
  const { canvas, paint } = canvasOf(width, (table.rows.length + notes.length + 2) * LINE + 3 * MARGIN);
  writeHead(paint, title);
  const shade = resolvedColour("--color-accent-5");
  [table.columns, ...table.rows].forEach((row, line) => {
    const top = MARGIN * 1.5 + LINE * (line + 1);
    row.forEach((cell, column) => {
      const left = MARGIN + (column === 0 ? 0 : first + other * (column - 1));
      const strength = line === 0 ? undefined : table.shade?.[line - 1]?.[column];
      if (strength !== undefined) {
        paint.save();
        paint.globalAlpha = 0.08 + 0.72 * strength;
        paint.fillStyle = shade;
        paint.fillRect(left, top, other - 2, LINE - 2);
        paint.restore();
      }
      paint.fillText(cell === null ? "" : String(cell), left + 4, top + LINE / 2, column === 0 ? first - 8 : other - 8);
    });
  });
  for (const [index, note] of notes.entries())
    paint.fillText(note, MARGIN, MARGIN * 2 + LINE * (table.rows.length + 2 + index) + LINE / 2);
  return toBlob(canvas);
}

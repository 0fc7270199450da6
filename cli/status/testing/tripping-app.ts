/** An application written to trip scanners: every way to use an event, and as many ways to seem to. It says what is true. */

import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeGenerated } from "../../../codegen/check.ts";
import { generate } from "../../../codegen/generate.ts";
import { emptyPlan, newEvent } from "../../../lib/plan/new-object.ts";
import type { Plan, PublishedPlan } from "../../../lib/plan/plan.ts";
import { freezePlan } from "../../../lib/plan/publish.ts";

/** Of an event: its function in code, its name on the wire. */
interface Used {
  readonly fn: string;
  readonly wire: string;
}

/** Lines of one file; a line that begins with `>` uses the event. */
interface Style {
  readonly file: string;
  readonly lines: (event: Used, decoy: Used, at: number) => readonly string[];
  /** Other files that go with it. */
  readonly beside?: (event: Used, at: number) => Readonly<Record<string, string>>;
}

const SDK = "../tracker";

/** What looks like a use of the decoy, and is none; `local` names what stands for it there. */
function traps({ fn, wire }: Used): string[] {
  return [
    `// ${fn}({}); track("${wire}")`,
    `/* tracker.${fn}() */`,
    `export const said = "${fn}()" + \`\${"x"} ${fn}({})\` + "${wire}";`,
    `function local() { const ${fn} = (value: unknown) => value; return ${fn}({}); }`,
    `function parameter(${fn}: (value: unknown) => void) { ${fn}({}); }`,
    `class Own { ${fn}() { return this.${fn}; } } new Own().${fn}();`,
    `const other = { ${fn}: () => 1, track: (name: string) => name }; other.${fn}(); other.track("${wire}");`,
    `for (const ${fn} of [() => 1]) ${fn}();`,
    `export const kept = [local, parameter];`,
  ];
}

const STYLES: readonly Style[] = [
  { file: "named.ts", lines: ({ fn }) => [`import { ${fn} } from "${SDK}";`, `>${fn}({});`] },
  {
    file: "renamed.ts",
    lines: ({ fn }) => [`import { ${fn} as send } from "${SDK}";`, `>export const go = () => send({});`],
  },
  { file: "whole.ts", lines: ({ fn }) => [`import * as tracker from "${SDK}";`, `>tracker.${fn}({});`] },
  { file: "optional.ts", lines: ({ fn }) => [`import * as tracker from "${SDK}";`, `>tracker?.${fn}?.({});`] },
  {
    file: "literal.ts",
    lines: ({ fn }) => [`import * as tracker from "${SDK}";`, `const key = "${fn}";`, `>tracker[key]({});`],
  },
  { file: "barrel.ts", lines: ({ fn }) => [`import { ${fn} } from "../barrel";`, `>${fn}({});`] },
  { file: "inner.ts", lines: ({ fn }) => [`import { inner } from "../barrel";`, `>inner.${fn}({});`] },
  { file: "alias.ts", lines: ({ fn }) => [`import { ${fn} } from "@/tracker";`, `>${fn}({});`] },
  {
    file: "again.ts",
    lines: (_event, _decoy, at) => [`import { send } from "./again-${at}";`, ">send({});"],
    beside: ({ fn }, at) => ({ [`again-${at}.ts`]: `export { ${fn} as send } from "${SDK}";\n` }),
  },
  {
    file: "constant.ts",
    lines: (_event, _decoy, at) => [`import { sent } from "./constant-${at}";`, ">sent({});"],
    beside: ({ fn }, at) => ({
      [`constant-${at}.ts`]: `import { ${fn} } from "${SDK}";\nexport const sent = ${fn};\n`,
    }),
  },
  {
    file: "taken.ts",
    lines: ({ fn }) => [`import * as tracker from "${SDK}";`, `const { ${fn} } = tracker;`, `>${fn}({});`],
  },
  {
    file: "taken-as.ts",
    lines: ({ fn }) => [`import * as tracker from "${SDK}";`, `const { ${fn}: send } = tracker;`, ">send({});"],
  },
  {
    file: "default.ts",
    lines: ({ fn }) => [`import { ${fn} } from "${SDK}";`, `export function act(send = ${fn}) {`, ">  send({});", "}"],
  },
  {
    file: "default-typed.ts",
    lines: ({ fn }) => [
      `import { ${fn} } from "${SDK}";`,
      `type Send = (value: object) => void;`,
      `>export function act(send: Send = ${fn}) {`,
      "  send({});",
      "}",
    ],
  },
  {
    file: "handler.tsx",
    lines: ({ fn }) => [
      `import { ${fn} } from "${SDK}";`,
      `>export const Button = () => <button onClick={${fn}}>Go</button>;`,
    ],
  },
  {
    file: "closure.jsx",
    lines: ({ fn }) => [
      `import { ${fn} } from "${SDK}";`,
      `>export const Link = () => <a onClick={() => ${fn}({})}>Go</a>;`,
    ],
  },
  {
    file: "listener.ts",
    lines: ({ fn }) => [
      `import { ${fn} } from "${SDK}";`,
      `>window.addEventListener("click", () => setTimeout(${fn}, 5));`,
    ],
  },
  {
    file: "object.ts",
    lines: ({ fn }) => [
      `import { ${fn} } from "${SDK}";`,
      `const handlers = { click: ${fn} };`,
      ">handlers.click({});",
    ],
  },
  {
    file: "handed.ts",
    lines: ({ fn }) => [`import { ${fn} } from "${SDK}";`, `declare const bus: any;`, `>bus.on({ click: ${fn} });`],
  },
  {
    file: "field.ts",
    lines: ({ fn }) => [
      `import { ${fn} } from "${SDK}";`,
      `class Page { send = ${fn}; go() {`,
      ">  this.send({});",
      "} }",
      "new Page().go();",
    ],
  },
  { file: "required.js", lines: ({ fn }) => [`const { ${fn} } = require("${SDK}");`, `>${fn}({});`] },
  { file: "later.ts", lines: ({ fn }) => [`>import("${SDK}").then(({ ${fn} }) => ${fn}({}));`] },
  {
    file: "awaited.ts",
    lines: ({ fn }) => [
      `export async function act() {`,
      `  const tracker = await import("${SDK}");`,
      `>  tracker.${fn}({});`,
      "}",
    ],
  },
  { file: "by-name.ts", lines: ({ wire }) => [`import { track } from "${SDK}";`, `>track("${wire}", {});`] },
  {
    file: "by-constant.ts",
    lines: ({ wire }) => [
      `import { track as send } from "../barrel";`,
      `const NAMES = { done: "${wire}" };`,
      `>send(NAMES.done, {});`,
    ],
  },
  {
    file: "Setup.vue",
    lines: ({ fn }, decoy) => [
      `<!-- <script setup>import { ${decoy.fn} } from "${SDK}"; ${decoy.fn}();</script> -->`,
      "<template>",
      `  <p title="${decoy.fn}()">${decoy.fn}({})</p>`,
      `>  <a @click="${fn}({})">Go</a>`,
      "</template>",
      '<script setup lang="ts">',
      `import { ${fn} } from "${SDK}";`,
      "</script>",
    ],
  },
  {
    file: "Options.vue",
    lines: ({ fn }) => [
      '<template lang="pug">',
      'a(@click="go") <script>',
      "</template>",
      "<script>",
      `import { ${fn} } from "${SDK}";`,
      "export default {",
      `>  mounted() { ${fn}({}); },`,
      "};",
      "</script>",
    ],
  },
  {
    file: "Page.svelte",
    lines: ({ fn }, decoy) => [
      '<script lang="ts">',
      `  import { ${fn} } from "${SDK}";`,
      "  let count = 0;",
      "</script>",
      `<!-- <button on:click={${decoy.fn}}> -->`,
      `>{#if count < 5}<button on:click={() => ${fn}({})}>${decoy.fn}</button>{/if}`,
    ],
  },
  // Nothing is used here.
  {
    file: "imported.ts",
    lines: (_event, { fn }) => [
      `import { ${fn} } from "${SDK}";`,
      `export { ${fn} };`,
      `export type Given = Parameters<typeof ${fn}>;`,
    ],
  },
  { file: "lookalike.ts", lines: (_event, { fn }) => [`import { ${fn} } from "../lookalike";`, `${fn}({});`] },
  {
    file: "dynamic.ts",
    lines: () => [
      `import * as tracker from "${SDK}";`,
      "declare const name: keyof typeof tracker;",
      "export const open = () => (tracker[name] as () => void)();",
    ],
  },
];

export interface TrippingApp {
  readonly root: string;
  readonly published: PublishedPlan;
  /** `path:line event` of every use, in order. */
  readonly truth: readonly string[];
  readonly files: number;
}

/** Each use is of an event of its own; as many others are only spoken of. */
function plannedEvents(files: number): Plan {
  const names = Array.from({ length: files * 2 }, (_, at) => `Thing ${at} Done`);
  const events = names.map((name, at) =>
    newEvent({ id: `evt_${at}`, name, identifier: `thing${at}Done`, status: "active" }),
  );
  return { ...emptyPlan("tripping"), events };
}

/** Writes so many files below the folder; every style in turn. */
export async function trippingApp(root: string, files: number): Promise<TrippingApp> {
  const published = freezePlan(plannedEvents(files));
  await writeGenerated(await generate(published, { target: "typescript" }), join(root, "src/tracker"));
  const used = published.plan.events.map(({ identifier, name }) => ({ fn: identifier, wire: name }));
  const truth: string[] = [];
  const texts = new Map<string, string>([
    ["tsconfig.json", JSON.stringify({ compilerOptions: { baseUrl: ".", paths: { "@/*": ["src/*"] } } })],
    ["src/barrel.ts", 'export * from "./tracker";\nexport * as inner from "./tracker";\n'],
    ["src/lookalike.ts", used.map(({ fn }) => `export const ${fn} = (value: unknown) => value;\n`).join("")],
  ]);
  for (let at = 0; at < files; at += 1) {
    const style = STYLES[at % STYLES.length];
    const [event, decoy] = [used[at], used[files + at]];
    if (style === undefined || event === undefined || decoy === undefined) continue;
    const path = `src/part${at % 20}/${style.file.replace(".", `${at}.`)}`;
    const isScript = /\.tsx?$/.test(style.file);
    const lines = [...style.lines(event, decoy, at), ...(isScript ? traps(decoy) : [])];
    lines.forEach((line, index) => {
      if (line.startsWith(">")) truth.push(`${path}:${index + 1} evt_${at}`);
    });
    texts.set(path, `${lines.map((line) => line.replace(/^>/, "")).join("\n")}\n`);
    for (const [name, text] of Object.entries(style.beside?.(event, at) ?? {}))
      texts.set(join(dirname(path), name), text);
  }
  for (const [path, text] of texts) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return { root, published, truth: truth.sort(), files: texts.size };
}

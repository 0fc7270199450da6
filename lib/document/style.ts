/** How a document looks on screen and on A4. One style for all of them, so that one hash admits it. */

import { createHash } from "node:crypto";

export const STYLE = `
:root { color-scheme: light dark; --ink: #1c1b19; --quiet: #5c5954; --line: #d8d4cc; --paper: #fff; --shade: #f5f3ee; --accent: #0b6b66; --on-accent: #fff; --danger: #9b1c1c; --added: #e2f1ef; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #ece9e2; --quiet: #aaa59b; --line: #3c3a36; --paper: #171614; --shade: #22201d; --accent: #5cc4bb; --on-accent: #10201f; --danger: #f2938c; --added: #16403c; } }
* { box-sizing: border-box; }
html { font: 10.5pt/1.5 "Inter Variable", Inter, system-ui, sans-serif; color: var(--ink); background: var(--paper); }
body { max-width: 60rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--ink); }
h2.category { font-size: 1.1rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
h4 { font-size: .8rem; margin: .9rem 0 .2rem; color: var(--quiet); }
p { margin: .25rem 0; max-width: 75ch; }
code, pre { font-family: "JetBrains Mono Variable", ui-monospace, "Cascadia Mono", Menlo, monospace; font-size: .92em; }
pre { background: var(--shade); padding: .6rem .8rem; border-radius: 4px; white-space: pre-wrap; margin: .25rem 0; }
a { color: var(--accent); }
table { width: 100%; border-collapse: collapse; margin: .25rem 0 .5rem; font-size: .88rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 1px solid var(--ink); font-size: .78rem; }
tbody th { font-weight: 500; }
td:has(> .severity) { width: 1%; white-space: nowrap; }
table.properties { table-layout: fixed; }
table.properties th:nth-child(1) { width: 20%; }
table.properties th:nth-child(2) { width: 13%; }
table.properties th:nth-child(3) { width: 11%; }
table.properties th:nth-child(5) { width: 13%; }
table.properties th:nth-child(6) { width: 15%; }
ul, ol { margin: .25rem 0; padding-left: 1.3rem; }
ul.rules { color: var(--quiet); padding-left: 1rem; }
.steps > li { margin: .75rem 0; }
.quiet, .shown { color: var(--quiet); font-weight: 400; }
.warning { color: var(--danger); }
.mark, .severity { font-size: .75rem; font-weight: 500; border: 1px solid currentColor; border-radius: 3px; padding: 0 .3rem; white-space: nowrap; }
.breaking { color: var(--danger); } .compatible { color: var(--accent); } .documentation { color: var(--quiet); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .1rem 1.5rem; margin: .5rem 0; font-size: .88rem; }
.facts > div { display: flex; flex-wrap: wrap; column-gap: .4rem; } .facts dt { color: var(--quiet); flex: none; } .facts dd { margin: 0; }
.glossary dt { font-weight: 600; margin-top: .5rem; } .glossary dd { margin: 0; max-width: 75ch; }
figure { margin: .5rem 0; } img { max-width: 100%; max-height: 26rem; border: 1px solid var(--line); }
figcaption { color: var(--quiet); font-size: .85rem; }
ins { text-decoration: none; background: var(--added); } del { color: var(--quiet); }
.cover { padding: 3rem 0 1rem; } .cover .kind { color: var(--quiet); margin-bottom: 1rem; }
.contents ol { padding-left: 1.2rem; } .contents ol ol { columns: 2; font-size: .88rem; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; justify-content: space-between; border-bottom: 1px solid var(--line); padding-bottom: .6rem; font-size: .85rem; color: var(--quiet); }
.bar form, .ask form { display: inline; } .ask { max-width: 26rem; margin: 12vh auto; }
.ask label { display: block; margin: 1rem 0 .25rem; font-weight: 500; }
input, button { font: inherit; color: inherit; background: var(--paper); padding: .4rem .6rem; border: 1px solid var(--quiet); border-radius: 6px; }
.ask input { width: 100%; margin-bottom: .75rem; } button { background: var(--accent); color: var(--on-accent); border-color: var(--accent); cursor: pointer; }
.bar button { background: none; color: var(--accent); border: 0; padding: 0; text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 40rem) {
  table.properties, table.properties tbody, table.properties tr, table.properties td, table.properties tbody th { display: block; width: auto; border: 0; padding: .1rem 0; }
  table.properties thead { position: absolute; clip-path: inset(50%); } table.properties th:nth-child(n) { width: auto; }
  table.properties td[data-label]::before { content: attr(data-label) " "; color: var(--quiet); } table.properties td:empty { display: none; }
  table.properties tr { border-bottom: 1px solid var(--line); padding: .4rem 0; } .contents ol ol { columns: 1; }
}
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #5c5954; } }
@media print {
  :root { color-scheme: light; }
  html { font-size: 9.5pt; } body { max-width: none; padding: 0; } .bar { display: none; }
  .cover { padding-top: 35mm; } .part, .contents { break-before: page; }
  h2, h3, h4, thead { break-after: avoid; } thead { display: table-header-group; }
  tr, figure, pre, li, dt, .facts > div { break-inside: avoid; } dt { break-after: avoid; }
  img { max-height: 110mm; } a { color: inherit; text-decoration: none; }
}
`;

const HASH = createHash("sha256").update(STYLE, "utf8").digest("base64");

/** What a document admits wherever it is opened: its style and the pictures inside it, and no script. */
export const OWN_POLICY = `default-src 'none'; style-src 'sha256-${HASH}'; img-src data:; base-uri 'none'`;

/** The policy of an answer that is a document: its style and the pictures inside it, no script, no frame in it, no request. */
export function documentPolicy(framedBy: "'self'" | "'none'", forms: "'self'" | "'none'" = "'none'"): string {
  return [OWN_POLICY, `form-action ${forms}`, `frame-ancestors ${framedBy}`].join("; ");
}

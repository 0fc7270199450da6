import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { emptyPlan, newEvent, newProperty } from "../lib/plan/new-object.ts";
import type { Plan } from "../lib/plan/plan.ts";
import type { CliContext } from "./context.ts";
import { contextFor } from "./context.ts";
import { type CountedChange, markdown, textLines } from "./diff-formats.ts";
import { runCli } from "./testing/run-cli.ts";

const COUNT = { last7Days: 5, last30Days: 9, atLeast: true };
const HOSTILE = "Paid ](http://x) <img> @all | `a` **b**";

function planWith(amount: object, name: string): Plan {
  const properties = [
    newProperty({ id: "prp_amount", name: "amount", required: true, type: { kind: "number", ...amount } }),
  ];
  return { ...emptyPlan("shop"), events: [newEvent({ id: "evt_paid", name, identifier: "paid", properties })] };
}

function files(name = HOSTILE): string {
  const cwd = temporaryFolder();
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "before.yaml"), writePlanFile(planWith({}, name)));
  writeFileSync(join(cwd, "after.yaml"), writePlanFile(planWith({ minimum: 10 }, name)));
  return cwd;
}

const context: CliContext = contextFor({ server: {} } as CliContext["io"], "en");

it("as Markdown shows breaking changes with a payload, and names as text: no link, no markup, no mention", async () => {
  const cwd = files();
  const { code, out } = await runCli(["diff", "before.yaml", "after.yaml", "--format", "markdown"], { cwd });
  expect(code).toBe(0);
  expect(out).toContain("### Changes of the tracking plan");
  expect(out).toContain("**1 breaking change:**");
  const prose = out.replace(/```json[\s\S]*?```/g, "");
  for (const markup of ["](http", "<img>", "@all", "`a`", "**b**"]) expect(prose).not.toContain(markup);
  const [, payload = ""] = /```json\n([\s\S]*?)```/.exec(out) ?? [];
  expect(JSON.parse(payload)).toMatchObject({ type: "track", event: HOSTILE });
  const same = await runCli(["diff", "before.yaml", "before.yaml", "--format", "markdown", "--lang", "fr"], { cwd });
  expect(same.out).toContain("### Modifications du tracking plan");
});

it("annotates the line of the plan file that a change is about", async () => {
  const cwd = files("Paid, 100%");
  const { out } = await runCli(["diff", "before.yaml", "after.yaml", "--format", "github"], { cwd });
  const text = writePlanFile(planWith({ minimum: 10 }, "Paid, 100%")).split("\n");
  const line = text.findIndex((one) => one.includes("prp_amount")) + 1;
  expect(out).toContain(`::error file=after.yaml,line=${line},title=bounds_narrowed::Paid, 100%25.amount: `);
});

it("says how many received calls a breaking change would refuse", () => {
  const change = (received: CountedChange["received"]): CountedChange => ({
    code: "bounds_narrowed",
    severity: "breaking",
    kind: "event",
    objectId: "evt_paid",
    objectName: "Paid",
    path: "event/evt_paid",
    en: "Narrower.",
    fr: "Plus étroit.",
    events: [],
    sources: [],
    ...(received === undefined ? {} : { received }),
  });
  const some = change({ last7Days: 12, last30Days: 3_400, atLeast: false });
  expect(textLines([some], context).join("\n")).toContain("12 in the last 7 days, 3,400 in the last 30.");
  expect(markdown([some], context)).toContain("12 in the last 7 days, 3,400 in the last 30.");
  expect(markdown([change({ last7Days: 0, last30Days: 0, atLeast: false })], context)).toContain("None received");
  expect(markdown([change({ last7Days: 0, last30Days: 0, atLeast: true })], context)).toContain("at least 0");
  expect(textLines([change(undefined)], context)).toHaveLength(2);
});

it("says what breaks in words, and what a text says now, in which language, as text", async () => {
  const text = {
    code: "description_changed",
    severity: "documentation",
    kind: "event",
    path: "event/evt_paid/description.fr",
  };
  const known = { objectId: "evt_paid", objectName: "Paid", events: [], sources: [], en: "Changed.", fr: "Changé." };
  const change = {
    ...text,
    ...known,
    before: "Payé.",
    after: `Payé [ici](http://x).\n${"a".repeat(300)}`,
  } as CountedChange;
  const [, , now = ""] = textLines([change], context);
  expect(now).toMatch(/^ {4}In French: “Payé \[ici\]\(http:\/\/x\)\. a+…”$/);
  expect(markdown([change], context)).toContain("Changed. In French: “Payé &#91;ici&#93;&#40;http://x&#41;");
  const { out } = await runCli(["diff", "before.yaml", "after.yaml", "--lang", "fr"], { cwd: files() });
  expect(out).toMatch(/à \/properties\/amount\u00a0: .+ \(minimum\)/);
});

it("asks the server for the two plans of one project, and tells what it counted", async () => {
  const asked: (string | undefined)[] = [];
  const change = {
    code: "event_removed",
    severity: "breaking",
    kind: "event",
    objectId: "evt_paid",
    objectName: "Paid",
  };
  const items = [{ ...change, path: "", en: "Removed.", fr: "Retiré.", events: [], sources: [], received: COUNT }];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ items }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const options = { cwd: temporaryFolder(), server: { url, token: "token" } };
    const { code, out } = await runCli(["diff", "shop@3", "shop@pull-42", "--received", "--breaking"], options);
    expect([code, asked]).toEqual([1, ["/api/v1/projects/shop/diff?from=3&to=pull-42&received=true"]]);
    expect(out).toContain("at least 5 in the last 7 days, 9 in the last 30.");
  } finally {
    await new Promise((done) => server.close(done));
  }
});

it("counts received calls only where both plans are on one project of the server", async () => {
  const { code, err } = await runCli(["diff", "before.yaml", "after.yaml", "--received"], { cwd: files() });
  expect([code, err]).toEqual([2, expect.stringContaining("counted by the server")]);
});

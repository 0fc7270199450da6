/** Go SDKs as they are used: formatted, vetted, compiled, run, and what arrives compared with what the plans say. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { HOSTILE_NAMES, hostilePlan } from "../../lib/plan/hostile-plan.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { largePlan } from "../testing/large-plan.ts";
import { oddConstants } from "../testing/odd-constants.ts";
import { pastedCalls } from "../testing/pasted-calls.ts";
import {
  Arrived,
  expectSent,
  inProof,
  LONG,
  partOf,
  proveCorpora,
  proveRandomPlans,
  unwillingServer,
  writtenVectors,
} from "../testing/prove-compiled.ts";
import { bitsOf, sampleNumbers } from "../testing/sample-numbers.ts";
import { startSink } from "../testing/sink.ts";
import { generateGo } from "./generate-go.ts";
import { packageName } from "./go-names.ts";
import { goPattern } from "./go-pattern.ts";
import { driveGo, type GoDrive } from "./testing/drive-go.ts";
import { execute, hasGo, mainModule, standardLibraryIsBuilt, writeFiles } from "./testing/run-go.ts";

const isThere = hasGo();
if (!isThere) console.warn("skipped: Go SDKs are not compiled, there is no Go 1.19 or later on this machine");
/** The first compilation on a machine compiles the standard library as well, which takes half a minute of processor time. */
const isQuick = isThere && (LONG || standardLibraryIsBuilt());
if (isThere && !isQuick) {
  console.warn(
    "skipped: Go SDKs are not run, Go's standard library is not compiled here yet (npm run proof -- sdk-go)",
  );
}

const MAIN = `package main

import (
	"fmt"
	"os"
)

func fail(err error) {
	if err != nil {
		panic(err)
	}
}

func dropped(_ int, reason string) {
	fmt.Println("dropped:", reason)
}

func main() {
`;

interface Written {
  readonly folder: string;
  readonly drives: readonly GoDrive[];
}

/** The calls of a plan as they are pasted, each in a file of its own. */
function pastedIn(plan: Plan): [string, string][] {
  return pastedCalls("go", plan).map(({ imports, call }, at) => {
    const name = `pasted_${packageName(plan.slug)}_${at}`;
    const body = `func ${name}(tracker *${packageName(plan.slug)}.Client) {\n${call}\n}\n`;
    return [`${name}.go`, `package main\n\n${imports}\n\n${body}`];
  });
}

/** The SDKs of these plans side by side, with one program that calls every event of each. */
async function written(plans: readonly Plan[], seed = 1, besides: readonly [string, string][] = []): Promise<Written> {
  const folder = temporaryFolder("sdk-go");
  const drives: GoDrive[] = [];
  const modules = new Map<string, string>();
  for (const [at, plan] of plans.entries()) {
    const published = freezePlan(plan);
    const drive = driveGo(published, at, seed);
    drives.push(drive);
    modules.set(drive.module, `sdk-${at}`);
    writeFiles(join(folder, `sdk-${at}`), await generateGo(published));
    writeFiles(folder, [[`${drive.name}.go`, drive.source]]);
  }
  const calls = drives.map(({ name }, at) => `\t${name}(os.Args[1] + "/${at}")\n`).join("");
  writeFiles(folder, [...besides, ["go.mod", mainModule(modules)], ["main.go", `${MAIN}${calls}}\n`]]);
  return { folder, drives };
}

/** Fails unless the code is formatted and vetted, and every message arrives; answers what ingest refuses. */
async function prove({ folder, drives }: Written, ...vetted: string[]): Promise<readonly string[]> {
  const folders = readdirSync(folder).filter((name) => name.startsWith("sdk-"));
  expect(await execute(folder, "gofmt", "-l", ...folders)).toEqual({ code: 0, output: "" });
  expect(await execute(folder, "go", "build", "-o", "drive", ".")).toEqual({ code: 0, output: "" });
  if (vetted.length > 0) expect(await execute(folder, "go", "vet", ...vetted)).toEqual({ code: 0, output: "" });
  return expectSent(drives, (url) => execute(folder, "./drive", url));
}

function goFiles(root: string): [string, string][] {
  const url = new URL(root, import.meta.url);
  const names = readdirSync(url, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".go"));
  return names.map((name) => [name, readFileSync(new URL(name, url), "utf8")]);
}

/** The runtime alone, with a program that uses it in every way. */
function runtimeAlone(): string {
  const folder = temporaryFolder("runtime-go");
  writeFiles(folder, goFiles("runtime/"));
  writeFiles(join(folder, "runner"), goFiles("testing/runner/"));
  writeFiles(folder, [["go.mod", "module gabarit.local/standin\n\ngo 1.19\n"]]);
  return folder;
}

describe.skipIf(!isThere)("the bytes of Go SDKs", () => {
  it("are as gofmt gives them", { timeout: 120_000 }, async () => {
    const folder = temporaryFolder("gofmt-go");
    for (const plan of [referencePlan, hostilePlan]) {
      writeFiles(join(folder, plan.slug), await generateGo(freezePlan(plan)));
    }
    expect(await execute(folder, "gofmt", "-l", ".")).toEqual({ code: 0, output: "" });
  });
});

describe.skipIf(!isQuick)("the Go SDK", () => {
  it("compiles and sends every event of a small hostile plan exactly as planned", { timeout: 300_000 }, async () => {
    const names = HOSTILE_NAMES.filter((_, at) => at % 9 === 0);
    // A name that its own code has for other things as well.
    const { events, ...rest } = partOf(hostilePlan, names);
    const plan = { ...rest, slug: "options", events: [...events, ...oddConstants] };
    expect(await prove(await written([plan], 1, pastedIn(plan)))).toEqual([]);
  });

  it("judges as the server does, batches, tries again, waits for consent, and never panics", {
    timeout: 300_000,
  }, async () => {
    const folder = runtimeAlone();
    expect(await execute(folder, "go", "build", "-o", "run", "./runner")).toEqual({ code: 0, output: "" });
    await expectVectors(folder);
    await expectNumbers(folder);
    await expectBehaviour(folder, "./run");
  });

  inProof("is vetted, and its runtime passes the race detector", async () => {
    const folder = runtimeAlone();
    expect(await execute(folder, "gofmt", "-l", ".")).toEqual({ code: 0, output: "" });
    expect(await execute(folder, "go", "vet", "./...")).toEqual({ code: 0, output: "" });
    expect(await execute(folder, "go", "vet", "-tags", "gabaritdev", "./...")).toEqual({ code: 0, output: "" });
    const built = await execute(folder, "env", "CGO_ENABLED=1", "go", "build", "-race", "-o", "race", "./runner");
    if (built.code !== 0) console.warn(`skipped: no race detector on this machine: ${built.output}`);
    else await expectBehaviour(folder, "./race");
  });

  inProof("is used as its documentation says", async () => {
    const folder = temporaryFolder("usage-go");
    writeFiles(join(folder, "tracking"), await generateGo(freezePlan(referencePlan)));
    writeFiles(folder, goFiles("testing/usage/"));
    const module = "gabarit.local/reference";
    writeFiles(folder, [["go.mod", "module example.com/usage\n\ngo 1.19\n"]]);
    const edit = await execute(
      folder,
      "go",
      "mod",
      "edit",
      `-require=${module}@v0.0.0`,
      `-replace=${module}=./tracking`,
    );
    expect(edit).toEqual({ code: 0, output: "" });
    expect((await execute(folder, "go", "vet", "./...")).output).toBe("");
    const { code, output } = await execute(folder, "go", "test", "./...");
    expect([code, output]).toEqual([0, expect.stringMatching(/^ok/)]);
  });

  inProof("sends the reference plan and the whole hostile plan as planned", async () => {
    for (const seed of [1, 2, 3]) {
      const plans = [referencePlan, hostilePlan];
      const folder = await written(plans, seed, plans.flatMap(pastedIn));
      expect(await prove(folder, "./...", "gabarit.local/...")).toEqual([]);
    }
  });

  inProof("sends the plans of real repositories as planned", async () => {
    await proveCorpora(async (plans) => prove(await written(plans), "gabarit.local/..."));
  });

  inProof("compiles five hundred events", async () => {
    const folder = temporaryFolder("sdk-go");
    writeFiles(folder, await generateGo(freezePlan(largePlan(500))));
    expect(await execute(folder, "go", "vet", "./...")).toEqual({ code: 0, output: "" });
  });

  inProof("refuses every call that is not as planned", async () => {
    const folder = temporaryFolder("sdk-go");
    writeFiles(folder, await generateGo(freezePlan(referencePlan)));
    for (const [at, call] of WRONG.entries()) {
      const source = `package wrong\n\nimport (\n\tsdk "gabarit.local/reference"\n\t"gabarit.local/reference/events"\n)\n\nfunc call(client *sdk.Client) {\n\t${call}\n}\n`;
      writeFiles(folder, [[`wrong${at}/wrong.go`, source]]);
    }
    const { output } = await execute(folder, "go", "vet", "./...");
    const told = [...output.matchAll(/wrong(\d+)\/wrong\.go:9:/g)].map((found) => Number(found[1]));
    expect([...new Set(told)].sort((a, b) => a - b)).toEqual(WRONG.map((_, at) => at));
  });

  inProof("sends random plans as planned", async () => {
    const vetted = async (plans: readonly Plan[], seed: number) =>
      prove(await written(plans, seed), "./...", "gabarit.local/...");
    await proveRandomPlans(vetted, 15, 900_000);
  });
});

const WRONG = [
  "client.Send(events.OrderCompleted())",
  'events.OrderCompleted().Total("1")',
  "events.OrderCompleted().Totals(1)",
  "events.OrderCompleted().Currency(events.OrderCompleted_Currency_GBP)",
  "events.OrderCompleted().Currency(7)",
  'client.Send(events.BasketEmptied().Currency("x"))',
  "events.PaymentAttempted()",
  'client.Identify(sdk.UserTraits{}, "u")',
  'client.Send(events.OrderCompleted().Currency("EUR").DiscountNull().Lines(1).OrderID("a").Total(1))',
];

async function expectVectors(folder: string): Promise<void> {
  const { text, count } = writtenVectors(goPattern);
  writeFileSync(join(folder, "vectors.json"), text);
  expect(await execute(folder, "./run", "vectors", "vectors.json")).toEqual({
    code: 0,
    output: `${count} values judged\n`,
  });
}

async function expectNumbers(folder: string): Promise<void> {
  const numbers = sampleNumbers();
  writeFileSync(join(folder, "numbers"), numbers.map(bitsOf).join("\n"));
  const { output } = await execute(folder, "./run", "numbers", "numbers");
  expect(output.trimEnd().split("\n")).toEqual([
    ...numbers.map((one) => JSON.stringify(one)),
    "[null,1] <nil>",
    "a value of several types was made without its function",
    `{"a":{"b":1},"f":0.1,"j":{"b":1,"a":[1000]},"k":9007199254740993,"l":"level 2","n":[null],"t":"2026-03-01T11:00:00.999Z","u":9223372036854775808,"z":["a\u2028\\u0000\u007f","\ufffd"]} <nil>`,
    '"😀\\ud800" <nil>',
    ...Array.from({ length: 5 }, () => "null no JSON"),
  ]);
}

/** What the runner does, and what arrives for it. */
async function expectBehaviour(folder: string, program: string): Promise<void> {
  const sink = await startSink(unwillingServer());
  try {
    const run = await execute(folder, program, sink.url);
    expect(run.output.replace(/\n$/, "").split("\n")).toEqual(CAME_OF_IT);
    expect(run.code).toBe(0);
    const arrived = new Arrived(sink.received);
    const texts = (folder: string) => arrived.texts(folder);
    const messages = (folder: string) => arrived.messages(folder);
    expect(texts("batches").map(({ length }) => length)).toEqual([20, 20, 5]);
    expect(messages("batches").map(({ properties }) => properties.a)).toEqual(
      Array.from({ length: 45 }, (_, at) => at),
    );
    const [first] = sink.received;
    expect(first?.contentType).toBe("text/plain;charset=UTF-8");
    expect(Object.keys(JSON.parse(first?.body ?? "{}"))).toEqual(["batch", "writeKey", "sentAt"]);
    expect(messages("batches")[0].context).toEqual({ app: { version: "7" }, ip: "0", gabarit: expect.anything() });
    expect(texts("again")[0]).toEqual(texts("again")[1]);
    expect([texts("again").length, texts("refused").length, texts("careful").length]).toEqual([2, 1, 1]);
    const values = messages("threads").map(({ properties }) => properties.a);
    expect(values.sort((a, b) => a - b)).toEqual(Array.from({ length: 800 }, (_, at) => at));
    const told = (path: string) => messages(path).map(({ userId, properties }) => [userId, properties]);
    expect(told("consent")).toEqual([
      ["own", { a: 1 }],
      ["held", { a: 1 }],
    ]);
    expect(told("later")).toEqual([
      ["eve", {}],
      ["own", { a: 1 }],
    ]);
    expect(messages("hostile").map(({ properties }) => properties)).toEqual([
      { s: 1.5, a: 1 },
      { s: 1.5, a: 2, b: 3, c: 4 },
    ]);
    const [late, inTime] = texts("slow");
    expect(late).toHaveLength(1);
    expect(inTime).toEqual(late);
    expect(texts("own").length).toBe(1);
    // At once, and once more because it closes.
    expect(texts("ages").length).toBeLessThanOrEqual(2);
  } finally {
    await sink.close();
  }
}

/** What the runner says. */
const CAME_OF_IT = [
  "init <nil> gabarit: Init was called before, or after Close",
  "batches <nil> ",
  "after close 1 closed <nil>",
  "early gabarit: Init was not called",
  "early gabarit: Options.Host is not an address such as https://events.example.com gabarit: Options.WriteKey is missing",
  "early <nil> 1000 3 too many calls before Init",
  "early gabarit: 1 messages were left behind gabarit: Init was called before, or after Close",
  "again <nil>  <nil>",
  "refused /refused <nil> 1 status 400",
  "refused /moved <nil> 1 status 400, 1 status 302",
  "refused /endless <nil> 1 status 400, 1 status 302",
  "full 1 queue full, 1 queue full, 1 queue full true gabarit: 1000 messages were left behind",
  "goroutines  <nil>",
  "consent  <nil>",
  "careful 1 no consent: X, 1 no consent: Z <nil>",
  "later  <nil>",
  "hostile 1 no event, 1 value method main.sample.GabaritEvent called using nil *sample pointer, 1 a value contains itself, or is nested too deep, 1 a value cannot be read: mine, 1 json: unsupported type: func(), 1 json: unsupported type: chan int <nil>",
  "failing 1 a super property cannot be read: mine <nil>",
  "listener <nil> 1 a super property cannot be read: mine, status 400 context deadline exceeded",
  "adapter 1 a super property cannot be read: mine, status 400 context deadline exceeded, 1 mine <nil>",
  "adapter 1 a super property cannot be read: mine, status 400 context deadline exceeded, 1 mine, 1 closed",
  "violation 0 1 Sample /properties/a type",
  "violation 2 1 Sample /properties/a type",
  "violation 3 0 1 gabarit: Sample is not as planned: /properties/a: type, Sample /properties/a type",
  "violation 4 0 panic gabarit: Sample is not as planned: /properties/a: type",
  "violation 1 1 ",
  "violation <nil> 1 gabarit: Sample is not as planned: /properties/a: type",
  "recorded ",
  'recorded Sample was not sent with {"a":2}; sent: [{"type":"track","event":"Sample","properties":{"a":1},"userId":"u",timestamp,messageId,"context":{"gabarit":{"plan":"stand-in","version":1,"hash":"hash","event":"evt","eventVersion":3,"sdk":"gabarit-go/1"}}}], Sample was sent 1 times, not 2, gabarit: Sample is not as planned: /properties/a: type',
  "recorded track Sample u map[a:1] map[event:evt eventVersion:3 hash:hash plan:stand-in sdk:gabarit-go/1 version:1]",
  "identify type,traits,userId,anonymousId,timestamp,messageId,context u  ",
  "group type,groupId,traits,userId,timestamp,messageId,context u g ",
  "alias type,previousId,userId,timestamp,messageId,context u  old",
  "own <nil> ",
  "waits <nil> <nil> true 1 no consent <nil>",
  "ages gabarit: 1 messages were left behind",
  "ended 1 no consent, 1 closed",
  "slow <nil> ",
  "none <nil> <nil> gabarit: the client is nil",
  "goroutines left 0",
];

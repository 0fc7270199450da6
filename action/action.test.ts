/** The action as GitHub runs it: its steps by bash in a repository with a base and a head, against a server that answers as GitHub does. */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { json, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { bundleInto } from "../cli/bundle.mjs";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}
const action = parse(readFileSync(join(folder, "action.yml"), "utf8")) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

/** The command line as it is packed: many short runs of it. */
let packed: string;

beforeAll(async () => {
  packed = join(temporaryFolder(), "gabarit.mjs");
  await bundleInto(packed);
}, 120_000);

/** What GitHub keeps: the comments of pull request 7. */
const comments = new Map<number, string>();
let status = 200;
let github: Server;

beforeAll(async () => {
  github = createServer(async (request, response) => {
    const answer = (code: number, body: object) =>
      response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (status !== 200) return void answer(status, { message: "Resource not accessible by integration" });
    if (request.headers.authorization !== "Bearer github-token") return void answer(401, {});
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const one = /^\/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(pathname)?.[1];
    if (one === undefined && pathname !== "/repos/acme/shop/issues/7/comments") return void answer(404, {});
    if (request.method === "GET") {
      const from = (Number(searchParams.get("page")) - 1) * 100;
      return void answer(
        200,
        [...comments].slice(from, from + 100).map(([id, body]) => ({ id, body })),
      );
    }
    const { body } = (await json(request)) as { body: string };
    const id = one === undefined ? comments.size + 1 : Number(one);
    comments.set(id, body);
    answer(one === undefined ? 201 : 200, { id });
  });
  await new Promise<void>((done) => github.listen(0, "127.0.0.1", done));
});
afterAll(() => github.close());

let repository: string;
let temporary: string;

beforeEach(() => {
  comments.clear();
  status = 200;
  repository = temporaryFolder();
  temporary = temporaryFolder();
});

function write(path: string, content: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), content);
}

function git(...args: readonly string[]): string {
  const own = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"];
  return execFileSync("git", [...own, ...args], { cwd: repository, encoding: "utf8", stdio: "pipe" }).trim();
}

function commit(): string {
  git("add", "-A");
  git("commit", "-qm", "x");
  return git("rev-parse", "HEAD");
}

function executable(name: string, script: string): string {
  const path = join(temporary, name);
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

interface Ran {
  readonly out: string;
  readonly codes: Readonly<Record<string, number>>;
  readonly outputs: string;
}

const CONDITIONS: Readonly<Record<string, (happened: string, failed: boolean) => boolean>> = {
  "github.event.action == 'closed'": (happened, failed) => !failed && happened === "closed",
  "github.event.action != 'closed'": (happened, failed) => !failed && happened !== "closed",
  "(success() || failure()) && github.event.action != 'closed'": (happened) => happened !== "closed",
};

/** Whether a step is run; a condition that is not known here is a mistake. */
function isRun({ if: condition }: Step, happened: string, failed: boolean): boolean {
  if (condition === undefined) return !failed;
  const holds = CONDITIONS[condition];
  if (holds === undefined) throw new Error(`unknown condition: ${condition}`);
  return holds(happened, failed);
}

/** Runs the steps in order, as a runner does: after one that failed, those that ask for it. `base` is the commit the pull request is to be merged into. */
async function run(
  inputs: Readonly<Record<string, string>>,
  base: string,
  happened: "synchronize" | "closed" = "synchronize",
): Promise<Ran> {
  const github_ = { event: { pull_request: { base: { sha: base }, number: "7" }, before: "" }, token: "github-token" };
  const values: Record<string, string> = {
    "github.event.pull_request.base.sha": github_.event.pull_request.base.sha,
    "github.event.pull_request.number": github_.event.pull_request.number,
    "github.event.before": "",
    "github.token": github_.token,
  };
  const filled = (written: string): string =>
    written.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
      for (const term of expression.split("||").map((one) => one.trim())) {
        const input = term.replace(/^inputs\./, "");
        const value = term === input ? values[term] : (inputs[input] ?? filled(action.inputs[input]?.default ?? ""));
        if (value) return value;
      }
      return "";
    });
  const codes: Record<string, number> = {};
  let out = "";
  const outputs = join(temporary, "outputs");
  writeFileSync(outputs, "");
  let failed = false;
  for (const step of action.runs.steps) {
    if (!isRun(step, happened, failed)) continue;
    const env = Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, filled(value)]));
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
      cwd: repository,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "test",
        HOME: temporary,
        GITHUB_ACTION_PATH: folder,
        GITHUB_API_URL: `http://127.0.0.1:${(github.address() as AddressInfo).port}`,
        GITHUB_REPOSITORY: "acme/shop",
        GITHUB_OUTPUT: outputs,
        GITHUB_STEP_SUMMARY: join(temporary, "summary"),
        RUNNER_TEMP: temporary,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = once(child, "exit");
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    out += stdout + stderr;
    codes[step.name] = ((await ended) as [number])[0];
    failed ||= codes[step.name] !== 0;
  }
  return { out, codes, outputs: readFileSync(outputs, "utf8") };
}

const MAIN = "gabarit: 1\nslug: shop\n";
const PAID =
  "id: evt_paid\nname: Paid\nidentifier: paid\nproperties:\n  - id: prp_total\n    name: total\n    type: number\n";

describe("the action", () => {
  it("never writes what somebody gave into its own text", () => {
    for (const step of action.runs.steps) expect(step.run).not.toContain("${{");
  });

  it("annotates, comments once and mends the comment, checks generated code, and fails on what it is told to", async () => {
    const cli = executable("launch", `#!/bin/sh\nexec "${process.execPath}" "${packed}" "$@"\n`);
    const gabarit = (...args: readonly string[]) => execFileSync(cli, args, { cwd: repository, stdio: "pipe" });
    git("init", "-q");
    write("plan/gabarit.yaml", MAIN);
    write("plan/events/paid.yaml", PAID);
    gabarit("generate", "plan", "--target", "typescript", "--out", "sdk");
    const base = commit();
    write("plan/events/paid.yaml", `${PAID}    required: true\n`);
    commit();
    for (let id = 1; id <= 150; id++) comments.set(id, "Somebody else");
    const inputs = { plan: "plan", cli, target: "typescript", out: "sdk", "fail-on": "generate" };
    const first = await run(inputs, base);
    expect(first.codes, first.out).toEqual({
      "Command line": 0,
      Lint: 0,
      Compare: 0,
      "Generated code": 0,
      Comment: 0,
      Verdict: 1,
    });
    expect(first.out).toMatch(/::warning file=plan\/events\/paid\.yaml,line=1,title=/);
    expect(first.out).toMatch(/::error file=plan\/events\/paid\.yaml,line=\d+,title=property_required/);
    expect(first.outputs).toContain("breaking=1");
    expect(comments.size).toBe(151);
    expect(comments.get(151)).toContain("1 breaking change");
    expect(comments.get(151)).toContain("The generated code is not up to date");
    expect(readFileSync(join(temporary, "summary"), "utf8")).toContain("1 breaking change");

    gabarit("generate", "plan", "--target", "typescript", "--out", "sdk");
    commit();
    const second = await run({ ...inputs, language: "fr" }, base);
    expect(second.codes.Verdict, second.out).toBe(0);
    expect(comments.size).toBe(151);
    expect(comments.get(151)).toContain("Le code généré est à jour.");
    expect(git("status", "--porcelain")).toBe("");
  }, 180_000);
});

describe("with a server", () => {
  /** Says what it was called with; what it answers to `diff` and `push` is the test's. */
  const STUB = `#!/bin/sh
echo "$GABARIT_URL $*" >> "$HOME/calls"
case "$*" in
  push*) exit PUSH ;;
  diff*--received*) echo "Received and refused: 12" ;;
  diff*--json*) echo '{"breaking": 0}' ;;
  diff*) echo "From the files" ;;
esac
`;
  const ONLINE = { plan: "plan/", "server-url": "http://gabarit.example", token: "gbt_x", project: "shop" };

  async function online(pushStatus: number, more: Readonly<Record<string, string>> = {}) {
    git("init", "-q");
    write("plan/gabarit.yaml", MAIN);
    const base = commit();
    const ran = await run(
      { ...ONLINE, cli: executable("stub", STUB.replace("PUSH", String(pushStatus))), ...more },
      base,
    );
    return { ...ran, calls: readFileSync(join(temporary, "calls"), "utf8") };
  }

  it("the plan goes to a branch of its own, and the comment tells what was received", async () => {
    const { codes, calls, out } = await online(0, { "managed-from": "https://github.com/acme/shop" });
    expect(codes.Verdict, out).toBe(0);
    expect(calls).toMatch(
      /http:\/\/gabarit\.example push shop@pull-7 --file \S+\/head\/plan --replace --yes --closes-after 30 --managed-from https:\/\/github\.com\/acme\/shop/,
    );
    // Against what the pull request is to be merged into, wherever main of the server is.
    expect(calls).toMatch(
      /push shop@pull-7-base --file \S+\/base\/plan --replace --yes --closes-after 30 --managed-from/,
    );
    expect(calls).toMatch(/^http:\/\/gabarit\.example diff shop@pull-7-base shop@pull-7 --received --format markdown/m);
    expect(comments.get(1)).toContain("Received and refused: 12");
    expect(git("status", "--porcelain")).toBe("");
  });

  it("both branches are closed with the pull request, and nothing else is done then", async () => {
    git("init", "-q");
    write("plan/gabarit.yaml", MAIN);
    const base = commit();
    const cli = executable("stub", STUB.replace("PUSH", "0"));
    const { codes } = await run({ ...ONLINE, cli }, base, "closed");
    expect(codes).toEqual({ "Command line": 0, Close: 0 });
    const calls = readFileSync(join(temporary, "calls"), "utf8").trim().split("\n");
    expect(calls).toEqual([
      "http://gabarit.example push shop@pull-7 --close --lang en",
      "http://gabarit.example push shop@pull-7-base --close --lang en",
    ]);
    const failing = executable("failing", STUB.replace("PUSH", "2"));
    const refused = await run({ ...ONLINE, cli: failing }, base, "closed");
    expect([refused.codes.Close, refused.out]).toEqual([0, expect.stringContaining("pull-7-base could not be closed")]);
    const files = await run({ plan: "plan/", cli }, base, "closed");
    expect(files.codes).toEqual({ "Command line": 0, Close: 0 });
  });

  it("that cannot be asked, the comment comes from the files", async () => {
    const { codes, out } = await online(2);
    expect(codes.Verdict, out).toBe(0);
    expect(out).toContain("::warning title=gabarit::The server could not be asked");
    expect(comments.get(1)).toContain("From the files");
  });
});

describe("what the target branch had meanwhile", () => {
  /** Says what the plan is compared with. */
  const STUB = `#!/bin/sh
case "$*" in
  diff*--json*) echo '{"breaking": 0}' ;;
  diff*) cat "$2" ;;
esac
`;

  it("is no change of the pull request; where nobody knows what it began from, the comment says so", async () => {
    const cli = executable("stub", STUB);
    git("init", "-q");
    write("plan.yaml", "begun");
    commit();
    git("checkout", "-qb", "draft");
    write("plan.yaml", "drafted");
    const head = commit();
    git("checkout", "-q", "main");
    write("plan.yaml", "later");
    const target = commit();
    git("checkout", "-q", head);
    await run({ plan: "plan.yaml", cli }, target);
    expect(comments.get(1)).toContain("begun");
    git("checkout", "-q", "--orphan", "apart");
    commit();
    await run({ plan: "plan.yaml", cli }, target);
    expect(comments.get(1)).toContain("later");
    expect(comments.get(1)).toContain("stand here the other way round");
    // The commit GitHub makes of both: the target is one of its parents.
    git("checkout", "-q", target);
    git("merge", "-q", "-s", "ours", "-m", "both", head);
    await run({ plan: "plan.yaml", cli }, target);
    expect(comments.get(1)).toContain("later");
    expect(comments.get(1)).not.toContain("the other way round");
  });
});

describe("where things are missing", () => {
  const stub = () => executable("stub", "#!/bin/sh\nexit 0\n");

  it("a new plan is told, and a fork that may not comment is no failure", async () => {
    git("init", "-q");
    write("README.md", "x");
    const base = commit();
    write("plan.yaml", MAIN);
    commit();
    expect((await run({ plan: "plan.yaml", cli: stub() }, base)).codes.Verdict).toBe(0);
    expect(comments.get(1)).toContain("The plan is new here");
    status = 403;
    const fork = await run({ plan: "plan.yaml", cli: stub() }, base);
    expect([fork.codes.Verdict, fork.out]).toEqual([
      0,
      expect.stringContaining("::warning title=gabarit::The comment could not"),
    ]);
    comments.clear();
    status = 200;
    expect((await run({ plan: "plan.yaml", cli: stub(), comment: "false" }, base)).codes.Verdict).toBe(0);
    expect(comments.size).toBe(0);
  });

  it("a plan before that nobody can read or fetch is nothing to compare with", async () => {
    git("init", "-q");
    write("plan.yaml", MAIN);
    const base = commit();
    const cli = executable("unread", '#!/bin/sh\ncase "$*" in lint*/base/*) exit 2 ;; esac\n');
    const unread = await run({ plan: "plan.yaml", cli }, base);
    expect([unread.codes.Verdict, unread.out]).toEqual([0, expect.stringContaining("cannot be read")]);
    expect(comments.get(1)).toContain("The plan before cannot be read");
    const unfetched = await run({ plan: "plan.yaml", cli, "base-ref": "nowhere" }, base);
    expect([unfetched.codes.Verdict, unfetched.out]).toEqual([
      0,
      expect.stringContaining("cannot be fetched: nowhere"),
    ]);
  });

  it("code made from the server is not checked without a token", async () => {
    git("init", "-q");
    write("plan.yaml", MAIN);
    const cli = executable("offline", '#!/bin/sh\ncase "$*" in generate*) exit 2 ;; esac\n');
    const inputs = { plan: "plan.yaml", cli, target: "typescript", out: "sdk", "generate-from": "shop@latest" };
    const ran = await run(inputs, "");
    expect([ran.codes.Verdict, ran.out]).toEqual([0, expect.stringContaining("shop@latest is on the server")]);
  });

  it("room for a comment, it ends whole, and the summary has the rest; each plan has its own", async () => {
    git("init", "-q");
    write("gabarit.yaml", MAIN);
    write("other/gabarit.yaml", MAIN);
    const base = commit();
    const changes = ["### Changes", "<details>", "<summary>Many</summary>", ""];
    for (let at = 0; at < 2000; at++) changes.push(`- **Event ${at}** The description of this one changed.`);
    writeFileSync(join(temporary, "changes"), [...changes, "", "</details>"].join("\n"));
    const cli = executable(
      "many",
      '#!/bin/sh\ncase "$*" in *--json*) echo "{}" ;; diff*markdown*) cat "$HOME/changes" ;; esac\n',
    );
    expect((await run({ plan: "./", cli }, base)).codes.Verdict).toBe(0);
    const comment = comments.get(1) ?? "";
    expect(comment.length).toBeLessThan(65_536);
    expect(comment.split("</details>").length).toBe(comment.split("<details>").length);
    expect(comment).toMatch(/The rest is in the summary of the job\.$/);
    expect(readFileSync(join(temporary, "summary"), "utf8")).toContain("Event 1999");
    expect((await run({ plan: "other/", cli }, base)).codes.Verdict).toBe(0);
    expect((await run({ plan: ".", cli }, base)).codes.Verdict).toBe(0);
    expect(comments.size).toBe(2);
  });

  it("a plan that cannot be read, a base that is none and a missing command line end the run", async () => {
    git("init", "-q");
    write("plan.yaml", MAIN);
    const base = commit();
    const cli = executable("broken", "#!/bin/sh\necho 'plan.yaml:3:1 ```no key```' >&2\nexit 2\n");
    const broken = await run({ plan: "plan.yaml", cli }, base);
    expect(broken.codes).toEqual({ "Command line": 0, Lint: 2, Comment: 0 });
    expect(broken.out).toContain("gabarit lint ended with status 2");
    expect(broken.out).toContain("plan.yaml:3:1");
    expect(comments.get(1)).toMatch(/The plan cannot be read: nothing is compared[^`]*```\nplan\.yaml:3:1 [^`]*\n```$/);
    await run({ plan: "plan.yaml", cli, language: "fr" }, base);
    expect(comments.size).toBe(1);
    expect(comments.get(1)).toContain("Le plan est illisible");
    expect(readFileSync(join(temporary, "summary"), "utf8")).toContain("Le plan est illisible");
    comments.clear();
    const hostile = await run({ plan: "plan.yaml", cli: stub(), "base-ref": "--upload-pack=touch" }, base);
    expect([hostile.codes.Compare, hostile.out]).toEqual([2, expect.stringContaining("Not a commit")]);
    const none = await run({ plan: "plan.yaml" }, base);
    expect([none.codes["Command line"], none.out]).toEqual([2, expect.stringContaining("No command line")]);
    expect(comments.size).toBe(0);
  });
});

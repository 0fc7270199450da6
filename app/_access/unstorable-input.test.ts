/** Every text that a server action is given, once with a null character in it: refused or made harmless, never our fault. */

import { beforeAll, describe, expect, it } from "vitest";
import { makeWorld, type TestWorld } from "../../lib/access/testing.ts";
import { isUserError } from "../../lib/base/error.ts";
import { useEventDb, usePlanDb } from "../../lib/store/testing.ts";
import type { ActionRow } from "./testing/action-row.ts";
import { ACTION_ROWS } from "./testing/action-rows.ts";
import { useRequest } from "./testing/request.ts";

usePlanDb();
useEventDb();

const request = useRequest();

/** The action that a row is named after. */
async function actionOf(name: string): Promise<(...args: readonly unknown[]) => Promise<unknown>> {
  const [file = "", exported = ""] = name.split("#");
  const all = (await import(`../${file}`)) as Record<string, (...args: readonly unknown[]) => Promise<unknown>>;
  const action = all[exported];
  if (!action) throw new Error(`No ${name}`);
  return action;
}

/** The same value with each of its texts spoilt in turn, told by where it stands. */
function spoilt(value: unknown, at = ""): readonly { readonly at: string; readonly value: unknown }[] {
  if (typeof value === "string") {
    const inside = json(value);
    return [
      { at, value: `${value}\0` },
      ...spoilt(inside, `${at}(JSON)`).map((one) => ({ at: one.at, value: JSON.stringify(one.value) })),
    ];
  }
  if (value instanceof FormData)
    return [...value].flatMap(([name, text]) =>
      spoilt(text, `${at}/${name}`).map((one) => {
        const data = new FormData();
        for (const [other, kept] of value) data.append(other, other === name ? String(one.value) : kept);
        return { at: one.at, value: data };
      }),
    );
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      spoilt(item, `${at}/${index}`).map((one) => ({ at: one.at, value: value.with(index, one.value) })),
    );
  if (typeof value !== "object" || value === null || value instanceof Blob) return [];
  // The kind of an edit is one of a few words of ours, never a text of somebody's.
  const texts = Object.entries(value).filter(([key]) => key !== "command");
  return texts.flatMap(([key, item]) =>
    spoilt(item, `${at}/${key}`).map((one) => ({ at: one.at, value: { ...value, [key]: one.value } })),
  );
}

function json(text: string): unknown {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

interface Outcome {
  /** Refused before anything was done. */
  readonly refused: boolean;
  /** What was thrown that is neither a refusal nor a way to another page. */
  readonly fault?: string;
}

async function outcomeOf(run: () => Promise<unknown>): Promise<Outcome> {
  try {
    const answer = (await run()) as { ok?: boolean } | undefined;
    return { refused: answer?.ok === false };
  } catch (error) {
    if (isUserError(error)) return { refused: true };
    const digest = (error as { digest?: string }).digest ?? "";
    return digest.startsWith("NEXT_REDIRECT") ? { refused: false } : { refused: false, fault: String(error) };
  }
}

const REPORT = "[locale]/(workspace)/[project]/reports/actions.ts#createReportAction";

/** What the form of a new report sends. */
async function inReport(world: TestWorld): Promise<readonly unknown[]> {
  const row: ActionRow | undefined = ACTION_ROWS[REPORT];
  return (await row?.args(world, world.people.owner.session)) ?? [];
}

describe.each(Object.entries(ACTION_ROWS))("%s", (name, row: ActionRow) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await makeWorld();
  });

  it("takes no text that a store would stumble over", async () => {
    const action = await actionOf(name);
    const faults: string[] = [];
    const spoiltCalls = async () => spoilt(await row.args(world, world.people.owner.session));
    let calls = await spoiltCalls();
    let refused = true;
    for (let index = 0; index < calls.length; index++) {
      // Anew where what the one before was given may have been done; whoever refused did nothing.
      if (!refused) {
        world = await makeWorld();
        calls = await spoiltCalls();
      }
      request.cookie = world.people.owner.session;
      const one = calls[index];
      const args = one?.value as readonly unknown[];
      const outcome = await outcomeOf(() => action(...args));
      refused = outcome.refused;
      if (outcome.fault !== undefined) faults.push(`${one?.at}: ${outcome.fault}`);
    }
    expect(faults).toEqual([]);
  });
});

it("names the place in what a screen wrote for its form, in the words of the reader", async () => {
  const world = await makeWorld();
  const [previous, data] = (await inReport(world)) as [unknown, FormData];
  request.cookie = world.people.owner.session;
  const question = { kind: "active_users", unit: "day", window: { lastDays: 7 }, filter: "a\0b" };
  data.set("question", JSON.stringify(question));
  const create = await actionOf(REPORT);
  expect(await create(previous, data)).toMatchObject({
    ok: false,
    code: "invalid_input",
    message: expect.stringMatching(/U\+0000.*\(question\/filter\)/),
  });
});

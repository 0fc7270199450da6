import { expect, it } from "vitest";
import { isUserError } from "../base/error.ts";
import { onNotified } from "../base/notify.ts";
import { usePlanDb } from "../store/testing.ts";
import { listAudit } from "./audit.ts";
import { getProject, updateProject } from "./project.ts";
import { createSource, getSource, updateSource } from "./source.ts";
import { asProject, makeWorld } from "./testing.ts";

usePlanDb();

async function refusal(act: Promise<unknown>) {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isUserError(error)) throw error ?? new Error("nothing was refused");
  return error;
}

it("a source's settings begun by two people: what one left alone stays, what both set is named, nothing is lost", async () => {
  const editor = await asProject(await makeWorld(), "editor");
  const { slug } = await createSource(editor, { name: "Site", platform: "web", environment: "production" });
  const begun = {
    name: "Site",
    platform: "web",
    environment: "production",
    mode: "quarantine",
    unplanned: "violation",
  };
  const form = { name: "Site", platform: "web", environment: "production" } as const;

  // The other saves first: blocks, and ignores what is unplanned.
  await updateSource(editor, slug, { ...form, mode: "block", unplanned: "ignore" }, begun);
  const mine = { ...form, name: "Shop", mode: "observe", unplanned: "violation" } as const;
  const stale = await refusal(updateSource(editor, slug, mine, begun));
  expect(stale.code).toBe("stale_revision");
  expect(stale.fields).toEqual([
    {
      path: "mode",
      en: "Somebody else set this to “block” meanwhile.",
      fr: "Quelqu’un d’autre a choisi ici «\u00a0block\u00a0» entre-temps.",
    },
  ]);
  expect(stale.data).toEqual({ stored: { mode: "block" } });
  expect(await getSource(editor, slug)).toMatchObject({ name: "Site", mode: "block", unplanned: "ignore" });

  // Having seen it, one replaces it; the rule for unplanned properties, left alone here, stays as the other set it.
  const told: string[] = [];
  const stop = onNotified("sourcesChanged", ({ projectId }) => told.push(projectId));
  const saved = await updateSource(editor, slug, mine, { ...begun, ...(stale.data.stored as object) });
  expect(saved).toMatchObject({ name: "Shop", mode: "observe", unplanned: "ignore" });
  // The same wish twice is no clash, and changes nothing.
  await updateSource(editor, slug, { mode: "observe" }, { mode: "block" });
  stop();
  expect(told).toEqual([editor.projectId]);
});

it("of two changes at the same moment that begin alike, one is refused", async () => {
  const world = await makeWorld();
  const editor = await asProject(world, "editor");
  const { slug } = await createSource(editor, { name: "Site", platform: "web", environment: "production" });
  const begun = { mode: "quarantine" };
  const ends = await Promise.allSettled(
    (["observe", "block"] as const).map((mode) => updateSource(editor, slug, { mode }, begun)),
  );
  expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const { entries } = await listAudit(await asProject(world, "admin"), { action: "source.update" });
  expect(entries).toHaveLength(1);
});

it("a project's settings begun by two people are refused field by field too", async () => {
  const admin = await asProject(await makeWorld(), "admin");
  const { name, timeZone, weekStart, currency } = await getProject(admin);
  const begun = { name, timeZone, weekStart, currency };
  await updateProject(admin, { ...begun, currency: "CHF", weekStart: 7 }, begun);
  const stale = await refusal(updateProject(admin, { ...begun, currency: "BRL", name: "Mine" }, begun));
  expect(stale.fields.map(({ path }) => path)).toEqual(["currency"]);
  expect(await updateProject(admin, { ...begun, name: "Mine" }, begun)).toMatchObject({
    name: "Mine",
    currency: "CHF",
    weekStart: 7,
  });
});

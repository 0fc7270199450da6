/** Projects, sources and published plans for tests of ingest, on the real plan store. */

import type { AuthorizedProject, Role } from "../../access/authorized.ts";
import { newId } from "../../base/id.ts";
import { notify } from "../../base/notify.ts";
import type { EnforcementRule, Mode, Strip } from "../../plan/enforcement.ts";
import type { Plan, PublishedPlan } from "../../plan/plan.ts";
import { freezePlan } from "../../plan/publish.ts";
import { assignSlots, insertSlots, listSlots } from "../../plan/store-slots.ts";
import type { VersionRule } from "../../plan/version-rule.ts";
import { planDb } from "../../store/plan-db.ts";
import type { Environment } from "../disposition.ts";
import type { UnplannedRule } from "../validate.ts";

export interface TestSource {
  readonly id: string;
  readonly number: number;
  readonly slug: string;
  readonly writeKey: string;
}

export interface TestProject {
  readonly id: string;
  readonly number: number;
  readonly authorized: AuthorizedProject;
  source(options?: {
    readonly slug?: string;
    readonly mode?: Mode;
    readonly strip?: Strip;
    readonly rules?: readonly EnforcementRule[];
    readonly environment?: Environment;
    readonly unplanned?: UnplannedRule;
    readonly versionRule?: VersionRule;
  }): Promise<TestSource>;
  publish(plan: Plan): Promise<PublishedPlan>;
}

export async function createTestProject(role: Role = "owner"): Promise<TestProject> {
  const db = planDb();
  const workspace = await db.workspace.create({
    data: { id: newId("wsp"), slug: newId("wsp").slice(4), name: "Test" },
  });
  const project = await db.project.create({
    data: { id: newId("prj"), workspaceId: workspace.id, slug: newId("prj").slice(4), name: "Test" },
  });
  const authorized = {
    projectId: project.id,
    number: project.number,
    workspaceId: workspace.id,
    slug: project.slug,
    name: project.name,
    role,
    actor: { kind: "person", id: "per_test", name: "Tester" },
    timeZone: project.timeZone,
    weekStart: project.weekStart,
    currency: project.currency,
  } as unknown as AuthorizedProject;
  let previous: PublishedPlan | undefined;
  return {
    id: project.id,
    number: project.number,
    authorized,
    async source({
      slug = newId("src").slice(4),
      mode = "quarantine",
      strip = "nothing",
      rules = [],
      environment = "production",
      unplanned = "violation",
      versionRule = "latest",
    } = {}) {
      const source = await db.source.create({
        data: {
          id: newId("src"),
          projectId: project.id,
          slug,
          name: slug,
          platform: "web",
          environment,
          mode,
          strip,
          rules: rules as unknown as object[],
          unplanned,
          versionRule,
        },
      });
      const key = await db.writeKey.create({ data: { id: newId("key"), key: newId("key"), sourceId: source.id } });
      notify("sourcesChanged", { projectId: project.id });
      return { id: source.id, number: source.number, slug, writeKey: key.key };
    },
    async publish(plan) {
      const published = freezePlan({ ...plan, slug: project.slug }, previous);
      previous = published;
      const { version, hash, eventVersions } = published;
      await db.planVersion.create({
        data: {
          projectId: project.id,
          version,
          hash,
          document: published.plan as object,
          eventVersions: eventVersions as object,
          publishedBy: "Tester",
        },
      });
      await insertSlots(db, project.id, assignSlots(published.plan, await listSlots(project.id)));
      notify("planPublished", { projectId: project.id, version });
      return published;
    },
  };
}

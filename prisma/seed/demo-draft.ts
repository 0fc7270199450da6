/** What a reviewer finds in the demo: a colleague's draft that breaks something, a question, and a back-test of it. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { seedColleague } from "../../lib/access/setup.ts";
import { followBacktest, listBacktests, startBacktest } from "../../lib/backtest/store.ts";
import { editsBetween } from "../../lib/plan/edit-between.ts";
import type { Plan, PlanEvent, Property } from "../../lib/plan/plan.ts";
import { loadPlan } from "../../lib/plan/store.ts";
import { createBranch, getBranchSummary, listBranches } from "../../lib/plan/store-branch.ts";
import { commitEdits } from "../../lib/plan/store-commit.ts";
import { listThreads, startThread } from "../../lib/review/comment.ts";
import { askForReview } from "../../lib/review/store.ts";
import { checkout, event } from "./demo-plan-event.ts";
import { both } from "./demo-plan-parts.ts";

export const DEMO_DRAFT = "guest-checkout";

const COLLEAGUE = {
  email: "camille@maison-lin.example",
  name: "Camille Roux",
  language: "fr",
  role: "editor",
} as const;

const guest = event("Guest Checkout Chosen", {
  title: both("Guest checkout chosen", "Achat sans compte choisi"),
  says: both("A customer goes on without an account.", "Un client continue sans compte."),
  when: both("When “Continue as a guest” is pressed.", "Au clic sur « Continuer sans compte »."),
  category: "cat_commerce",
  bundles: ["bdl_cart"],
  ...checkout,
});

/** Bank transfers are no longer taken: what was sent until now would no longer conform. */
function withoutTransfers(property: Property): Property {
  const { type } = property;
  if (property.id !== "prp_payment_method" || type.kind !== "string" || type.enum === undefined) return property;
  return { ...property, type: { ...type, enum: type.enum.filter((value) => value !== "transfer") } };
}

function changed(one: PlanEvent): PlanEvent {
  if (one.id === "evt_checkout_started")
    return { ...one, trigger: both("When the first step is shown.", "À l’affichage de la première étape.") };
  return { ...one, properties: one.properties.map(withoutTransfers) };
}

function drafted(plan: Plan): Plan {
  return { ...plan, events: [...plan.events.map(changed), guest] };
}

/** The state a back-test ends in; one that was cut short ends once it has been silent for a while. */
async function ended(project: AuthorizedProject, id: string): Promise<string> {
  for (;;) {
    const { state } = await followBacktest(project, id);
    if (state !== "running") return state;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function judged(project: AuthorizedProject): Promise<void> {
  for (const { id } of await listBacktests(project, DEMO_DRAFT)) if ((await ended(project, id)) === "done") return;
  await ended(project, (await startBacktest(project, DEMO_DRAFT, { days: 60 })).id);
}

/** Writes the draft as a colleague, asks for its review and judges it on what was received; what is there already stays. */
export async function seedDraft(slug: string): Promise<void> {
  const colleague = await seedColleague(slug, COLLEAGUE);
  if (!(await listBranches(colleague)).some(({ name }) => name === DEMO_DRAFT))
    await createBranch(colleague, {
      name: DEMO_DRAFT,
      title: "Guest checkout, without bank transfers · Achat sans compte, sans virement",
    });
  const { plan, revision } = await loadPlan(colleague, DEMO_DRAFT);
  if (revision === 0) {
    const edits = editsBetween(plan, drafted(plan));
    await commitEdits(colleague, DEMO_DRAFT, { expectedRevision: revision, edits });
  }
  if ((await listThreads(colleague, { branch: DEMO_DRAFT })).items.length === 0)
    await startThread(colleague, {
      branch: DEMO_DRAFT,
      path: "event/evt_payment_attempted",
      text: "@Demo Do companies still pay by transfer? · Les entreprises paient-elles encore par virement ?",
    });
  if ((await getBranchSummary(colleague, DEMO_DRAFT)).state === "open") await askForReview(colleague, DEMO_DRAFT);
  await judged(colleague);
}

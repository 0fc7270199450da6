/** What a reviewer finds in the demo: a colleague's draft that breaks something, a question, and a back-test of it. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { seedColleague } from "../../lib/access/setup.ts";
import { followBacktest, startBacktest } from "../../lib/backtest/store.ts";
import { editsBetween } from "../../lib/plan/edit-between.ts";
import type { Plan, PlanEvent, Property } from "../../lib/plan/plan.ts";
import { loadPlan } from "../../lib/plan/store.ts";
import { createBranch, listBranches } from "../../lib/plan/store-branch.ts";
import { commitEdits } from "../../lib/plan/store-commit.ts";
import { startThread } from "../../lib/review/comment.ts";
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

async function judged(project: AuthorizedProject): Promise<void> {
  let run = await startBacktest(project, DEMO_DRAFT, { days: 60 });
  while (run.state === "running") {
    await new Promise((resolve) => setTimeout(resolve, 100));
    run = await followBacktest(project, run.id);
  }
}

/** Writes the draft as a colleague, asks for its review and judges it on what was received; nothing where it is there. */
export async function seedDraft(slug: string): Promise<void> {
  const colleague = await seedColleague(slug, COLLEAGUE);
  if ((await listBranches(colleague)).some(({ name }) => name === DEMO_DRAFT)) return;
  await createBranch(colleague, {
    name: DEMO_DRAFT,
    title: "Guest checkout, without bank transfers · Achat sans compte, sans virement",
  });
  const { plan, revision } = await loadPlan(colleague, DEMO_DRAFT);
  const edits = editsBetween(plan, drafted(plan));
  await commitEdits(colleague, DEMO_DRAFT, { expectedRevision: revision, edits });
  await startThread(colleague, {
    branch: DEMO_DRAFT,
    path: "event/evt_payment_attempted",
    text: "@Demo Do companies still pay by transfer? · Les entreprises paient-elles encore par virement ?",
  });
  await askForReview(colleague, DEMO_DRAFT);
  await judged(colleague);
}

import { OWNER } from "../installation/installation.ts";
import { expect, openAs, test } from "../journey.ts";
import { invite } from "../steps/person.ts";
import { type FullProject, fullProject } from "./full-project.ts";
import { inspect, inspectAll, inspectWords, themeOf } from "./inspect.ts";

const LANGUAGES = ["en", "fr"] as const;

let full: FullProject;

test.beforeAll(() => {
  full = fullProject();
});

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.describe.configure({ mode: "parallel" });
    test.use({ colorScheme: themeOf(language) });

    test(`the plan (${language})`, async ({ page }) => {
      const base = `/${full.slug}`;
      await inspectAll(page, language, {
        plan: `${base}/plan`,
        "plan-filtered": `${base}/plan?status=active&q=order`,
        ...Object.fromEntries(
          ["definition", "properties", "code", "live", "history"].map((tab) => [
            `event-${tab}`,
            `${base}/plan?event=${full.event}&tab=${tab}`,
          ]),
        ),
        "event-property": `${base}/plan?event=${full.event}&tab=properties&property=${full.property}`,
        bundles: `${base}/plan/bundles`,
        bundle: `${base}/plan/bundles?bundle=${full.bundle}`,
        "user-properties": `${base}/plan/user-properties`,
        groups: `${base}/plan/groups`,
        decisions: `${base}/plan/decisions`,
        metrics: `${base}/plan/metrics`,
        "kpi-tree": `${base}/plan/decisions/tree`,
        workshops: `${base}/plan/workshop`,
        workshop: `${base}${full.workshop}`,
        minutes: `${base}${full.workshop}/minutes`,
        journeys: `${base}/plan/journeys`,
        coverage: `${base}/plan/coverage`,
        "in-code": `${base}/plan/status`,
        register: `${base}/plan/register`,
        documents: `${base}/plan/documents`,
        brief: `${base}/plan/documents/brief?source=web-shop`,
        sdk: `${base}/plan/code?target=python`,
        "template-save": `${base}/plan/templates/save`,
        templates: `${base}/plan/templates`,
        template: `${base}/plan/templates/saas`,
        "template-house": `${base}${full.house}`,
        backtest: `${base}/plan/backtest?branch=rework-of-the-checkout`,
        rules: `${base}/plan/settings`,
        findings: `${base}/plan/findings`,
        branches: `${base}/plan/branches`,
        "branches-none": `${base}/plan/branches?search=nothing`,
        branch: `${base}/plan/branches/rework-of-the-checkout`,
        import: `${base}/plan/import`,
        versions: `${base}/versions`,
        version: `${base}/versions/1`,
      });
    });

    test(`events, violations and analysis (${language})`, async ({ page }) => {
      const base = `/${full.slug}`;
      await inspectAll(page, language, {
        overview: base,
        sources: `${base}/sources`,
        "source-new": `${base}/sources/new`,
        source: `${base}/sources/web-shop`,
        discovery: `${base}/discovery`,
        "discovery-properties": `${base}/discovery?view=properties`,
        "discovery-missing": `${base}/discovery?view=missing`,
        "discovery-silent": `${base}/discovery?view=silent`,
        "discovery-audit": `${base}/discovery/audit`,
        "discovery-event": `${base}/discovery/event?type=track&name=Order%20Completed`,
        health: `${base}/health`,
        acceptance: `${base}/acceptance`,
        "acceptance-new": `${base}/acceptance/new`,
        "acceptance-verify": `${base}/acceptance/verify`,
        "acceptance-run": `${base}${full.acceptance}`,
        replays: `${base}/replays`,
        "replay-new": `${base}/replays/new`,
        replay: `${base}${full.replay}`,
        live: `${base}/live`,
        alerts: `${base}/alerts`,
        "alert-new": `${base}/alerts/new?kind=drop`,
        alert: `${base}${full.alert}`,
        violations: `${base}/violations`,
        violation: `${base}${full.violation}`,
        people: `${base}/people`,
        "people-nobody": `${base}/people?search=nobody`,
        person: `${base}${full.person}`,
        cohorts: `${base}/cohorts`,
        "cohort-new": `${base}/cohorts/new`,
        cohort: `${base}${full.cohort}`,
        reports: `${base}/reports`,
        "report-new": `${base}/reports/new?kind=funnel`,
        "report-metric": `${base}${full.reports[0]}`,
        "report-funnel": `${base}${full.reports[1]}`,
        "report-retention": `${base}${full.reports[2]}`,
        "report-active": `${base}${full.reports[3]}`,
      });
    });

    test(`settings, documentation and the way out (${language})`, async ({ page }) => {
      const base = `/${full.slug}/settings`;
      await inspectAll(page, language, {
        "settings-project": base,
        "settings-workspace": `${base}/workspace`,
        "settings-members": `${base}/members`,
        "settings-teams": `${base}/teams`,
        "settings-reviews": `${base}/reviews`,
        "settings-tokens": `${base}/tokens`,
        "settings-webhooks": `${base}/webhooks`,
        "settings-webhook": `/${full.slug}${full.webhook}`,
        "settings-destinations": `${base}/destinations`,
        "settings-destination": `/${full.slug}${full.destination}`,
        "settings-privacy": `${base}/privacy`,
        "settings-receipt": `/${full.slug}${full.receipt}`,
        "settings-notifications": `${base}/notifications`,
        notifications: `/${full.slug}/notifications`,
        "settings-account": `${base}/account`,
        "settings-audit": `${base}/audit`,
        docs: "/docs",
        "docs-page": "/docs/analysis-rules",
        "docs-api": "/docs/api",
        "sign-out": "/sign-out",
      });
    });

    test(`before anything is there (${language})`, async ({ page }) => {
      const base = `/${full.empty}`;
      await inspectWords(page, language, {
        "empty-overview": base,
        "empty-plan": `${base}/plan`,
        "empty-bundles": `${base}/plan/bundles`,
        "empty-decisions": `${base}/plan/decisions`,
        "empty-metrics": `${base}/plan/metrics`,
        "empty-groups": `${base}/plan/groups`,
        "empty-user-properties": `${base}/plan/user-properties`,
        "empty-findings": `${base}/plan/findings`,
        "empty-branches": `${base}/plan/branches`,
        "empty-versions": `${base}/versions`,
        "empty-sources": `${base}/sources`,
        "empty-discovery": `${base}/discovery`,
        "empty-health": `${base}/health`,
        "empty-live": `${base}/live`,
        "empty-alerts": `${base}/alerts`,
        "empty-violations": `${base}/violations`,
        "empty-people": `${base}/people`,
        "empty-cohorts": `${base}/cohorts`,
        "empty-cohort-new": `${base}/cohorts/new`,
        "empty-reports": `${base}/reports`,
        "empty-tokens": `${base}/settings/tokens`,
      });
    });

    test(`for whoever is not signed in (${language})`, async ({ page }) => {
      const stranger = await openAs(page, undefined, themeOf(language));
      await inspectAll(stranger, language, {
        "sign-in": "/sign-in",
        "forgotten-password": "/forgotten-password",
        "sign-in-link-used": "/sign-in?link=used",
        "invitation-gone": "/invitation/no-such-invitation",
        "reset-gone": "/reset/no-such-link",
      });
      const link = new URL(await invite(page, `invited.${language}.${Date.now()}@atelier.example`, "viewer")).pathname;
      await inspectAll(stranger, language, { invitation: link.replace(/^\/en/, "") });
      await stranger.goto(`/${language}/sign-in`);
      await stranger.locator("button[type=submit]").click();
      await expect(stranger.locator("[aria-invalid]")).toHaveCount(2);
      await inspect(stranger, `${language}-sign-in-refused`);
      await stranger.context().close();
    });

    test.describe("nothing there", () => {
      test.use({ expectedComplaints: [/status of 404/] });
      test(`an address without a page (${language})`, async ({ page }) => {
        await inspectAll(page, language, {
          "missing-project": "/no-such-project/plan",
          "missing-page": `/${full.slug}/no-such-page`,
          "missing-person": `/${full.slug}/people/999999999`,
          "missing-violation": `/${full.slug}/violations/${"0".repeat(64)}`,
        });
        // What streams has answered before it is looked up: these are looked up first.
        for (const path of [`/people/999999999`, `/violations/${"0".repeat(64)}`]) {
          const answer = await page.request.get(`/${language}/${full.slug}${path}`);
          expect(answer.status(), path).toBe(404);
        }
        await page.goto(`/${language}/no-such-project`);
        await expect(page.getByRole("banner").getByRole("button", { name: OWNER.name })).toBeVisible();
      });
    });
  });
}

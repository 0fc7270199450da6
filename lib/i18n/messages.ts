/** Texts of the interface and the command line, by language and area: ICU messages, the same keys in both languages. */

import type { Language } from "../plan/plan.ts";
import enAcceptance from "./messages/en/acceptance.json" with { type: "json" };
import enAccess from "./messages/en/access.json" with { type: "json" };
import enAlert from "./messages/en/alert.json" with { type: "json" };
import enAnalysis from "./messages/en/analysis.json" with { type: "json" };
import enArchive from "./messages/en/archive.json" with { type: "json" };
import enAudit from "./messages/en/audit.json" with { type: "json" };
import enBacktest from "./messages/en/backtest.json" with { type: "json" };
import enCli from "./messages/en/cli.json" with { type: "json" };
import enCode from "./messages/en/code.json" with { type: "json" };
import enCodeStatus from "./messages/en/code-status.json" with { type: "json" };
import enCohort from "./messages/en/cohort.json" with { type: "json" };
import enComment from "./messages/en/comment.json" with { type: "json" };
import enCoverage from "./messages/en/coverage.json" with { type: "json" };
import enData from "./messages/en/data.json" with { type: "json" };
import enDemo from "./messages/en/demo.json" with { type: "json" };
import enDestination from "./messages/en/destination.json" with { type: "json" };
import enDiscovery from "./messages/en/discovery.json" with { type: "json" };
import enDocs from "./messages/en/docs.json" with { type: "json" };
import enDocument from "./messages/en/document.json" with { type: "json" };
import enGrid from "./messages/en/grid.json" with { type: "json" };
import enHouse from "./messages/en/house.json" with { type: "json" };
import enKpi from "./messages/en/kpi.json" with { type: "json" };
import enMail from "./messages/en/mail.json" with { type: "json" };
import enNotice from "./messages/en/notice.json" with { type: "json" };
import enNotify from "./messages/en/notify.json" with { type: "json" };
import enPalette from "./messages/en/palette.json" with { type: "json" };
import enPeople from "./messages/en/people.json" with { type: "json" };
import enPlan from "./messages/en/plan.json" with { type: "json" };
import enPrivacy from "./messages/en/privacy.json" with { type: "json" };
import enRegister from "./messages/en/register.json" with { type: "json" };
import enReplay from "./messages/en/replay.json" with { type: "json" };
import enReport from "./messages/en/report.json" with { type: "json" };
import enReview from "./messages/en/review.json" with { type: "json" };
import enScore from "./messages/en/score.json" with { type: "json" };
import enSettings from "./messages/en/settings.json" with { type: "json" };
import enShell from "./messages/en/shell.json" with { type: "json" };
import enSource from "./messages/en/source.json" with { type: "json" };
import enTemplate from "./messages/en/template.json" with { type: "json" };
import enTransfer from "./messages/en/transfer.json" with { type: "json" };
import enViolation from "./messages/en/violation.json" with { type: "json" };
import enWebhook from "./messages/en/webhook.json" with { type: "json" };
import enWorkshop from "./messages/en/workshop.json" with { type: "json" };
import frAcceptance from "./messages/fr/acceptance.json" with { type: "json" };
import frAccess from "./messages/fr/access.json" with { type: "json" };
import frAlert from "./messages/fr/alert.json" with { type: "json" };
import frAnalysis from "./messages/fr/analysis.json" with { type: "json" };
import frArchive from "./messages/fr/archive.json" with { type: "json" };
import frAudit from "./messages/fr/audit.json" with { type: "json" };
import frBacktest from "./messages/fr/backtest.json" with { type: "json" };
import frCli from "./messages/fr/cli.json" with { type: "json" };
import frCode from "./messages/fr/code.json" with { type: "json" };
import frCodeStatus from "./messages/fr/code-status.json" with { type: "json" };
import frCohort from "./messages/fr/cohort.json" with { type: "json" };
import frComment from "./messages/fr/comment.json" with { type: "json" };
import frCoverage from "./messages/fr/coverage.json" with { type: "json" };
import frData from "./messages/fr/data.json" with { type: "json" };
import frDemo from "./messages/fr/demo.json" with { type: "json" };
import frDestination from "./messages/fr/destination.json" with { type: "json" };
import frDiscovery from "./messages/fr/discovery.json" with { type: "json" };
import frDocs from "./messages/fr/docs.json" with { type: "json" };
import frDocument from "./messages/fr/document.json" with { type: "json" };
import frGrid from "./messages/fr/grid.json" with { type: "json" };
import frHouse from "./messages/fr/house.json" with { type: "json" };
import frKpi from "./messages/fr/kpi.json" with { type: "json" };
import frMail from "./messages/fr/mail.json" with { type: "json" };
import frNotice from "./messages/fr/notice.json" with { type: "json" };
import frNotify from "./messages/fr/notify.json" with { type: "json" };
import frPalette from "./messages/fr/palette.json" with { type: "json" };
import frPeople from "./messages/fr/people.json" with { type: "json" };
import frPlan from "./messages/fr/plan.json" with { type: "json" };
import frPrivacy from "./messages/fr/privacy.json" with { type: "json" };
import frRegister from "./messages/fr/register.json" with { type: "json" };
import frReplay from "./messages/fr/replay.json" with { type: "json" };
import frReport from "./messages/fr/report.json" with { type: "json" };
import frReview from "./messages/fr/review.json" with { type: "json" };
import frScore from "./messages/fr/score.json" with { type: "json" };
import frSettings from "./messages/fr/settings.json" with { type: "json" };
import frShell from "./messages/fr/shell.json" with { type: "json" };
import frSource from "./messages/fr/source.json" with { type: "json" };
import frTemplate from "./messages/fr/template.json" with { type: "json" };
import frTransfer from "./messages/fr/transfer.json" with { type: "json" };
import frViolation from "./messages/fr/violation.json" with { type: "json" };
import frWebhook from "./messages/fr/webhook.json" with { type: "json" };
import frWorkshop from "./messages/fr/workshop.json" with { type: "json" };

export const MESSAGES = {
  en: {
    shell: enShell,
    acceptance: enAcceptance,
    access: enAccess,
    plan: enPlan,
    grid: enGrid,
    source: enSource,
    template: enTemplate,
    transfer: enTransfer,
    violation: enViolation,
    workshop: enWorkshop,
    palette: enPalette,
    people: enPeople,
    privacy: enPrivacy,
    code: enCode,
    cohort: enCohort,
    register: enRegister,
    replay: enReplay,
    report: enReport,
    review: enReview,
    comment: enComment,
    notify: enNotify,
    webhook: enWebhook,
    notice: enNotice,
    score: enScore,
    settings: enSettings,
    discovery: enDiscovery,
    docs: enDocs,
    alert: enAlert,
    analysis: enAnalysis,
    archive: enArchive,
    audit: enAudit,
    backtest: enBacktest,
    cli: enCli,
    codeStatus: enCodeStatus,
    coverage: enCoverage,
    data: enData,
    demo: enDemo,
    destination: enDestination,
    document: enDocument,
    house: enHouse,
    kpi: enKpi,
    mail: enMail,
  },
  fr: {
    shell: frShell,
    acceptance: frAcceptance,
    access: frAccess,
    plan: frPlan,
    grid: frGrid,
    source: frSource,
    template: frTemplate,
    transfer: frTransfer,
    violation: frViolation,
    workshop: frWorkshop,
    palette: frPalette,
    people: frPeople,
    privacy: frPrivacy,
    code: frCode,
    cohort: frCohort,
    register: frRegister,
    replay: frReplay,
    report: frReport,
    review: frReview,
    comment: frComment,
    notify: frNotify,
    webhook: frWebhook,
    notice: frNotice,
    score: frScore,
    settings: frSettings,
    discovery: frDiscovery,
    docs: frDocs,
    alert: frAlert,
    analysis: frAnalysis,
    archive: frArchive,
    audit: frAudit,
    backtest: frBacktest,
    cli: frCli,
    codeStatus: frCodeStatus,
    coverage: frCoverage,
    data: frData,
    demo: frDemo,
    destination: frDestination,
    document: frDocument,
    house: frHouse,
    kpi: frKpi,
    mail: frMail,
  },
} as const satisfies Record<Language, object>;

export type MessageArea = keyof (typeof MESSAGES)["en"];

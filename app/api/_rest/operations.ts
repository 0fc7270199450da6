/** Every operation of the API by address: what openapi.json lists. A test compares it with the route files. */

import * as projectAcceptanceRule from "../v1/projects/[project]/acceptance-rule/route.ts";
import * as projectAcceptanceRunsRunAside from "../v1/projects/[project]/acceptance-runs/[run]/aside/route.ts";
import * as projectAcceptanceRunsRunCancel from "../v1/projects/[project]/acceptance-runs/[run]/cancel/route.ts";
import * as projectAcceptanceRunsRunFile from "../v1/projects/[project]/acceptance-runs/[run]/file/route.ts";
import * as projectAcceptanceRunsRunPair from "../v1/projects/[project]/acceptance-runs/[run]/pair/route.ts";
import * as projectAcceptanceRunsRunPause from "../v1/projects/[project]/acceptance-runs/[run]/pause/route.ts";
import * as projectAcceptanceRunsRunResume from "../v1/projects/[project]/acceptance-runs/[run]/resume/route.ts";
import * as projectAcceptanceRunsOne from "../v1/projects/[project]/acceptance-runs/[run]/route.ts";
import * as projectAcceptanceRunsRunSample from "../v1/projects/[project]/acceptance-runs/[run]/samples/[uid]/route.ts";
import * as projectAcceptanceRunsRunSign from "../v1/projects/[project]/acceptance-runs/[run]/sign/route.ts";
import * as projectAcceptanceRunsKey from "../v1/projects/[project]/acceptance-runs/key/route.ts";
import * as projectAcceptanceRuns from "../v1/projects/[project]/acceptance-runs/route.ts";
import * as projectAcceptanceRunsVerify from "../v1/projects/[project]/acceptance-runs/verify/route.ts";
import * as projectAlertsAlertCheck from "../v1/projects/[project]/alerts/[alert]/check/route.ts";
import * as projectAlertsAlertFirings from "../v1/projects/[project]/alerts/[alert]/firings/route.ts";
import * as projectAlertsOne from "../v1/projects/[project]/alerts/[alert]/route.ts";
import * as projectAlertsAlertTest from "../v1/projects/[project]/alerts/[alert]/test/route.ts";
import * as projectAlerts from "../v1/projects/[project]/alerts/route.ts";
import * as projectAlertsSuggestion from "../v1/projects/[project]/alerts/suggestion/route.ts";
import * as projectAudit from "../v1/projects/[project]/audit/route.ts";
import * as projectBacktestsBacktestCancel from "../v1/projects/[project]/backtests/[backtest]/cancel/route.ts";
import * as projectBacktestsOne from "../v1/projects/[project]/backtests/[backtest]/route.ts";
import * as projectBranchesBranchActivity from "../v1/projects/[project]/branches/[branch]/activity/route.ts";
import * as projectBranchesBranchBacktests from "../v1/projects/[project]/branches/[branch]/backtests/route.ts";
import * as projectBranchesBranchClose from "../v1/projects/[project]/branches/[branch]/close/route.ts";
import * as projectBranchesBranchComments from "../v1/projects/[project]/branches/[branch]/comments/route.ts";
import * as projectBranchesBranchDiff from "../v1/projects/[project]/branches/[branch]/diff/route.ts";
import * as projectBranchesBranchEditsUndo from "../v1/projects/[project]/branches/[branch]/edits/[revision]/undo/route.ts";
import * as projectBranchesBranchEditsPreview from "../v1/projects/[project]/branches/[branch]/edits/preview/route.ts";
import * as projectBranchesBranchEdits from "../v1/projects/[project]/branches/[branch]/edits/route.ts";
import * as projectBranchesBranchMerge from "../v1/projects/[project]/branches/[branch]/merge/route.ts";
import * as projectBranchesBranchNewEvent from "../v1/projects/[project]/branches/[branch]/new-event/route.ts";
import * as projectBranchesBranchRebase from "../v1/projects/[project]/branches/[branch]/rebase/route.ts";
import * as projectBranchesBranchReopen from "../v1/projects/[project]/branches/[branch]/reopen/route.ts";
import * as projectBranchesBranchReview from "../v1/projects/[project]/branches/[branch]/review/route.ts";
import * as projectBranches from "../v1/projects/[project]/branches/route.ts";
import * as projectCodeMatrix from "../v1/projects/[project]/code-matrix/route.ts";
import * as projectCodeRunsPlaces from "../v1/projects/[project]/code-runs/places/route.ts";
import * as projectCodeRuns from "../v1/projects/[project]/code-runs/route.ts";
import * as projectCohortTemplates from "../v1/projects/[project]/cohort-templates/route.ts";
import * as projectCohortsCohortMembers from "../v1/projects/[project]/cohorts/[cohort]/members/route.ts";
import * as projectCohortsOne from "../v1/projects/[project]/cohorts/[cohort]/route.ts";
import * as projectCohortsCohortUses from "../v1/projects/[project]/cohorts/[cohort]/uses/route.ts";
import * as projectCohorts from "../v1/projects/[project]/cohorts/route.ts";
import * as projectCoverage from "../v1/projects/[project]/coverage/route.ts";
import * as projectDestinationsBackfill from "../v1/projects/[project]/destinations/[destination]/backfills/[backfill]/route.ts";
import * as projectDestinationsBackfills from "../v1/projects/[project]/destinations/[destination]/backfills/route.ts";
import * as projectDestinationsDead from "../v1/projects/[project]/destinations/[destination]/dead/route.ts";
import * as projectDestinationsOne from "../v1/projects/[project]/destinations/[destination]/route.ts";
import * as projectDestinations from "../v1/projects/[project]/destinations/route.ts";
import * as projectDiff from "../v1/projects/[project]/diff/route.ts";
import * as projectDiscoveryAudit from "../v1/projects/[project]/discovery/audit/route.ts";
import * as projectDiscoveryBranch from "../v1/projects/[project]/discovery/branch/route.ts";
import * as projectDiscoveryEvent from "../v1/projects/[project]/discovery/event/route.ts";
import * as projectDiscoveryProperties from "../v1/projects/[project]/discovery/properties/route.ts";
import * as projectDiscovery from "../v1/projects/[project]/discovery/route.ts";
import * as projectDocument from "../v1/projects/[project]/document/route.ts";
import * as projectErasuresOne from "../v1/projects/[project]/erasures/[erasure]/route.ts";
import * as projectErasuresPreview from "../v1/projects/[project]/erasures/preview/route.ts";
import * as projectErasures from "../v1/projects/[project]/erasures/route.ts";
import * as projectEvents from "../v1/projects/[project]/events/route.ts";
import * as projectEventsTry from "../v1/projects/[project]/events/try/route.ts";
import * as projectExport from "../v1/projects/[project]/export/route.ts";
import * as projectFindings from "../v1/projects/[project]/findings/route.ts";
import * as projectGenerate from "../v1/projects/[project]/generate/route.ts";
import * as projectHealth from "../v1/projects/[project]/health/route.ts";
import * as projectHouseTemplateCohorts from "../v1/projects/[project]/house-templates/[template]/cohorts/route.ts";
import * as projectHouseTemplateFile from "../v1/projects/[project]/house-templates/[template]/file/route.ts";
import * as projectHouseTemplateOffer from "../v1/projects/[project]/house-templates/[template]/offer/route.ts";
import * as projectHouseTemplatesOne from "../v1/projects/[project]/house-templates/[template]/route.ts";
import * as projectHouseTemplatesFile from "../v1/projects/[project]/house-templates/file/route.ts";
import * as projectHouseTemplates from "../v1/projects/[project]/house-templates/route.ts";
import * as projectImagesOne from "../v1/projects/[project]/images/[image]/route.ts";
import * as projectImages from "../v1/projects/[project]/images/route.ts";
import * as projectImportMapping from "../v1/projects/[project]/import/mapping/route.ts";
import * as projectImportRead from "../v1/projects/[project]/import/read/route.ts";
import * as projectImport from "../v1/projects/[project]/import/route.ts";
import * as projectManagedFrom from "../v1/projects/[project]/managed-from/route.ts";
import * as projectNotice from "../v1/projects/[project]/notice/route.ts";
import * as projectPeopleOne from "../v1/projects/[project]/people/[person]/route.ts";
import * as projectPeople from "../v1/projects/[project]/people/route.ts";
import * as projectPlanEventCode from "../v1/projects/[project]/plan/events/[event]/code/route.ts";
import * as projectPlanEvidence from "../v1/projects/[project]/plan/evidence/route.ts";
import * as projectPlan from "../v1/projects/[project]/plan/route.ts";
import * as projectQuery from "../v1/projects/[project]/query/route.ts";
import * as projectRegisterFile from "../v1/projects/[project]/register/file/route.ts";
import * as projectRegister from "../v1/projects/[project]/register/route.ts";
import * as projectReleases from "../v1/projects/[project]/releases/route.ts";
import * as projectReplaysCancel from "../v1/projects/[project]/replays/[replay]/cancel/route.ts";
import * as projectReplaysOne from "../v1/projects/[project]/replays/[replay]/route.ts";
import * as projectReplays from "../v1/projects/[project]/replays/route.ts";
import * as projectReportsOne from "../v1/projects/[project]/reports/[report]/route.ts";
import * as projectReports from "../v1/projects/[project]/reports/route.ts";
import * as projectReviewRules from "../v1/projects/[project]/review-rules/route.ts";
import * as project from "../v1/projects/[project]/route.ts";
import * as projectRowMappingsApprove from "../v1/projects/[project]/row-mappings/[mapping]/approve/route.ts";
import * as projectRowMappingsOne from "../v1/projects/[project]/row-mappings/[mapping]/route.ts";
import * as projectRowMappings from "../v1/projects/[project]/row-mappings/route.ts";
import * as projectSchemas from "../v1/projects/[project]/schemas/route.ts";
import * as projectSearch from "../v1/projects/[project]/search/route.ts";
import * as projectShareLinksOne from "../v1/projects/[project]/share-links/[link]/route.ts";
import * as projectShareLinks from "../v1/projects/[project]/share-links/route.ts";
import * as projectSourcesSourceArchive from "../v1/projects/[project]/sources/[source]/archive/route.ts";
import * as projectSourcesSourceBrief from "../v1/projects/[project]/sources/[source]/brief/route.ts";
import * as projectSourcesSourceDryRun from "../v1/projects/[project]/sources/[source]/dry-run/route.ts";
import * as projectSourcesSourceRestore from "../v1/projects/[project]/sources/[source]/restore/route.ts";
import * as projectSourcesOne from "../v1/projects/[project]/sources/[source]/route.ts";
import * as projectSourcesSourceWriteKeysOne from "../v1/projects/[project]/sources/[source]/write-keys/[key]/route.ts";
import * as projectSourcesSourceWriteKeys from "../v1/projects/[project]/sources/[source]/write-keys/route.ts";
import * as projectSources from "../v1/projects/[project]/sources/route.ts";
import * as projectTemplatesOne from "../v1/projects/[project]/templates/[template]/route.ts";
import * as projectTemplates from "../v1/projects/[project]/templates/route.ts";
import * as projectThreadsThreadComments from "../v1/projects/[project]/threads/[thread]/comments/route.ts";
import * as projectThreadsOne from "../v1/projects/[project]/threads/[thread]/route.ts";
import * as projectTokensOne from "../v1/projects/[project]/tokens/[token]/route.ts";
import * as projectTokens from "../v1/projects/[project]/tokens/route.ts";
import * as projectVersionsOne from "../v1/projects/[project]/versions/[version]/route.ts";
import * as projectVersions from "../v1/projects/[project]/versions/route.ts";
import * as projectViewsOne from "../v1/projects/[project]/views/[view]/route.ts";
import * as projectViews from "../v1/projects/[project]/views/route.ts";
import * as projectViolationsFingerprintRelease from "../v1/projects/[project]/violations/[fingerprint]/release/route.ts";
import * as projectViolationsFingerprintRemedy from "../v1/projects/[project]/violations/[fingerprint]/remedy/route.ts";
import * as projectViolationsOne from "../v1/projects/[project]/violations/[fingerprint]/route.ts";
import * as projectViolationsFingerprintState from "../v1/projects/[project]/violations/[fingerprint]/state/route.ts";
import * as projectViolationsDecisions from "../v1/projects/[project]/violations/decisions/route.ts";
import * as projectViolations from "../v1/projects/[project]/violations/route.ts";
import * as projectWebhooksWebhookDeliveries from "../v1/projects/[project]/webhooks/[webhook]/deliveries/route.ts";
import * as projectWebhooksOne from "../v1/projects/[project]/webhooks/[webhook]/route.ts";
import * as projectWebhooksWebhookSecret from "../v1/projects/[project]/webhooks/[webhook]/secret/route.ts";
import * as projectWebhooksWebhookTest from "../v1/projects/[project]/webhooks/[webhook]/test/route.ts";
import * as projectWebhooks from "../v1/projects/[project]/webhooks/route.ts";
import * as projectWorkshopsWorkshopMinutes from "../v1/projects/[project]/workshops/[workshop]/minutes/route.ts";
import * as projectWorkshopsOne from "../v1/projects/[project]/workshops/[workshop]/route.ts";
import * as projectWorkshops from "../v1/projects/[project]/workshops/route.ts";
import * as projects from "../v1/projects/route.ts";
import * as workspaceAudit from "../v1/workspaces/[workspace]/audit/route.ts";
import * as workspaceInvitationsOne from "../v1/workspaces/[workspace]/invitations/[invitation]/route.ts";
import * as workspaceInvitations from "../v1/workspaces/[workspace]/invitations/route.ts";
import * as workspaceMembersPersonDisable from "../v1/workspaces/[workspace]/members/[person]/disable/route.ts";
import * as workspaceMembersPersonEnable from "../v1/workspaces/[workspace]/members/[person]/enable/route.ts";
import * as workspaceMembersPersonResetLink from "../v1/workspaces/[workspace]/members/[person]/reset-link/route.ts";
import * as workspaceMembersOne from "../v1/workspaces/[workspace]/members/[person]/route.ts";
import * as workspaceMembers from "../v1/workspaces/[workspace]/members/route.ts";
import * as workspaceProjects from "../v1/workspaces/[workspace]/projects/route.ts";
import * as workspace from "../v1/workspaces/[workspace]/route.ts";
import * as workspaceTeamsTeamPeopleOne from "../v1/workspaces/[workspace]/teams/[team]/people/[person]/route.ts";
import * as workspaceTeamsOne from "../v1/workspaces/[workspace]/teams/[team]/route.ts";
import * as workspaceTeams from "../v1/workspaces/[workspace]/teams/route.ts";
import type { RouteHandler } from "./operation.ts";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];
type RouteModule = { readonly [M in Method]?: RouteHandler };

export interface ListedOperation {
  readonly method: Method;
  /** With `{name}` for path parameters. */
  readonly path: string;
  readonly handler: RouteHandler;
}

const PROJECT = "/api/v1/projects/{project}";
const WORKSPACE = "/api/v1/workspaces/{workspace}";

const ROUTES: Readonly<Record<string, RouteModule>> = {
  "/api/v1/projects": projects,
  [PROJECT]: project,
  [`${PROJECT}/acceptance-rule`]: projectAcceptanceRule,
  [`${PROJECT}/acceptance-runs/{run}/aside`]: projectAcceptanceRunsRunAside,
  [`${PROJECT}/acceptance-runs/{run}/cancel`]: projectAcceptanceRunsRunCancel,
  [`${PROJECT}/acceptance-runs/{run}/file`]: projectAcceptanceRunsRunFile,
  [`${PROJECT}/acceptance-runs/{run}/pair`]: projectAcceptanceRunsRunPair,
  [`${PROJECT}/acceptance-runs/{run}/pause`]: projectAcceptanceRunsRunPause,
  [`${PROJECT}/acceptance-runs/{run}/resume`]: projectAcceptanceRunsRunResume,
  [`${PROJECT}/acceptance-runs/{run}`]: projectAcceptanceRunsOne,
  [`${PROJECT}/acceptance-runs/{run}/samples/{uid}`]: projectAcceptanceRunsRunSample,
  [`${PROJECT}/acceptance-runs/{run}/sign`]: projectAcceptanceRunsRunSign,
  [`${PROJECT}/acceptance-runs/key`]: projectAcceptanceRunsKey,
  [`${PROJECT}/acceptance-runs`]: projectAcceptanceRuns,
  [`${PROJECT}/acceptance-runs/verify`]: projectAcceptanceRunsVerify,
  [`${PROJECT}/audit`]: projectAudit,
  [`${PROJECT}/branches`]: projectBranches,
  [`${PROJECT}/backtests/{backtest}`]: projectBacktestsOne,
  [`${PROJECT}/backtests/{backtest}/cancel`]: projectBacktestsBacktestCancel,
  [`${PROJECT}/branches/{branch}/backtests`]: projectBranchesBranchBacktests,
  [`${PROJECT}/branches/{branch}/close`]: projectBranchesBranchClose,
  [`${PROJECT}/branches/{branch}/diff`]: projectBranchesBranchDiff,
  [`${PROJECT}/branches/{branch}/edits`]: projectBranchesBranchEdits,
  [`${PROJECT}/branches/{branch}/edits/{revision}/undo`]: projectBranchesBranchEditsUndo,
  [`${PROJECT}/alerts`]: projectAlerts,
  [`${PROJECT}/alerts/suggestion`]: projectAlertsSuggestion,
  [`${PROJECT}/alerts/{alert}`]: projectAlertsOne,
  [`${PROJECT}/alerts/{alert}/check`]: projectAlertsAlertCheck,
  [`${PROJECT}/alerts/{alert}/firings`]: projectAlertsAlertFirings,
  [`${PROJECT}/alerts/{alert}/test`]: projectAlertsAlertTest,
  [`${PROJECT}/destinations`]: projectDestinations,
  [`${PROJECT}/destinations/{destination}`]: projectDestinationsOne,
  [`${PROJECT}/destinations/{destination}/dead`]: projectDestinationsDead,
  [`${PROJECT}/destinations/{destination}/backfills`]: projectDestinationsBackfills,
  [`${PROJECT}/destinations/{destination}/backfills/{backfill}`]: projectDestinationsBackfill,
  [`${PROJECT}/webhooks`]: projectWebhooks,
  [`${PROJECT}/webhooks/{webhook}`]: projectWebhooksOne,
  [`${PROJECT}/webhooks/{webhook}/deliveries`]: projectWebhooksWebhookDeliveries,
  [`${PROJECT}/webhooks/{webhook}/secret`]: projectWebhooksWebhookSecret,
  [`${PROJECT}/webhooks/{webhook}/test`]: projectWebhooksWebhookTest,
  [`${PROJECT}/views`]: projectViews,
  [`${PROJECT}/views/{view}`]: projectViewsOne,
  [`${PROJECT}/branches/{branch}/merge`]: projectBranchesBranchMerge,
  [`${PROJECT}/code-matrix`]: projectCodeMatrix,
  [`${PROJECT}/code-runs`]: projectCodeRuns,
  [`${PROJECT}/code-runs/places`]: projectCodeRunsPlaces,
  [`${PROJECT}/cohort-templates`]: projectCohortTemplates,
  [`${PROJECT}/cohorts`]: projectCohorts,
  [`${PROJECT}/cohorts/{cohort}`]: projectCohortsOne,
  [`${PROJECT}/cohorts/{cohort}/members`]: projectCohortsCohortMembers,
  [`${PROJECT}/coverage`]: projectCoverage,
  [`${PROJECT}/diff`]: projectDiff,
  [`${PROJECT}/discovery/audit`]: projectDiscoveryAudit,
  [`${PROJECT}/discovery/branch`]: projectDiscoveryBranch,
  [`${PROJECT}/discovery/event`]: projectDiscoveryEvent,
  [`${PROJECT}/discovery/properties`]: projectDiscoveryProperties,
  [`${PROJECT}/discovery`]: projectDiscovery,
  [`${PROJECT}/document`]: projectDocument,
  [`${PROJECT}/share-links`]: projectShareLinks,
  [`${PROJECT}/share-links/{link}`]: projectShareLinksOne,
  [`${PROJECT}/sources/{source}/brief`]: projectSourcesSourceBrief,
  [`${PROJECT}/events/try`]: projectEventsTry,
  [`${PROJECT}/events`]: projectEvents,
  [`${PROJECT}/export`]: projectExport,
  [`${PROJECT}/findings`]: projectFindings,
  [`${PROJECT}/generate`]: projectGenerate,
  [`${PROJECT}/health`]: projectHealth,
  [`${PROJECT}/images`]: projectImages,
  [`${PROJECT}/images/{image}`]: projectImagesOne,
  [`${PROJECT}/import`]: projectImport,
  [`${PROJECT}/import/read`]: projectImportRead,
  [`${PROJECT}/erasures`]: projectErasures,
  [`${PROJECT}/erasures/preview`]: projectErasuresPreview,
  [`${PROJECT}/erasures/{erasure}`]: projectErasuresOne,
  [`${PROJECT}/people`]: projectPeople,
  [`${PROJECT}/people/{person}`]: projectPeopleOne,
  [`${PROJECT}/plan`]: projectPlan,
  [`${PROJECT}/plan/evidence`]: projectPlanEvidence,
  [`${PROJECT}/query`]: projectQuery,
  [`${PROJECT}/notice`]: projectNotice,
  [`${PROJECT}/register`]: projectRegister,
  [`${PROJECT}/register/file`]: projectRegisterFile,
  [`${PROJECT}/releases`]: projectReleases,
  [`${PROJECT}/replays`]: projectReplays,
  [`${PROJECT}/replays/{replay}`]: projectReplaysOne,
  [`${PROJECT}/replays/{replay}/cancel`]: projectReplaysCancel,
  [`${PROJECT}/reports`]: projectReports,
  [`${PROJECT}/reports/{report}`]: projectReportsOne,
  [`${PROJECT}/schemas`]: projectSchemas,
  [`${PROJECT}/sources`]: projectSources,
  [`${PROJECT}/sources/{source}`]: projectSourcesOne,
  [`${PROJECT}/sources/{source}/dry-run`]: projectSourcesSourceDryRun,
  [`${PROJECT}/sources/{source}/archive`]: projectSourcesSourceArchive,
  [`${PROJECT}/sources/{source}/restore`]: projectSourcesSourceRestore,
  [`${PROJECT}/sources/{source}/write-keys`]: projectSourcesSourceWriteKeys,
  [`${PROJECT}/sources/{source}/write-keys/{key}`]: projectSourcesSourceWriteKeysOne,
  [`${PROJECT}/house-templates`]: projectHouseTemplates,
  [`${PROJECT}/house-templates/file`]: projectHouseTemplatesFile,
  [`${PROJECT}/house-templates/{template}`]: projectHouseTemplatesOne,
  [`${PROJECT}/house-templates/{template}/file`]: projectHouseTemplateFile,
  [`${PROJECT}/house-templates/{template}/offer`]: projectHouseTemplateOffer,
  [`${PROJECT}/house-templates/{template}/cohorts`]: projectHouseTemplateCohorts,
  [`${PROJECT}/templates`]: projectTemplates,
  [`${PROJECT}/row-mappings/{mapping}/approve`]: projectRowMappingsApprove,
  [`${PROJECT}/row-mappings/{mapping}`]: projectRowMappingsOne,
  [`${PROJECT}/row-mappings`]: projectRowMappings,
  [`${PROJECT}/templates/{template}`]: projectTemplatesOne,
  [`${PROJECT}/tokens`]: projectTokens,
  [`${PROJECT}/tokens/{token}`]: projectTokensOne,
  [`${PROJECT}/versions`]: projectVersions,
  [`${PROJECT}/versions/{version}`]: projectVersionsOne,
  [`${PROJECT}/violations`]: projectViolations,
  [`${PROJECT}/violations/decisions`]: projectViolationsDecisions,
  [`${PROJECT}/violations/{fingerprint}`]: projectViolationsOne,
  [`${PROJECT}/violations/{fingerprint}/release`]: projectViolationsFingerprintRelease,
  [`${PROJECT}/violations/{fingerprint}/remedy`]: projectViolationsFingerprintRemedy,
  [`${PROJECT}/violations/{fingerprint}/state`]: projectViolationsFingerprintState,
  [`${PROJECT}/branches/{branch}/edits/preview`]: projectBranchesBranchEditsPreview,
  [`${PROJECT}/branches/{branch}/new-event`]: projectBranchesBranchNewEvent,
  [`${PROJECT}/plan/events/{event}/code`]: projectPlanEventCode,
  [`${PROJECT}/search`]: projectSearch,
  [`${PROJECT}/cohorts/{cohort}/uses`]: projectCohortsCohortUses,
  [`${PROJECT}/import/mapping`]: projectImportMapping,
  [`${PROJECT}/branches/{branch}/activity`]: projectBranchesBranchActivity,
  [`${PROJECT}/branches/{branch}/comments`]: projectBranchesBranchComments,
  [`${PROJECT}/branches/{branch}/rebase`]: projectBranchesBranchRebase,
  [`${PROJECT}/branches/{branch}/reopen`]: projectBranchesBranchReopen,
  [`${PROJECT}/branches/{branch}/review`]: projectBranchesBranchReview,
  [`${PROJECT}/managed-from`]: projectManagedFrom,
  [`${PROJECT}/review-rules`]: projectReviewRules,
  [`${PROJECT}/threads/{thread}`]: projectThreadsOne,
  [`${PROJECT}/threads/{thread}/comments`]: projectThreadsThreadComments,
  [`${PROJECT}/workshops`]: projectWorkshops,
  [`${PROJECT}/workshops/{workshop}`]: projectWorkshopsOne,
  [`${PROJECT}/workshops/{workshop}/minutes`]: projectWorkshopsWorkshopMinutes,
  [`${WORKSPACE}/teams`]: workspaceTeams,
  [`${WORKSPACE}/teams/{team}`]: workspaceTeamsOne,
  [`${WORKSPACE}/teams/{team}/people/{person}`]: workspaceTeamsTeamPeopleOne,
  [`${WORKSPACE}/members/{person}/reset-link`]: workspaceMembersPersonResetLink,
  [`${WORKSPACE}/members/{person}/disable`]: workspaceMembersPersonDisable,
  [`${WORKSPACE}/members/{person}/enable`]: workspaceMembersPersonEnable,
  [WORKSPACE]: workspace,
  [`${WORKSPACE}/audit`]: workspaceAudit,
  [`${WORKSPACE}/invitations`]: workspaceInvitations,
  [`${WORKSPACE}/invitations/{invitation}`]: workspaceInvitationsOne,
  [`${WORKSPACE}/members`]: workspaceMembers,
  [`${WORKSPACE}/members/{person}`]: workspaceMembersOne,
  [`${WORKSPACE}/projects`]: workspaceProjects,
};

export const OPERATIONS: readonly ListedOperation[] = Object.entries(ROUTES).flatMap(([path, routes]) =>
  METHODS.flatMap((method) => {
    const handler = routes[method];
    return handler ? [{ method, path, handler }] : [];
  }),
);

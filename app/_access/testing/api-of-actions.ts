/** What of the management API does the same as each server action, or why no token may do it. An action without a row fails. */

/** Operations by method and address below `/api/v1`; together they do what the action does. */
interface InApi {
  readonly by: readonly [string, ...string[]];
}

interface NotForTokens {
  /** One sentence; said in docs/en/api.md under "What only people do" as well. */
  readonly because: string;
}

const by = (...operations: readonly [string, ...string[]]): InApi => ({ by: operations });
const no = (because: string): NotForTokens => ({ because });

const AUTH = "[locale]/(auth)/actions.ts";
const SCREENS = "[locale]/(workspace)/[project]";
const PROJECT = "/projects/{project}";
const WORKSPACE = "/workspaces/{workspace}";
const MEMBER = `${WORKSPACE}/members/{person}`;
const BRANCH = `${PROJECT}/branches/{branch}`;
const SOURCE = `${PROJECT}/sources/{source}`;

const BROWSER = "It begins or ends a browser's session; a token is a credential of its own.";
const OWN_ACCOUNT = "It is about the account of the person who is signed in; a token has none.";

const TRANSFER = `${SCREENS}/settings/workspace/transfer-actions.ts`;
const IN_PERSON = "An owner hands a workspace over in person, to a person; a token never acts as an owner of it.";
const WORKSHOP = "People hold a workshop in a room; tokens read its minutes, and edit the branch that comes of it.";
const OWN_COMMENT = "Whoever wrote a comment mends it or takes it back; a token has its say and leaves it.";

export const API_OF_ACTIONS: Readonly<Record<string, InApi | NotForTokens>> = {
  [`${AUTH}#signInAction`]: no(BROWSER),
  [`${AUTH}#signOut`]: no(BROWSER),
  [`${AUTH}#setUpAction`]: no(
    "There is no token before it; GABARIT_BOOTSTRAP_TOKEN sets an installation up without hands.",
  ),
  [`${AUTH}#joinAsNewAction`]: no("Whoever was invited chooses a name and a password."),
  [`${AUTH}#joinAction`]: no("Whoever was invited accepts."),
  [`${AUTH}#forgottenAction`]: no("Whoever forgot a password asks for it; owners' tokens have reset links of members."),
  [`${AUTH}#resetAction`]: no("Whoever got the link chooses the password."),
  [`${SCREENS}/settings/account/actions.ts#updateProfileAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/settings/account/actions.ts#changePasswordAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/settings/account/actions.ts#endSessionAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/settings/account/actions.ts#endOtherSessionsAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/settings/account/actions.ts#endAllSessionsAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/settings/members/actions.ts#leaveAction`]: no(
    "A token is no member; it takes others out, and is revoked itself.",
  ),
  [`${TRANSFER}#offerTransferAction`]: no(IN_PERSON),
  [`${TRANSFER}#cancelTransferAction`]: no(IN_PERSON),
  [`${TRANSFER}#acceptTransferAction`]: no(IN_PERSON),
  [`${TRANSFER}#declineTransferAction`]: no(IN_PERSON),
  [`${SCREENS}/acceptance/actions.ts#startRunAction`]: by(`POST ${PROJECT}/acceptance-runs`),
  [`${SCREENS}/acceptance/actions.ts#loadRunAction`]: by(`GET ${PROJECT}/acceptance-runs/{run}`),
  [`${SCREENS}/acceptance/actions.ts#loadSampleAction`]: by(`GET ${PROJECT}/acceptance-runs/{run}/samples/{uid}`),
  [`${SCREENS}/acceptance/actions.ts#pairRunAction`]: by(`POST ${PROJECT}/acceptance-runs/{run}/pair`),
  [`${SCREENS}/acceptance/actions.ts#pauseRunAction`]: by(`POST ${PROJECT}/acceptance-runs/{run}/pause`),
  [`${SCREENS}/acceptance/actions.ts#resumeRunAction`]: by(`POST ${PROJECT}/acceptance-runs/{run}/resume`),
  [`${SCREENS}/acceptance/actions.ts#cancelRunAction`]: by(`POST ${PROJECT}/acceptance-runs/{run}/cancel`),
  [`${SCREENS}/acceptance/actions.ts#setAsideAction`]: by(`PUT ${PROJECT}/acceptance-runs/{run}/aside`),
  [`${SCREENS}/acceptance/actions.ts#signRunAction`]: by(`POST ${PROJECT}/acceptance-runs/{run}/sign`),
  [`${SCREENS}/acceptance/actions.ts#updateRuleAction`]: by(`PATCH ${PROJECT}/acceptance-rule`),
  [`${SCREENS}/acceptance/actions.ts#verifyResultAction`]: by(`POST ${PROJECT}/acceptance-runs/verify`),
  [`${SCREENS}/search-actions.ts#searchAction`]: by(`GET ${PROJECT}/search`),
  [`${SCREENS}/discovery/actions.ts#adoptAction`]: by(`POST ${PROJECT}/discovery/branch`),
  [`${SCREENS}/search-actions.ts#searchViolationsAction`]: by(`GET ${PROJECT}/violations`),
  [`${SCREENS}/people/actions.ts#loadPayloadAction`]: by(`GET ${PROJECT}/people/{person}`),
  [`${SCREENS}/plan/actions.ts#commitPlanAction`]: by(`POST ${BRANCH}/edits`),
  [`${SCREENS}/plan/actions.ts#previewPlanAction`]: by(`POST ${BRANCH}/edits/preview`),
  [`${SCREENS}/plan/findings/actions.ts#mendFindingsAction`]: by(`GET ${PROJECT}/findings`, `POST ${BRANCH}/edits`),
  [`${SCREENS}/plan/coverage/actions.ts#stopCollectingAction`]: by(`POST ${PROJECT}/branches`, `POST ${BRANCH}/edits`),
  [`${SCREENS}/plan/workshop/actions.ts#startWorkshopAction`]: no(WORKSHOP),
  [`${SCREENS}/plan/workshop/actions.ts#saveWorkshopAction`]: no(WORKSHOP),
  [`${SCREENS}/plan/workshop/actions.ts#openPointsAction`]: no(WORKSHOP),
  [`${SCREENS}/plan/workshop/actions.ts#workshopIdeasAction`]: no(WORKSHOP),
  [`${SCREENS}/plan/workshop/actions.ts#finishWorkshopAction`]: no(WORKSHOP),
  [`${SCREENS}/plan/workshop/actions.ts#deleteWorkshopAction`]: no(WORKSHOP),
  [`${SCREENS}/plan/actions.ts#openEventAction`]: by(`GET ${PROJECT}/plan`),
  [`${SCREENS}/plan/actions.ts#eventFindingsAction`]: by(`GET ${PROJECT}/findings`),
  [`${SCREENS}/plan/actions.ts#objectFindingsAction`]: by(`GET ${PROJECT}/findings`),
  [`${SCREENS}/plan/actions.ts#newEventAction`]: by(`POST ${BRANCH}/new-event`),
  [`${SCREENS}/plan/actions.ts#newEventsAction`]: by(`POST ${BRANCH}/new-event`),
  [`${SCREENS}/plan/actions.ts#undoPlanAction`]: by(`POST ${BRANCH}/edits/{revision}/undo`),
  [`${SCREENS}/plan/grid/view-actions.ts#createViewAction`]: by(`GET ${PROJECT}/views`, `POST ${PROJECT}/views`),
  [`${SCREENS}/plan/grid/view-actions.ts#updateViewAction`]: by(`PATCH ${PROJECT}/views/{view}`),
  [`${SCREENS}/plan/grid/view-actions.ts#deleteViewAction`]: by(`DELETE ${PROJECT}/views/{view}`),
  [`${SCREENS}/plan/grid/view-actions.ts#keepSingleKeysAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/plan/panel/schema-actions.ts#readSchemaAction`]: by(
    `POST ${PROJECT}/import/read`,
    `POST ${BRANCH}/edits/preview`,
  ),
  [`${SCREENS}/plan/panel/actions.ts#eventLiveAction`]: by(`GET ${PROJECT}/events`),
  [`${SCREENS}/plan/panel/actions.ts#eventHistoryAction`]: by(`GET ${BRANCH}/edits`),
  [`${SCREENS}/plan/panel/renewal-actions.ts#lifeEvidenceAction`]: by(`GET ${PROJECT}/plan/evidence`),
  [`${SCREENS}/plan/history/actions.ts#fieldHistoryAction`]: by(`GET ${BRANCH}/edits`),
  [`${SCREENS}/plan/images/actions.ts#uploadImageAction`]: by(`POST ${PROJECT}/images`),
  [`${SCREENS}/plan/documents/actions.ts#createShareLinkAction`]: by(`POST ${PROJECT}/share-links`),
  [`${SCREENS}/plan/documents/actions.ts#revokeShareLinkAction`]: by(`DELETE ${PROJECT}/share-links/{link}`),
  [`${SCREENS}/plan/import/actions.ts#previewImportAction`]: by(
    `POST ${PROJECT}/import/read`,
    `GET ${PROJECT}/import/mapping`,
    `POST ${PROJECT}/import`,
  ),
  [`${SCREENS}/plan/import/actions.ts#runImportAction`]: by(`POST ${PROJECT}/import`, `PUT ${PROJECT}/import/mapping`),
  [`${SCREENS}/plan/import/actions.ts#exportLossAction`]: by(`GET ${PROJECT}/export`),
  [`${SCREENS}/plan/backtest/actions.ts#startBacktestAction`]: by(`POST ${BRANCH}/backtests`),
  [`${SCREENS}/plan/backtest/actions.ts#followBacktestAction`]: by(`GET ${PROJECT}/backtests/{backtest}`),
  [`${SCREENS}/plan/backtest/actions.ts#cancelBacktestAction`]: by(`POST ${PROJECT}/backtests/{backtest}/cancel`),
  [`${SCREENS}/plan/templates/actions.ts#applyTemplateAction`]: by(`POST ${PROJECT}/templates/{template}`),
  [`${SCREENS}/plan/templates/house-actions.ts#saveHouseAction`]: by(`POST ${PROJECT}/house-templates`),
  [`${SCREENS}/plan/templates/house-actions.ts#openHouseFileAction`]: by(`POST ${PROJECT}/house-templates/file`),
  [`${SCREENS}/plan/templates/house-actions.ts#applyHouseAction`]: by(`POST ${PROJECT}/house-templates/{template}`),
  [`${SCREENS}/plan/templates/house-actions.ts#takeCohortsAction`]: by(
    `POST ${PROJECT}/house-templates/{template}/cohorts`,
  ),
  [`${SCREENS}/plan/templates/house-actions.ts#dismissOfferAction`]: by(
    `DELETE ${PROJECT}/house-templates/{template}/offer`,
  ),
  [`${SCREENS}/plan/templates/house-actions.ts#deleteHouseAction`]: by(`DELETE ${PROJECT}/house-templates/{template}`),
  [`${SCREENS}/plan/branches/actions.ts#createBranchAction`]: by(`POST ${PROJECT}/branches`),
  [`${SCREENS}/plan/branches/actions.ts#mergeBranchAction`]: by(`POST ${BRANCH}/merge`),
  [`${SCREENS}/plan/branches/actions.ts#closeBranchAction`]: by(`POST ${BRANCH}/close`),
  [`${SCREENS}/plan/branches/actions.ts#reopenBranchAction`]: by(`POST ${BRANCH}/reopen`),
  [`${SCREENS}/plan/branches/actions.ts#askReviewAction`]: by(`POST ${BRANCH}/review`),
  [`${SCREENS}/plan/branches/actions.ts#withdrawReviewAction`]: by(`POST ${BRANCH}/review`),
  [`${SCREENS}/plan/branches/actions.ts#verdictAction`]: no(
    "A verdict is a person’s: a token would approve what whoever made it wrote.",
  ),
  [`${SCREENS}/plan/branches/actions.ts#dismissRequestAction`]: no(
    "To set aside what a reviewer asked for is a person’s decision.",
  ),
  [`${SCREENS}/plan/branches/actions.ts#rebaseBranchAction`]: by(`POST ${BRANCH}/rebase`),
  [`${SCREENS}/plan/comments/actions.ts#loadThreadsAction`]: by(`GET ${BRANCH}/comments`),
  [`${SCREENS}/plan/comments/actions.ts#startThreadAction`]: by(`POST ${BRANCH}/comments`),
  [`${SCREENS}/plan/comments/actions.ts#replyAction`]: by(`POST ${PROJECT}/threads/{thread}/comments`),
  [`${SCREENS}/plan/comments/actions.ts#resolveThreadAction`]: by(`PATCH ${PROJECT}/threads/{thread}`),
  [`${SCREENS}/plan/comments/actions.ts#editCommentAction`]: no(OWN_COMMENT),
  [`${SCREENS}/plan/comments/actions.ts#deleteCommentAction`]: no(OWN_COMMENT),
  [`${SCREENS}/notification-actions.ts#listNotificationsAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/notification-actions.ts#markReadAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/notification-actions.ts#isFollowingAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/notification-actions.ts#followAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/settings/notifications/actions.ts#updateNotificationsAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/settings/notifications/actions.ts#updateDigestAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/settings/notifications/actions.ts#sendDigestAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/settings/notifications/actions.ts#followThingAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/settings/notifications/actions.ts#unfollowAction`]: no(OWN_ACCOUNT),
  [`${SCREENS}/live/actions.ts#tryCallsAction`]: by(`POST ${PROJECT}/events/try`),
  [`${SCREENS}/replays/actions.ts#previewReplayAction`]: by(`POST ${PROJECT}/replays`),
  [`${SCREENS}/replays/actions.ts#applyReplayAction`]: by(`POST ${PROJECT}/replays`),
  [`${SCREENS}/replays/actions.ts#cancelReplayAction`]: by(`POST ${PROJECT}/replays/{replay}/cancel`),
  [`${SCREENS}/replays/actions.ts#followReplayAction`]: by(`GET ${PROJECT}/replays/{replay}`),
  [`${SCREENS}/alerts/actions.ts#createAlertAction`]: by(`POST ${PROJECT}/alerts`),
  [`${SCREENS}/alerts/actions.ts#updateAlertAction`]: by(`PATCH ${PROJECT}/alerts/{alert}`),
  [`${SCREENS}/alerts/actions.ts#checkAlertAction`]: by(`POST ${PROJECT}/alerts/{alert}/check`),
  [`${SCREENS}/alerts/actions.ts#testAlertAction`]: by(`POST ${PROJECT}/alerts/{alert}/test`),
  [`${SCREENS}/alerts/actions.ts#muteAlertAction`]: by(`PATCH ${PROJECT}/alerts/{alert}`),
  [`${SCREENS}/alerts/actions.ts#unmuteAlertAction`]: by(`PATCH ${PROJECT}/alerts/{alert}`),
  [`${SCREENS}/alerts/actions.ts#deleteAlertAction`]: by(`DELETE ${PROJECT}/alerts/{alert}`),
  [`${SCREENS}/settings/privacy/actions.ts#eraseAction`]: by(`POST ${PROJECT}/erasures`),
  [`${SCREENS}/settings/destinations/actions.ts#createDestinationAction`]: by(`POST ${PROJECT}/destinations`),
  [`${SCREENS}/settings/destinations/actions.ts#updateDestinationAction`]: by(
    `PATCH ${PROJECT}/destinations/{destination}`,
  ),
  [`${SCREENS}/settings/destinations/actions.ts#pauseDestinationAction`]: by(
    `PATCH ${PROJECT}/destinations/{destination}`,
  ),
  [`${SCREENS}/settings/destinations/actions.ts#resumeDestinationAction`]: by(
    `PATCH ${PROJECT}/destinations/{destination}`,
  ),
  [`${SCREENS}/settings/destinations/actions.ts#deleteDestinationAction`]: by(
    `DELETE ${PROJECT}/destinations/{destination}`,
  ),
  [`${SCREENS}/settings/destinations/actions.ts#retryDeadAction`]: by(
    `POST ${PROJECT}/destinations/{destination}/dead`,
  ),
  [`${SCREENS}/settings/destinations/actions.ts#discardDeadAction`]: by(
    `POST ${PROJECT}/destinations/{destination}/dead`,
  ),
  [`${SCREENS}/settings/destinations/actions.ts#startBackfillAction`]: by(
    `POST ${PROJECT}/destinations/{destination}/backfills`,
  ),
  [`${SCREENS}/settings/destinations/actions.ts#stopBackfillAction`]: by(
    `DELETE ${PROJECT}/destinations/{destination}/backfills/{backfill}`,
  ),
  [`${SCREENS}/settings/webhooks/actions.ts#createWebhookAction`]: by(`POST ${PROJECT}/webhooks`),
  [`${SCREENS}/settings/webhooks/actions.ts#updateWebhookAction`]: by(`PATCH ${PROJECT}/webhooks/{webhook}`),
  [`${SCREENS}/settings/webhooks/actions.ts#rotateSecretAction`]: by(`POST ${PROJECT}/webhooks/{webhook}/secret`),
  [`${SCREENS}/settings/webhooks/actions.ts#testWebhookAction`]: by(`POST ${PROJECT}/webhooks/{webhook}/test`),
  [`${SCREENS}/settings/webhooks/actions.ts#enableWebhookAction`]: by(`PATCH ${PROJECT}/webhooks/{webhook}`),
  [`${SCREENS}/settings/webhooks/actions.ts#disableWebhookAction`]: by(`PATCH ${PROJECT}/webhooks/{webhook}`),
  [`${SCREENS}/settings/webhooks/actions.ts#deleteWebhookAction`]: by(`DELETE ${PROJECT}/webhooks/{webhook}`),
  "[locale]/(auth)/fewer-letters/[token]/actions.ts#endLettersAction": no(OWN_ACCOUNT),
  [`${SCREENS}/settings/managed-actions.ts#manageFromAction`]: by(`PUT ${PROJECT}/managed-from`),
  [`${SCREENS}/settings/managed-actions.ts#releaseManagedAction`]: by(`PUT ${PROJECT}/managed-from`),
  [`${SCREENS}/settings/reviews/actions.ts#updateReviewRulesAction`]: by(`PATCH ${PROJECT}/review-rules`),
  [`${SCREENS}/settings/teams/actions.ts#createTeamAction`]: by(`POST ${WORKSPACE}/teams`),
  [`${SCREENS}/settings/teams/actions.ts#renameTeamAction`]: by(`PATCH ${WORKSPACE}/teams/{team}`),
  [`${SCREENS}/settings/teams/actions.ts#deleteTeamAction`]: by(`DELETE ${WORKSPACE}/teams/{team}`),
  [`${SCREENS}/settings/teams/actions.ts#addToTeamAction`]: by(`PUT ${WORKSPACE}/teams/{team}/people/{person}`),
  [`${SCREENS}/settings/teams/actions.ts#removeFromTeamAction`]: by(`DELETE ${WORKSPACE}/teams/{team}/people/{person}`),
  [`${SCREENS}/versions/actions.ts#publishAction`]: by(`POST ${PROJECT}/versions`),
  [`${SCREENS}/sources/actions.ts#createSourceAction`]: by(`POST ${PROJECT}/sources`),
  [`${SCREENS}/sources/actions.ts#updateSourceAction`]: by(`PATCH ${SOURCE}`),
  [`${SCREENS}/sources/actions.ts#rotateKeyAction`]: by(`POST ${SOURCE}/write-keys`),
  [`${SCREENS}/sources/actions.ts#revokeKeyAction`]: by(`DELETE ${SOURCE}/write-keys/{key}`),
  [`${SCREENS}/sources/actions.ts#archiveSourceAction`]: by(`POST ${SOURCE}/archive`),
  [`${SCREENS}/sources/actions.ts#restoreSourceAction`]: by(`POST ${SOURCE}/restore`),
  [`${SCREENS}/sources/actions.ts#dryRunAction`]: by(`POST ${SOURCE}/dry-run`),
  [`${SCREENS}/sources/actions.ts#loadArrivalsAction`]: by(`GET ${PROJECT}/events`),
  [`${SCREENS}/violations/actions.ts#decideAction`]: by(`PUT ${PROJECT}/violations/{fingerprint}/state`),
  [`${SCREENS}/violations/actions.ts#decideManyAction`]: by(`POST ${PROJECT}/violations/decisions`),
  [`${SCREENS}/violations/actions.ts#previewReleaseAction`]: by(`GET ${PROJECT}/violations/{fingerprint}/release`),
  [`${SCREENS}/violations/actions.ts#remedyAction`]: by(`POST ${PROJECT}/violations/{fingerprint}/remedy`),
  [`${SCREENS}/violations/actions.ts#releaseAction`]: by(`POST ${PROJECT}/violations/{fingerprint}/release`),
  [`${SCREENS}/cohorts/actions.ts#createCohortAction`]: by(`POST ${PROJECT}/cohorts`),
  [`${SCREENS}/cohorts/actions.ts#updateCohortAction`]: by(`PATCH ${PROJECT}/cohorts/{cohort}`),
  [`${SCREENS}/cohorts/actions.ts#deleteCohortAction`]: by(`DELETE ${PROJECT}/cohorts/{cohort}`),
  [`${SCREENS}/reports/actions.ts#createReportAction`]: by(`POST ${PROJECT}/reports`),
  [`${SCREENS}/reports/actions.ts#updateReportAction`]: by(`PATCH ${PROJECT}/reports/{report}`),
  [`${SCREENS}/reports/actions.ts#deleteReportAction`]: by(`DELETE ${PROJECT}/reports/{report}`),
  [`${SCREENS}/settings/project-actions.ts#updateProjectAction`]: by(`PATCH ${PROJECT}`),
  [`${SCREENS}/settings/project-actions.ts#renameWorkspaceAction`]: by(`PATCH ${WORKSPACE}`),
  [`${SCREENS}/settings/project-actions.ts#createProjectAction`]: by(`POST ${WORKSPACE}/projects`),
  [`${SCREENS}/settings/members/actions.ts#inviteAction`]: by(`POST ${WORKSPACE}/invitations`),
  [`${SCREENS}/settings/members/actions.ts#revokeInvitationAction`]: by(`DELETE ${WORKSPACE}/invitations/{invitation}`),
  [`${SCREENS}/settings/members/actions.ts#changeRoleAction`]: by(`PATCH ${MEMBER}`),
  [`${SCREENS}/settings/members/actions.ts#setEndAction`]: by(`PATCH ${MEMBER}`),
  [`${SCREENS}/settings/members/actions.ts#removeMemberAction`]: by(`DELETE ${MEMBER}`),
  [`${SCREENS}/settings/members/actions.ts#disableMemberAction`]: by(`POST ${MEMBER}/disable`),
  [`${SCREENS}/settings/members/actions.ts#enableMemberAction`]: by(`POST ${MEMBER}/enable`),
  [`${SCREENS}/settings/members/actions.ts#resetLinkAction`]: by(`POST ${MEMBER}/reset-link`),
  [`${SCREENS}/settings/tokens/actions.ts#createTokenAction`]: by(`POST ${PROJECT}/tokens`),
  [`${SCREENS}/settings/tokens/actions.ts#revokeTokenAction`]: by(`DELETE ${PROJECT}/tokens/{token}`),
};

/** Route handlers that screens call, likewise. */
export const API_OF_HANDLERS: Readonly<Record<string, InApi | NotForTokens>> = {
  "[locale]/(auth)/sign-in/[secret]/route.ts": no(BROWSER),
  "api/fewer-letters/[token]/route.ts": no(OWN_ACCOUNT),
  "sdk/[file]/route.ts": by(`GET ${PROJECT}/generate`),
  "sdk/go/[...path]/route.ts": by(`GET ${PROJECT}/generate`),
  "sdk/simple/[distribution]/route.ts": by(`GET ${PROJECT}/versions`),
  "share/[token]/route.ts": no(
    "Whoever has the address reads a document; members’ tokens ask for it by its own operation.",
  ),
  [`${SCREENS}/plan/code/download/route.ts`]: by(`GET ${PROJECT}/generate`),
  [`${SCREENS}/plan/code/event/[event]/route.ts`]: by(
    `GET ${PROJECT}/plan/events/{event}/code`,
    `POST ${PROJECT}/branches/{branch}/edits/preview`,
  ),
  [`${SCREENS}/acceptance/[run]/result/route.ts`]: by(`GET ${PROJECT}/acceptance-runs/{run}/file`),
  [`${SCREENS}/plan/documents/view/route.ts`]: by(`GET ${PROJECT}/document`, `GET ${SOURCE}/brief`),
  [`${SCREENS}/answer/route.ts`]: by(`POST ${PROJECT}/query`),
  [`${SCREENS}/cohorts/[cohort]/members/route.ts`]: by(`GET ${PROJECT}/cohorts/{cohort}/members`),
  [`${SCREENS}/plan/templates/house/[house]/file/route.ts`]: by(`GET ${PROJECT}/house-templates/{template}/file`),
  [`${SCREENS}/plan/images/[image]/route.ts`]: by(`GET ${PROJECT}/images/{image}`),
  [`${SCREENS}/plan/export/[format]/route.ts`]: by(`GET ${PROJECT}/export`),
  [`${SCREENS}/settings/workspace/archive/route.ts`]: no(
    "A token belongs to one project, an archive holds them all; the operator's `workspace-export` and `workspace-import` do it without hands.",
  ),
  [`${SCREENS}/discovery/audit/file/route.ts`]: by(`POST ${PROJECT}/discovery/audit`),
  [`${SCREENS}/discovery/export/route.ts`]: by(`GET ${PROJECT}/discovery`),
  [`${SCREENS}/violations/export/route.ts`]: by(`GET ${PROJECT}/violations`),
  [`${SCREENS}/plan/status/file/route.ts`]: by(`GET ${PROJECT}/code-matrix`),
  [`${SCREENS}/plan/register/file/[format]/route.ts`]: by(`GET ${PROJECT}/register/file`),
};

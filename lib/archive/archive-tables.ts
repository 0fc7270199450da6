/** Which tables of the plan store a workspace's archive carries, and which it leaves out, and why. Every table is in one list. */

export interface CarriedTable {
  readonly name: string;
  /** Which rows: a condition on `t`, where `$1` is the workspace's id. */
  readonly where: string;
  /** In which order: what was first comes first. */
  readonly order: string;
  /** Columns that the store gives anew. */
  readonly assigned?: readonly string[];
  /** Columns that are no part of the row's line: bytes, which are files of their own. */
  readonly apart?: readonly string[];
  /** Rows are large: read one at a time. */
  readonly heavy?: true;
}

const PROJECTS = `(select "id" from "Project" where "workspaceId" = $1)`;
const OF_PROJECT = `t."projectId" in ${PROJECTS}`;
const BRANCHES = `(select "id" from "PlanBranch" where "projectId" in ${PROJECTS})`;
const OF_BRANCH = `t."branchId" in ${BRANCHES}`;
const SNAPSHOTS = `(select unnest(array["baseSnapshotId", "startSnapshotId"]) from "PlanBranch" where "projectId" in ${PROJECTS})`;

const ofProject = (name: string, order: string): CarriedTable => ({ name, where: OF_PROJECT, order });
const ofBranch = (name: string, order: string): CarriedTable => ({ name, where: OF_BRANCH, order });

/** Each after those it refers to. */
export const CARRIED: readonly CarriedTable[] = [
  // Its age here counts: the first workspace looks after the installation.
  { name: "Workspace", where: `t."id" = $1`, order: `t."id"`, assigned: ["createdAt"] },
  { name: "Membership", where: `t."workspaceId" = $1`, order: `t."createdAt", t."personId"` },
  { name: "Team", where: `t."workspaceId" = $1`, order: `t."id"` },
  {
    name: "TeamMember",
    where: `t."teamId" in (select "id" from "Team" where "workspaceId" = $1)`,
    order: `t."teamId", t."personId"`,
  },
  { name: "Project", where: `t."workspaceId" = $1`, order: `t."number"`, assigned: ["number"] },
  { ...ofProject("Source", `t."number"`), assigned: ["number"] },
  { name: "PlanSnapshot", where: `t."id" in ${SNAPSHOTS}`, order: `t."id"`, heavy: true },
  ofProject("PlanBranch", `t."createdAt", t."id"`),
  { ...ofProject("PlanImage", `t."projectId", t."hash"`), apart: ["bytes"], heavy: true },
  ofBranch("PlanObject", `t."branchId", t."kind", t."position", t."objectId"`),
  ofBranch("PlanEdit", `t."branchId", t."revision"`),
  ofBranch("Review", `t."branchId"`),
  ofBranch("ReviewVerdict", `t."id"`),
  { ...ofBranch("BranchEvent", `t."id"`), assigned: ["id"] },
  ofBranch("CommentThread", `t."id"`),
  {
    name: "Comment",
    where: `t."threadId" in (select "id" from "CommentThread" where "branchId" in ${BRANCHES})`,
    order: `t."createdAt", t."id"`,
  },
  { ...ofProject("PlanVersion", `t."projectId", t."version"`), heavy: true },
  ofProject("PropertySlot", `t."projectId", t."eventId", t."propertyId", t."storedAs"`),
  ofProject("PlanRead", `t."projectId", t."objectId"`),
  ofProject("ImportMapping", `t."projectId", t."headerKey"`),
  { name: "HouseTemplate", where: `t."workspaceId" = $1`, order: `t."id"` },
  {
    name: "HouseTemplateVersion",
    where: `t."templateId" in (select "id" from "HouseTemplate" where "workspaceId" = $1)`,
    order: `t."templateId", t."version"`,
    heavy: true,
  },
  {
    name: "HouseApplication",
    where: `${OF_PROJECT} and t."templateId" in (select "id" from "HouseTemplate" where "workspaceId" = $1)`,
    order: `t."id"`,
  },
  ofProject("ViolationTriage", `t."projectId", t."fingerprint"`),
  ofProject("Reverdict", `t."id"`),
  { ...ofProject("Backtest", `t."id"`), heavy: true },
  { ...ofProject("AcceptanceRun", `t."id"`), heavy: true },
  ofProject("Cohort", `t."id"`),
  ofProject("Report", `t."id"`),
  ofProject("Workshop", `t."id"`),
  ofProject("RowMapping", `t."name"`),
  ofProject("SavedView", `t."id"`),
  { name: "AuditEntry", where: `t."workspaceId" = $1`, order: `t."id"`, assigned: ["id"] },
];

/** What stays behind. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  Person: "People are names and addresses of their own file: no password, no session.",
  Session: "A session is a secret of one browser and one installation.",
  PasswordReset: "A link is a secret.",
  Invitation: "A link is a secret; whoever was invited is invited again.",
  OwnershipTransfer: "An offer is between people of this installation.",
  ApiToken: "A token is a secret of one installation.",
  WriteKey: "A key sends to one installation; sources get new ones.",
  Erasure: "A receipt speaks of what was removed from one installation, and its keyed hashes are of that one.",
  Notification: "A person's bell is about this installation.",
  Follow: "What a person wants to hear of is their own choice here.",
  NotificationSetting: "How a person is told is their own choice here.",
  Happening: "What is yet to be told is told here.",
  Webhook: "It holds secrets and would tell others twice.",
  WebhookDelivery: "It goes with its webhook.",
  Destination: "It holds keys of other tools and would send them everything twice.",
  DestinationDead: "It goes with its destination.",
  DestinationBackfill: "It goes with its destination.",
  DestinationFile: "It goes with its destination.",
  AlertRule: "It watches what arrives here, and its threshold was chosen from that.",
  AlertFiring: "It goes with its rule.",
  DigestRun: "A letter of this installation.",
  TaskMark: "How far this process has come.",
  InstallationKey: "A secret of this installation.",
  CodeRun: "A pipeline tells it again at its next run.",
  SdkPackage: "Packed for the addresses of this installation; another packs its own.",
  ShareLink: "An address is a secret and names this installation.",
};

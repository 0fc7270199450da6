/** The management API as the command line uses it: addresses, bearer token, failures in the caller's language. */

import type { Answer } from "../lib/analysis/question.ts";
import type { BacktestResult, BacktestState } from "../lib/backtest/backtest.ts";
import type { Audit } from "../lib/discovery/audit.ts";
import type { ToldCoverage } from "../lib/document/coverage-told.ts";
import type { KeptMapping } from "../lib/intake/store.ts";
import type { Plan, PublishedPlan } from "../lib/plan/plan.ts";
import type { ManagedFrom } from "../lib/plan/repository.ts";
import type { Finding } from "../lib/plan/rules/find-findings.ts";
import type { Erasure } from "../lib/privacy/erasure.ts";
import type { ErasurePreview } from "../lib/privacy/store.ts";
import { type CliContext, CliFailure } from "./context.ts";
import type { CountedChange, NamedChange } from "./diff-formats.ts";

interface ProblemDocument {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly data?: { readonly left?: boolean };
  readonly fields?: readonly {
    readonly path: string;
    readonly message?: string;
    readonly en?: string;
    readonly fr?: string;
  }[];
}

interface ApiRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH";
  readonly body?: unknown;
}

/** `given` wins over the variable. */
export function serverUrl({ io, t }: CliContext, given?: string): string {
  const url = given ?? io.server.url;
  if (url === undefined) throw new CliFailure(t("error.noServer"));
  // `localhost:3000` parses, as an address of a protocol named `localhost`.
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new CliFailure(t("error.badServer", { url }));
  }
  return url.replace(/\/+$/, "");
}

async function failureOf(response: Response, context: CliContext, address: string): Promise<CliFailure> {
  const { t, language } = context;
  // The server speaks of signing in, which is nothing to be done on a command line.
  if (response.status === 401) return new CliFailure(t("error.wrongToken"), [], { status: 401 });
  const problem = (await response.json().catch(() => ({}))) as ProblemDocument;
  const sentence = problem.detail ?? problem.title ?? t("error.status", { status: response.status, address });
  const fields = (problem.fields ?? []).map((field) =>
    `${field.path} ${field[language] ?? field.message ?? ""}`.trim(),
  );
  return new CliFailure(sentence, fields, {
    status: response.status,
    ...(problem.code === undefined ? {} : { code: problem.code }),
    ...(problem.data?.left === true ? { left: true } : {}),
  });
}

/** One call of `/api/v1`; the parsed answer, or undefined when there is none. */
export async function callApi<T>(context: CliContext, path: string, request: ApiRequest = {}): Promise<T> {
  const { io, t, language } = context;
  const base = serverUrl(context);
  if (io.server.token === undefined) throw new CliFailure(t("error.noToken"));
  if (!/^[\x21-\x7e]+$/.test(io.server.token)) throw new CliFailure(t("error.badToken"));
  const address = `${base}/api/v1${path}`;
  const response = await fetch(address, {
    method: request.method ?? "GET",
    headers: {
      authorization: `Bearer ${io.server.token}`,
      accept: "application/json",
      "accept-language": language,
      ...(request.body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  }).catch((error: unknown) => {
    throw new CliFailure(t("error.unreachable", { address: base }), [], {
      cause: error instanceof Error ? error.message : "",
    });
  });
  if (!response.ok) throw await failureOf(response, context, address);
  if (response.status === 204) return undefined as T;
  return (await response.json().catch(() => {
    throw new CliFailure(t("error.notGabarit", { address: base }));
  })) as T;
}

export function segment(text: string): string {
  return encodeURIComponent(text);
}

export interface BranchPlan {
  readonly plan: Plan;
  readonly revision: number;
  /** The version the branch stands on, when one is published. */
  readonly basePublished?: PublishedPlan;
}

export async function fetchBranchPlan(context: CliContext, slug: string, branch: string): Promise<BranchPlan> {
  return callApi(context, `/projects/${segment(slug)}/plan?branch=${segment(branch)}`);
}

/** `version` is a number or `latest`. */
export async function fetchVersion(context: CliContext, slug: string, version: string): Promise<PublishedPlan> {
  return callApi(context, `/projects/${segment(slug)}/versions/${segment(version)}`);
}

export interface JudgedPlan {
  readonly items: readonly Finding[];
  /** How many more there are that the plan's standards let pass. */
  readonly suppressed: number;
}

/** The findings of a branch or version as the server knows them: its sources, and what saved questions use. */
export async function fetchFindings(context: CliContext, slug: string, at: string): Promise<JudgedPlan> {
  return callApi(context, `/projects/${segment(slug)}/findings?at=${segment(at)}`);
}

/** Which decisions of a branch or version have their events, what serves nothing, and what questions read of it. */
export async function fetchCoverage(context: CliContext, slug: string, at: string): Promise<ToldCoverage> {
  return callApi(context, `/projects/${segment(slug)}/coverage?at=${segment(at)}`);
}

/** What changed between two plans of a project, with how many received calls each breaking change would refuse. */
export async function fetchDiff(
  context: CliContext,
  slug: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly CountedChange[]> {
  const query = new URLSearchParams({ from, to, received: "true" });
  return (await callApi<{ items: readonly CountedChange[] }>(context, `/projects/${segment(slug)}/diff?${query}`))
    .items;
}

/** What merging a draft would change of `main`, or has changed. */
export interface BranchDiff {
  readonly changes: readonly CountedChange[];
  /** Fields that both changed, each differently: `changes` are then those of the draft since it left `main`. */
  readonly conflicts: readonly unknown[];
  /** Changes that `main` has had since, which are not the draft's. */
  readonly behind: number;
  /** What the draft began from is lost: `changes` compare it with `main` as it is. */
  readonly baseGone: boolean;
}

/** Compared with what the draft began from. */
export async function fetchBranchDiff(
  context: CliContext,
  slug: string,
  branch: string,
  { received }: { readonly received: boolean },
): Promise<BranchDiff> {
  return callApi(context, `/projects/${segment(slug)}/branches/${segment(branch)}/diff?received=${received}`);
}

/** The slug of the only project the token opens. */
export async function onlyProject(context: CliContext): Promise<string> {
  const { items } = await callApi<{ items: readonly { slug: string }[] }>(context, "/projects");
  const [first, ...others] = items;
  if (first === undefined || others.length > 0) throw new CliFailure(context.t("error.whichProject"));
  return first.slug;
}

export interface BranchImport {
  readonly slug: string;
  readonly branch: string;
  readonly plan: Plan;
  /** Remove what the import does not have. */
  readonly remove?: boolean;
  /** Let blanks of the import clear what is there. */
  readonly clear?: boolean;
  /** The fields the imported files can say. */
  readonly carried?: readonly string[];
  /** Events, by id, whose identifier the file does not say: known ones keep theirs. */
  readonly derivedIdentifiers?: readonly string[];
  /** Refuse when the branch, or `main` where there is none yet, is not at this revision any more. */
  readonly expectedRevision?: number;
  /** Only answer what would change. */
  readonly preview?: boolean;
  /** The repository this comes from: needed where the plan is managed from one. */
  readonly managedFrom?: string;
  /** A branch that a pipeline writes: it closes by itself when nobody writes on it for so many days. */
  readonly closesAfterDays?: number;
}

/** The repository that the plan of a project is managed from; undefined where its screens change it. */
export async function fetchManagedFrom(context: CliContext, slug: string): Promise<ManagedFrom | undefined> {
  const path = `/projects/${segment(slug)}/managed-from`;
  return (await callApi<{ managedFrom: ManagedFrom | null }>(context, path)).managedFrom ?? undefined;
}

export async function manageFrom(context: CliContext, slug: string, managedFrom: ManagedFrom): Promise<void> {
  await callApi(context, `/projects/${segment(slug)}/managed-from`, { method: "PUT", body: { managedFrom } });
}

/** Throws where the project has no mapping of that name. */
export function fetchMapping(context: CliContext, slug: string, name: string): Promise<KeptMapping> {
  return callApi(context, `/projects/${segment(slug)}/row-mappings/${segment(name)}`);
}

export interface ImportOutcome {
  readonly branch: string;
  readonly revision: number;
  readonly changes: readonly (NamedChange & { readonly severity: string })[];
  readonly problems: readonly { readonly path: string; readonly en: string; readonly fr: string }[];
}

/** Writes a whole plan over a branch, as edits; a branch that does not exist is made. Answers what changed. */
export async function importToBranch(
  context: CliContext,
  { slug, derivedIdentifiers = [], ...said }: BranchImport,
): Promise<ImportOutcome> {
  // A server of an earlier release knows no such field.
  const body = derivedIdentifiers.length === 0 ? said : { ...said, derivedIdentifiers };
  return callApi(context, `/projects/${segment(slug)}/import`, { method: "POST", body });
}

/**
 * Puts a branch of a pipeline away. Refused as `conflict` where it was merged or closed before, and with `left` where somebody has
 * written on it since or is to review it.
 */
export async function closeServerBranch(context: CliContext, slug: string, branch: string): Promise<void> {
  await callApi(context, `/projects/${segment(slug)}/branches/${segment(branch)}/close?left=true`, { method: "POST" });
}

/** Adds what a template has to a branch; a branch that does not exist is made. Answers what changed. */
export async function applyTemplateToBranch(
  context: CliContext,
  { slug, template, branch }: { readonly slug: string; readonly template: string; readonly branch: string },
): Promise<Omit<ImportOutcome, "problems">> {
  const path = `/projects/${segment(slug)}/templates/${segment(template)}`;
  return callApi(context, path, { method: "POST", body: { branch } });
}

export interface Publication {
  readonly version: number;
  readonly hash: string;
}

export async function publishBranch(
  context: CliContext,
  slug: string,
  branch: string,
  notes: string,
): Promise<Publication> {
  return callApi(context, `/projects/${segment(slug)}/versions`, { method: "POST", body: { branch, notes } });
}

export async function askQuestion(context: CliContext, slug: string, question: unknown): Promise<Answer> {
  return callApi(context, `/projects/${segment(slug)}/query`, { method: "POST", body: question });
}

/** An audit of what a source sent in the last so many days, by the latest version of the plan. */
export function fetchSourceAudit(
  context: CliContext,
  slug: string,
  asked: { readonly source: string; readonly days: string },
): Promise<Audit> {
  const query = new URLSearchParams({ ...asked, format: "json" });
  return callApi(context, `/projects/${segment(slug)}/discovery/audit?${query}`, { method: "POST" });
}

export interface BacktestView {
  readonly id: string;
  readonly branch: string;
  readonly days: number;
  readonly state: BacktestState;
  readonly judged: number;
  readonly total: number;
  readonly answered: number;
  readonly questions: number;
  readonly result: BacktestResult | null;
}

export async function startBacktest(
  context: CliContext,
  slug: string,
  branch: string,
  choice: { readonly days: number; readonly environment: string },
): Promise<BacktestView> {
  const path = `/projects/${segment(slug)}/branches/${segment(branch)}/backtests`;
  return callApi(context, path, { method: "POST", body: choice });
}

/** `whole`: with its result, where it is done. */
export async function fetchBacktest(
  context: CliContext,
  slug: string,
  id: string,
  whole: boolean,
): Promise<BacktestView> {
  return callApi(context, `/projects/${segment(slug)}/backtests/${segment(id)}?result=${whole}`);
}

export async function cancelBacktest(context: CliContext, slug: string, id: string): Promise<BacktestView> {
  return callApi(context, `/projects/${segment(slug)}/backtests/${segment(id)}/cancel`, { method: "POST" });
}

/** What `gabarit status` found in the code of a release. */
export interface CodeRunBody {
  readonly source: string;
  readonly release: string;
  readonly planVersion: number;
  readonly files: number;
  readonly events: readonly object[];
  readonly unplanned: readonly object[];
  readonly vendorCalls: readonly object[];
}

/** How many places of each event each file had in the last release of the source before this one; undefined where there is none. */
export async function fetchKnownPlaces(
  context: CliContext,
  slug: string,
  { source, release }: { readonly source: string; readonly release: string },
): Promise<Readonly<Record<string, Readonly<Record<string, number>>>> | undefined> {
  const query = new URLSearchParams({ source, except: release });
  const path = `/projects/${segment(slug)}/code-runs/places?${query}`;
  const { events } = await callApi<{ events: Record<string, Record<string, number>> | null }>(context, path);
  return events ?? undefined;
}

export async function postCodeRun(context: CliContext, slug: string, body: CodeRunBody): Promise<void> {
  await callApi(context, `/projects/${segment(slug)}/code-runs`, { method: "POST", body });
}

/** Whom to erase: by a user id or an anonymous one. */
export type ErasureAsked = { readonly userId: string } | { readonly anonymousId: string };

export function previewErasure(context: CliContext, slug: string, asked: ErasureAsked): Promise<ErasurePreview> {
  return callApi(context, `/projects/${segment(slug)}/erasures/preview`, { method: "POST", body: asked });
}

export function startErasure(context: CliContext, slug: string, asked: ErasureAsked): Promise<Erasure> {
  return callApi(context, `/projects/${segment(slug)}/erasures`, { method: "POST", body: asked });
}

export function fetchErasure(context: CliContext, slug: string, id: string): Promise<Erasure> {
  return callApi(context, `/projects/${segment(slug)}/erasures/${segment(id)}`);
}

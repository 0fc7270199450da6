/** The whole process, from its settings to the moment it may be left. */

import type { Server } from "node:http";
import { offerCodeThread } from "../codegen/thread/code-thread.ts";
import { watchLeakedTokens } from "../lib/access/leaked-token.ts";
import { applyBootstrap, prepareSetUp } from "../lib/access/setup.ts";
import { endLeftOpenings } from "../lib/archive/openings.ts";
import { dropLeftUploads, dropOldUploads } from "../lib/archive/uploaded-archive.ts";
import { offerJudgingThread } from "../lib/backtest/judging-thread.ts";
import { dropLeftovers } from "../lib/backtest/substitute.ts";
import type { Env } from "../lib/base/env.ts";
import { log } from "../lib/base/log.ts";
import { setProcessState } from "../lib/base/process-state.ts";
import { type PassingWorker, startPassing } from "../lib/destination/worker.ts";
import { offerAuditingThread } from "../lib/discovery/auditing-thread.ts";
import { endPdfs, sweepPdfs } from "../lib/document/pdf.ts";
import { offerReadingThread } from "../lib/format/reading-thread.ts";
import { createIngest } from "../lib/ingest/ingest.ts";
import { offerRejudgingThread } from "../lib/ingest/rejudging-thread.ts";
import type { Ingest } from "../lib/ingest/running-ingest.ts";
import { startTelling, type TellingWorker } from "../lib/notify/worker.ts";
import { type ErasureWorker, startErasing } from "../lib/privacy/erasure-worker.ts";
import { listenForCommands } from "../lib/store/control-socket.ts";
import { openStores, type Stores } from "../lib/store/stores.ts";
import { operatorCommands } from "./commands.ts";
import { fileTables } from "./file-tables.ts";
import { Health } from "./health.ts";
import { Lifecycle } from "./lifecycle.ts";
import { closeListener, listen, makeListener, type Parts } from "./listener.ts";
import { Metrics } from "./metrics.ts";
import { openPages, type Pages } from "./pages.ts";
import type { SecurityRules } from "./security.ts";
import { Stopwatch } from "./stopwatch.ts";

export interface ApplicationOptions {
  readonly env: Env;
  readonly development: boolean;
  /** Listen before the pages are there; `loadPages` brings them. */
  readonly withoutPages: boolean;
  /** Empties the data folder first. */
  readonly reset: boolean;
  /** The demo makes its own first account. */
  readonly withoutSetUp: boolean;
}

export interface Application {
  readonly address: string;
  readonly dataDir: string;
  /** Resolves once everything acknowledged so far can be asked about. */
  settled(): Promise<void>;
  /** Printed once, for the set-up page; undefined when someone has an account. */
  readonly setUpToken: string | undefined;
  /** Loads the pages that were built after the start. */
  loadPages(): Promise<void>;
  /** Stops accepting, finishes, flushes, closes. */
  drain(): Promise<void>;
}

const SWEEP_MS = 3_600_000;

class Running implements Application {
  readonly address: string;
  readonly setUpToken: string | undefined;
  readonly #options: ApplicationOptions;
  readonly #lifecycle: Lifecycle;
  readonly #server: Server;
  readonly #ingest: Ingest;
  readonly #stores: Stores;
  #pages: Pages | undefined;
  /** Where the command line reaches this process. */
  commands: Server | undefined;
  /** Drops what grew old. */
  sweeping: NodeJS.Timeout | undefined;
  /** Tells people and webhooks what happens. */
  telling: TellingWorker | undefined;
  /** Erases who is to be forgotten. */
  erasing: ErasureWorker | undefined;
  /** Passes on to destinations what conforms. */
  passing: PassingWorker | undefined;

  constructor(
    options: ApplicationOptions,
    started: { lifecycle: Lifecycle; server: Server; ingest: Ingest; stores: Stores; setUpToken: string | undefined },
  ) {
    this.#options = options;
    this.#lifecycle = started.lifecycle;
    this.#server = started.server;
    this.#ingest = started.ingest;
    this.#stores = started.stores;
    this.setUpToken = started.setUpToken;
    this.address = options.env.publicUrl;
  }

  get dataDir(): string {
    return this.#stores.dataDir.path;
  }

  settled(): Promise<void> {
    return this.#ingest.settled();
  }

  get pages(): Pages | undefined {
    return this.#pages;
  }

  async loadPages(): Promise<void> {
    const { env, development } = this.#options;
    this.#pages = await openPages({ development, host: env.host, port: env.port, server: this.#server });
    this.#lifecycle.pagesReady = true;
  }

  async drain(): Promise<void> {
    this.#lifecycle.phase = "draining";
    this.commands?.close();
    clearInterval(this.sweeping);
    endPdfs();
    const listenerClosed = closeListener(this.#server);
    // What it has begun ends while ingest flushes; what it has not is in the store.
    const told = this.telling?.stop();
    // It asks ingest for the moment at which it cuts: a step that waits for that ends with it.
    const erased = this.erasing?.stop();
    const passed = this.passing?.stop();
    await this.#ingest.drain().catch((error: unknown) => {
      log().error({ origin: "ingest", err: error }, "ingest did not close well; the journal keeps what it took");
    });
    await listenerClosed;
    await told;
    await erased;
    await passed;
    await this.#pages?.close().catch(() => undefined);
    await this.#stores.close();
  }
}

function shareSecurityRules({ env, development }: ApplicationOptions): void {
  const { publicUrl, trustedProxies } = env;
  setProcessState<SecurityRules>("securityRules", { publicUrl, trustedProxies, development });
}

async function startIngest(stores: Stores): Promise<Ingest> {
  const ingest = createIngest({ dataDir: stores.dataDir.path });
  try {
    await ingest.start();
    return ingest;
  } catch (error) {
    await ingest.drain().catch(() => undefined);
    throw error;
  }
}

/** Archives that nobody said yes to: whole workspaces lie in them. */
async function sweepUploads(dataDir: string): Promise<void> {
  await dropOldUploads(dataDir).catch((error: unknown) => {
    log().warn({ origin: "archive", err: error }, "old uploads not dropped");
  });
}

/** After the stores: whatever fails now, they are closed again. */
async function startOver(options: ApplicationOptions, stores: Stores, watch: Stopwatch): Promise<Application> {
  const { env } = options;
  shareSecurityRules(options);
  if (env.bootstrapToken !== undefined) await applyBootstrap(env.bootstrapToken);
  const setUpToken = options.withoutSetUp ? undefined : await prepareSetUp();
  watchLeakedTokens();
  offerJudgingThread();
  offerRejudgingThread();
  offerCodeThread();
  offerReadingThread();
  offerAuditingThread();
  await dropLeftovers();
  await sweepPdfs();
  const ingest = await startIngest(stores);
  void endLeftOpenings(stores.dataDir.path);
  await dropLeftUploads(stores.dataDir.path);
  watch.lap("ingestMs");
  const lifecycle = new Lifecycle();
  const health = new Health(lifecycle);
  const metrics = new Metrics(env.metricsToken, () => ingest.stats());
  const server = makeListener((): Parts => ({ lifecycle, ingest, health, metrics, pages: () => running.pages }));
  const running: Running = new Running(options, { lifecycle, server, ingest, stores, setUpToken });
  try {
    if (!options.withoutPages) await running.loadPages();
    watch.lap("pagesMs");
    await listen(server, env.host, env.port);
    running.commands = await listenForCommands(stores.dataDir.path, operatorCommands(stores.dataDir, env.publicUrl));
  } catch (error) {
    await ingest.drain().catch(() => undefined);
    throw error;
  }
  running.sweeping = setInterval(() => void sweepUploads(stores.dataDir.path), SWEEP_MS).unref();
  running.telling = startTelling();
  running.erasing = startErasing();
  running.passing = startPassing(fileTables);
  lifecycle.phase = "serving";
  return running;
}

/**
 * Lock, migrate, compile validators, listen: in this order.
 * @throws StartRefusal with one line for whoever started it.
 */
export async function startApplication(options: ApplicationOptions): Promise<Application> {
  const watch = new Stopwatch();
  const stores = await openStores(options.env, { reset: options.reset });
  watch.lap("storesMs");
  try {
    const running = await startOver(options, stores, watch);
    log().info({ ...watch.parts, processMs: Math.round(process.uptime() * 1000) }, "started");
    return running;
  } catch (error) {
    await stores.close();
    throw error;
  }
}

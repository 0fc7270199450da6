/** The demo's clients: the SDK generated from each published version, bundled as an application would, called as one would. */

import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { generate } from "../../codegen/generate.ts";
import type { JsonObject, PublishedPlan } from "../../lib/plan/plan.ts";
import type { DemoCall } from "./demo-traffic.ts";

interface CallOptions {
  readonly timestamp: number;
  readonly messageId: string;
  readonly context: JsonObject;
  readonly userId?: string;
  readonly anonymousId: string;
}

/** What the demo uses of a generated SDK. */
interface Sdk {
  init(options: {
    readonly writeKey: string;
    readonly host: string;
    readonly appVersion: string;
    readonly persistence: "memory";
    readonly consent: "granted";
    readonly onDrop: (messages: number, reason: string) => void;
  }): void;
  flush(): Promise<void>;
  close(): Promise<number>;
  identify(userId: string, traits: JsonObject, options: CallOptions): void;
  track(name: string, properties: JsonObject, options: CallOptions): void;
}

type EventFunction = (properties: JsonObject, options: CallOptions) => void;

/** Writes the generated files to `folder` and bundles them into one module; its path is the answer. */
export async function buildSdk(published: PublishedPlan, folder: string): Promise<string> {
  const files = await generate(published, { target: "typescript" });
  for (const [path, text] of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  const bundle = join(folder, "bundle.mjs");
  await build({
    entryPoints: [join(folder, "index.ts")],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    logLevel: "error",
  });
  return bundle;
}

/** One release of one application: its own copy of the SDK, as it would run on its own machine. */
export class DemoClient {
  readonly #sdk: Sdk & Record<string, EventFunction>;
  /** What the SDK said it dropped. It swallows what its listener throws, so this is looked at after each delivery. */
  readonly #drops: readonly string[];

  private constructor(sdk: Sdk & Record<string, EventFunction>, drops: readonly string[]) {
    this.#sdk = sdk;
    this.#drops = drops;
  }

  static async start(
    bundle: string,
    options: { host: string; writeKey: string; release: string },
  ): Promise<DemoClient> {
    const own = `${pathToFileURL(bundle).href}?${options.writeKey}-${options.release}`;
    const sdk = (await import(own)) as Sdk & Record<string, EventFunction>;
    // Each copy waits for the end of the process.
    process.setMaxListeners(process.getMaxListeners() + 1);
    const drops: string[] = [];
    sdk.init({
      writeKey: options.writeKey,
      host: options.host,
      appVersion: options.release,
      persistence: "memory",
      consent: "granted",
      onDrop: (messages, reason) => void drops.push(`${messages} (${reason})`),
    });
    return new DemoClient(sdk, drops);
  }

  send(demo: DemoCall, messageId: string): void {
    const options: CallOptions = {
      timestamp: demo.at,
      messageId,
      anonymousId: demo.anonymousId,
      ...(demo.userId === undefined ? {} : { userId: demo.userId }),
      context: { timezone: demo.timeZone, locale: "fr-FR" },
    };
    if (demo.call.kind === "identify") this.#sdk.identify(demo.userId ?? "", demo.call.traits, options);
    else if (demo.call.kind === "untyped") this.#sdk.track(demo.call.name, demo.call.properties, options);
    else this.#functionOf(demo.call.identifier)(demo.call.properties, options);
  }

  #functionOf(identifier: string): EventFunction {
    const call = this.#sdk[identifier];
    if (call === undefined) throw new Error(`Invariant: the demo’s SDK has no function ${identifier}`);
    return call;
  }

  /** Sends what is queued. Throws when anything was dropped since the start: a demo with holes would lie. */
  async flush(): Promise<void> {
    await this.#sdk.flush();
    this.#requireNothingLost(0);
  }

  async close(): Promise<void> {
    this.#requireNothingLost(await this.#sdk.close());
  }

  #requireNothingLost(left: number): void {
    if (this.#drops.length > 0) throw new Error(`The demo’s SDK dropped messages: ${this.#drops.join(", ")}`);
    if (left > 0) throw new Error(`The demo’s SDK could not deliver ${left} messages`);
  }
}

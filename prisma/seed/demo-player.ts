/** Plays the demo's traffic through the real ingest endpoint, release by release. */

import { DemoClient } from "./demo-sdk.ts";
import type { DemoCall } from "./demo-traffic.ts";

/** Below the SDK's queue of 1,000, so that nothing is ever dropped. */
const FLUSH_EVERY = 800;

export interface PlayOptions {
  readonly host: string;
  /** Write key by source. */
  readonly writeKeys: Readonly<Record<DemoCall["source"], string>>;
  /** Bundle of the SDK by plan version. */
  readonly bundles: Readonly<Record<DemoCall["plan"], string>>;
  readonly progress: (sent: number, total: number) => void;
}

/** Sends every call and waits until all are acknowledged. Message ids are stable: playing twice counts once. */
export async function playTraffic(calls: readonly DemoCall[], options: PlayOptions): Promise<void> {
  const clients = new Map<string, DemoClient>();
  const clientFor = async (call: DemoCall): Promise<DemoClient> => {
    const key = `${call.plan} ${call.source} ${call.release}`;
    const known = clients.get(key);
    if (known !== undefined) return known;
    const client = await DemoClient.start(options.bundles[call.plan], {
      host: options.host,
      writeKey: options.writeKeys[call.source],
      release: call.release,
    });
    clients.set(key, client);
    return client;
  };
  const flushAll = () => Promise.all([...clients.values()].map((client) => client.flush()));
  for (const [index, call] of calls.entries()) {
    const client = await clientFor(call);
    client.send(call, `demo-${call.anonymousId}-${call.at}-${index}`);
    if (index % FLUSH_EVERY === FLUSH_EVERY - 1) {
      await flushAll();
      options.progress(index + 1, calls.length);
    }
  }
  await flushAll();
  for (const client of clients.values()) await client.close();
  options.progress(calls.length, calls.length);
}

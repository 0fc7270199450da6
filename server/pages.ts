/** The pages and the management API: Next inside this process, behind our own listener. */

import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { log } from "../lib/base/log.ts";
import { projectRoot } from "../lib/store/project-root.ts";
import { answer } from "./health.ts";
import { secureRequest } from "./security.ts";

export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

export interface PagesOptions {
  readonly development: boolean;
  readonly host: string;
  readonly port: number;
  /** Where the development server's web socket arrives. */
  readonly server: Server;
}

/** Loads the built pages, or compiles them as they are asked for in development. */
export async function openPages(options: PagesOptions): Promise<Pages> {
  const { default: next } = await import("next");
  const app = next({
    dev: options.development,
    dir: projectRoot(),
    customServer: true,
    hostname: options.host,
    port: options.port,
    httpServer: options.server,
  });
  await app.prepare();
  const render = app.getRequestHandler();
  return {
    handle: (request, response) => {
      if (!secureRequest(request, response)) return;
      render(request, response).catch((error: unknown) => {
        log().error({ origin: "pages", err: error }, "a page failed");
        if (response.headersSent) response.destroy();
        else answer(response, 500, { code: "internal" });
      });
    },
    close: () => app.close(),
  };
}

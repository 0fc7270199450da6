/** What a browser sees while the pages of a first start are still being built: it reloads itself until they are there. */

import type { ServerResponse } from "node:http";

const TEXT = `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>Gabarit</title><body><p>Gabarit builds its pages; this one comes by itself in a moment.</p>
<p lang="fr">Gabarit construit ses pages ; celle-ci arrive d’elle-même dans un instant.</p></body></html>`;

export function answerWaiting(response: ServerResponse): void {
  response.writeHead(503, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "retry-after": "2",
  });
  response.end(TEXT);
}

import { lastLine, type ProgressLine } from "./progress-lines.ts";

/** How far it is: sent, or worked on by the server; each from 0 to 1. */
export interface Share {
  readonly of: "sending" | "working";
  readonly share: number;
}

export type Outcome<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "refused"; readonly text: string }
  | { readonly kind: "stopped" };

interface Asked {
  readonly method: "POST" | "PUT";
  readonly address: string;
  readonly contentType?: string;
  readonly file?: File;
  readonly signal: AbortSignal;
}

/** Asks the server and tells how far it is, until it has ended or was stopped; the server then stops as well. */
export function askWithProgress<T>(
  { method, address, contentType = "application/octet-stream", file, signal }: Asked,
  onShare: (share: Share) => void,
): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const heard = (): ProgressLine<T> | undefined => lastLine<T>(request.responseText);
    request.open(method, address);
    request.setRequestHeader("content-type", contentType);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onShare({ of: "sending", share: event.loaded / event.total });
    };
    request.onprogress = () => {
      const line = request.status === 200 ? heard() : undefined;
      if (line !== undefined && "share" in line) onShare({ of: "working", share: line.share });
    };
    request.onload = () => resolve(outcomeOf(request, heard));
    request.onerror = () => resolve({ kind: "refused", text: "" });
    request.onabort = () => resolve({ kind: "stopped" });
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file ?? null);
  });
}

function outcomeOf<T>(request: XMLHttpRequest, heard: () => ProgressLine<T> | undefined): Outcome<T> {
  if (request.status !== 200) return { kind: "refused", text: request.status < 500 ? request.responseText : "" };
  const line = heard();
  if (line !== undefined && "done" in line) return { kind: "done", value: line.done };
  return { kind: "refused", text: line !== undefined && "refused" in line ? line.refused : "" };
}

/** An audit in steps, so that whoever waits hears how far it is. It runs in a thread of its own beside the accepting one. */

import { onlyVersion } from "../ingest/validate.ts";
import type { PublishedPlan } from "../plan/plan.ts";
import { type Audit, Auditor } from "./audit.ts";
import { type AuditedFault, type AuditedFile, type AuditedKind, auditedFile, auditedLines } from "./audited-file.ts";

export interface AuditingJob {
  /** What the calls are held against; absent: they are only described. */
  readonly plan?: PublishedPlan;
  /** `lines`: calls as they were received, one a line; else a file of a kind that it shows itself. */
  readonly as: "file" | "lines";
}

export interface Audited {
  readonly audit: Audit;
  readonly kind: AuditedKind;
  readonly requests?: AuditedFile["requests"];
}

const STEP_MS = 150;
/** Calls between two looks at the clock. */
const AT_ONCE = 50;

export class Auditing {
  readonly #as: AuditingJob["as"];
  readonly #auditor: Auditor;
  #file: AuditedFile | undefined;
  #calls: Iterator<string> | undefined;
  #number = 0;

  constructor({ plan, as }: AuditingJob) {
    this.#as = as;
    this.#auditor = new Auditor(onlyVersion(plan));
  }

  /** Takes the bytes for itself; says why it cannot read them, if so. */
  open(bytes: Uint8Array): AuditedFault | undefined {
    const file = this.#as === "lines" ? auditedLines(bytes) : auditedFile(bytes);
    if (typeof file === "string") return file;
    this.#file = file;
    this.#calls = file.calls[Symbol.iterator]();
    return undefined;
  }

  /** Reads on for a moment: how much of the whole is read, 0 to 1, or `read` once nothing is left. */
  step(): number | "read" {
    const until = performance.now() + STEP_MS;
    do {
      for (let time = 0; time < AT_ONCE; time++) {
        const next = this.#calls?.next();
        if (next === undefined || next.done === true) return "read";
        this.#number += 1;
        this.#auditor.add(this.#number, next.value);
      }
    } while (performance.now() < until);
    return this.#file?.share() ?? 1;
  }

  result(): Audited {
    const { kind = "ndjson", requests } = this.#file ?? {};
    return { audit: this.#auditor.result(), kind, ...(requests === undefined ? {} : { requests }) };
  }
}

/** Why the process will not start, in one line meant for whoever started it. The process ends with status 2. */
export class StartRefusal extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartRefusal";
  }
}

/** True also for an error thrown by another bundle's copy of the class. */
export function isStartRefusal(error: unknown): error is StartRefusal {
  return error instanceof Error && error.name === "StartRefusal";
}

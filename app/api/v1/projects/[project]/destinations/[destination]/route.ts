import {
  deleteDestination,
  getDestination,
  pauseDestination,
  updateDestination,
  waitingFor,
} from "../../../../../../../lib/destination/store.ts";
import {
  changedDestinationShape,
  destinationChangeShape,
  destinationParams,
  destinationWaitingShape,
  shownDestination,
} from "../../../../../_rest/destination-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { given } from "../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "One destination, and how many events wait for it",
    reach: "project",
    role: "admin",
    scope: "access:read",
    params: destinationParams,
    answer: destinationWaitingShape,
  },
  async ({ authorized, params: { destination } }) => {
    const shown = shownDestination(await getDestination(authorized, destination));
    const { events, since } = await waitingFor(authorized, destination);
    return { ...shown, waiting: events, waitingSince: since === undefined ? null : new Date(since) };
  },
);

export const PATCH = operation(
  {
    summary: "Change a destination, pause or resume it; another address asks for the key again",
    reach: "project",
    role: "admin",
    scope: "access:write",
    params: destinationParams,
    body: destinationChangeShape,
    answer: changedDestinationShape,
  },
  async ({ authorized, params: { destination }, body: { paused, ...change } }) => {
    const made = Object.keys(change).length > 0 ? await updateDestination(authorized, destination, given(change)) : {};
    if (paused !== undefined) await pauseDestination(authorized, destination, paused);
    return { ...shownDestination(await getDestination(authorized, destination)), ...made };
  },
);

export const DELETE = operation(
  {
    summary: "Delete a destination; nothing more is sent to it",
    reach: "project",
    role: "admin",
    scope: "access:write",
    params: destinationParams,
  },
  ({ authorized, params }) => deleteDestination(authorized, params.destination),
);

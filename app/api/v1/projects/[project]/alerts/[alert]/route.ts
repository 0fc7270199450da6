import { deleteAlert, getAlert, muteAlert, updateAlert } from "../../../../../../../lib/alert/rule.ts";
import { alertChangeShape, alertParams, alertShape, givenAlert, shownAlert } from "../../../../../_rest/alert-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { given } from "../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "One alert rule, and what the last look found",
    reach: "project",
    scope: "events:read",
    params: alertParams,
    answer: alertShape,
  },
  async ({ authorized, params }) => shownAlert(await getAlert(authorized, params.alert)),
);

export const PATCH = operation(
  {
    summary: "Change an alert rule, mute it or end the mute",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: alertParams,
    body: alertChangeShape,
    answer: alertShape,
  },
  async ({ authorized, params: { alert }, body: { mutedUntil, ...change } }) => {
    if (Object.keys(change).length > 0) await updateAlert(authorized, alert, given(givenAlert(change)));
    if (mutedUntil !== undefined) await muteAlert(authorized, alert, mutedUntil === null ? null : new Date(mutedUntil));
    return shownAlert(await getAlert(authorized, alert));
  },
);

export const DELETE = operation(
  {
    summary: "Delete an alert rule and its firings",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: alertParams,
  },
  ({ authorized, params }) => deleteAlert(authorized, params.alert),
);

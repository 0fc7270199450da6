import { createAlert, getAlert, listAlerts } from "../../../../../../lib/alert/rule.ts";
import { alertQueryShape, alertShape, newAlertShape, shownAlert } from "../../../../_rest/alert-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { given, listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Alert rules of the project, and what the last look at each found",
    reach: "project",
    scope: "events:read",
    query: alertQueryShape,
    answer: listOf(alertShape, "All of them: a project has at most 100"),
  },
  async ({ authorized, query }) => ({ items: (await listAlerts(authorized, given(query))).map(shownAlert) }),
);

export const POST = operation(
  {
    summary: "Create an alert rule; it is looked at within a minute",
    reach: "project",
    role: "editor",
    scope: "events:write",
    body: newAlertShape,
    answer: alertShape,
    status: 201,
  },
  async ({ authorized, body: { event, ...rest } }) =>
    shownAlert(await getAlert(authorized, await createAlert(authorized, { ...rest, eventId: event }))),
);

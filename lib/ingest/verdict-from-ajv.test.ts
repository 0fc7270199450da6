/** Verdicts come from ajv and from nowhere else: let it answer otherwise, and every verdict is another one. */

import type { AnySchema, ErrorObject, Options, ValidateFunction } from "ajv";
import { beforeEach, expect, it, vi } from "vitest";
import { newEvent, newProperty } from "../plan/new-object.ts";
import { freezePlan } from "../plan/publish.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { judge } from "./judge.ts";
import { callOf } from "./testing/corpora.ts";
import { onlyVersion } from "./validate.ts";

const answer = vi.hoisted((): { errors: readonly unknown[] | undefined } => ({ errors: undefined }));

vi.mock("ajv", async (original) => {
  const library = await original<typeof import("ajv")>();
  const scriptedFor = (real: ValidateFunction): ValidateFunction => {
    const scripted = (value: unknown): boolean => {
      const valid = answer.errors === undefined ? real(value) === true : answer.errors.length === 0;
      scripted.errors = (answer.errors ?? real.errors ?? null) as ErrorObject[] | null;
      return valid;
    };
    scripted.errors = null as ErrorObject[] | null;
    return scripted as unknown as ValidateFunction;
  };
  class Scripted extends library.Ajv {
    constructor(options?: Options) {
      super(options);
      const compile = this.compile.bind(this);
      this.compile = ((schema: AnySchema) => scriptedFor(compile(schema))) as typeof this.compile;
    }
  }
  return { ...library, Ajv: Scripted, default: Scripted };
});

const RULE = { sourceSlug: "web", unplanned: "violation" } as const;
/** As simple as an event can be, and conformant. */
const plainEvent = newEvent({
  id: "evt_plain",
  name: "Plain Done",
  identifier: "plainDone",
  properties: [newProperty({ id: "prp_plain", name: "note", type: { kind: "string" } })],
});
const plainMessage = { type: "track", event: "Plain Done", properties: { note: "as planned" } };
const events = [...referencePlan.events.map((event) => ({ ...event, sources: [] })), plainEvent];
const versions = onlyVersion(freezePlan({ ...referencePlan, events }));
const messages = [
  ...referencePlan.events
    .filter(({ open }) => !open)
    .map(({ callType, name }) => ({
      type: callType,
      ...(callType === "track" ? { event: name } : { name }),
      properties: { nothing_of: { the: "plan" } },
    })),
  { type: "identify", traits: { [referencePlan.userProperties[0]?.name ?? ""]: { no: "such type" } } },
];
const verdicts = () => messages.map((message) => judge(callOf(message), versions, RULE).verdict);

beforeEach(() => {
  answer.errors = undefined;
});

it("left alone it finds them all in breach but what is as planned", () => {
  expect(new Set(verdicts())).toEqual(new Set(["violating"]));
  expect(judge(callOf(plainMessage), versions, RULE).verdict).toBe("conformant");
});

it("when it finds nothing, all conform", () => {
  answer.errors = [];
  expect(new Set(verdicts())).toEqual(new Set(["conformant"]));
});

it("when it finds one thing, that is the violation", () => {
  answer.errors = [
    {
      keyword: "type",
      instancePath: "/script",
      schemaPath: "#/type",
      params: { type: "boolean" },
      data: 7,
      schema: "boolean",
    },
  ];
  for (const message of [...messages, plainMessage]) {
    const { violations } = judge(callOf(message), versions, RULE);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatchObject({ code: "type_mismatch", keyword: "type", expected: "boolean" });
  }
});

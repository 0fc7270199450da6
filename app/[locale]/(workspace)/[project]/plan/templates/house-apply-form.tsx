"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, type ReactNode, useOptimistic, useState, useTransition } from "react";
import { ALL_OTHERS, choiceFor, type HouseChoice } from "../../../../../../lib/template/house-choice.ts";
import {
  addressOf,
  type DecidedHouse,
  fieldOf,
  NOTHING_DECIDED,
  withChoice,
  withField,
} from "../../../../../../lib/template/house-decided.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { RefusalNotice } from "../../../../../_ui/refusal-notice.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import type { ShownConflict } from "../branches/branch-answer.ts";
import { ChoiceOf, Ways, wayOf } from "./house-choice.tsx";
import type { ApplyHouseAnswer, ShownCollision } from "./house-shape.ts";
import { planHref } from "./template-href.ts";

export interface HouseApplyProps {
  readonly slug: string;
  readonly template: { readonly id: string; readonly name: string; readonly version: number };
  readonly revision: number;
  readonly decided: DecidedHouse;
  /** How many decisions of the address could not be read. */
  readonly unread: number;
  readonly collisions: readonly ShownCollision[];
  readonly settings: "mine" | "theirs" | undefined;
  readonly conflicts: readonly ShownConflict[];
  /** Sentences that say why it cannot be applied so. */
  readonly problems: readonly string[];
  readonly changes: number;
  readonly mayApply: boolean;
  readonly apply: (
    slug: string,
    template: string,
    given: { readonly version: number; readonly revision: number; readonly decisions: unknown },
  ) => Promise<ApplyHouseAnswer>;
}

function Box({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="w-full rounded border">
      <div className="border-b bg-grey-2 px-3 py-1.5">
        <h3 className="font-medium">{title}</h3>
        {text && <p className="text-grey-7 text-grid">{text}</p>}
      </div>
      {children}
    </section>
  );
}

function AllOthers({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-1.5">
      <span className="font-medium text-grid">{useText("house")("apply.all")}</span>
      {children}
    </div>
  );
}

const BY = { id: "apply.byId", name: "apply.byName", rename: "apply.byRename" } as const;

/** Where only the name collides the object has no counterpart to take the place of: its name stays. */
function shownChoice({ by }: ShownCollision, choice: HouseChoice): HouseChoice {
  return by === "rename" && "take" in choice ? { take: "mine" } : choice;
}

/** What collides and what both changed, decided one by one; the address holds what was decided, the page what comes of it. */
export function HouseApplyForm(props: HouseApplyProps) {
  const { slug, template, collisions, conflicts } = props;
  const t = useText("house");
  const plan = useText("plan");
  const router = useRouter();
  const language = useLanguage();
  const path = usePathname();
  const query = useSearchParams();
  const [looking, startLooking] = useTransition();
  // A choice shows at once; what comes of it a moment later.
  const [lookedAt, showDecided] = useOptimistic(props.decided);
  // A name counts as it is typed; what comes of it once the field is left.
  const [typed, setTyped] = useState<DecidedHouse>();
  const decided = typed ?? lookedAt;
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Extract<ApplyHouseAnswer, { ok: false }>>();
  const refuse = (text: string) => setRefusal({ ok: false, text, errors: [] });
  function decide(next: DecidedHouse) {
    const said = addressOf(next);
    if (said === undefined) return refuse(t("apply.tooMany"));
    setRefusal(undefined);
    setTyped(undefined);
    const params = new URLSearchParams(query);
    params.set("decided", said);
    startLooking(() => {
      showDecided(next);
      router.replace(`${path}?${params}`, { scroll: false });
    });
  }
  const choose = (id: string, choice: HouseChoice) => decide(withChoice(decided, id, choice));
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (conflicts.some(({ path: field }) => fieldOf(decided, field) === undefined)) return refuse(t("apply.undecided"));
    setPending(true);
    setRefusal(undefined);
    const given = { version: template.version, revision: props.revision, decisions: decided };
    try {
      const answer = await props.apply(slug, template.id, given);
      if (!answer.ok) return setRefusal(answer);
      const { branch, changes } = answer;
      const { name, version } = template;
      const text =
        branch === undefined
          ? t("apply.doneNothing", { name, version })
          : t("apply.done", { name, count: changes, branch });
      toast({ text });
      if (branch === undefined) decide(NOTHING_DECIDED);
      else router.push(planHref(language, { slug, branch: "main" }, `branches/${branch}`));
    } catch {
      refuse(t("apply.failed"));
    } finally {
      setPending(false);
    }
  }
  const sides = (["mine", "theirs"] as const).map((key) => ({ key, label: t(`apply.${key}`) }));
  const all = choiceFor(decided.choices, ALL_OTHERS);
  return (
    <form onSubmit={submit} aria-busy={looking} className="flex max-w-4xl flex-col items-start gap-3">
      {collisions.length > 0 && (
        <Box title={t("apply.collisions", { count: collisions.length })} text={t("apply.collisionsText")}>
          <ul>
            {collisions.map((one) => (
              <li
                key={one.id}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-3 py-1.5"
              >
                <span className="min-w-0 break-words">
                  <span className="font-medium">{one.name}</span>{" "}
                  <span className="text-grey-7 text-grid">
                    {plan(`object.${one.kind}` as "object.event")}, {t(BY[one.by])}
                    {one.mine !== undefined && `, ${t("apply.mineCalled", { name: one.mine })}`}
                  </span>
                </span>
                <ChoiceOf
                  name={one.name}
                  choice={shownChoice(one, choiceFor(decided.choices, one.id))}
                  free={one.free}
                  {...(one.by === "rename" ? { ways: ["mine", "rename"] } : {})}
                  disabled={!props.mayApply}
                  onChoose={(choice) => choose(one.id, choice)}
                  onType={(choice) => setTyped(withChoice(decided, one.id, choice))}
                />
              </li>
            ))}
          </ul>
          {collisions.length > 1 && (
            <AllOthers>
              <Ways
                legend={t("apply.all")}
                ways={sides}
                chosen={wayOf(all)}
                disabled={!props.mayApply}
                onChoose={(key) => choose(ALL_OTHERS, { take: key === "mine" ? "mine" : "theirs" })}
              />
            </AllOthers>
          )}
        </Box>
      )}
      {props.settings && (
        <Box title={t("apply.settings")}>
          <div className="px-3 py-1.5">
            <Ways
              legend={t("apply.settings")}
              ways={sides}
              chosen={decided.standards ?? props.settings}
              disabled={!props.mayApply}
              onChoose={(key) => decide({ ...decided, standards: key === "mine" ? "mine" : "theirs" })}
            />
          </div>
        </Box>
      )}
      {conflicts.length > 0 && (
        <Box title={t("apply.conflicts", { count: conflicts.length })} text={t("apply.conflictsText")}>
          {conflicts.map((one) => (
            <div key={one.path} className="border-b px-3 py-1.5 last:border-b-0">
              <p className="break-words font-medium">{one.label}</p>
              <Ways
                legend={one.label}
                ways={sides.map(({ key, label }) => ({
                  key,
                  label: `${label}${language === "fr" ? "\u00a0" : ""}: ${(key === "mine" ? one.ours : one.theirs) || t("apply.empty")}`,
                }))}
                chosen={fieldOf(decided, one.path)}
                disabled={!props.mayApply}
                onChoose={(key) => decide(withField(decided, one.path, key === "mine" ? "mine" : "theirs"))}
              />
            </div>
          ))}
          {conflicts.length > 1 && (
            <AllOthers>
              <Ways
                legend={t("apply.all")}
                ways={sides}
                chosen={fieldOf(decided, ALL_OTHERS)}
                disabled={!props.mayApply}
                onChoose={(key) => decide(withField(decided, ALL_OTHERS, key === "mine" ? "mine" : "theirs"))}
              />
            </AllOthers>
          )}
        </Box>
      )}
      {props.unread > 0 && <Notice tone="warning">{t("apply.unread", { count: props.unread })}</Notice>}
      {props.problems.length > 0 && (
        <Notice tone="danger" title={t("apply.broken")}>
          <ul className="list-disc pl-5">
            {props.problems.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notice>
      )}
      {props.mayApply ? (
        <Button tone="primary" type="submit" pending={pending || looking}>
          {props.changes > 0
            ? t("apply.submit", { count: props.changes })
            : t(collisions.length > 0 ? "apply.keptTake" : "apply.nothingTake")}
        </Button>
      ) : (
        <p className="text-grey-7">{t("apply.reader")}</p>
      )}
      <RefusalNotice refusal={refusal} />
    </form>
  );
}

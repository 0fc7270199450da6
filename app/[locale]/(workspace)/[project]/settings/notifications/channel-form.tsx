import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { CHANNELS, NOTIFICATION_KINDS } from "../../../../../../lib/base/notification-kind.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { isPaused, type Preference } from "../../../../../../lib/notify/preference.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { ActionForm, FormMessage, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import { updateNotificationsAction } from "./actions.ts";
import { PAUSES } from "./choices.ts";

const YEAR_MS = 365 * 86_400_000;

/** A row for each thing that happens, a column for each way of being told. */
export function ChannelForm(props: { language: Language; project: AuthorizedProject; preference: Preference }) {
  const { language, project, preference } = props;
  const t = translator(language, "notify");
  return (
    <ActionForm action={updateNotificationsAction} label={t("settings.title")} className="max-w-3xl px-4 pb-8">
      <FormMessage />
      <input type="hidden" name="project" value={project.slug} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="relative overflow-x-auto" aria-label={t("settings.kind")} tabIndex={0}>
        <table className="w-full border-collapse text-grid">
          <caption className="sr-only">{t("settings.text")}</caption>
          <thead>
            <tr className="border-b text-left">
              <th scope="col" className="py-1.5 pr-3 font-medium">
                {t("settings.kind")}
              </th>
              {CHANNELS.map((channel) => (
                <th key={channel} scope="col" className="px-3 py-1.5 text-center font-medium">
                  {t(`settings.${channel}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {NOTIFICATION_KINDS.map((kind) => (
              <tr key={kind} className="border-b hover:bg-grey-2">
                <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                  {t(`kinds.${kind}`)}
                </th>
                {CHANNELS.map((channel) => (
                  <td key={channel} className="px-3 text-center">
                    <label className="inline-flex size-6 items-center justify-center">
                      <span className="sr-only">
                        {t("settings.cell", { kind: t(`kinds.${kind}`), channel: t(`settings.${channel}`) })}
                      </span>
                      <input
                        type="checkbox"
                        name={channel}
                        value={kind}
                        defaultChecked={preference.channels[kind].includes(channel)}
                        className="size-4 accent-accent-7"
                      />
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <PauseSelect {...props} />
      <div>
        <SubmitButton>{t("settings.save")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

function PauseSelect({ language, project, preference }: Parameters<typeof ChannelForm>[0]) {
  const t = translator(language, "notify");
  const now = Date.now();
  const paused = isPaused(preference, now) ? preference.pausedUntil : undefined;
  const isOpen = paused !== undefined && paused.getTime() - now > YEAR_MS;
  const until =
    paused === undefined
      ? ""
      : formatterOf(language, project.timeZone).dateTime(paused, { dateStyle: "medium", timeStyle: "short" });
  const offered = PAUSES.filter((pause) => pause !== "kept" || (paused !== undefined && !isOpen));
  const current = paused === undefined ? "no" : isOpen ? "open" : "kept";
  return (
    <FormSelect
      key={current}
      name="pause"
      label={t("settings.pause")}
      hint={t("settings.pauseHint")}
      className="max-w-xs"
      defaultValue={current}
      options={offered.map((value) => ({ value, label: t(`settings.pause_${value}`, { until }) }))}
    />
  );
}

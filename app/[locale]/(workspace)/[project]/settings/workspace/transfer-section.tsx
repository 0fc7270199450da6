import { countTokensOf } from "../../../../../../lib/access/api-token.ts";
import {
  type AuthorizedProject,
  type AuthorizedWorkspace,
  mayActAs,
  type Role,
} from "../../../../../../lib/access/authorized.ts";
import { listMembers } from "../../../../../../lib/access/membership.ts";
import { findTransfer, type PendingTransfer } from "../../../../../../lib/access/transfer.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import {
  acceptTransferAction,
  cancelTransferAction,
  declineTransferAction,
  offerTransferAction,
} from "./transfer-actions.ts";
import { TransferForm } from "./transfer-form.tsx";

interface Props {
  readonly language: Language;
  readonly project: AuthorizedProject;
  readonly workspace: AuthorizedWorkspace;
}

/** Handing the workspace over: for owners, and for whoever it is offered to. */
export async function TransferSection(props: Props) {
  const { language, project, workspace } = props;
  const t = translator(language, "transfer");
  const [transfer, members, tokens] = await Promise.all([
    findTransfer(workspace),
    listMembers(workspace),
    countTokensOf(workspace.workspaceId, project.actor.id),
  ]);
  const isHeir = transfer !== undefined && transfer.to.personId === project.actor.id;
  if (project.role !== "owner" && !isHeir) return null;
  return (
    <section className="flex flex-col gap-3 border-t px-4 pt-6 pb-8">
      <div>
        <h2 className="font-semibold">{t("hand.title")}</h2>
        <p className="max-w-reading text-grey-7">{t("hand.text")}</p>
      </div>
      {transfer && <Waiting {...props} transfer={transfer} isHeir={isHeir} />}
      {project.role === "owner" && (
        <TextProvider language={language} areas={["transfer"]}>
          <TransferForm
            action={offerTransferAction}
            project={project.slug}
            workspaceName={workspace.name}
            members={members.filter(({ personId }) => personId !== project.actor.id).map(({ email }) => email)}
            tokens={touched(tokens)}
            waiting={transfer !== undefined}
          />
        </TextProvider>
      )}
    </section>
  );
}

/** What becomes of the owner's tokens: all stop with nothing kept, those above the kept role do less. */
function touched(tokens: ReadonlyMap<Role, number>) {
  const above = (kept: Role) =>
    [...tokens].reduce((sum, [role, count]) => (mayActAs(kept, role) ? sum : sum + count), 0);
  const all = [...tokens.values()].reduce((sum, count) => sum + count, 0);
  return { all, admin: above("admin"), editor: above("editor"), viewer: above("viewer") };
}

function Waiting(props: Props & { transfer: PendingTransfer; isHeir: boolean }) {
  const { language, project, workspace, transfer, isHeir } = props;
  const t = translator(language, "transfer");
  const format = formatterOf(language, project.timeZone);
  const day = (at: Date) => format.dateTime(at, { dateStyle: "long" });
  const from = transfer.from.name;
  const { email, personId } = transfer.to;
  const fields = { project: project.slug, transfer: transfer.id, from };
  return (
    <Notice title={isHeir ? t("hand.mine", { from }) : t("hand.pending")} className="max-w-reading">
      <p>
        {isHeir
          ? t("hand.mineText")
          : t(personId === null ? "hand.pendingInvited" : "hand.pendingMember", {
              from,
              email,
              day: day(transfer.expiresAt),
            })}
      </p>
      <p>{keepsText(props)}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        {isHeir ? (
          <>
            <ConfirmAction
              action={acceptTransferAction}
              fields={fields}
              title={t("hand.acceptTitle", { workspace: workspace.name })}
              description={keepsText(props)}
              verb={t("hand.accept")}
              tone="primary"
            />
            <ConfirmAction
              action={declineTransferAction}
              fields={fields}
              title={t("hand.declineTitle")}
              description={t("hand.declineText", { from })}
              verb={t("hand.decline")}
              tone="plain"
            />
          </>
        ) : (
          <ConfirmAction
            action={cancelTransferAction}
            fields={fields}
            title={t("hand.cancelTitle", { email })}
            description={t("hand.cancelText")}
            verb={t("hand.cancel")}
            tone="plain"
          />
        )}
      </div>
    </Notice>
  );
}

/** What is left of the former owner. */
function keepsText(props: Props & { transfer: PendingTransfer }): string {
  const { language, project, transfer } = props;
  const t = translator(language, "transfer");
  const from = transfer.from.name;
  if (transfer.keepRole === "none") return t("hand.keepsNone", { from });
  const role = translator(language, "shell")(`role.${transfer.keepRole}`);
  if (transfer.keepUntil === null) return t("hand.keeps", { from, role });
  const last = new Date(transfer.keepUntil.getTime() - 1);
  const day = formatterOf(language, project.timeZone).dateTime(last, { dateStyle: "long" });
  return t("hand.keepsUntil", { from, role, day });
}

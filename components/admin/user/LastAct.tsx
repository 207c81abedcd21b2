import { useTexts } from "@/components/reader/useTexts";
import { Notice } from "@/components/ui/Notice";
import type { UserView } from "@/lib/features/admin/user-list";
import { UserActForm } from "./UserActForm";
import { isUserAct, USER_ACTS } from "./user-acts";

export type LastActProps = {
  user: UserView;
  /** The query of the list that the page was opened from. */
  list: string;
  /** The result of the last act. */
  last: {
    act: string | null;
    notice: string | null;
    message: string | null;
    /** The role before it was changed. */
    was: string | null;
  };
};

/** What an act has done, with the person's name, and the button that reverses it. */
export function LastAct({ user, list, last }: LastActProps) {
  const t = useTexts("userActs", "roles");
  const { act, notice, was } = last;
  const { id, name, role } = user;
  if (!notice) return null;
  if (!isUserAct(act)) return <Notice tone="success">{notice}</Notice>;
  const undo = act === "change-role" ? was && act : USER_ACTS[act].undo;
  const done =
    act === "change-role"
      ? t("userActs.doneRole", { name, role: t(`roles.${role}`) })
      : t(`userActs.done-${act}`, { name });
  return (
    <Notice tone="success">
      <p>{done}</p>
      {undo && (
        <UserActForm
          act={undo}
          userId={id}
          list={list}
          values={was ? { role: was, was: role } : {}}
          label={t("userActs.undo")}
        />
      )}
    </Notice>
  );
}

import type { InferGetServerSidePropsType } from "next";
import { z } from "zod";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { UserActForm } from "@/components/admin/user/UserActForm";
import { actsOn, isUserAct, USER_ACTS, type UserAct } from "@/components/admin/user/user-acts";
import { FormError } from "@/components/form/FormError";
import { Checkbox } from "@/components/form/fields/Checkbox";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Card } from "@/components/ui/Card";
import { FactList } from "@/components/ui/data/FactList";
import { Notice } from "@/components/ui/Notice";
import { Typed } from "@/components/ui/Typed";
import { userDetails } from "@/lib/features/admin/user-actions";
import { listBehind } from "@/lib/features/admin/user-list";
import { lastOwnerOf } from "@/lib/features/organisations/owned";
import { roleOf } from "@/lib/platform/config/roles";
import { withList } from "@/lib/platform/http/lists/list-address";
import { idParams } from "@/lib/platform/http/route-params";
import { listed } from "@/lib/platform/texts/format/isolated";
import { page } from "@/lib/web/guard/page";

// The proof is asked for before the question, not after its button.
export const getServerSideProps = page(
  {
    access: { permission: "users.change", recent: true },
    params: idParams.extend({ act: z.custom<UserAct>(isUserAct) }),
    texts: ["admin", "account", "lastOwner", "accountActions", "userActs", "roles", "roleTexts"],
  },
  async ({ params: { id, act }, query, user, flash }) => {
    const account = await userDetails(id);
    const self = id === user.id;
    const list = listBehind(query);
    const back = withList(`/admin/users/${id}`, list);
    const role = roleOf(flash?.values?.role ?? query.role);
    // Done in the meantime, in another tab: there is nothing left to confirm.
    const idle =
      act === "change-role" ? role === account.role : !actsOn(account, self).includes(act);
    if (idle) return { redirect: { destination: back, permanent: false } };
    const owned = act === "disable" ? await lastOwnerOf(id) : [];
    return {
      props: { account, act, role, self, list, back, owned, message: flash?.message ?? null },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

/** Asks before an administrator's act is done: for whom, and with which consequences. */
export default function Confirm(props: Props) {
  const { viewer, account, act, role, self, list, back, owned, message } = props;
  const t = useTexts("account", "lastOwner", "accountActions", "userActs", "roles", "roleTexts");
  const { id, name, email, sessions } = account;
  const { question, button } = USER_ACTS[act];
  const giving = act === "change-role";
  const title = t(question, { name, role: t(`roles.${role}`) });
  const follows = giving
    ? t("userActs.followsRole", { text: t(`roleTexts.${role}`) })
    : t(`userActs.follows-${act}`);
  return (
    <AdminLayout viewer={viewer} title={title} active="/admin" list={list}>
      <Card title={t("userActs.follows")} lead={follows}>
        <FormError>{message}</FormError>
        {self && <Notice>{t("userActs.self")}</Notice>}
        <FactList
          facts={[
            { label: t("userActs.name"), value: <Typed>{name}</Typed> },
            { label: t("account.email"), value: email },
            { label: t("account.sessions"), value: sessions },
          ]}
        />
        <UserActForm
          act={act}
          userId={id}
          list={list}
          values={giving ? { role, was: account.role } : {}}
          label={t(button)}
          cancel={
            <LinkButton href={back} variant="quiet">
              {t("userActs.cancel")}
            </LinkButton>
          }
        >
          {owned.length > 0 && (
            <>
              <Notice>{t("lastOwner.of", { names: listed(owned) })}</Notice>
              <Checkbox label={t("lastOwner.meant")} name="withoutOwner" value="true" />
            </>
          )}
        </UserActForm>
      </Card>
    </AdminLayout>
  );
}

import { SignOutForm } from "@/components/auth/SignOutForm";
import { FormError } from "@/components/form/FormError";
import { AuthLayout } from "@/components/layout/AuthLayout";
import type { Viewer } from "@/components/layout/viewer";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Notice } from "@/components/ui/Notice";
import type { InvitationLook } from "@/lib/features/invitations/accept";
import { invitationPath } from "@/lib/platform/mail/link-path";

export type AccountInvitationProps = InvitationLook & {
  app: string;
  /** Whether the address has an account by now. */
  taken: boolean;
  viewer: Viewer | null;
};

/** The page of a mailed invitation to create an account. Opening it changes nothing. */
export function AccountInvitation(props: AccountInvitationProps) {
  const { state, token, email, invitedBy, app, taken, viewer } = props;
  const t = useTexts("accountInvitation");
  const about = { email: email ?? "", by: invitedBy ?? "" };
  if (state !== "works" || !token) {
    const reason = t(`accountInvitation.${state === "works" ? "unknown" : state}`);
    return (
      <AuthLayout
        title={t("accountInvitation.title")}
        heading={t("accountInvitation.title")}
        viewer={viewer}
      >
        {state === "missing" ? <Notice>{reason}</Notice> : <FormError>{reason}</FormError>}
      </AuthLayout>
    );
  }
  const here = invitationPath(token);
  return (
    <AuthLayout
      title={t("accountInvitation.title")}
      heading={t("accountInvitation.heading", { app })}
      lead={t(invitedBy ? "accountInvitation.leadBy" : "accountInvitation.lead", about)}
      viewer={null}
    >
      {viewer ? (
        <>
          <Notice>{t("accountInvitation.signedIn", { ...about, viewer: viewer.email })}</Notice>
          <SignOutForm variant="primary" wide callbackUrl={here} />
        </>
      ) : taken ? (
        <>
          <Notice>{t("accountInvitation.taken", about)}</Notice>
          <LinkButton href="/signin" wide>
            {t("accountInvitation.signIn")}
          </LinkButton>
        </>
      ) : (
        <LinkButton href={`/signup?invitation=${token}`} wide>
          {t("accountInvitation.accept")}
        </LinkButton>
      )}
    </AuthLayout>
  );
}

import type { InferGetServerSidePropsType } from "next";
import { SignOutForm } from "@/components/auth/SignOutForm";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { page } from "@/lib/web/guard/page";

// A question and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

export const getServerSideProps = page(
  { access: "user", withoutFactor: true, texts: ["otherAccount"] },
  ({ user: { name, email } }) => ({ props: { name, email } }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

/** Where a form leads that was filled in on a page of an account that is no longer signed in. */
export default function OtherAccount({ viewer, name, email }: Props) {
  const t = useTexts("otherAccount");
  return (
    <AuthLayout
      title={t("otherAccount.title")}
      heading={t("otherAccount.title")}
      lead={t("otherAccount.lead", { name, email })}
    >
      <LinkButton href="/dashboard" wide>
        {t("otherAccount.goOn", { name })}
      </LinkButton>
      {viewer && <SignOutForm callbackUrl="/signin" wide />}
    </AuthLayout>
  );
}

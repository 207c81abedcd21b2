import type { InferGetServerSidePropsType } from "next";
import { z } from "zod";
import { LinkOutcome } from "@/components/auth/LinkOutcome";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { lookAtLink, TOKEN_PURPOSE } from "@/lib/features/links/look-at-link";
import { type Feature, isOn } from "@/lib/platform/config/features";
import { formState, isRefused, linkToken } from "@/lib/platform/http/flash";
import { LINK_PURPOSES, type LinkPurpose, linkPath } from "@/lib/platform/mail/link-path";
import { masked } from "@/lib/platform/mail/masked";
import { wayInPath } from "@/lib/web/destination/destination";
import { page } from "@/lib/web/guard/page";
import { afterSignIn, signInPath } from "@/lib/web/session/redirects";

type Kind = {
  /** The beginning of the names of its sentences. */
  texts: "verify" | "confirm" | "undo";
  /** Where the button posts the token. */
  action: `/api/${string}`;
  /** Where a new link comes from. */
  again: string;
  /** What that page names: without it nobody asks for a new one. */
  feature?: Feature;
};

const KINDS: Record<LinkPurpose, Kind> = {
  verify: {
    texts: "verify",
    action: "/api/account/verify-email",
    again: "/check-mail",
  },
  "confirm-email": {
    texts: "confirm",
    action: "/api/account/email/confirm",
    again: "/settings/email",
    feature: "emailChange",
  },
  "undo-email": {
    texts: "undo",
    action: "/api/account/email/undo",
    again: "/forgot-password",
  },
};

const RESEND = "/api/account/verify-email/resend";

// Opening a mailed link changes nothing: mail scanners open links too. The form does.
// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

export const getServerSideProps = page(
  { access: "public", params: z.object({ purpose: z.enum(LINK_PURPOSES) }), texts: ["link"] },
  async ({ params: { purpose }, user, flash, query }) => {
    const sent = linkToken(query, flash);
    const { state, token, email, owner } = await lookAtLink(TOKEN_PURPOSE[purpose], sent);
    const isOwner = owner !== null && user?.id === owner.id;
    const { again, feature } = KINDS[purpose];
    return {
      props: {
        purpose,
        state,
        // Refused although it works: another account has its address by now.
        token: isRefused(flash) ? null : token,
        email: email ?? "",
        account: owner ? (isOwner ? owner.email : masked(owner.email)) : "",
        isOwner,
        justDone: "done" in query,
        again: isOn(feature && [feature]) ? again : null,
        signInFirst: token && signInPath(linkPath(purpose, token)),
        signIn: wayInPath("/signin", afterSignIn(query.callbackUrl)),
        // The link's state explains better why it does not work.
        message:
          state === "works" || !isRefused(flash)
            ? formState(flash, `POST ${KINDS[purpose].action}`).message
            : null,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function MailedLink(props: Props) {
  const {
    purpose,
    state,
    token,
    email,
    account,
    isOwner,
    justDone,
    again,
    signInFirst,
    signIn,
    message,
    viewer,
  } = props;
  const t = useTexts("link");
  const { texts, action } = KINDS[purpose];
  const elsewhere = purpose === "confirm-email" && state === "works" && !isOwner;
  const lead = viewer
    ? t("link.confirmAnother", { account, email, viewer: viewer.email })
    : t("link.confirmSignIn", { account, email });
  return (
    <AuthLayout
      title={t(`link.${texts}Title`)}
      heading={t(`link.${texts}Title`)}
      lead={elsewhere ? lead : state === "works" && t(`link.${texts}Lead`, { account, email })}
      viewer={viewer}
    >
      <FormError>{elsewhere ? null : message}</FormError>
      <LinkOutcome
        state={state}
        done={t(`link.${texts}${justDone ? "Done" : "DoneAlready"}`, { email })}
        again={
          again === null
            ? null
            : {
                href: texts === "verify" && email ? RESEND : again,
                label: t(`link.${texts}Again`),
              }
        }
        resendTo={texts === "verify" ? email : null}
        signIn={signIn}
        viewer={viewer}
      />
      {signInFirst && elsewhere && !viewer && (
        <LinkButton href={signInFirst} wide>
          {t("link.signIn")}
        </LinkButton>
      )}
      {token && !elsewhere && (
        <Form action={action}>
          <input type="hidden" name="token" value={token} />
          <SubmitButton pendingLabel={t("link.pending")} wide>
            {t(`link.${texts}Submit`)}
          </SubmitButton>
        </Form>
      )}
    </AuthLayout>
  );
}

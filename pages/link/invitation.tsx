import type { InferGetServerSidePropsType } from "next";
import { AccountInvitation } from "@/components/auth/AccountInvitation";
import { SignOutForm } from "@/components/auth/SignOutForm";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Notice } from "@/components/ui/Notice";
import { isTaken } from "@/lib/features/accounts/sign-up-invited";
import { lookAtAccountInvitation } from "@/lib/features/invitations/accept";
import { signUpIs } from "@/lib/features/invitations/who-may-sign-up";
import { belongsTo, lookAtInvitation } from "@/lib/features/organisations/acceptance";
import { brand } from "@/lib/platform/config/brand";
import { isOn } from "@/lib/platform/config/features";
import { formState, isRefused, linkToken } from "@/lib/platform/http/flash";
import { invitationPath } from "@/lib/platform/mail/link-path";
import { page } from "@/lib/web/guard/page";
import { signInPath } from "@/lib/web/session/redirects";

// Opening a mailed link changes nothing: mail scanners open links too. The form does.
// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

/** What the reader can do with an invitation that works. */
type Way = "member" | "accept" | "other" | "signIn" | "signUp" | "noSignUp" | "none";

export const getServerSideProps = page(
  {
    access: "public",
    features: ["organisations", "accountInvitations"],
    texts: ["invitationLink", "memberRoles", "accountInvitation"],
  },
  async ({ user, flash, query }) => {
    const sent = linkToken(query, flash);
    const { state, token, invitation } = await lookAtInvitation(sent);
    const way: Way = !invitation || !token ? "none" : await wayOf(invitation, user);
    const path = token && invitationPath(token);
    return {
      props: {
        account: invitation && isOn(["organisations"]) ? null : await accountInvitationProps(sent),
        state,
        way,
        token: isRefused(flash) ? null : token,
        slug: way === "member" ? (invitation?.organisation.slug ?? "") : "",
        organisation: invitation?.organisation.name ?? "",
        role: invitation?.role ?? "member",
        email: invitation?.email ?? "",
        invitedBy: invitation?.invitedBy?.name ?? "",
        here: path ?? "/",
        signIn: path ? signInPath(path) : "/signin",
        signUp: token ? `/signup?invitation=${token}` : "/signup",
        message: state === "works" ? formState(flash, "POST /api/me/invitations").message : null,
      },
    };
  },
);

/** What an invitation to create an account shows; null for one that may be to an organisation. */
async function accountInvitationProps(sent: string | null) {
  const look = await lookAtAccountInvitation(sent);
  if (look.email === null && isOn(["organisations"])) return null;
  const taken = look.state === "works" && (await isTaken(look.email ?? ""));
  return { ...look, taken, app: brand.name };
}

async function wayOf(
  invitation: Parameters<typeof belongsTo>[0] & { email: string },
  user: { id: string; email: string } | null,
): Promise<Way> {
  if (user && user.email !== invitation.email) return "other";
  if (user) return (await belongsTo(invitation, user.id)) ? "member" : "accept";
  if (await isTaken(invitation.email)) return "signIn";
  return signUpIs() === "closed" ? "noSignUp" : "signUp";
}

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Invitation(props: Props) {
  const { state, way, organisation, role, invitedBy, message, viewer } = props;
  const t = useTexts("invitationLink", "memberRoles");
  if (props.account) return <AccountInvitation {...props.account} viewer={viewer} />;
  const works = state === "works";
  return (
    <AuthLayout
      title={t("invitationLink.title")}
      heading={works ? t("invitationLink.heading", { organisation }) : t("invitationLink.title")}
      lead={
        works &&
        way !== "member" &&
        t("invitationLink.lead", { invitedBy, organisation, role: t(`memberRoles.${role}`) })
      }
      viewer={way === "other" ? null : viewer}
    >
      <FormError>{message}</FormError>
      {works ? <WayOn {...props} /> : <Dead state={state} viewer={viewer} />}
    </AuthLayout>
  );
}

/**
 * Why a link does not work. Only the inviter can send another one. A form that was sent twice leads here, too: the
 * list shows that the first one worked.
 */
function Dead({
  state,
  viewer,
}: Pick<Props, "viewer"> & { state: Exclude<Props["state"], "works"> }) {
  const t = useTexts("invitationLink", "layout");
  const reason = t(`invitationLink.${state}`);
  return (
    <>
      {state === "missing" ? <Notice>{reason}</Notice> : <FormError>{reason}</FormError>}
      <LinkButton href={viewer ? "/organisations" : "/signin"} variant="secondary" wide>
        {viewer ? t("invitationLink.toList") : t("layout.signIn")}
      </LinkButton>
    </>
  );
}

function WayOn(props: Props) {
  const { way, token, slug, organisation, email, invitedBy, here, signIn, signUp, viewer } = props;
  const t = useTexts("invitationLink");
  switch (way) {
    case "member":
      return (
        <>
          <Notice>{t("invitationLink.alreadyMember", { organisation })}</Notice>
          <LinkButton href={`/organisations/${slug}/members`} wide>
            {t("invitationLink.open", { organisation })}
          </LinkButton>
        </>
      );
    case "other":
      return (
        <>
          <Notice>{t("invitationLink.other", { email, viewer: viewer?.email ?? "" })}</Notice>
          <SignOutForm variant="primary" wide callbackUrl={here} />
        </>
      );
    case "signIn":
      return (
        <>
          <p>{t("invitationLink.signInFirst", { email })}</p>
          <LinkButton href={signIn} wide>
            {t("invitationLink.signIn")}
          </LinkButton>
        </>
      );
    case "signUp":
      return (
        <>
          <p>{t("invitationLink.signUpFirst", { email })}</p>
          <LinkButton href={signUp} wide>
            {t("invitationLink.signUp")}
          </LinkButton>
        </>
      );
    case "noSignUp":
      return <Notice>{t("invitationLink.noSignUp", { email, invitedBy })}</Notice>;
    default:
      return token ? (
        <Form action="/api/me/invitations">
          <input type="hidden" name="token" value={token} />
          <SubmitButton pendingLabel={t("invitationLink.pending")} wide>
            {t("invitationLink.accept")}
          </SubmitButton>
        </Form>
      ) : null;
  }
}

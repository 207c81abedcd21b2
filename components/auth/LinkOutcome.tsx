import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import type { Viewer } from "@/components/layout/viewer";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Notice } from "@/components/ui/Notice";
import type { LinkState } from "@/lib/features/links/look-at-link";

type LinkOutcomeProps = {
  /** Anything but "works". */
  state: LinkState;
  /** What to say when the link is done with. */
  done: string;
  /** Where a new link can be requested, and the label of the button; null where none can be. */
  again: { href: string; label: string } | null;
  /** The address to which the button can send a new link; null: `again` asks for it. */
  resendTo?: string | null | undefined;
  /** Where to sign in, and go on to where somebody wanted to go. */
  signIn: string;
  viewer: Viewer | null;
};

/** What the page of a mailed link shows when there is nothing to press: done, or why not. */
export function LinkOutcome(props: LinkOutcomeProps) {
  const { state, done, resendTo, signIn, viewer } = props;
  const t = useTexts("link");
  if (state === "works") return null;
  if (state === "done") {
    return (
      <>
        <Notice tone="success">{done}</Notice>
        {viewer ? (
          <>
            <p>{t("link.signedInAs", { email: viewer.email })}</p>
            <LinkButton href="/dashboard" variant="secondary" wide>
              {t("link.home")}
            </LinkButton>
          </>
        ) : (
          <LinkButton href={signIn} wide>
            {t("link.signIn")}
          </LinkButton>
        )}
      </>
    );
  }
  const reason = t(`link.${state}`);
  // A new link would not work either.
  const again = state === "disabled" ? null : props.again;
  return (
    <>
      {state === "missing" ? <Notice>{reason}</Notice> : <FormError>{reason}</FormError>}
      {again && resendTo && (
        <Form action={again.href}>
          <input type="hidden" name="email" value={resendTo} />
          <SubmitButton pendingLabel={t("link.pending")} wide>
            {again.label}
          </SubmitButton>
        </Form>
      )}
      {again && !resendTo && (
        <LinkButton href={again.href} variant="secondary" wide>
          {again.label}
        </LinkButton>
      )}
    </>
  );
}

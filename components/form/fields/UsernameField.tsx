import { VisuallyHidden } from "@/components/ui/VisuallyHidden";

/**
 * Names the account whose password the form asks for, for password managers: without it a manager with
 * several accounts for this site has to guess. It has no name, so it is not sent, and it is invisible.
 * Source: https://www.chromium.org/developers/design-documents/form-styles-that-chromium-understands
 */
export function UsernameField({ email }: { email: string }) {
  return (
    <VisuallyHidden hidden>
      <input type="text" autoComplete="username" value={email} readOnly tabIndex={-1} />
    </VisuallyHidden>
  );
}

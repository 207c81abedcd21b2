import { VisuallyHidden } from "@/components/ui/VisuallyHidden";

/**
 * Whose password the form asks for, told to password managers: without it one that keeps several
 * accounts of this site guesses. It has no name, so it is not sent, and nobody meets it.
 * Source: https://www.chromium.org/developers/design-documents/form-styles-that-chromium-understands
 */
export function UsernameField({ email }: { email: string }) {
  return (
    <VisuallyHidden hidden>
      <input type="text" autoComplete="username" value={email} readOnly tabIndex={-1} />
    </VisuallyHidden>
  );
}

/** A configuration mistake, told in one line that names the variable. */
export class EnvError extends Error {
  override name = "EnvError";
}

const SAMPLE_SECRETS =
  /^(secret|changeme|change-me|password|your-secret|example|sample|test)|(.)\2{15}/i;
const MIN_SECRET_LENGTH = 32;

/** @returns the URL of an origin. @throws EnvError */
export function parseOrigin(value: string): URL {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new EnvError(`NEXTAUTH_URL is not a URL: give an origin such as http://localhost:3000`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new EnvError("NEXTAUTH_URL must start with http:// or https://");
  }
  // A path would make next-auth's own middleware treat every page below it as public.
  if (url.pathname !== "/" || url.search || url.hash) {
    throw new EnvError("NEXTAUTH_URL must be an origin without a path");
  }
  return url;
}

/**
 * @param name of the variable that is told; its value never is
 * @throws EnvError for a secret that can be guessed
 */
export function checkSecret(name: string, secret: string): void {
  if (secret.length < MIN_SECRET_LENGTH) {
    throw new EnvError(`${name} is too short: ${MIN_SECRET_LENGTH} characters or more`);
  }
  if (SAMPLE_SECRETS.test(secret)) {
    throw new EnvError(`${name} is a sample value: generate a random one`);
  }
}

/**
 * @param pepper as it is set
 * @param required whether others than the developer have accounts here
 * @throws EnvError with the line to write. Neither mistake costs a password: earlier ones stay good.
 */
export function checkPepper(pepper: string | undefined, required: boolean): void {
  const line = "PASSWORD_PEPPER=$(openssl rand -hex 32)";
  if (pepper === undefined && required) {
    throw new EnvError(
      `PASSWORD_PEPPER is missing. Make one, the same for every process: ${line}. The passwords that there are keep working`,
    );
  }
  if (pepper === undefined) return;
  try {
    checkSecret("PASSWORD_PEPPER", pepper);
  } catch (error) {
    const { message } = error as EnvError;
    throw new EnvError(
      `${message}. Make another: ${line}, and keep this one in PASSWORD_PEPPER_PREVIOUS: passwords keep working`,
    );
  }
}

import type { UserView } from "@/lib/features/admin/user-list";
import type { Key } from "@/lib/platform/texts/keys";

/** The texts of every act, whoever it is about. */
type Label = Exclude<Key<"accountActions">, "accountActions.roleChoice">;

/** Something an administrator can do to an account: the request, and its names. */
type Act = {
  method: "post" | "patch" | "delete";
  /** The path below the address of the user. */
  path: "" | "/sessions" | "/tokens" | "/verification" | "/password-reset" | "/second-factor";
  fields: Record<string, string>;
  /** The text on the user's page: the current state, and what the act does. */
  title: Label;
  text: Label;
  button: Label;
  /** The question of the page that confirms it. */
  question:
    | "userActs.changeRole"
    | "userActs.signOut"
    | "userActs.revokeTokens"
    | "userActs.sendLink"
    | "userActs.requirePassword"
    | "userActs.removeFactor"
    | "userActs.disable"
    | "userActs.enable";
  /** It removes something, or grants a lot: a page of its own asks first. */
  grave?: true;
  danger?: true;
  /** The act that reverses it. */
  undo?: UserAct;
};

/** The name of an act, which is that of its form. */
export type UserAct =
  | "change-role"
  | "sign-out"
  | "revoke-tokens"
  | "send-link"
  | "require-password"
  | "remove-factor"
  | "disable"
  | "enable";

export const USER_ACTS: Readonly<Record<UserAct, Act>> = {
  "change-role": {
    method: "patch",
    path: "",
    fields: {},
    title: "accountActions.role",
    text: "accountActions.roleText",
    button: "accountActions.changeRole",
    question: "userActs.changeRole",
    grave: true,
  },
  "sign-out": {
    method: "delete",
    path: "/sessions",
    fields: {},
    title: "accountActions.sessions",
    text: "accountActions.sessionsText",
    button: "accountActions.signOut",
    question: "userActs.signOut",
    grave: true,
  },
  "revoke-tokens": {
    method: "delete",
    path: "/tokens",
    fields: {},
    title: "accountActions.tokens",
    text: "accountActions.tokensText",
    button: "accountActions.revokeTokens",
    question: "userActs.revokeTokens",
    grave: true,
  },
  "send-link": {
    method: "post",
    path: "/verification",
    fields: {},
    title: "accountActions.confirmation",
    text: "accountActions.confirmationText",
    button: "accountActions.sendLink",
    question: "userActs.sendLink",
  },
  "require-password": {
    method: "post",
    path: "/password-reset",
    fields: {},
    title: "accountActions.password",
    text: "accountActions.passwordText",
    button: "accountActions.requirePassword",
    question: "userActs.requirePassword",
    grave: true,
  },
  "remove-factor": {
    method: "delete",
    path: "/second-factor",
    fields: {},
    title: "accountActions.factor",
    text: "accountActions.factorText",
    button: "accountActions.removeFactor",
    question: "userActs.removeFactor",
    grave: true,
    danger: true,
  },
  disable: {
    method: "patch",
    path: "",
    fields: { disabled: "true" },
    title: "accountActions.disable",
    text: "accountActions.disableText",
    button: "accountActions.disableSubmit",
    question: "userActs.disable",
    grave: true,
    danger: true,
    undo: "enable",
  },
  enable: {
    method: "patch",
    path: "",
    fields: { disabled: "false" },
    title: "accountActions.disabled",
    text: "accountActions.disabledText",
    button: "accountActions.enableSubmit",
    question: "userActs.enable",
    undo: "disable",
  },
};

/** Whether `name` is that of an act. */
export const isUserAct = (name: unknown): name is UserAct =>
  typeof name === "string" && Object.hasOwn(USER_ACTS, name);

/**
 * The acts that are possible for an account as it is, in their order on its page.
 * @param self whether it is the administrator's own: nobody removes their own second factor here
 */
export function actsOn(
  { emailVerified, disabled, secondFactorSince, apiTokens }: UserView & { apiTokens: number },
  self: boolean,
): UserAct[] {
  return [
    "change-role",
    "sign-out",
    ...(apiTokens === 0 ? [] : (["revoke-tokens"] as const)),
    ...(emailVerified || disabled ? [] : (["send-link"] as const)),
    ...(disabled ? [] : (["require-password"] as const)),
    ...(secondFactorSince === null || self ? [] : (["remove-factor"] as const)),
    disabled ? "enable" : "disable",
  ];
}

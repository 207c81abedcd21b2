import { LEAST_MEMBER_ROLE } from "@/lib/platform/config/organisations/member-roles";
import type { ProblemCode } from "@/lib/platform/core/problem";
import { asksForMembership, asksForRole } from "./access";
import type { HttpMethod, Method } from "./method";

/** What any method can run into: a failure of ours, or a database that does not answer. */
const ALWAYS: ProblemCode[] = ["internal", "unavailable"];

/** Why a request that may change something can be refused before it is looked at. */
const UNSAFE: ProblemCode[] = [
  "cross_site",
  "malformed_body",
  "body_too_large",
  "unsupported_media_type",
];

/** Why a request with an API token can be refused where the caller is checked. */
const BY_TOKEN: ProblemCode[] = ["unauthenticated", "insufficient_scope", "too_many_requests"];

/**
 * Every problem a method can answer with: those that follow from what it declares, and those it
 * says that it throws.
 * @param name the HTTP method it stands for
 */
export function problemsOf(name: HttpMethod, method: Method): ProblemCode[] {
  const {
    access,
    withoutFactor,
    identify,
    impersonated,
    params,
    query,
    body,
    form,
    limit,
    problems = [],
  } = method;
  const signedIn = access !== "public" && access !== "anonymous";
  return [
    ...(name === "GET" ? [] : UNSAFE),
    ...(signedIn ? BY_TOKEN : []),
    ...(access === "public" && !identify ? [] : (["other_account"] as const)),
    ...accessProblems(access),
    ...(signedIn && (asksOwner(access) || (name !== "GET" && !impersonated))
      ? (["impersonated"] as const)
      : []),
    ...(withoutFactor || access === "public" || access === "anonymous"
      ? []
      : (["second_factor_required"] as const)),
    ...(params ? (["not_found"] as const) : []),
    ...(query || body || form?.fields ? (["invalid"] as const) : []),
    ...(limit ? (["too_many_requests"] as const) : []),
    ...problems,
    ...ALWAYS,
  ];
}

/** Whether it is closed to an impersonating administrator, even for reading. */
const asksOwner = (access: Method["access"]) =>
  typeof access === "object" && (access.recent === true || asksForRole(access));

function accessProblems(access: Method["access"]): ProblemCode[] {
  if (access === "public") return [];
  if (access === "anonymous") return ["already_signed_in"];
  if (access === "user") return ["unauthenticated"];
  const anyMember =
    asksForMembership(access) && "member" in access && access.member === LEAST_MEMBER_ROLE;
  return [
    "unauthenticated",
    ...(asksForMembership(access) ? (["not_found"] as const) : []),
    ...(asksForMembership(access) && !anyMember ? (["forbidden"] as const) : []),
    ...(asksForRole(access) ? (["forbidden"] as const) : []),
    ...(access.recent ? (["reauthentication_required"] as const) : []),
  ];
}

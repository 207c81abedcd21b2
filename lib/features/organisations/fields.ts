import { z } from "zod";
import { mailedNameField } from "@/lib/features/input/fields";
import { MEMBER_ROLES } from "@/lib/platform/config/organisations/member-roles";
import { foldLetter } from "@/lib/platform/core/fold-letter";
import { t } from "@/lib/platform/texts/t";

/** The longest name of an organisation, in characters. */
export const ORGANISATION_NAME_LIMIT = 80;
/** The longest slug. */
export const SLUG_LIMIT = 40;

/** Letters, digits and hyphens, as in a label of a domain name. */
const SLUG = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** Parts of our own addresses: /organisations/new is not an organisation. */
const RESERVED = ["new", "invitations", "api", "admin"];

/** The name of an organisation: one printable, visible line. */
export const organisationNameField = mailedNameField(
  () => t("organisationFields.nameMissing"),
  ORGANISATION_NAME_LIMIT,
);

/** The part of URLs that names an organisation, for a new one; empty if its owner does not choose one. */
export const slugField = z
  .string({ error: () => t("organisationFields.slugInvalid") })
  .max(SLUG_LIMIT, { error: () => t("fields.tooLong", { count: SLUG_LIMIT }) })
  .transform((typed) => typed.trim().toLowerCase())
  .pipe(
    z
      .string()
      .refine((slug) => slug === "" || SLUG.test(slug), {
        error: () => t("organisationFields.slugInvalid"),
      })
      .refine((slug) => !RESERVED.includes(slug), {
        error: () => t("organisationFields.slugTaken"),
      }),
  );

/** The same in a path: no other value can exist there. */
export const slugParam = z.string().max(SLUG_LIMIT).regex(SLUG);

/** The parameters of a path with `[slug]` in it. */
export const slugParams = z.object({ slug: slugParam });

/** The parameters of a path with `[slug]` and `[id]` in it. */
export const slugAndIdParams = slugParams.extend({ id: z.uuid() });

/** A member's role, as a form or a program sends it. */
export const memberRoleField = z.enum(MEMBER_ROLES, { error: () => t("fields.roleUnknown") });

/** A slug made from a name; empty if none of its characters can be used. */
export function slugOf(name: string): string {
  return [...name]
    .flatMap(foldLetter)
    .join("")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_LIMIT)
    .replace(/^-+|-+$/g, "");
}

import { de as product } from "@/product/texts/de";
import { admin } from "./admin";
import { auth } from "./auth";
import { dashboard } from "./dashboard";
import { apiReference } from "./docs/api-reference";
import { events } from "./events";
import { fields } from "./fields";
import { forms } from "./forms";
import { guard } from "./guard";
import { layout } from "./layout";
import { mails } from "./mails";
import { notices } from "./notices";
import { invitations } from "./organisations/invitations";
import { organisations } from "./organisations/organisations";
import { bulk } from "./people/bulk";
import { figures } from "./people/figures";
import { impersonation } from "./people/impersonation";
import { peopleMails } from "./people/mails";
import { people } from "./people/people";
import { problems } from "./problems";
import { apiTokens } from "./programs/api-tokens";
import { roles } from "./roles";
import { settings } from "./settings";
import { glance } from "./ways-in/glance";
import { mail } from "./ways-in/mail";
import { passkeys } from "./ways-in/passkeys";
import { providers } from "./ways-in/providers";
import { signUpAddress } from "./ways-in/sign-up-address";
import { trusted } from "./ways-in/trusted";

/**
 * "E-Mail" in which no line ends: "E-" at the end of one is no word. By a word joiner, which has no width; the
 * hyphen that does not break is not in every font.
 */
const unbroken = <Texts>(texts: Texts): Texts =>
  JSON.parse(JSON.stringify(texts).replaceAll("E-Mail", "E-\u2060Mail"));

/** German: formal, as one writes to customers. */
export const de = unbroken({
  ...admin,
  ...apiReference,
  ...apiTokens,
  ...auth,
  ...dashboard,
  ...events,
  ...fields,
  ...forms,
  ...guard,
  ...layout,
  ...mails,
  ...notices,
  ...passkeys,
  ...bulk,
  ...figures,
  ...impersonation,
  ...people,
  ...peopleMails,
  ...invitations,
  ...organisations,
  ...problems,
  ...roles,
  ...settings,
  ...glance,
  ...mail,
  ...signUpAddress,
  ...trusted,
  ...providers,
  ...product,
});

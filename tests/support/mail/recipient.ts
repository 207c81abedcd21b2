/** Somebody who has confirmed no address and chosen no language, to write a mail to. */
export const recipient = (email = "ada@example.com") => ({
  name: "Ada",
  email,
  emailVerified: null,
  language: null,
});

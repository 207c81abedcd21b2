/** What is wrong with what was typed or sent, field by field. Said by the server. */
export const fields = {
  fields: {
    emailMissing: "Enter your email address.",
    emailTooLong: "Enter a shorter email address.",
    emailInvalid: "Enter an email address like name@example.com.",
    expiresInDays: "Choose a whole number of days from 1 to {count}.",
    scopes: "Choose what the token may do.",
    tokenNameMissing: "Enter a name for the token.",
    emailHasAccount: "There is an account with this email address already.",
    nameMissing: "Enter your name.",
    nameCharacters: "Use letters, digits, spaces and punctuation only.",
    nameLink: "Use a name without a web address.",
    tooLong: { one: "Use at most {count} character.", other: "Use at most {count} characters." },
    tooShort: { one: "Use at least {count} character.", other: "Use at least {count} characters." },
    passwordMissing: "Enter your password.",
    passwordCharacters: "This password contains a character we can't use.",
    passwordRepeats: "This repeats one short pattern. Choose something less predictable.",
    passwordCommon: "This is one of the passwords attackers try first. Choose another.",
    passwordPersonal:
      "This is too close to your name, your email address or the name of this service.",
    passwordWrong: "That password is incorrect.",
    code: "Enter a code.",
    confirmTurnOff: "Tick the box to confirm.",
    codeWrong:
      "This code isn't right. A code from your app works for the 30 seconds that it is shown, and each code works once.",
    mailCodeWrong:
      "This code isn't right. Each code works once, and only the one in the newest email.",
    codesStopped:
      "Codes from your authenticator app are no longer accepted, because too many were wrong. Use a recovery code, or ask an administrator.",
    linkMissing: "Open the link we emailed you.",
    linkPrinted: "Open the printed link.",
    linkIncomplete: "The link is incomplete: copy all of it from the email.",
    emailUnchanged: "This is your email address already.",
    roleUnknown: "Choose one of the roles.",
    yesOrNo: "Choose true or false.",
    languageUnknown: "Choose one of the languages.",
    timeZoneUnknown: "Choose one of the time zones.",
    confirmDeletion: "Type the email address of this account to delete it.",
  },
} as const;

/** What every form says in the browser, before anything is sent. */
export const forms = {
  form: {
    errorTitle: "Error: {title}",
    doneTitle: "Done: {title}",
    name: "Name",
    email: "Email address",
    required: "{label} is required.",
    emailInvalid: "Enter an email address like name@example.com.",
    tooShort: {
      one: "Use at least {count} character; this has {length}.",
      other: "Use at least {count} characters; this has {length}.",
    },
    tooLong: {
      one: "Use at most {count} character; this has {length}.",
      other: "Use at most {count} characters; this has {length}.",
    },
  },
  password: {
    label: "Password",
    current: "Current password",
    new: "New password",
    show: "Show password",
    hint: {
      one: "At least {count} character. A few unrelated words work well.",
      other: "At least {count} characters. A few unrelated words work well.",
    },
    tooShort: {
      one: "Too short: add {count} more character.",
      other: "Too short: add {count} more characters.",
    },
    score0: "Very weak: one of the first guesses.",
    score1: "Weak: add another word or two.",
    score2: "Fair: one more uncommon word makes it good.",
    score3: "Good: hard to guess.",
    score4: "Strong: very hard to guess.",
  },
} as const;

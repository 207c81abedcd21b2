/** What stands around every page, and the pages for what does not exist or went wrong. */
export const layout = {
  layout: {
    skip: "Skip to content",
    language: "Language",
    justNow: "just now",
    mainNavigation: "Main",
    accountNavigation: "Account",
    accountMenu: "Account menu:",
    checkingSession: "Checking whether you are signed in",
    signIn: "Sign in",
    signUp: "Sign up",
    signOut: "Sign out",
    toDashboard: "Go to your dashboard",
    toStart: "Go to the start page",
  },
  notFound: {
    title: "Page not found",
    text: "The address may be mistyped, or the page may have moved.",
  },
  failed: {
    title: "Something went wrong on our side",
    text: "Please try again in a moment.",
  },
} as const;

/** What stands around every page. */
export const layout = {
  layout: {
    skip: "Skip to content",
    language: "Language",
    justNow: "just now",
    mainNavigation: "Main",
    dashboard: "Dashboard",
    organisations: "Organisations",
    settings: "Settings",
    admin: "Admin",
    accountNavigation: "Account",
    accountMenu: "Account menu:",
    checkingSession: "Checking whether you are signed in",
    sessions: "Sessions",
    signIn: "Sign in",
    signUp: "Sign up",
    signOut: "Sign out",
    apiReference: "API reference",
    toDashboard: "Go to your dashboard",
    toStart: "Go to the start page",
  },
} as const;

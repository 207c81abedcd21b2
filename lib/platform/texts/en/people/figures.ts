/** The administrators' page of figures. */
export const figures = {
  figures: {
    lead: "The last 30 days, in UTC. Each figure counts up to {limit}.",
    table: "{title} as a table",
    day: "Day",
    signUps: "New accounts",
    accounts: "Accounts",
    signIns: "Sign-ins",
    done: "Signed in",
    failed: "Failed",
    blocked: "Blocked: too many attempts",
    active: "Active people",
    activeLead: "People who signed in or used a session.",
    period: "Period",
    people: "People",
    lastDay: "24 hours",
    lastWeek: "7 days",
    lastMonth: "30 days",
    factors: "Accounts with two-factor authentication",
    role: "Role",
    share: "Share in %",
  },
} as const;

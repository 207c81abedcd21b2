/** What the global setups hand to the test workers, which inherit the environment. */
type Handover = {
  worldFolder: string;
  sqliteTemplate: string;
  postgresServer: string;
  /** Variables of lib/platform/config/env.ts that the running apps have: one app for each worker. */
  sqliteApps: readonly Readonly<Record<string, string>>[];
  postgresqlApps: readonly Readonly<Record<string, string>>[];
};

const variable = (name: keyof Handover) => `LATCHKEY_TESTS_${name}`;

/** Tells the workers, which start later. */
export function handOver<Name extends keyof Handover>(name: Name, value: Handover[Name]): void {
  process.env[variable(name)] = JSON.stringify(value);
}

/** What the global setup told. @throws Error when it did not run. */
export function handedOver<Name extends keyof Handover>(name: Name): Handover[Name] {
  const told = process.env[variable(name)];
  if (told === undefined) throw new Error(`The global setup did not hand over ${name}`);
  return JSON.parse(told);
}

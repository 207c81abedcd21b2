import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { variables } from "@/lib/platform/config/variables";

/* Files to copy: each is held against the program that reads it, where that is installed. */

const UNIT = "docs/operations/latchkey.service";
const NGINX = "docs/operations/nginx.conf";

const exists = (program: string) => spawnSync("which", [program]).status === 0;
/** A test where the program is, and one that is skipped and says so where it is not. */
const where = (program: string) => (name: string, run: () => void) =>
  exists(program) ? test(name, run) : test.skip(`${name} (skipped: there is no ${program})`, run);

where("systemd-analyze")("systemd accepts the unit", () => {
  // The app is installed elsewhere; what is verified is the file.
  const folder = mkdtempSync(join(tmpdir(), "latchkey-unit-"));
  const unit = readFileSync(UNIT, "utf8").replace("/usr/bin/node", process.execPath);
  writeFileSync(join(folder, "latchkey.service"), unit);
  const { status, stderr } = spawnSync(
    "systemd-analyze",
    ["verify", join(folder, "latchkey.service")],
    {
      encoding: "utf8",
    },
  );
  rmSync(folder, { recursive: true });
  expect({ status, said: stderr.split("\n").filter((line) => line.includes("latchkey")) }).toEqual({
    status: 0,
    said: [],
  });
});

where("nginx")("nginx accepts its file", () => {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-nginx-"));
  const at = (name: string) => join(folder, name);
  spawnSync("openssl", [
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=accounts.example.com"],
    ...["-keyout", at("key.pem"), "-out", at("cert.pem")],
  ]);
  const site = readFileSync(NGINX, "utf8")
    .replace(/\/etc\/letsencrypt\S+fullchain\.pem/, at("cert.pem"))
    .replace(/\/etc\/letsencrypt\S+privkey\.pem/, at("key.pem"));
  writeFileSync(at("site.conf"), site);
  const main = `pid ${at("pid")};\nerror_log stderr;\nevents {}\nhttp { access_log off; include ${at("site.conf")}; }\n`;
  writeFileSync(at("nginx.conf"), main);
  const { status, stderr } = spawnSync("nginx", ["-t", "-c", resolve(at("nginx.conf"))], {
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: expect.stringContaining("test is successful"),
  });
});

const ALERTS = `
rule_files: [${resolve("docs/operations/alerts.yml")}]
tests:
  - interval: 1m
    input_series:
      - { series: 'latchkey_database_up{instance="one"}', values: "1 1 0 0 0 _ _ _ _ _ _ _ _ _" }
    alert_rule_test:
      - { eval_time: 1m, alertname: DatabaseDown }
      - { eval_time: 4m, alertname: DatabaseDown, exp_alerts: [{}] }
      - { eval_time: 4m, alertname: AppDown }
      - { eval_time: 13m, alertname: AppDown, exp_alerts: [{}] }
`;

where("promtool")("Prometheus accepts the rules, and they notice who is gone", () => {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-alerts-"));
  writeFileSync(join(folder, "test.yml"), ALERTS);
  const { status, stdout, stderr } = spawnSync(
    "promtool",
    ["test", "rules", join(folder, "test.yml")],
    { encoding: "utf8" },
  );
  rmSync(folder, { recursive: true });
  expect({ status, said: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, said: "" });
});

test("the files set variables that the app reads, and the header that it trusts", () => {
  const set = [...readFileSync(UNIT, "utf8").matchAll(/([A-Z_]+)=\S+/g)].map(([, name]) => name);
  const settings = set.filter(
    (name) => name && /^[A-Z]+(_[A-Z]+)+$/.test(name) && name !== "NODE_ENV",
  );
  expect(settings).toEqual(["DATA_DIR"]);
  expect(Object.keys(variables)).toEqual(expect.arrayContaining(settings));
  const nginx = readFileSync(NGINX, "utf8");
  expect(nginx).toContain("proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;");
  expect(nginx).toMatch(/upstream latchkey \{[^}]*\}[\s\S]*proxy_pass http:\/\/latchkey;/);
});

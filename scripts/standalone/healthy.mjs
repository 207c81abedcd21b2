// The container's health check: ends with 0 if the app answers on its port, otherwise with 1.

import { addressOf } from "../start/address.mjs";

const { host, port } = addressOf();
const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
const authority = name.includes(":") ? `[${name}]` : name;
const answer = await fetch(`http://${authority}:${port}/api/health/live`).catch(() => null);
process.exitCode = answer?.ok ? 0 : 1;

// The container's health check: ends with 0 if the app answers on its port, otherwise with 1.

const port = process.env.PORT || 3000;
const answer = await fetch(`http://127.0.0.1:${port}/api/health/live`).catch(() => null);
process.exitCode = answer?.ok ? 0 : 1;

// The same JSON from node:http alone: the most that this machine and the load can do.
import { createServer } from "node:http";
import { account } from "../shared/accounts.mjs";

createServer((_req, res) => {
  const body = JSON.stringify({ user: account(0) });
  res.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
  });
  res.end(body);
}).listen(Number(process.env.PORT), "127.0.0.1");

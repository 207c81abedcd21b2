import { expectQuietLog } from "../support/expectations";
import { slowSocket, unfinishedBody, unfinishedHead } from "../support/slow-socket";
import { until } from "../support/until";

// Node gives a head 60 s and a whole request 300 s, and looks every 30 s.
const HEAD_MS = 95_000;
const REQUEST_MS = 335_000;

afterAll(expectQuietLog);

test.concurrent(
  "49 a request whose head never ends is given up",
  async () => {
    const sockets = [await slowSocket(unfinishedHead()), await slowSocket("")];
    await until("the server closes both", () => !sockets.some((one) => one.isOpen()), HEAD_MS);
  },
  HEAD_MS + 5_000,
);

test.concurrent(
  "49 a request whose body never ends is given up",
  async () => {
    const socket = await slowSocket(unfinishedBody());
    await until("the server closes it", () => !socket.isOpen(), REQUEST_MS);
  },
  REQUEST_MS + 5_000,
);

import { until } from "@/tests/support/process/until";
import { expectQuietLog } from "@/tests/support/requests/expectations";
import { slowSocket, unfinishedBody, unfinishedHead } from "@/tests/support/requests/slow-socket";

// A head and a whole request have 60 s each, and Node looks every 30 s.
const GIVEN_UP_MS = 95_000;

afterAll(expectQuietLog);

test.concurrent(
  "49 a request whose head never ends is given up",
  async () => {
    const sockets = [await slowSocket(unfinishedHead()), await slowSocket("")];
    await until("the server closes both", () => !sockets.some((one) => one.isOpen()), GIVEN_UP_MS);
  },
  GIVEN_UP_MS + 5_000,
);

test.concurrent(
  "49 a request whose body never ends is given up",
  async () => {
    const socket = await slowSocket(unfinishedBody());
    await until("the server closes it", () => !socket.isOpen(), GIVEN_UP_MS);
  },
  GIVEN_UP_MS + 5_000,
);

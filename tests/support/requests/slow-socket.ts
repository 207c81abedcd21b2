import { connect, type Socket } from "node:net";
import { app } from "../app/app";

/** A connection that says something, and then nothing any more. */
export type SlowSocket = {
  isOpen(): boolean;
  destroy(): void;
};

/** Opens a connection and begins a request on it. @param bytes what is said of it */
export async function slowSocket(bytes: string): Promise<SlowSocket> {
  const { hostname, port } = new URL(app.url);
  let open = true;
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opened = connect(Number(port), hostname, () => resolve(opened)).once("error", reject);
  });
  // Read on, or the end would never be seen.
  socket.resume().on("error", () => {});
  socket.once("close", () => {
    open = false;
  });
  socket.write(bytes);
  return { isOpen: () => open, destroy: () => socket.destroy() };
}

const host = () => `Host: ${new URL(app.url).host}`;

/** A head that never ends. */
export const unfinishedHead = () => `GET /signin HTTP/1.1\r\n${host()}\r\nX-A: `;

/** A body that never ends. */
export const unfinishedBody = () =>
  `POST /api/account/forgot-password HTTP/1.1\r\n${host()}\r\nOrigin: ${app.url}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`;

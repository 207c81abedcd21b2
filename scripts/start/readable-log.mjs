/**
 * Makes the app's log readable for a person: of its JSON lines, one line for each request and message.
 * All other lines pass as they are. Used in development only; pino-pretty is a development package.
 *
 * @param {NodeJS.WritableStream} target where the text goes.
 * @param {boolean} colours
 * @returns {Promise<import("node:stream").Transform>} takes the app's standard output.
 */
export async function readableLog(target, colours) {
  const { default: pretty } = await import("pino-pretty");
  return pretty({
    colorize: colours,
    destination: target,
    translateTime: "SYS:HH:MM:ss",
    singleLine: true,
    messageFormat: "{msg}{if method} {method} {path} {status} in {ms} ms{end}",
    ignore: "pid,hostname,method,path,status,ms",
  });
}

import http from "node:http";

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/**
 * Sends one request over a kept-alive connection, and reads the answer to its end.
 * @returns milliseconds, the status, the headers and the text
 */
export function timed(url, { method = "GET", headers = {}, body = "" } = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const request = http.request(url, { method, headers, agent }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => {
        const { statusCode: status, headers } = response;
        resolve({ milliseconds: performance.now() - start, status, headers, text });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

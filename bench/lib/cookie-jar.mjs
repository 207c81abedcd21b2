/**
 * Keeps cookies as a browser would, as far as a bench needs.
 * @param header what it holds at first, as a Cookie header
 */
export function cookieJar(header = "") {
  const pairs = header ? header.split("; ") : [];
  const cookies = new Map(pairs.map(split));
  return {
    keep(response) {
      for (const line of response.headers.getSetCookie()) {
        cookies.set(...split(line.split(";", 1)[0]));
      }
    },
    get header() {
      return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    },
  };
}

function split(pair) {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

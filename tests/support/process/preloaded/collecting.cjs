/*
 * Preloaded into a server: it collects its garbage every second, so that the memory it has is the
 * memory it holds. Left to itself, a server at rest collects nothing for minutes.
 */
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");

setFlagsFromString("--expose-gc");
setInterval(runInNewContext("gc"), 1000).unref();

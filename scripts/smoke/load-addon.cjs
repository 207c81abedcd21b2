// Loaded before the app where it runs on another Node than the one that installed its packages:
// better-sqlite3 then gets the addon that was built for this Node (scripts/smoke/addon.mjs).

const load = process.dlopen;

process.dlopen = (module, file, ...rest) => {
  const isOurs = file.endsWith("better_sqlite3.node");
  return load(module, isOurs ? String(process.env.LATCHKEY_SMOKE_ADDON) : file, ...rest);
};

module.exports = {
  resolve: { alias: { "@": __dirname }, extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs"] },
};

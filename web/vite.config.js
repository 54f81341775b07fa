import { defineConfig } from "vite";

// One file without a hash in its name: the page adds the digest to the address. OUT is for the test of the built file.
export default defineConfig({
  build: {
    outDir: process.env.OUT ?? "../src/accordingto/views/web/static",
    emptyOutDir: false,
    target: "es2022",
    modulePreload: false,
    rollupOptions: {
      input: "src/desk.ts",
      output: {
        entryFileNames: "desk.js",
        format: "es",
        postBanner: "/*! Made from web/ of accordingto (Apache-2.0). Holds Preact 11.2.0, MIT licence, (c) 2015-present Jason Miller. */",
      },
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});

import { defineConfig } from "vite";

// The names are fixed: the server embeds these files (agent-view/server/src/assets.rs).
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    rollupOptions: {
      input: "src/main.tsx",
      output: { entryFileNames: "view.js", assetFileNames: "view.[ext]" },
    },
  },
});

// Run by node while the page is built: Python for browsers itself compiles what the page holds, see compile.py.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2]);
const { loadPyodide } = await import(pathToFileURL(path.join(folder, "pyodide.mjs")));
const python = await loadPyodide({
  indexURL: folder + path.sep,
  // The same bytes each time, and of each place in the code its line alone.
  env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" },
});
python.FS.mkdirTree("/work");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/work");
try {
  python.runPython(fs.readFileSync(path.join(folder, "compile.py"), "utf8"));
} catch (error) {
  console.error(error.message); // its stack shows a megabyte of Pyodide's own text
  process.exit(1);
}

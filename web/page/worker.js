// The engine: Python with the project's own wheel, in a worker, so that the page never freezes. Pyodide's two modules
// stand before this text; what they would fetch is handed over by the page.

const NETWORK_NONE = () => Promise.reject(new Error("no network"));
const MOST_BYTES = 1 << 30; // of memory: what the command line allows a file, and the engine itself
const PAGES = 65536;

let engine = null;
let fs = null;
let asked = 0;

const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * PAGES > MOST_BYTES) throw new RangeError("memory"); // Python: MemoryError
  return grow.call(this, pages);
};

async function unpacked(base64) {
  const text = atob(base64.trim());
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function tell(what, ...values) {
  postMessage({ about: what, values });
}

async function start(parts) {
  tell("step", "unpack");
  const [wasm, library, site] = await Promise.all([parts.wasm, parts.library, parts.site].map(unpacked));
  const given = {
    "pyodide.asm.wasm": [wasm, "application/wasm"],
    "python_stdlib.zip": [library, "application/zip"],
  };
  globalThis.fetch = async (address) => {
    const [bytes, type] = given[String(address).split("/").pop()];
    return new Response(bytes, { headers: { "Content-Type": type } });
  };
  tell("step", "python");
  const python = await loadPyodide({
    indexURL: "https://lke.invalid/",
    createPyodideModule: _createPyodideModule,
    lockFileContents: parts.lock,
    stdout: () => {},
    stderr: () => {},
  });
  globalThis.fetch = NETWORK_NONE;
  tell("step", "lke");
  python.unpackArchive(site, "zip", { extractDir: "/lke" });
  fs = python.FS;
  python.runPython("import sys; sys.path.insert(0, '/lke')");
  engine = python.pyimport("web.engine").Engine(tell);
  tell("ready");
}

// Files lie in a new folder for each request, under their own names and times.
function lay(files) {
  asked += 1;
  const folder = `/berkas/${asked}`;
  fs.mkdirTree(folder);
  fs.chdir(folder);
  if (asked > 1) remove(`/berkas/${asked - 1}`);
  for (const each of files) {
    const path = `${folder}/${each.path}`;
    fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    fs.writeFile(path, new Uint8Array(each.bytes), { canOwn: true });
    fs.utime(path, each.time, each.time);
  }
}

function remove(path) {
  if (!fs.isDir(fs.stat(path).mode)) {
    fs.unlink(path);
    return;
  }
  for (const name of fs.readdir(path)) if (name !== "." && name !== "..") remove(`${path}/${name}`);
  fs.rmdir(path);
}

function saved(what) {
  const made = engine.file_or_sentence(what);
  if (typeof made === "string") return { sentence: made };
  const bytes = made.toJs();
  made.destroy();
  return { bytes };
}

onmessage = async ({ data }) => {
  try {
    if (data.start) await start(data.start);
    if (data.request) {
      if (data.files) lay(data.files);
      postMessage({ about: "answer", answer: JSON.parse(engine.answer(JSON.stringify(data.request))) });
    }
    if (data.save) postMessage({ about: "saved", what: data.save, ...saved(data.save) });
  } catch (error) {
    tell("broken", String(error.stack || error)); // nothing of it can be trusted any more: the page begins anew
  }
};

// The engine: Python with the project's own wheel, in a worker, so that the page never freezes. Pyodide's two modules
// stand before this text; what they would fetch is handed over by the page.

const NETWORK_NONE = () => Promise.reject(new Error("no network"));
const MOST_BYTES = 1 << 30; // of memory: what the command line allows a file, and the engine itself
const PAGES = 65536;
const FILE_HEADER = 0x04034b50;

let engine = null;
let fs = null;
let asked = 0;
let request = "";

const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * PAGES > MOST_BYTES) throw new RangeError("memory"); // Python: MemoryError
  return grow.call(this, pages);
};

function unpacked(packed) {
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));
}

function tell(what, ...values) {
  postMessage({ about: what, values });
}

async function start(parts) {
  tell("step", "python");
  const types = { "pyodide.asm.wasm": ["wasm", "application/wasm"], "python_stdlib.zip": ["library", "application/zip"] };
  globalThis.fetch = async (address) => {
    const [name, type] = types[String(address).split("/").pop()];
    return new Response(unpacked(parts[name]).body, { headers: { "Content-Type": type } });
  };
  const site = unpacked(parts.site).arrayBuffer();
  const python = await loadPyodide({
    indexURL: "https://lke.invalid/",
    createPyodideModule: _createPyodideModule,
    lockFileContents: parts.lock,
    stdout: () => {},
    stderr: () => {},
  });
  globalThis.fetch = NETWORK_NONE;
  tell("step", "lke");
  fs = python.FS;
  lay("/lke", await site);
  python.runPython("import sys; sys.path.insert(0, '/lke')");
  engine = python.pyimport("web.engine").Engine(tell);
  tell("ready");
}

// Lays the files of an archive into a folder. They are stored in it as they are: a header, a name, and the file itself.
function lay(folder, archive) {
  const view = new DataView(archive), names = new TextDecoder(), made = new Set();
  for (let at = 0; view.getUint32(at, true) === FILE_HEADER;) {
    const size = view.getUint32(at + 18, true), name = at + 30, data = name + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    const path = `${folder}/${names.decode(new Uint8Array(archive, name, view.getUint16(at + 26, true)))}`;
    const inside = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(inside)) fs.mkdirTree(inside);
    made.add(inside);
    fs.writeFile(path, new Uint8Array(archive, data, size), { canOwn: true });
    at = data + size;
  }
}

// Files lie in a new folder for each request, under their own names and times.
function place(files) {
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

function answer() {
  const made = JSON.parse(engine.answer(request));
  postMessage(made.needs ? { about: made.needs } : { about: "answer", answer: made });
}

onmessage = async ({ data }) => {
  try {
    if (data.start) await start(data.start);
    if (data.request) {
      if (data.files) place(data.files);
      request = JSON.stringify(data.request);
      answer();
    }
    if (data.survey) {
      lay("/lke", await unpacked(data.survey).arrayBuffer());
      engine.surveys_are_here();
      answer();
    }
    if (data.save) postMessage({ about: "saved", what: data.save, ...saved(data.save) });
  } catch (error) {
    tell("broken", String(error.stack || error)); // nothing of it can be trusted any more: the page begins anew
  }
};

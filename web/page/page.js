(function () {
  "use strict";

  const STEPS = {
    python: "Menyiapkan Python (1 dari 2)…",
    lke: "Menyiapkan penilai (2 dari 2)…",
  };
  const READ = /\.(xlsx|xlsm|xls|ods|xlsb|csv|tsv)$/i;
  const HEAD = 8; // bytes that tell what a file is, of those that are not read
  const GRACE = 3; // seconds beyond an item's own

  const byId = (id) => document.getElementById(`lke-${id}`);
  const state = byId("state"), note = byId("note"), progress = byId("progress"), save = byId("save");
  const result = byId("result"), drop = byId("drop"), held = byId("held");

  let worker = null; // the engine; a new one is begun where it was lost
  let ready = false;
  let work = null; // what is asked for: its files, and what an earlier try lost
  let asked = ""; // what the engine is at: an answer, or a file to be saved
  let item = null, timer = null; // the file that is being read
  let dead = ""; // why there is no engine, and none to be had
  let answered = 0;

  // Of each letter of the page's encoding the byte that it stands for.
  const BYTES = new Uint8Array(65536);
  [...new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))]
    .forEach((letter, byte) => { BYTES[letter.charCodeAt(0)] = byte; });

  function part(name) {
    const text = document.getElementById(`lke-part-${name}`).textContent;
    const bytes = new Uint8Array(text.length);
    let size = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      bytes[size] = code === 61 ? text.charCodeAt(at += 1) - 64 : BYTES[code]; // "=" stands before what HTML would change
      size += 1;
    }
    return bytes.slice(0, size).buffer;
  }

  async function text(packed) {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }

  let source = null;

  async function begin() {
    ready = false;
    asked = "";
    try {
      source = source || URL.createObjectURL(new Blob([await text(part("worker"))], { type: "text/javascript" }));
      worker = new Worker(source);
    } catch (error) {
      dead = "Peramban ini terlalu lama untuk halaman ini; perbarui, atau buka dengan Chrome, Edge, atau Firefox yang baru.";
      stop(dead);
      return;
    }
    worker.onmessage = ({ data }) => heard[data.about](data);
    worker.onerror = (event) => { event.preventDefault(); lost("crashed"); };
    const [wasm, library, site] = ["wasm", "library", "site"].map(part);
    const lock = JSON.parse(byId("part-lock").textContent);
    worker.postMessage({ start: { wasm, library, site, lock } }, [wasm, library, site]);
  }

  const heard = {
    step: ({ values: [step] }) => { if (!work && state.className !== "bad") say(STEPS[step], "busy"); },
    ready: () => {
      ready = true;
      if (work) ask(); else if (state.className !== "bad") say("Siap. Pilih LKE.");
    },
    item: ({ values: [number, seconds] }) => {
      item = number;
      clearTimeout(timer);
      timer = setTimeout(() => lost("slow"), (seconds + GRACE) * 1000);
    },
    count: ({ values: [done, all] }) => {
      say(`Membaca ${done} dari ${all} berkas…`, "busy");
      progress.max = all;
      progress.value = done;
    },
    answer: ({ answer }) => { ended(); show(answer); },
    survey: async () => { // what reads surveys is wanted, and this engine has not got it yet
      say("Menyiapkan pembaca survei…", "busy");
      if (document.readyState === "loading") await new Promise((done) => document.addEventListener("DOMContentLoaded", done));
      const survey = part("survey");
      worker.postMessage({ survey }, [survey]);
    },
    saved: (data) => { ended(); download(data); },
    broken: ({ values }) => { console.warn(values[0]); lost("crashed"); },
  };

  function ended() {
    clearTimeout(timer);
    item = null;
  }

  // The engine is gone, or must be ended: it begins anew, and is told what became of the file that it was at.
  function lost(why) {
    clearTimeout(timer);
    if (worker) worker.terminate();
    worker = null;
    if (!ready) {
      dead = "Halaman ini tidak dapat dimulai: memori peramban tidak cukup, atau perambannya terlalu lama. Tutup tab lain, lalu muat ulang.";
      stop(dead);
      return;
    }
    save.hidden = true;
    if (asked === "answer" && item !== null && !work.lost[item]) work.lost[item] = why; // it is asked again
    else work = null;
    const idle = !asked, again = work !== null;
    item = null;
    begin();
    if (!again && !idle) stop("Galat: pembaca berhenti di tengah jalan; pilih lagi berkasnya, atau lebih sedikit.");
  }

  // What was asked for has no result.
  function stop(sentence) {
    answered += 1;
    document.documentElement.dataset.answered = answered;
    say(sentence, "bad");
  }

  function say(sentence, tone) {
    state.textContent = sentence;
    state.className = tone || "";
    progress.hidden = tone !== "busy";
    progress.removeAttribute("value");
  }

  function choose(chosen) {
    if (!chosen.length) {
      stop("Galat: tidak ada berkas di dalamnya; pilih LKE atau folder berisi LKE.");
      return;
    }
    // Of two versions of a unit's LKE the older is held to be the earlier one; they can be exchanged.
    if (chosen.length === 2) chosen.sort((a, b) => a.file.lastModified - b.file.lastModified);
    work = { chosen, kind: "auto", lost: {} };
    begins();
  }

  function begins() {
    if (dead) {
      stop(dead);
      return;
    }
    save.hidden = note.hidden = true;
    say("Membaca…", "busy");
    work.lost = {};
    if (ready) ask();
  }

  async function ask() {
    const mine = work;
    if (asked) { // what runs is for nothing
      worker.terminate();
      await begin();
      return;
    }
    asked = "answer";
    let files;
    try {
      files = await Promise.all(mine.chosen.map(read));
    } catch (error) {
      asked = "";
      work = null;
      stop(`Galat: ${error.message}`);
      return;
    }
    if (mine !== work) { // others were chosen meanwhile
      asked = "";
      ask();
      return;
    }
    worker.postMessage({ files, request: request() }, files.map((each) => each.bytes));
  }

  async function read({ path, file }) {
    let bytes;
    try {
      bytes = await (READ.test(path) ? file : file.slice(0, HEAD)).arrayBuffer();
      if (/\.pdf$/i.test(path) && new TextDecoder().decode(bytes).slice(0, 4) !== "%PDF") bytes = await file.arrayBuffer();
    } catch (error) {
      throw new Error(`'${path}' tidak dapat dibaca peramban: terlalu besar, dipindahkan, atau sedang dikunci; tutup di Excel, lalu pilih lagi.`);
    }
    return { path, bytes, time: file.lastModified };
  }

  function request() {
    return {
      paths: [...new Set(work.chosen.map((each) => each.path.split("/")[0]))],
      kind: work.kind,
      target: byId("target").value,
      minimums: byId("minimums").value,
      options: byId("options").value,
      lost: work.lost,
    };
  }

  function show(answer) {
    asked = "";
    if (answer.sentence) {
      stop(answer.sentence);
      return;
    }
    answered += 1;
    document.documentElement.dataset.answered = answered;
    place(answer.html);
    say(answer.said || "Selesai.");
    note.textContent = answer.note;
    note.hidden = !answer.note;
    buttons(answer);
  }

  // The report's own page, part by part: what it holds is escaped where it was made, and nothing of it may run here.
  const paper = new CSSStyleSheet();
  document.adoptedStyleSheets = [paper];

  function place(html) {
    const styles = []; // the second is of the paper; the policy lets a text bring none
    const bare = html.replace(/<style>([^<]*)<\/style>/g, (all, style) => { styles.push(style); return ""; });
    const page = new DOMParser().parseFromString(bare, "text/html");
    document.title = page.title;
    paper.replaceSync(styles[1]);
    result.replaceChildren(...["header", "main"].map((name) => document.adoptNode(page.querySelector(`body > ${name}`))));
    arrange();
    document.getElementById("isi").focus({ preventScroll: true });
  }

  function buttons(answer) {
    const made = answer.saved.map((each) => button(`Simpan ${each.label}`, () => {
      if (asked) return;
      asked = "saved";
      say(`Menulis ${each.name}…`, "busy");
      work.name = each.name;
      worker.postMessage({ save: each.what });
    }));
    made.push(button("Cetak", () => window.print()));
    if (answer.other) made.push(button(answer.other === "diff" ? "Tampilkan perubahannya" : "Bandingkan sebagai dua unit", () => again({ kind: answer.other })));
    if (answer.kind === "diff") made.push(button("Tukar urutan", () => again({ chosen: [...work.chosen].reverse() })));
    save.replaceChildren(...made);
    save.hidden = false;
  }

  function button(label, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", action);
    return made;
  }

  function again(change) {
    work = { ...work, ...change };
    begins();
  }

  function download({ bytes, sentence }) {
    asked = "";
    if (sentence) {
      say(sentence, "bad");
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    link.download = work.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    say(`${work.name} disimpan ke folder unduhan.`);
  }

  // What was dropped, with what a folder holds. A page that was opened from a disk may read a dropped file as it is, not as
  // an entry; a folder through a handle where the browser has such, else through its entry.
  function dropped(item) {
    const entry = item.webkitGetAsEntry(), file = item.getAsFile();
    if (!entry || !entry.isDirectory) return [{ path: file.name, file }];
    if (!item.getAsFileSystemHandle) return ofEntry(entry, "");
    return item.getAsFileSystemHandle().then((handle) => ofHandle(handle, ""));
  }

  async function ofHandle(handle, inside) {
    const path = inside + handle.name;
    if (handle.kind === "file") return [{ path, file: await handle.getFile() }];
    const found = [];
    for await (const each of handle.values()) found.push(...await ofHandle(each, `${path}/`));
    return found;
  }

  async function ofEntry(entry, inside) {
    const path = inside + entry.name;
    if (entry.isFile) return [{ path, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) }];
    const reader = entry.createReader(), found = [];
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) break;
      for (const each of some) found.push(...await ofEntry(each, `${path}/`));
    }
    return found;
  }

  function inputs(name) {
    const input = byId(`${name}-input`);
    byId(name).addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      choose([...input.files].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
      input.value = "";
    });
  }

  inputs("files");
  inputs("folder");
  held.addEventListener("submit", (event) => event.preventDefault());
  held.addEventListener("change", () => { if (work) begins(); });
  document.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
    if (!items.length) return;
    try {
      choose((await Promise.all(items.map(dropped))).flat());
    } catch (error) {
      stop("Galat: folder yang diseret tidak dapat dibuka di peramban ini; pakai tombol Pilih folder.");
    }
  });
  say("Menyiapkan…", "busy");
  begin();

  function arrange() {
/* report */
  }
})();

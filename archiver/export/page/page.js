// The page: what is archived beside the video, in step with it. Text is only ever set as text.

const $ = (selector) => document.querySelector(selector);
const session = JSON.parse($("#session").textContent);
const video = $("video");
const number = new Intl.NumberFormat();
const KIND = { chat: 0, gift: 1, notice: 2, viewers: 3 };

function clock(ms) {
  const second = Math.max(0, Math.floor(ms / 1000));
  const pad = (value) => String(value).padStart(2, "0");
  return `${Math.floor(second / 3600)}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}`;
}

const counted = (count, word) => `${number.format(count)} ${word}${count === 1 ? "" : "s"}`;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Rows: [ms, kind, name, handle, text, flags] of comments and notices; gifts have [.., gift, count, diamonds],
// counts of viewers [ms, kind, viewers].
const rows = [];
const curves = new Curves($("canvas"), { seek: (ms) => seek(ms), hover });
curves.gaps = session.gaps;

function take(block) {
  for (const row of JSON.parse(block.textContent)) {
    const [ms, kind] = row;
    if (kind === KIND.viewers) {
      curves.viewers.at.push(ms);
      curves.viewers.value.push(row[2]);
      continue;
    }
    rows.push(row);
    if (kind === KIND.chat) curves.comments.push(ms);
    else if (kind === KIND.gift) { curves.gifts.at.push(ms); curves.gifts.value.push(row[6]); }
  }
  block.remove();
}

// Which rows are listed, and the words that were searched for.
let listed = new Uint32Array(0);
let words = [];
let filter = "all";
const folded = [];
const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

function matches(index) {
  const row = rows[index];
  if (filter === "comments" && row[1] !== KIND.chat) return false;
  if (filter === "gifts" && row[1] !== KIND.gift) return false;
  if (!words.length) return true;
  const text = (folded[index] ??= fold(`${row[2]} @${row[3]} ${row[4]}`));
  return words.every((word) => text.includes(word));
}

function sift() {
  const found = [];
  for (let i = 0; i < rows.length; i++) if (matches(i)) found.push(i);
  listed = Uint32Array.from(found);
  list.reset(listed.length);
  $(".list").classList.toggle("searching", words.length > 0);
  $("#hits").textContent = words.length ? `${number.format(listed.length)} found` : "";
  $(".empty").hidden = listed.length > 0;
  $(".empty").textContent = rows.length ? "Nothing matches." : "Nobody said anything here.";
  current = -2;
  follow(true);
}

function hue(text) {
  let key = 7;
  for (let i = 0; i < text.length; i++) key = (key * 31 + text.charCodeAt(i)) | 0;
  return ((key >>> 0) * 137) % 360;
}

// Text as it is searched, and where each of its characters stands in the text as it was written.
function placed(text) {
  const places = [];
  let low = "";
  let at = 0;
  for (const character of text) {
    const bare = fold(character);
    for (let i = 0; i < bare.length; i++) places.push(at);
    low += bare;
    at += character.length;
  }
  return [low, [...places, at]];
}

// Text with the words searched for marked.
function marked(tag, className, text) {
  const made = element(tag, className);
  const [low, places] = words.length ? placed(text) : ["", [0]];
  let from = 0;
  while (words.length) {
    let at = -1;
    let size = 0;
    for (const word of words) {
      const bare = word.replace(/^@/, "");
      const place = bare ? low.indexOf(bare, from) : -1;
      if (place >= 0 && (at < 0 || place < at)) [at, size] = [place, bare.length];
    }
    if (at < 0) break;
    const end = at + size;
    made.append(text.slice(places[from], places[at]), element("mark", "", text.slice(places[at], places[end])));
    from = end;
  }
  made.append(text.slice(places[from]));
  return made;
}

function make(position) {
  const [ms, kind, name, handle, text, more, diamonds] = rows[listed[position]];
  const row = element("li", "row");
  const at = element("button", "at", clock(ms));
  at.type = "button";
  at.dataset.ms = ms;
  const said = element("div", "said");
  if (kind === KIND.gift) row.classList.add("gift");
  else if (kind === KIND.notice) row.classList.add("notice");
  else {
    if (more & 1) said.append(element("span", "tag", "MOD"));
    if (more & 2) said.append(element("span", "tag", "SUB"));
    if (more & 4) {
      said.append(element("span", "tag", "HIDDEN"));
      row.classList.add("deleted");
      row.title = "A moderator hid this comment";
    }
  }
  const who = marked("bdi", "name", name);
  who.style.setProperty("--hue", hue(handle || name));
  if (handle) who.title = `@${handle}`;
  said.append(who, " ", marked("bdi", "text", text));
  if (kind === KIND.gift) said.append(` ×${number.format(more)}`, diamonds ? ` · ${counted(diamonds, "diamond")}` : "");
  row.append(at, said);
  row.dataset.position = position;
  tint(row, position);
  return row;
}

const hasVideo = () => Number.isFinite(video.duration);
const place = () => (hasVideo() ? video.currentTime * 1000 : reading);

function tint(row, position) {
  row.classList.toggle("later", hasVideo() && position > current);
  row.classList.toggle("now", position === current);
}

let letters = 40;
function guess(position) {
  const row = rows[listed[position]];
  const length = row[2].length + row[4].length + (row[1] === KIND.gift ? 14 : 2);
  return 8 + 21.75 * Math.max(1, Math.ceil(length / letters)) + (row[1] === KIND.gift ? 10 : 0);
}

let current = -2; // position in the list of the newest row that has been said
let reading = 0; // where the reader is while there is no video, in ms
let isFollowing = true;
const list = new VirtualList($(".list"), { make, guess });

function newest(ms) {
  let [low, high] = [0, listed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[listed[middle]][0] <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function follow(isOn) {
  isFollowing = isOn;
  $(".back").hidden = isOn;
  if (isOn) step(true);
}

// Bring everything to where the video is.
function step(isForced = false) {
  const ms = place();
  const position = newest(ms + 1);
  if (position !== current || isForced) {
    current = position;
    for (const [index, row] of list.shown) tint(row, index);
    if (isFollowing) list.pin(Math.max(0, position), 0.82);
  }
  if (Math.abs(curves.now - ms) >= curves.length / 4000 || isForced) {
    curves.now = ms;
    curves.draw();
    const canvas = $("canvas");
    canvas.setAttribute("aria-valuenow", Math.round(ms / 1000));
    canvas.setAttribute("aria-valuetext", clock(ms));
  }
}

function seek(ms) {
  if (hasVideo()) video.currentTime = Math.min(Math.max(0, ms / 1000), Math.max(0, video.duration - 0.05));
  else reading = Math.min(Math.max(0, ms), curves.length);
  follow(true);
}

function hover(ms) {
  if (ms === null || !curves.bins) { $("#told").textContent = ""; return; }
  const { viewers, diamonds, comments } = curves.told(ms);
  const parts = [clock(ms)];
  if (!Number.isNaN(viewers)) parts.push(counted(viewers, "viewer"));
  if (comments) parts.push(counted(comments, "comment"));
  if (diamonds) parts.push(counted(diamonds, "diamond"));
  $("#told").textContent = parts.join(" · ");
}

function measure() {
  letters = Math.max(12, ($(".list").clientWidth - 110) / 7.4);
  list.reset(listed.length);
  curves.layout();
  step(true);
}

function setLength() {
  const last = rows.length ? rows[rows.length - 1][0] : 0;
  curves.length = Math.max(1, hasVideo() ? video.duration * 1000 : session.duration_ms || last);
  $("#end").textContent = clock(curves.length);
  $("canvas").setAttribute("aria-valuemax", Math.round(curves.length / 1000));
  curves.layout();
}

function fail(message) {
  $(".missing").hidden = false;
  $(".missing p").textContent = message;
}

function play() { video.paused ? video.play().catch(() => {}) : video.pause(); }

const HELD = new Set(["INPUT", "TEXTAREA", "SELECT"]);
const KEYS = {
  " ": play, k: play,
  ArrowLeft: () => seek(place() - 5_000), ArrowRight: () => seek(place() + 5_000),
  j: () => seek(place() - 10_000), l: () => seek(place() + 10_000),
  m: () => { video.muted = !video.muted; }, f: () => follow(true),
  "/": () => $("#search").focus(), "?": () => $("dialog").showModal(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $("dialog").open) return;
  if (HELD.has(event.target.tagName)) {
    if (event.key === "Escape") { event.target.value = ""; find(); event.target.blur(); }
    return;
  }
  if (event.key === " " && event.target.tagName === "BUTTON") return;
  if (event.target === video && event.key !== "/" && event.key !== "?") return; // the player's own keys
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function find() {
  words = fold($("#search").value).split(/\s+/).filter(Boolean);
  sift();
}

function wire() {
  let waiting = 0;
  $("#search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 120); });
  $(".filters").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    filter = button.dataset.filter;
    for (const each of document.querySelectorAll(".filters button")) each.setAttribute("aria-pressed", each === button);
    sift();
  });
  $(".rows").addEventListener("click", (event) => { if (event.target.className === "at") seek(Number(event.target.dataset.ms)); });
  for (const kind of ["wheel", "touchmove"]) $(".list").addEventListener(kind, () => follow(false), { passive: true });
  $(".list").addEventListener("pointerdown", (event) => { if (event.target === $(".list")) follow(false); });
  $(".list").addEventListener("keydown", (event) => {
    if (["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"].includes(event.key)) follow(false);
  });
  // Who goes through the times by keys is not pulled away either.
  $(".list").addEventListener("focusin", (event) => { if (event.target.matches(".at:focus-visible")) follow(false); });
  $(".back").addEventListener("click", () => follow(true));
  $("#theme").addEventListener("click", () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    curves.layout();
  });
  $("#help").addEventListener("click", () => $("dialog").showModal());
  $(".choose input").addEventListener("change", (event) => {
    if (!event.target.files.length) return;
    video.src = URL.createObjectURL(event.target.files[0]);
    $(".missing").hidden = true;
  });
  document.addEventListener("keydown", onKey);
  $("canvas").addEventListener("keydown", (event) => {
    const far = { Home: 0, End: curves.length }[event.key];
    if (far !== undefined) { event.preventDefault(); seek(far); }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => curves.layout());
  new ResizeObserver(measure).observe($(".list"));
  new ResizeObserver(() => curves.layout()).observe($("canvas"));
  video.addEventListener("loadedmetadata", () => { setLength(); step(true); });
  video.addEventListener("seeking", () => step(true));
  video.addEventListener("timeupdate", () => step());
  video.addEventListener("error", () => fail("This browser cannot play the video: it is not beside this page any more, or its codec (often HEVC) is not supported here. Choose the file to play:"));
  const everyFrame = () => { if (!video.paused) step(); requestAnimationFrame(everyFrame); };
  requestAnimationFrame(everyFrame);
}

// Blocks are read a few at a time, so that the page stands while a long session is taken in.
function read() {
  const blocks = document.querySelectorAll("script.block");
  const until = performance.now() + 40;
  for (const block of blocks) {
    take(block);
    if (performance.now() > until) break;
  }
  if (document.querySelector("script.block")) {
    $(".empty").textContent = `Reading ${number.format(rows.length)} messages …`;
    setTimeout(read);
    return;
  }
  setLength();
  sift();
  document.documentElement.dataset.ready = "true";
}

wire();
if (session.video) video.src = session.video;
else fail("This session has no finished video. Choose a file to play:");
read();

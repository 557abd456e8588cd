// The panel: a client of lyria-osc like any other, by OSC over the OSCQuery WebSocket.
// What it shows is what the host said, or what was just set here; without a connection nothing can be set.

import { decode, encode } from "./osc.js";

const PREFIX = "/lyria/";
const SLOTS = 8;
const SILENT_MS = 4000; // levels come ten times a second: after so long without any, the host is asked
const DEAD_MS = 9000;
const RETRY_MS = [300, 1000, 2000, 4000];
const MAJORS = ["C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B"];
const MINORS = ["Am", "B♭m", "Bm", "Cm", "C♯m", "Dm", "E♭m", "Em", "Fm", "F♯m", "Gm", "G♯m"];
const RUNNING = new Set(["playing", "buffering", "connecting", "vamping"]);

const $ = (id) => document.getElementById(id);
const make = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

const values = new Map(); // parameter → value as last told or set
const shows = new Map(); // parameter → functions that show a value
const onMessage = new Map(); // address without prefix → what is done with its arguments
let nodes = {}; // parameter → its OSCQuery node
let socket = null;
let tries = 0;
let heardAt = 0;
let asked = false;

// --- values ----------------------------------------------------------------------------------------------------------

const whenShown = (name, show) => shows.set(name, [...(shows.get(name) ?? []), show]);

function show(name, value) {
  values.set(name, value);
  for (const one of shows.get(name) ?? []) one(value);
}

function send(name, ...args) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(encode(PREFIX + name, args));
}

const waiting = new Map();

/** Sets a parameter here and at the host; a drag sends at most one value a frame. */
function set(name, value) {
  show(name, value);
  if (!waiting.size) requestAnimationFrame(sendWaiting);
  waiting.set(name, value);
}

function sendWaiting() {
  for (const [name, value] of waiting) send(name, nodes[name]?.TYPE === "i" ? { i: Math.round(value) } : value);
  waiting.clear();
}

const range = (name) => nodes[name].RANGE[0];
const stepOf = (name) => {
  const { MIN, MAX } = range(name);
  if (nodes[name].TYPE === "i") return 1;
  return MAX - MIN > 20 ? 0.5 : MAX - MIN > 2 ? 0.05 : 0.01;
};
const shown = (name, value) => {
  const unit = { "gain.db": " dB", "time.second": " s" }[nodes[name].UNIT?.[0]] ?? "";
  if (unit === " dB" && value <= range(name).MIN) return "silent";
  const digits = stepOf(name) >= 1 ? 0 : stepOf(name) >= 0.5 ? 1 : 2;
  return value.toFixed(digits).replace("-", "−") + unit;
};

// --- controls --------------------------------------------------------------------------------------------------------

function bindSlider(input) {
  const name = input.dataset.slider;
  const output = input.parentElement.querySelector("output");
  input.min = range(name).MIN;
  input.max = range(name).MAX;
  input.step = stepOf(name);
  input.addEventListener("input", () => set(name, Number(input.value)));
  whenShown(name, (value) => {
    input.value = value;
    input.style.setProperty("--share", (value - input.min) / (input.max - input.min));
    input.setAttribute("aria-valuetext", shown(name, value));
    if (output) output.textContent = shown(name, value);
  });
}

function bindSwitch(input) {
  const name = input.dataset.switch;
  input.addEventListener("change", () => set(name, input.checked));
  whenShown(name, (value) => {
    input.checked = value;
    document.body.classList.toggle(name.replace(/(.+)\/auto/, "auto-$1"), value);
  });
}

const point = (share, radius = 26) => {
  const angle = (share * 270 - 225) * (Math.PI / 180);
  return `${32 + radius * Math.cos(angle)} ${32 + radius * Math.sin(angle)}`;
};
const arc = (from, to) => {
  const [low, high] = from < to ? [from, to] : [to, from];
  return `M${point(low)} A26 26 0 ${high - low > 2 / 3 ? 1 : 0} 1 ${point(high)}`;
};

/** A knob that is a slider to the keyboard and to screen readers; its arc starts at 0. */
function knob(name, label) {
  const { MIN, MAX } = range(name);
  const share = (value) => (value - MIN) / (MAX - MIN);
  const node = make("div", { className: "knob", tabIndex: 0 });
  node.innerHTML = `<svg viewBox="0 0 64 64" aria-hidden="true"><path class="track" d="${arc(0, 1)}"/><path class="fill"/><line class="hand" x1="32" y1="32"/></svg>`;
  const text = make("span", { className: "number", ariaHidden: "true" });
  node.append(text);
  const attributes = { role: "slider", "aria-label": label, "aria-valuemin": MIN, "aria-valuemax": MAX };
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  const move = (value) => set(name, clamp(Math.round(value * 20) / 20, MIN, MAX));
  whenShown(name, (value) => {
    node.querySelector(".fill").setAttribute("d", Math.abs(value) < 0.01 ? "" : arc(share(0), share(value)));
    const [x, y] = point(share(value), 15).split(" ");
    node.querySelector(".hand").setAttribute("x2", x);
    node.querySelector(".hand").setAttribute("y2", y);
    text.textContent = value.toFixed(2).replace("-", "−");
    node.classList.toggle("negative", value < 0);
    node.setAttribute("aria-valuenow", value.toFixed(2));
  });
  const steps = { ArrowUp: 0.05, ArrowRight: 0.05, ArrowDown: -0.05, ArrowLeft: -0.05, PageUp: 0.5, PageDown: -0.5 };
  node.addEventListener("keydown", (event) => {
    const goal = { Home: MIN, End: MAX, "0": 0, "1": 1 }[event.key] ?? values.get(name) + (steps[event.key] ?? NaN);
    if (Number.isNaN(goal)) return;
    event.preventDefault();
    move(goal);
  });
  let from = null;
  node.addEventListener("pointerdown", (event) => {
    node.setPointerCapture(event.pointerId);
    from = { y: event.clientY, x: event.clientX, value: values.get(name) };
  });
  node.addEventListener("pointermove", (event) => {
    if (from) move(from.value + ((from.y - event.clientY + event.clientX - from.x) / (event.shiftKey ? 600 : 120)) * 2);
  });
  for (const end of ["pointerup", "pointercancel"]) node.addEventListener(end, () => (from = null));
  node.addEventListener("dblclick", () => move(1));
  return node;
}

function slot(number) {
  const [text, weight] = [`prompt/${number}/text`, `prompt/${number}/weight`];
  const input = make("input", { type: "text", placeholder: `prompt ${number}`, maxLength: 1000, autocomplete: "off" });
  input.setAttribute("aria-label", `Prompt ${number}`);
  const clear = make("button", { className: "clear", textContent: "×", title: `Empty prompt ${number}` });
  clear.setAttribute("aria-label", `Empty prompt ${number}`);
  const node = make("div", { className: "slot" }, knob(weight, `Weight of prompt ${number}`), input, clear);
  let edited = false;
  input.addEventListener("input", () => (edited = true));
  input.addEventListener("change", () => {
    edited = false;
    set(text, input.value.trim());
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") input.blur();
    if (event.key !== "Escape") return;
    edited = false;
    input.value = values.get(text);
  });
  clear.addEventListener("click", () => {
    edited = false;
    send(`prompt/${number}/clear`);
  });
  const sounds = () => {
    node.classList.toggle("silent", !values.get(text) || values.get(weight) === 0);
    clear.hidden = !values.get(text);
  };
  whenShown(weight, sounds);
  whenShown(text, (value) => {
    if (!edited) input.value = value;
    sounds();
  });
  return node;
}

/** The keys as a wheel of fifths, `any` in its middle: a group of radio buttons. */
function buildWheel() {
  const [any, ...scales] = range("scale").VALS;
  const fifths = scales.map((_, place) => (place * 7) % 12);
  const buttons = [
    wheelButton(any, "any key", make("b", { textContent: "any" })),
    ...fifths.map((note, place) => {
      const name = `${MAJORS[note]} major or ${MINORS[note].replace("m", "")} minor`;
      const words = [make("b", { textContent: MAJORS[note] }), make("small", { textContent: MINORS[note] })];
      const button = wheelButton(scales[note], name, ...words);
      button.style.setProperty("--turn", `${place * 30}deg`);
      return button;
    }),
  ];
  buttons[0].classList.add("any");
  $("wheel").replaceChildren(...buttons);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  $("wheel").addEventListener("keydown", (event) => {
    if (!(event.key in step)) return;
    event.preventDefault();
    const goal = buttons.at((buttons.indexOf(document.activeElement) + step[event.key]) % buttons.length);
    goal.focus();
    goal.click();
  });
  whenShown("scale", (value) => {
    for (const button of buttons) {
      const chosen = button.value === value;
      button.setAttribute("aria-checked", chosen);
      button.tabIndex = chosen ? 0 : -1;
    }
  });
}

function wheelButton(value, label, ...words) {
  const button = make("button", { value }, ...words);
  button.setAttribute("role", "radio");
  button.setAttribute("aria-label", label);
  button.addEventListener("click", () => set("scale", value));
  return button;
}

/** Density and brightness under one finger; their sliders are there for the keyboard. */
function bindPad() {
  const pad = $("pad");
  let held = false;
  const move = (event) => {
    const box = pad.getBoundingClientRect();
    set("density", clamp((event.clientX - box.left) / box.width, 0, 1));
    set("brightness", clamp(1 - (event.clientY - box.top) / box.height, 0, 1));
  };
  pad.addEventListener("pointerdown", (event) => {
    held = true;
    pad.setPointerCapture(event.pointerId);
    move(event);
  });
  pad.addEventListener("pointermove", (event) => held && move(event));
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => (held = false));
  whenShown("density", (value) => pad.style.setProperty("--x", value));
  whenShown("brightness", (value) => pad.style.setProperty("--y", value));
}

function bindTempo() {
  const nudge = (by) => set("bpm", clamp(Math.round(values.get("bpm") + by), range("bpm").MIN, range("bpm").MAX));
  $("bpm-less").addEventListener("click", () => nudge(-1));
  $("bpm-more").addEventListener("click", () => nudge(1));
  whenShown("bpm", (value) => ($("bpm-shown").textContent = String(Math.round(value * 10) / 10)));
  let taps = [];
  $("tap").addEventListener("click", () => {
    const now = performance.now();
    taps = [...taps.filter((tap) => now - tap < 6000 && now - taps.at(-1) < 2000), now].slice(-8);
    if (taps.length < 3) return;
    const bpm = (60000 * (taps.length - 1)) / (now - taps[0]);
    set("bpm", clamp(Math.round(bpm), range("bpm").MIN, range("bpm").MAX));
  });
}

function bindTransport() {
  $("play").addEventListener("click", () => send(document.body.classList.contains("running") ? "pause" : "play"));
  $("stop").addEventListener("click", () => send("stop"));
  $("reset").addEventListener("click", () => send("reset"));
  for (const button of document.querySelectorAll("[data-call]")) {
    button.addEventListener("click", () => send(button.dataset.call));
  }
  document.addEventListener("keydown", (event) => {
    if (event.code !== "Space" || event.target.closest("button, input, select, a, [role=slider]")) return;
    event.preventDefault();
    $("play").click();
  });
}

function bindPresets() {
  $("save").addEventListener("submit", (event) => {
    event.preventDefault();
    const name = $("save-name").value.trim();
    if (!name) return;
    send("preset/save", name);
    send("preset/list");
    $("save-name").value = "";
  });
  onMessage.set("preset/list", (...names) => {
    $("presets").replaceChildren(
      ...names.map((name) => {
        const button = make("button", { className: "pill", textContent: name });
        button.addEventListener("click", () => {
          const bars = Number($("morph").value);
          if (bars) send("preset/morph", name, bars);
          else send("preset", name);
        });
        return button;
      }),
    );
  });
}

function build() {
  document.querySelectorAll("[data-slider]").forEach(bindSlider);
  document.querySelectorAll("[data-switch]").forEach(bindSwitch);
  $("slots").append(...Array.from({ length: SLOTS }, (_, index) => slot(index + 1)));
  $("mode").append(...range("mode").VALS.map((mode) => make("option", { value: mode, textContent: mode })));
  $("mode").addEventListener("change", () => set("mode", $("mode").value));
  whenShown("mode", (value) => ($("mode").value = value));
  whenShown("beats_per_bar", (count) => $("lights").replaceChildren(...Array.from({ length: count }, () => make("i"))));
  buildWheel();
  bindPad();
  bindTempo();
  bindTransport();
  bindPresets();
}

// --- what the host tells ---------------------------------------------------------------------------------------------

const meter = (id, db) => $(id).style.setProperty("--level", clamp(1 + db / 60, 0, 1) || 0);

function clearMusic() {
  for (const light of $("lights").children) light.className = "";
  meter("level-left", -Infinity);
  meter("level-right", -Infinity);
  $("bar").textContent = $("measured").textContent = "–";
}

function showState(state) {
  const running = RUNNING.has(state);
  document.body.dataset.state = state;
  document.body.classList.toggle("running", running);
  $("state").textContent = state;
  $("play").setAttribute("aria-label", running ? "Pause" : "Play");
  if (state === "stopped" || state === "failed") clearMusic();
}

function note(kind, title, words) {
  $("quiet").hidden = true;
  const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const item = make("li", { className: kind }, make("time", { textContent: time }));
  item.append(make("b", { textContent: title }), make("span", { textContent: words }));
  $("log").prepend(item);
  while ($("log").children.length > 30) $("log").lastChild.remove();
}

const parameter = (address) => address.replace(PREFIX, "");

for (const [name, act] of Object.entries({
  state: showState,
  engine: (engine) => ($("engine").textContent = engine),
  beat: (bar, beat, bpm) => {
    $("bar").textContent = bar;
    $("measured").textContent = bpm.toFixed(1);
    [...$("lights").children].forEach((light, index) => (light.className = index + 1 === beat ? "on" : ""));
  },
  buffered: (held) => ($("buffered").textContent = `${held.toFixed(1)} s`),
  latency: (latency) => ($("latency").textContent = `${latency.toFixed(1)} s`),
  xruns: (count) => ($("xruns").textContent = count),
  level: (left, right) => {
    meter("level-left", left);
    meter("level-right", right);
  },
  filtered: (text, reason) => note("warning", `filtered: ${text}`, reason),
  recorded: (file, length) => note("info", "recorded", `${file}, ${length.toFixed(1)} s`),
  warning: (address, words) => note("warning", parameter(address), words),
  error: (address, words) => {
    note("error", parameter(address), words);
    if (values.has(parameter(address))) send(parameter(address)); // it was not taken: show what holds
  },
})) {
  onMessage.set(name, act);
}

function take(message) {
  const name = parameter(message.address);
  if (name in nodes && message.args.length === 1 && nodes[name].ACCESS === 3) show(name, message.args[0]);
  else onMessage.get(name)?.(...message.args);
}

// --- connection ------------------------------------------------------------------------------------------------------

const flat = (node, found = {}) => {
  if (node.TYPE) found[parameter(node.FULL_PATH)] = node;
  for (const below of Object.values(node.CONTENTS ?? {})) flat(below, found);
  return found;
};

function lose(words) {
  document.body.classList.add("offline");
  document.querySelector("main").inert = document.querySelector(".transport").inert = true;
  document.body.classList.remove("running");
  document.body.dataset.state = "";
  $("state").textContent = "not connected";
  $("lost").textContent = words;
  $("lost").hidden = false;
  waiting.clear();
  clearMusic();
}

function found() {
  document.body.classList.remove("offline");
  document.querySelector("main").inert = document.querySelector(".transport").inert = false;
  $("lost").hidden = true;
  tries = 0;
}

function retry() {
  lose("No connection to lyria-osc. Trying again …");
  setTimeout(connect, RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
}

async function connect() {
  try {
    const answer = await fetch("/", { headers: { Accept: "application/json" }, cache: "no-store" });
    const isFirst = !Object.keys(nodes).length;
    nodes = flat(await answer.json());
    if (isFirst) build();
  } catch {
    retry();
    return;
  }
  const opened = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/`);
  opened.binaryType = "arraybuffer";
  opened.onopen = () => {
    socket = opened;
    heardAt = performance.now();
    send("subscribe");
    send("preset/list");
  };
  opened.onmessage = ({ data }) => {
    heardAt = performance.now();
    asked = false;
    if (typeof data === "string") {
      if (JSON.parse(data).COMMAND === "PATH_CHANGED") send("preset/list");
      return;
    }
    const message = decode(data);
    if (!message) return;
    take(message);
    if (document.body.classList.contains("offline") && message.address === `${PREFIX}state`) found();
  };
  opened.onclose = () => {
    socket = null;
    retry();
  };
}

setInterval(() => {
  if (!socket) return;
  const silent = performance.now() - heardAt;
  if (silent > DEAD_MS) {
    const dead = socket;
    socket = null;
    dead.onclose = dead.onmessage = null;
    dead.close();
    retry();
  } else if (silent > SILENT_MS && !asked) {
    asked = true;
    send("ping");
  }
}, 1000);

lose("Connecting to lyria-osc …");
connect();

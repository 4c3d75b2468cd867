// Viewers, gifts and the rate of comments over the length of the video: seen at a glance, and a place to seek.

class Curves {
  constructor(canvas, { seek, hover }) {
    this.canvas = canvas;
    this.seek = seek;
    this.viewers = { at: [], value: [] };
    this.gifts = { at: [], value: [] };
    this.comments = [];
    this.gaps = [];
    this.length = 1;
    this.now = 0;
    this.picture = null;
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * this.length;
    };
    canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId); seek(at(event)); });
    canvas.addEventListener("pointermove", (event) => { hover(at(event)); if (event.buttons & 1) seek(at(event)); });
    canvas.addEventListener("pointerleave", () => hover(null));
  }

  // What was going on at a moment.
  told(ms) {
    const bin = this.length / this.bins;
    const i = Math.min(this.bins - 1, Math.max(0, Math.floor(ms / bin)));
    return { viewers: this.viewerBins[i], diamonds: this.giftBins[i], comments: this.rateBins[i], ms };
  }

  layout() {
    const { canvas } = this;
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    const width = Math.max(1, Math.round(canvas.clientWidth * ratio));
    const height = Math.max(1, Math.round(canvas.clientHeight * ratio));
    canvas.width = width;
    canvas.height = height;
    this.ratio = ratio;
    this.bins = Math.max(1, Math.floor(width / ratio / 3));
    const place = (ms) => Math.min(this.bins - 1, Math.max(0, Math.floor((ms / this.length) * this.bins)));
    this.rateBins = new Float64Array(this.bins);
    for (const ms of this.comments) this.rateBins[place(ms)]++;
    this.giftBins = new Float64Array(this.bins);
    this.gifts.at.forEach((ms, i) => { this.giftBins[place(ms)] += this.gifts.value[i]; });
    this.viewerBins = new Float64Array(this.bins).fill(NaN);
    this.viewers.at.forEach((ms, i) => {
      const bin = place(ms);
      if (!(this.viewerBins[bin] >= this.viewers.value[i])) this.viewerBins[bin] = this.viewers.value[i];
    });
    for (let i = 1; i < this.bins; i++) if (Number.isNaN(this.viewerBins[i])) this.viewerBins[i] = this.viewerBins[i - 1];
    this.paint();
    this.draw();
  }

  paint() {
    const { width, height } = this.canvas;
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    this.playhead = colour("accent");
    this.picture = document.createElement("canvas");
    Object.assign(this.picture, { width, height });
    const pen = this.picture.getContext("2d");
    pen.fillStyle = colour("gap");
    for (const gap of this.gaps) pen.fillRect((gap.ms / this.length) * width - this.ratio, 0, 3 * this.ratio, height);
    const step = width / this.bins;
    // Comments stand, gifts hang from above: neither can hide the other.
    const bars = (values, name, share, isHanging) => {
      const most = Math.max(1, ...values);
      pen.fillStyle = colour(name);
      values.forEach((value, i) => {
        if (!value) return;
        const tall = Math.max(2 * this.ratio, Math.sqrt(value / most) * height * share);
        pen.fillRect(i * step, isHanging ? 0 : height - tall, Math.max(1, step - this.ratio), tall);
      });
    };
    bars(this.rateBins, "rate", 0.55, false);
    bars(this.giftBins, "gifts", 0.4, true);
    const seen = this.viewerBins.filter((value) => !Number.isNaN(value));
    if (!seen.length) return;
    const most = Math.max(1, ...seen);
    pen.strokeStyle = colour("viewers");
    pen.lineWidth = 1.75 * this.ratio;
    pen.lineJoin = "round";
    pen.beginPath();
    let isDown = false;
    this.viewerBins.forEach((value, i) => {
      if (Number.isNaN(value)) return;
      const y = height - 3 * this.ratio - (value / most) * (height - 8 * this.ratio);
      if (isDown) pen.lineTo((i + 0.5) * step, y);
      else pen.moveTo((i + 0.5) * step, y);
      isDown = true;
    });
    pen.stroke();
  }

  draw() {
    if (!this.picture) return;
    const { width, height } = this.canvas;
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, width, height);
    pen.drawImage(this.picture, 0, 0);
    pen.fillStyle = this.playhead;
    pen.fillRect((this.now / this.length) * width - this.ratio, 0, 2 * this.ratio, height);
  }
}

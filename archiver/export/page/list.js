// A list of any length, of which only the rows in view are in the document.

// Heights of rows, and where each begins, in O(log n): a Fenwick tree.
class Heights {
  constructor(heights) {
    this.count = heights.length;
    this.heights = heights;
    this.tree = new Float64Array(this.count + 1);
    for (let i = 1; i <= this.count; i++) {
      this.tree[i] += heights[i - 1];
      const parent = i + (i & -i);
      if (parent <= this.count) this.tree[parent] += this.tree[i];
    }
    this.top = 1;
    while (this.top * 2 <= this.count) this.top *= 2;
  }

  set(index, height) {
    const change = height - this.heights[index];
    if (Math.abs(change) < 0.01) return 0;
    this.heights[index] = height;
    for (let i = index + 1; i <= this.count; i += i & -i) this.tree[i] += change;
    return change;
  }

  // Where a row begins; of `count`: where the last one ends.
  offset(index) {
    let sum = 0;
    for (let i = index; i > 0; i -= i & -i) sum += this.tree[i];
    return sum;
  }

  // The row at a height.
  find(y) {
    let index = 0;
    for (let step = this.top; step > 0; step >>= 1) {
      if (index + step <= this.count && this.tree[index + step] <= y) {
        index += step;
        y -= this.tree[index];
      }
    }
    return Math.min(index, Math.max(0, this.count - 1));
  }
}

// Browsers lose pixels of elements that are higher; beyond it the scrollbar moves in larger steps.
const HIGHEST = 8e6;
const OVERSCAN = 8;

class VirtualList {
  // `make(index)` gives a row's element; `guess(index)` its height before it was ever shown.
  constructor(box, { make, guess }) {
    this.box = box;
    this.space = box.querySelector(".space");
    this.rows = box.querySelector(".rows");
    this.make = make;
    this.guess = guess;
    this.shown = new Map();
    this.reset(0);
    box.addEventListener("scroll", () => this.render(), { passive: true });
  }

  reset(count) {
    const heights = new Float32Array(count);
    for (let i = 0; i < count; i++) heights[i] = this.guess(i);
    this.heights = new Heights(heights);
    this.shown.clear();
    this.rows.replaceChildren();
    this.resize();
  }

  get count() { return this.heights.count; }

  resize() {
    this.total = this.heights.offset(this.count);
    const height = Math.min(this.total, HIGHEST);
    this.space.style.height = `${height}px`;
    const room = this.box.clientHeight;
    this.scale = height > room ? (this.total - room) / (height - room) : 1;
  }

  get top() { return this.box.scrollTop * this.scale; }

  set top(y) { this.box.scrollTop = y / this.scale; }

  // Bring the end of a row to a place in the view, 0 above and 1 below.
  pin(index, place) {
    for (let round = 0; round < 3; round++) {
      const wanted = Math.max(0, this.heights.offset(index + 1) - this.box.clientHeight * place);
      this.top = wanted;
      if (!this.render()) break;
    }
  }

  // Put the rows in view into the document. Returns whether their heights were not as guessed.
  render() {
    const { heights, count } = this;
    const room = this.box.clientHeight;
    if (!count || !room) return false;
    const anchor = heights.find(this.top);
    const first = Math.max(0, anchor - OVERSCAN);
    const last = Math.min(count, heights.find(this.top + room) + 1 + OVERSCAN);
    for (const [index, element] of this.shown) {
      if (index >= first && index < last) continue;
      element.remove();
      this.shown.delete(index);
    }
    // Rows that stay are not moved: one that is taken out loses the keyboard's place and what is selected in it.
    const elements = [];
    let next = this.rows.firstElementChild;
    for (let index = first; index < last; index++) {
      let element = this.shown.get(index);
      if (element) next = element.nextElementSibling;
      else {
        this.shown.set(index, (element = this.make(index)));
        this.rows.insertBefore(element, next);
      }
      elements.push(element);
    }
    let above = 0;
    let changed = 0;
    elements.forEach((element, i) => {
      const change = heights.set(first + i, element.getBoundingClientRect().height);
      if (first + i < anchor) above += change;
      changed += Math.abs(change);
    });
    if (changed) {
      const top = this.top + above;
      this.resize();
      if (above) this.top = top;
    }
    this.rows.style.transform = `translateY(${this.box.scrollTop + heights.offset(first) - this.top}px)`;
    return changed > 0.5;
  }
}

import { render } from './markdown.js';
import { settledLength } from './markdown-blocks.js';

/** After a draw that took long, of a list without end for instance, it rests for so many times as long. */
const REST = 4;
const LONG_MS = 8;

/**
 * Shows Markdown that grows. It draws at most once for each frame of the screen; blocks that are finished are never touched
 * again, so that the work does not grow with the text, and a selection in it stays.
 */
export class LiveMarkdown {
  #root;
  #text = '';
  /** How much of the text is finished, and how many nodes that is. */
  #settled = 0;
  #settledNodes = 0;
  #frame = 0;
  #resting = 0;
  #restUntil = 0;

  constructor(root) {
    this.#root = root;
  }

  /** The text as it is now, which begins with what was shown before. */
  show(text) {
    this.#text = text;
    if (this.#frame || this.#resting) return;
    const rest = this.#restUntil - performance.now();
    if (rest > 0) {
      this.#resting = setTimeout(() => {
        this.#resting = 0;
        this.show(this.#text);
      }, rest);
    } else {
      this.#frame = requestAnimationFrame(() => this.#draw());
    }
  }

  /** Whatever comes next is another text. */
  clear() {
    this.#stop();
    this.#text = '';
    this.#settled = 0;
    this.#settledNodes = 0;
    this.#root.replaceChildren();
  }

  /** The text is complete: drawn at once, and as a whole, since the end of a text may define links of its beginning. */
  finish(text) {
    this.#stop();
    this.#text = text;
    update(this.#root, 0, render(text));
    this.#settled = text.length;
    this.#settledNodes = this.#root.childNodes.length;
  }

  #stop() {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#resting);
    this.#frame = 0;
    this.#resting = 0;
  }

  #draw() {
    this.#frame = 0;
    const start = performance.now();
    const tail = this.#text.slice(this.#settled);
    const settled = settledLength(tail);
    if (settled > 0) {
      const nodes = render(tail.slice(0, settled));
      const count = nodes.childNodes.length;
      update(this.#root, this.#settledNodes, nodes);
      this.#settled += settled;
      this.#settledNodes += count;
    }
    update(this.#root, this.#settledNodes, render(tail.slice(settled)));
    const end = performance.now();
    if (end - start > LONG_MS) this.#restUntil = end + REST * (end - start);
  }
}

/** Makes the children of `parent`, from the one at `from` on, those of `wanted`, and leaves alone what is the same. */
function update(parent, from, wanted) {
  let present = parent.childNodes[from] ?? null;
  for (const node of [...wanted.childNodes]) {
    if (present === null) {
      parent.append(node);
      continue;
    }
    const next = present.nextSibling;
    if (!present.isEqualNode(node)) {
      if (present.nodeType === Node.TEXT_NODE && node.nodeType === Node.TEXT_NODE) present.data = node.data;
      else if (isSameButForChildren(present, node)) update(present, 0, node);
      else present.replaceWith(node);
    }
    present = next;
  }
  while (present !== null) {
    const next = present.nextSibling;
    present.remove();
    present = next;
  }
}

function isSameButForChildren(a, b) {
  return a.nodeType === Node.ELEMENT_NODE && b.nodeType === Node.ELEMENT_NODE && a.cloneNode().isEqualNode(b.cloneNode());
}

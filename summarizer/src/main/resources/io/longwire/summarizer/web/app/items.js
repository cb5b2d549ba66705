import { el, setText, showShare, when } from './format.js';
import { isOver, shareOf, stateOf, titleOf } from './words.js';

/** Makes the children of a list those of `items`, in order, and keeps the elements of those that were there, with their focus. */
export function arrange(list, items, { keyOf, make, update }) {
  const present = new Map([...list.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const key = String(keyOf(item));
    const child = present.get(key) ?? make(item);
    present.delete(key);
    child.dataset.key = key;
    update(child, item);
    if (list.children[index] !== child) list.insertBefore(child, list.children[index] ?? null);
  });
  for (const gone of present.values()) gone.remove();
}

export const jobs = {
  keyOf: ({ job_id: id }) => id,

  make: ({ job_id: id }) => el('li', {}, el('a', { href: `#/jobs/${id}` },
    el('span', { class: 'name' }), el('span', { class: 'about' }), el('progress', { 'aria-hidden': 'true' }))),

  update(item, job) {
    item.dataset.status = job.status;
    setText(item.querySelector('.name'), titleOf(job));
    setText(item.querySelector('.about'), stateOf(job));
    const bar = item.querySelector('progress');
    bar.hidden = isOver(job) || job.status === 'pending';
    showShare(bar, shareOf(job));
  },
};

export const summaries = {
  keyOf: ({ id }) => id,

  make: ({ id }) => el('li', {}, el('a', { href: `#/summaries/${id}` }, el('span', { class: 'name' }), el('span', { class: 'about' }))),

  update(item, { title, video_id: video, channel, created_at: at }) {
    setText(item.querySelector('.name'), title || video);
    setText(item.querySelector('.about'), [channel, when(at)].filter(Boolean).join(' · '));
  },
};

import { byId } from './format.js';

/** Asks in a dialog; resolves to whether the person agreed. Escape, and a click beside it, mean no. */
export function confirm(question, explanation, action) {
  const dialog = byId('confirm');
  byId('confirm-question').textContent = question;
  byId('confirm-explanation').textContent = explanation;
  byId('confirm-yes').textContent = action;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

export function startConfirm() {
  const dialog = byId('confirm');
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
}

/**
 * The page's script. Everything small is there without it; it draws what a large page keeps for later, leads from one column
 * to the other, and listens to j and k. All markup that it puts in was made by `element`.
 */
export const script = `'use strict';
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  let texts;
  const unpacked = (parts) => {
    const made = [];
    const text = (piece) => typeof piece === 'string' ? piece : made[piece[0]].substr(piece[1], piece[2]);
    for (const part of parts) made.push(typeof part === 'string' ? part : part.map(text).join(''));
    return made;
  };
  const fill = (details) => {
    const part = details.dataset.part;
    if (part === undefined) return;
    details.removeAttribute('data-part');
    texts ??= unpacked(JSON.parse(document.getElementById('parts').textContent));
    details.insertAdjacentHTML('beforeend', texts[part]);
    const host = details.closest('[id]');
    for (const item of all('li[data-key]:not([id])', details)) {
      const id = host.id + item.dataset.key;
      if (!document.getElementById(id)) item.id = id;
      item.removeAttribute('data-key');
    }
  };
  document.addEventListener('toggle', ({ target }) => {
    if (target.open) fill(target);
  }, true);

  const find = (id) => {
    for (;;) {
      const found = document.getElementById(id);
      if (found) return found;
      let best;
      let length = 0;
      for (const details of all('details[data-part]')) {
        const host = details.dataset.for ?? details.closest('[id]')?.id ?? '';
        if (host.length > length && id.startsWith(host + '-')) [best, length] = [details, host.length];
      }
      if (!best) return null;
      fill(best);
    }
  };
  const isWide = () => matchMedia('(min-width: 1000px)').matches;
  const pane = document.querySelector('.pane');
  const inPane = (line) => {
    if (!pane || !isWide()) return;
    pane.scrollTop += line.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  };
  const opened = (element) => {
    for (let at = element; at; at = at.parentElement) if (at.localName === 'details') { fill(at); at.hidden = false; at.open = true; }
  };
  const unmark = () => { for (const marked of all('.here')) marked.classList.remove('here'); };
  const fragment = (link) => {
    try { return decodeURIComponent(link.hash.slice(1)); } catch { return ''; }
  };
  const counterpart = (target, from) => {
    if (target.closest('.source')) {
      for (const link of all('.operations a.line')) {
        if (link.hash.slice(1) !== target.id) continue;
        (link.closest('li') ?? link.closest('.summary'))?.classList.add('here');
      }
      inPane(target);
      return;
    }
    const own = all('a.line', target).find((link) => (link.closest('li, details') ?? target) === target);
    const line = own && find(fragment(own));
    if (!line || line === from) return;
    opened(line);
    line.classList.add('here');
    inPane(line);
  };
  const show = (id, from) => {
    const target = id === '' ? null : find(id);
    if (!target) return;
    unmark();
    opened(target);
    target.classList.add('here');
    if (!(isWide() && target.closest('.pane'))) target.scrollIntoView({ block: 'center' });
    counterpart(target, from);
  };
  addEventListener('hashchange', () => show(fragment(location)));
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      const id = fragment(link);
      const target = find(id);
      if (!target) return;
      if (isWide() && target.closest('.pane')) {
        event.preventDefault();
        history.replaceState(null, '', link.hash);
        show(id, link);
        link.closest('li, .summary')?.classList.add('here');
      } else if (link.hash === location.hash) show(id, link);
      return;
    }
    const node = event.target.closest('.tree li, .source li.read');
    if (!node || event.target.closest('summary') || String(getSelection()) !== '') return;
    unmark();
    node.classList.add('here');
    counterpart(node);
  });
  if (location.hash) show(fragment(location));

  let listening = true;
  const hint = document.querySelector('.keys');
  if (hint) {
    const box = Object.assign(document.createElement('input'), { type: 'checkbox', checked: true });
    box.addEventListener('change', () => { listening = box.checked; });
    const label = document.createElement('label');
    label.append(box, ' keys: j next change, k previous change');
    hint.append(label);
    hint.hidden = false;
  }
  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (!listening || (key !== 'j' && key !== 'k') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest('input:not([type=checkbox]), select, textarea')) return;
    const rows = all('.change > summary').filter((row) => row.checkVisibility());
    const at = rows.findIndex((row) => row === document.activeElement);
    const next = rows[at === -1 ? (key === 'j' ? 0 : rows.length - 1) : at + (key === 'j' ? 1 : -1)];
    if (!next) return;
    next.focus();
    next.scrollIntoView({ block: 'center' });
    event.preventDefault();
  });

  for (const one of all('.filters')) {
    one.hidden = false;
    one.addEventListener('submit', (event) => event.preventDefault());
  }
  const wanted = document.getElementById('operation-name');
  wanted?.addEventListener('input', () => {
    const like = wanted.value.toLowerCase();
    let shown = 0;
    for (const operation of all('.operation')) {
      operation.hidden = !operation.querySelector('h3').textContent.toLowerCase().includes(like);
      if (!operation.hidden) shown++;
    }
    document.getElementById('operation-count').value = counted(shown);
  });
  const counted = (shown) => shown + (shown === 1 ? ' operation' : ' operations');
  const [kind, name, count] = ['filter', 'name', 'count'].map((id) => document.getElementById('coverage-' + id));
  const filter = () => {
    for (const more of all('#coverage details[data-part]')) fill(more), more.open = true;
    const wanted = kind.value === 'risk' ? ['gap', 'changed'] : kind.value === '' ? [] : [kind.value];
    const like = name.value.toLowerCase();
    let shown = 0;
    for (const row of all('.coverage tbody tr')) {
      const fits = wanted.every((one) => row.classList.contains(one)) && row.cells[0].textContent.toLowerCase().includes(like);
      row.hidden = !fits;
      if (fits) shown++;
    }
    count.value = counted(shown);
  };
  for (const control of [kind, name]) control.addEventListener('input', filter);

  let closed = [];
  addEventListener('beforeprint', () => {
    closed = all('details:not([open]):not([data-part])');
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of closed) details.open = false; });

  if (pane && 'IntersectionObserver' in self) {
    let over = false;
    pane.addEventListener('pointerenter', () => { over = true; });
    pane.addEventListener('pointerleave', () => { over = false; });
    const follow = new IntersectionObserver((entries) => {
      const entered = entries.find(({ isIntersecting }) => isIntersecting);
      if (!entered || over || !isWide() || pane.contains(document.activeElement) || document.querySelector('.source .here')) return;
      const link = entered.target.querySelector('.summary a.line');
      const line = link && document.getElementById(fragment(link));
      if (line) inPane(line);
    }, { rootMargin: '-30% 0px -60% 0px' });
    for (const operation of all('.operation')) follow.observe(operation);
  }
})();
`;

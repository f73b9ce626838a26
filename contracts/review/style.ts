/** The page's whole style. Contrast at least 4.5:1 in both schemes; no motion; readable in print. */
export const style = `
:root { color-scheme: light dark; --text: #1a1a1a; --soft: #555; --back: #fff; --line: #d0d0d0; --mark: #eef4ff;
  --good: #0b6b2b; --bad: #a4161a; --open: #7a4d00; --link: #0b4fb3; }
@media (prefers-color-scheme: dark) { :root { --text: #e8e8e8; --soft: #b0b0b0; --back: #161616; --line: #444;
  --mark: #1d2a40; --good: #6fd08c; --bad: #ff8a8a; --open: #f0bf66; --link: #8ab8ff; } }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); margin: 0 auto;
  max-width: 76rem; padding: 1rem; overflow-wrap: anywhere; }
a { color: var(--link); } a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); } h3 { margin-top: 2rem; }
code, .source { font-family: ui-monospace, monospace; font-size: .875rem; }
.strip { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; padding: .75rem 1rem; border: 1px solid var(--line);
  list-style: none; background: var(--mark); }
.method { font-weight: 700; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; min-width: 44rem; }
td:first-child { white-space: nowrap; } tbody th { overflow-wrap: break-word; min-width: 12rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { font-weight: 600; } q { display: block; color: var(--soft); }
.guaranteed, .info { color: var(--good); } .impossible, .error { color: var(--bad); }
.possible, .undecided, .warning, .inferred { color: var(--open); } .none, footer { color: var(--soft); }
.source { padding-left: 4rem; white-space: pre-wrap; } .source li::marker { color: var(--soft); }
.source .read, li:target { background: var(--mark); } details { margin: .5rem 0; } summary { cursor: pointer; }
del { color: var(--bad); } ins { color: var(--good); } del, ins { white-space: pre-wrap; }
@media print { details > * { display: block; } body { max-width: none; } }
`;

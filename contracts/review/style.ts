/** The page's whole style. Contrast at least 4.5:1 in both schemes; no motion; readable in print. */
export const style = `
:root { color-scheme: light dark; --text: #1b1f24; --soft: #57606a; --back: #fff; --panel: #f6f8fa; --line: #d0d7de;
  --link: #0550ae; --good: #116329; --bad: #a40e26; --open: #7d4e00; --here: #fff3c4; --ins: #dafbe1; --del: #ffebe9; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #a5afb9; --back: #0d1117; --panel: #161b22;
  --line: #3a424b; --link: #82bbff; --good: #62d776; --bad: #ff9c9a; --open: #e9bb52; --here: #3d3206; --ins: #10331c;
  --del: #451a1d; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 106rem; padding: 1.5rem clamp(.75rem, 2.5vw, 2.5rem); overflow-wrap: anywhere;
  font: .9375rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--text); background: var(--back); }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; padding: .5rem; background: var(--back); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
p { margin: .4rem 0; } ul, ol { margin: .25rem 0; padding-left: 1.4rem; }
code, pre, .source, .path, .paste { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .8125rem; }
.soft, .about, footer { color: var(--soft); }
summary { cursor: pointer; }
.breaking, .impossible, .error { color: var(--bad); } .undecided, .possible, .warning, .inferred, .left { color: var(--open); }
.compatible, .guaranteed, .info { color: var(--good); } .documentation, .none, .unmet { color: var(--soft); }
.tag { display: inline-block; padding: 0 .4rem; border: 1px solid currentcolor; border-radius: 1rem; font-size: .75rem;
  line-height: 1.35; text-decoration: none; } a.tag:hover { text-decoration: underline; }
.unmet { border-style: dashed; }
.operation[hidden] { display: none; }
.mark { display: inline-block; min-width: 6.6rem; font-weight: 600; }
.strip { display: flex; flex-wrap: wrap; gap: .6rem; margin: 1rem 0; padding: 0; list-style: none; }
.strip li { border: 1px solid var(--line); border-left: .3rem solid currentcolor; border-radius: .4rem; background: var(--panel); }
.strip a { display: block; padding: .45rem .9rem .5rem .75rem; color: inherit; text-decoration: none; }
.strip a:hover span { text-decoration: underline; }
.strip strong { display: block; font-size: 1.35rem; line-height: 1.2; white-space: nowrap; }
.next { margin: 0 0 1rem; padding: .7rem 1rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--panel); max-width: 80rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.25rem; padding: 0; list-style: none; }
.keys { float: right; color: var(--soft); }
.change { border: 1px solid var(--line); border-left: .3rem solid currentcolor; border-radius: .4rem; margin: .4rem 0; }
.change > * { color: var(--text); } .change > summary { padding: .45rem .75rem; }
.family > .change { margin: .4rem .75rem; border-left: 1px solid var(--line); }
.change .mark.breaking { color: var(--bad); } .change .what { font-weight: 600; }
.reach { display: block; color: var(--soft); font-size: .8125rem; padding-left: 1.1rem; }
.detail { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .5rem 1rem; margin: 0; padding: .5rem .9rem .9rem;
  border-top: 1px solid var(--line); }
dt { color: var(--soft); } dd { margin: 0; } dd > ul { padding-left: 1.1rem; margin-top: 0; }
pre { margin: .35rem 0; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: .3rem; background: var(--panel);
  white-space: pre-wrap; } .paste { user-select: all; }
ins, del { color: var(--text); text-decoration: none; white-space: pre-wrap; } ins { background: var(--ins); }
del { background: var(--del); text-decoration: line-through; text-decoration-color: var(--bad); }
.fragment ins, .fragment del { display: inline-block; min-width: 60%; text-decoration: none; }
.columns { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 8fr); gap: 0 2rem; margin-top: 1rem; }
.columns.no-docs { grid-template-columns: minmax(0, 1fr); }
.docs { position: sticky; top: 0; align-self: start; max-height: 100vh; display: flex; flex-direction: column; padding-bottom: 1rem; }
.docs h2, .operations h2 { margin-top: 1.25rem; }
.pane { position: relative; overflow: auto; border: 1px solid var(--line); border-radius: .4rem; padding: 0 .25rem .5rem .5rem; }
.page > summary { position: sticky; top: 0; padding: .4rem .25rem; background: var(--back); border-bottom: 1px solid var(--line); }
.source { margin: 0; padding-left: 3rem; white-space: pre-wrap; line-height: 1.45; }
.source li { padding: 0 .4rem; min-height: 1.2rem; border-left: .2rem solid transparent; color: var(--soft); }
.source li::marker { color: var(--soft); font-size: .75rem; }
.source .read { color: var(--text); border-left-color: var(--link); background: var(--panel); }
.source .unread { border-left-color: var(--open); }
.source .unread::after { content: " unread"; color: var(--open); font: .6875rem system-ui, sans-serif; }
.source .unread + .unread::after { content: none; }
.source a { font: .75rem system-ui, sans-serif; }
.source li.here, .summary.here, .findings li.here, .contracts li.here, .tree li.here > code:first-child { background: var(--here); }
.tree li.here { box-shadow: inset .2rem 0 0 var(--link); }
.source li:target, .contracts li:target, .findings li:target, .tree li:target > code:first-child { background: var(--here); }
.operation { content-visibility: auto; contain-intrinsic-size: auto 3rem; border: 1px solid var(--line); border-radius: .4rem; margin: .6rem 0; }
.operation > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .75rem; padding: .5rem .75rem; background: var(--panel);
  border-radius: .4rem; list-style: none; } .operation > summary::-webkit-details-marker { display: none; }
.operation > summary::before { content: "▸"; color: var(--soft); } .operation[open] > summary::before { content: "▾"; }
.operation h3 { margin: 0; flex: 1; min-width: 14rem; } .path { font-size: .875rem; font-weight: 600; }
.method { font-size: .8125rem; } .get { color: var(--link); } .post { color: var(--good); } .delete { color: var(--bad); }
.put, .patch { color: var(--open); } .badges { white-space: nowrap; } .summary { padding: 0 .75rem; }
.pair { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 1.5rem; padding: 0 .75rem .75rem; }
.evidence { border-left: 1px solid var(--line); padding-left: 1rem; font-size: .875rem; }
.part { margin: .6rem 0 .2rem; font-size: .75rem; font-weight: 600; text-transform: uppercase; letter-spacing: .04em; color: var(--soft); }
.tree, .tree ul { list-style: none; margin: 0; } .tree { padding: 0; font-size: .875rem; }
.tree ul { padding-left: .9rem; border-left: 1px solid var(--line); margin-left: .3rem; }
.tree li { padding: .08rem .2rem; border-radius: .2rem; } .tree code { font-weight: 600; } .tree .line { font-size: .75rem; white-space: nowrap; }
.evidence ul { padding-left: 1.1rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th, tfoot th, tfoot td { font-weight: 600; } thead th, td { overflow-wrap: normal; white-space: nowrap; } td { font-variant-numeric: tabular-nums; } tbody th { min-width: 15rem; }
.left { font-weight: 600; }
.filters { margin: .5rem 0; } .filters[hidden] { display: none; } .filters > * { margin-right: .75rem; }
input, select { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--soft); border-radius: .25rem; padding: .15rem .3rem; max-width: 100%; }
.findings li, .contracts li { margin: .5rem 0; padding: .1rem .3rem; } .wording { padding-left: .75rem; border-left: .2rem solid var(--line); }
.more > summary { color: var(--link); padding: .3rem 0; }
footer { margin-top: 3rem; font-size: .8125rem; } footer code { font-size: .75rem; }
@media (max-width: 999px) {
  .columns, .pair { grid-template-columns: minmax(0, 1fr); }
  .docs { position: static; max-height: none; } .pane { max-height: 60vh; }
  .evidence { border-left: 0; border-top: 1px solid var(--line); margin-top: .75rem; padding: 0; } .keys { float: none; display: block; } }
@media (max-width: 599px) { .detail { grid-template-columns: minmax(0, 1fr); gap: .1rem; } dd { margin-bottom: .6rem; }
  .source { padding-left: 2.2rem; } .operation h3 { min-width: calc(100% - 2rem); } tbody th { min-width: 11rem; } .strip li { flex: 1 1 40%; } }
@media print {
  .operation { content-visibility: visible; }
  :root { color-scheme: light; --text: #000; --soft: #444; --back: #fff; --panel: #fff; --line: #999; --link: #000; --good: #0a4a1d;
    --bad: #8a0a1e; --open: #5e3a00; --here: #fff; --ins: #fff; --del: #fff; }
  body { max-width: none; padding: 0; font-size: 9.5pt; } nav, .keys, .filters, .skip { display: none; }
  ins { text-decoration: underline; } details::details-content { content-visibility: visible; block-size: auto; }
  .columns, .pair { display: block; } .docs { position: static; max-height: none; display: block; } .pane { max-height: none; overflow: visible; }
  .scroll { overflow: visible; } table { font-size: 7.5pt; } thead th, td, th { white-space: normal; padding: .2rem; } tbody th { min-width: 0; }
  .change, tr, .findings li { break-inside: avoid; } h2, h3, summary { break-after: avoid; } }
`;

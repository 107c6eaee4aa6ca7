/** The look of every page the runner writes: light and dark, no fonts or images from elsewhere. */
export const reportCss = `
:root { color-scheme: light dark; --ink: #1c2330; --faint: #5d6779; --paper: #fff; --line: #d9dee7; --good: #12784a; --bad: #b42318; --a: #2563c9; --b: #c2571a; --card: #f6f8fb; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --faint: #98a2b3; --paper: #14181f; --line: #303846; --good: #4cc38a; --bad: #ff7b6e; --a: #6ea8ff; --b: #f0a366; --card: #1b212b; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 1200px; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
.pass { color: var(--good); } .fail { color: var(--bad); } .faint { color: var(--faint); font-size: .85rem; }
td.fail { font-weight: 600; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: .75rem; margin: 1rem 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .6rem .8rem; }
.card b { display: block; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.scroll { overflow: auto; max-height: 36rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
table.narrow { width: auto; } table.dense { font-size: .8rem; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th { position: sticky; top: 0; background: var(--paper); color: var(--faint); font-weight: 600; font-size: .85rem; white-space: normal; vertical-align: bottom; }
td.text, th.text, .note td { text-align: left; }
.noted td { border-bottom: none; padding-bottom: 0; } .note td { white-space: normal; color: var(--faint); padding-left: 1.6rem; }
svg { width: 100%; height: auto; display: block; } svg text { fill: var(--faint); font: 11px system-ui, sans-serif; }
figure { margin: .5rem 0 1.5rem; } figcaption { color: var(--faint); font-size: .85rem; }
@media print { .scroll { max-height: none; } }
`;

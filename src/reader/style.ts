/** One small stylesheet for every page that needs no JavaScript. Logical properties throughout: it reads right to left as well. */
export const readerStyle = `
:root { color-scheme: light dark; --ink: #1d1d1f; --soft: #5a5a60; --line: #d9d9de; --paper: #fff; --raised: #f6f6f8; --link: #0b57d0; --alarm: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececf0; --soft: #a9a9b2; --line: #3a3a40; --paper: #17171a; --raised: #202024; --link: #8ab4f8; --alarm: #f2b8b5; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 4rem; font: 1.0625rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 1rem; }
h3 { font-size: 1.1rem; margin: 2rem 0 .75rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.thread, .thread ol { list-style: none; margin: 0; padding: 0; }
.thread ol { margin-inline-start: .75rem; padding-inline-start: .75rem; border-inline-start: 2px solid var(--line); }
@media (min-width: 30rem) { .thread ol { margin-inline-start: 1.25rem; padding-inline-start: 1.25rem; } }
.comment { padding: 1rem 0; border-block-end: 1px solid var(--line); }
.comment:target { background: var(--raised); outline: 2px solid var(--line); outline-offset: .25rem; }
.by { display: flex; gap: .6rem; align-items: center; flex-wrap: wrap; }
.by img { width: 2rem; height: 2rem; border-radius: 50%; vertical-align: middle; }
.by .name { font-weight: 600; }
.by .role { font-size: .8rem; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; }
.by time, .note, .removed { color: var(--soft); font-size: .9rem; }
.by a, .more, .orders a, .pages a { display: inline-block; min-height: 24px; }
.waiting { margin: 0 0 .5rem; padding: .25rem .75rem; border-inline-start: 4px solid var(--link); background: var(--raised); }
.orders { display: flex; gap: 1rem; font-size: .9rem; }
.orders [aria-current] { font-weight: 600; }
.policy { white-space: pre-line; }
details { margin-block: 1.5rem; font-size: .9rem; color: var(--soft); }
summary { cursor: pointer; min-height: 24px; }
#comments:empty { min-height: 40rem; }
.text p, .text ul, .thread .text ol { margin: .5rem 0; }
.thread .text ol { list-style: decimal; border: 0; }
.text ul, .thread .text ol { padding-inline-start: 1.5rem; }
.text ul { list-style: disc; }
.text pre { overflow-x: auto; padding: .75rem; background: var(--raised); border-radius: .4rem; }
blockquote { margin: 1rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); }
.text blockquote { margin-block: .5rem; color: var(--soft); }
.answer { font-size: .9rem; display: inline-block; padding: .2rem 0; min-height: 24px; }
form label { display: block; margin-block: .9rem .25rem; font-weight: 600; }
input[type=text], input[type=email], input[type=url], input[type=password], textarea, select { width: 100%; padding: .55rem .65rem; font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--soft); border-radius: .4rem; }
textarea { min-height: 9rem; resize: vertical; }
select { width: auto; min-height: 44px; }
button { margin-block-start: 1rem; padding: .6rem 1.2rem; min-height: 44px; font: inherit; font-weight: 600; color: var(--paper); background: var(--link); border: 1px solid var(--link); border-radius: .4rem; cursor: pointer; }
button.second { color: var(--link); background: none; }
button.alarming { color: var(--alarm); border-color: var(--alarm); background: none; }
[aria-invalid=true] { border-color: var(--alarm); border-width: 2px; }
.error { color: var(--alarm); font-weight: 600; margin: .3rem 0; }
.problem { border: 2px solid var(--alarm); border-radius: .4rem; padding: .75rem 1rem; margin-block: 1rem; }
.problem p { margin: 0; }
.done { border: 1px solid var(--link); border-radius: .4rem; padding: .75rem 1rem; margin-block: 1rem; }
.aside { position: absolute; inset-inline-start: -9999px; width: 1px; height: 1px; overflow: hidden; }
nav.pages { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; margin-block: 1.5rem; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; } td, th { text-align: start; padding: .35rem .5rem; border-block-end: 1px solid var(--line); vertical-align: top; }
td:first-child { white-space: nowrap; }
code { font-size: .92em; }
pre { overflow-x: auto; padding: .75rem; background: var(--raised); border-radius: .4rem; }
pre > code { white-space: pre-wrap; }
@media print { form, nav, .answer, .orders, #respond, .more { display: none; } body { max-width: none; padding: 0; } .comment { break-inside: avoid; } }
`;

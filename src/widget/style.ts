/**
 * Everything is taken from the page: font, size, colours. What is named here by a custom property or a part is documented in
 * docs/widget.md. `!important` on the host outweighs whatever the page says of all its elements.
 */
export const style = `
:host{display:block!important;visibility:visible!important;container-type:inline-size;--line:var(--backtalk-line,color-mix(in srgb,currentColor 30%,transparent));--soft:var(--backtalk-soft,color-mix(in srgb,currentColor 85%,transparent));--alarm:var(--backtalk-alarm,light-dark(#b3261e,#f2b8b5));--link:var(--backtalk-link,inherit)}
:host([hidden]){display:none!important}
*{box-sizing:border-box}
[hidden]{display:none!important}
.region{overflow-wrap:anywhere;line-height:1.5}
h2{font-size:1.3em;margin:1.2em 0 .6em}
p,ol,ul,pre,blockquote{margin:.5em 0}
a{color:var(--link)}
.bar,.by,.acts,.send{display:flex;flex-wrap:wrap;gap:.25em .8em;align-items:center}
.bar .heading{flex:1 0 auto;margin:.6em 0}
.part,.replies{list-style:none;margin:0;padding:0}
.part{content-visibility:auto;padding:2px 4px}
.replies{margin-inline-start:.5em;padding-inline-start:.5em;border-inline-start:2px solid var(--line)}
.comment{padding:.75em 0;border-block-end:1px solid var(--line)}
.avatar{width:2em;height:2em;border-radius:50%}
.role{border:1px solid var(--line);border-radius:1em;padding:0 .5em;font-size:.8em}
.date,.edited,.left,.note,.removed,.live,.draft,.notice{color:var(--soft);font-size:.9em}
.date{display:inline-block;min-height:24px}
.awaiting,.closed{font-style:italic}
.text ul,.text ol{padding-inline-start:1.5em}
.text pre,.text code{font-size:.9em;white-space:pre-wrap}
.text pre,.preview:not(:empty){padding:.75em;border:1px solid var(--line)}
blockquote{margin-inline:0;padding-inline-start:1em;border-inline-start:3px solid var(--line)}
button,input,textarea,select{font:inherit;color:inherit;background:none;border:1px solid var(--soft);border-radius:.3em;margin:0}
button{cursor:pointer;min-height:2em;padding:.3em .9em;max-width:100%}
button[aria-disabled=true],button:disabled{opacity:.6}
.act{border:0;padding:0;text-decoration:underline;font-size:.9em;min-width:24px;color:var(--link)}
.post{border-width:2px;font-weight:600;background:var(--backtalk-accent,none);color:var(--backtalk-on-accent,inherit)}
.turn,.more{margin-block:.5em}
.field label,.inline label{display:block;font-weight:600;margin-block:.6em .2em}
input:not([type=checkbox]),textarea{display:block;width:100%;padding:.45em .55em}
textarea{resize:vertical}
select{min-height:2em}
select,.news{background:Canvas;color:CanvasText}
input[type=checkbox]{width:1.2em;height:1.2em;min-width:24px;min-height:24px;vertical-align:middle;margin-inline-end:.4em}
[aria-invalid]{border:2px solid var(--alarm)}
.flaw,.problem{font-weight:600;border-inline-start:4px solid var(--alarm);padding-inline-start:.6em}
.sticky{position:sticky;inset-block-end:.5em;height:0;z-index:1}
.news{position:absolute;inset-block-end:0;inset-inline-end:0;box-shadow:0 1px 6px #0006}
:focus-visible{outline:3px solid;outline-offset:2px}
.comment:focus{outline:2px solid var(--line)}
summary{min-height:24px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);margin:0}
@container(min-width:30em){.replies{margin-inline-start:1em;padding-inline-start:1em}.author{display:grid;grid-template-columns:1fr 1fr;gap:0 1em}}
`;
